"""The page of one way to take part, whatever its method: open with its form, or shut."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gehor.ground.maps.charts import shows_map
from gehor.ground.maps.fields import chart_in, in_words
from gehor.ground.pages import mine
from gehor.ground.people.models import Participant
from gehor.participation.ballots.views import already
from gehor.participation.queries import Entrance
from gehor.participation.rules import State
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.stages import Stage, stage


def form_page(
    request: HttpRequest,
    entrance: Entrance,
    form: forms.Form,
    *,
    before: Participant | None = None,
    status: int = 200,
    template: str = "participation/activity.html",
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """before: who has sent something else with the same form already. template, more: of a method's own page."""
    told = already.teller(request, entrance)
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "form": form,
        "fields": entrance.method.form_template or "ballots/_fields.html",
        "before": before,
        "already": told(request) if told else None,
        **(more or {}),
    }
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-cache, private"
    return shows_map(mine(response, told) if told else response, chart_in(form))


def shut(
    request: HttpRequest,
    entrance: Entrance,
    *,
    typed: Iterable[tuple[object, object]] = (),
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    """typed: what was sent and not received, as pairs of what was asked and what was answered."""
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "typed": list(typed),
        "sentence": sentence,
        "is_answered": is_answered(entrance),
    }
    return render(request, "participation/shut.html", context, status=status)


def is_answered(entrance: Entrance) -> bool:
    """Whether it is over and everybody has been answered: then nothing of it lies ahead."""
    if entrance.state is not State.OVER:
        return False
    return stage(planning.facts_shown(entrance.activity.dialogue)) in (Stage.FOLLOW_UP, Stage.CLOSED)


def typed_in(form: forms.Form) -> list[tuple[object, object]]:
    """What somebody wrote in a form that could not be received."""
    return [(field.label, written) for field in form if not field.is_hidden and (written := _written(field))]


def _written(field: forms.BoundField) -> object:
    """What stands in a field, in words: of a choice what it is called."""
    value = field.value()
    if isinstance(field.field, forms.ChoiceField) and isinstance(value, str):
        return dict(field.field.choices).get(value, value)
    return in_words(value)


def about(dialogue: Dialogue) -> dict[str, object]:
    return {"organisation": dialogue.organisation, "dialogue": dialogue, "here": "take_part"}
