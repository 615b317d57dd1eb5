"""A template to read before one starts from it, and its activities on their way into a plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import catalogue, clock
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.web import PAGE, posted, staff_page
from gehor.planning import pages
from gehor.planning.models import Dialogue
from gehor.planning.texts import KINDS, LEVELS
from gehor.process.steps import CHOOSE_METHOD, START

from . import Shape, queries, rules, shapes
from .adding import add_activities, first_place, usual_first_day
from .forms import AddForm
from .texts import STAGES


@require_safe
def template(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a template is for, its steps, its activities and the law that applies."""
    organisation = organisations.organisation_for(request.actor, slug)
    shape = named(key)
    context = {
        "here": "dialogues",
        "shape": shape,
        "kind": KINDS[shape.kind][0],
        "levels": [LEVELS[level].label for level in shape.levels],
        "steps": [(step, STAGES[step.stage], LEVELS[step.level].label if step.level else "") for step in shape.steps],
        "activities": _described(shape),
        "may_start": request.actor.may(START, organisation.pk),
    }
    return staff_page(request, "shapes/template.html", organisation, context)


@PAGE
def add_template(request: HttpRequest, slug: str) -> HttpResponse:
    """The activities of the dialogue's template, to be added to its plan from a first day."""
    dialogue, missing = pages.entered(request, slug, CHOOSE_METHOD)
    shape = queries.shape_of(dialogue)
    if shape is None:
        raise Http404
    proposed = {"first_day": usual_first_day(dialogue, shape), "place": first_place(shape)}
    form = AddForm(posted(request), shape=shape, source=dialogue.source_language, initial=proposed)

    def act() -> None:
        given = {"place": {}, **form.cleaned_data}
        add_activities(dialogue, actor=request.actor, **given)

    if saved(form, act):
        return pages.back_to_workbench(
            request, dialogue, _("The ways of taking part of the template are in the plan. None of them is open yet.")
        )
    context = {
        "heading": _("Ways of taking part from the template"),
        "shape": shape,
        "activities": _described(shape),
        "added": queries.added(dialogue, shape),
        "latest": _latest(dialogue, shape),
    }
    return pages.dialogue_page(request, "shapes/add.html", dialogue, context, missing=missing, form=form)


def named(key: str) -> Shape:
    """The template of that name. Else 404."""
    if key not in shapes():
        raise Http404
    return shapes()[key]


def cards(organisation: Organisation) -> list[tuple[Shape, str, list[str]]]:
    """Every template to choose among: (template, its page, how long it usually takes and what kind it is)."""
    return [(shape, _page(organisation, shape), _foot(shape)) for shape in shapes().values()]


def _page(organisation: Organisation, shape: Shape) -> str:
    return reverse("planning:template", args=[organisation.slug, shape.key])


def _foot(shape: Shape) -> list[str]:
    shortest, longest = shape.weeks
    return [_("%(from)d–%(to)d weeks") % {"from": shortest, "to": longest}, str(KINDS[shape.kind][0])]


def _latest(dialogue: Dialogue, shape: Shape) -> object:
    """The latest first day that can be chosen; "late" where it has passed; none where no decision day is named."""
    if dialogue.decision_on is None:
        return None
    latest = rules.latest_first_day(shape.spans, dialogue.decision_on)
    return "late" if latest < clock.today() else latest


def _described(shape: Shape) -> list[tuple[object, object, object]]:
    return [(each, catalogue.words(each.method).name, LEVELS[each.level].label) for each in shape.activities]
