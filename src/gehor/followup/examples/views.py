"""Finished dialogues to choose among, and one of them with its plan and its evaluation, to start from."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.followup.evaluation.views import evaluation_context
from gehor.ground import catalogue
from gehor.ground.act import Actor
from gehor.ground.figures import Figure
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.web import PAGE, posted, staff_page
from gehor.planning import handbook
from gehor.planning.models import Dialogue
from gehor.planning.pages import back_to_workbench
from gehor.planning.shapes import Shape, Text
from gehor.planning.shapes.finished import Card, Finished, shape_from
from gehor.planning.shapes.texts import STAGES
from gehor.planning.texts import KINDS, LEVELS
from gehor.process.indicators import Course
from gehor.process.steps import START
from gehor.process.words import Outcome
from gehor.recruitment.queries import target_groups

from . import queries
from .forms import SearchForm, StartFromForm
from .starting import start_from
from .texts import MOMENTS

PER_PAGE = 12
ON_THE_START_PAGE = 3


@require_safe
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """All finished dialogues that one may start from, own and others', found by words."""
    organisation = organisations.organisation_for(request.actor, slug)
    form = SearchForm(request.GET)
    wanted = form.wanted
    rows = queries.narrowed(queries.finished(request.actor), kind=wanted["kind"], method=wanted["method"])
    page = Paginator(queries.found(rows, wanted["q"]), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "dialogues",
        "form": form,
        "page": page,
        "cards": _cards(organisation, list(page)),
        "is_narrowed": any(wanted.values()),
    }
    return staff_page(request, "examples/examples.html", organisation, context)


@PAGE
def example(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How one dialogue was planned and how it went; and a new one started from it."""
    organisation = organisations.organisation_for(request.actor, slug)
    finished = queries.example_for(request.actor, key)
    may_start = request.actor.may(START, organisation.pk)
    if request.method == "POST":
        request.actor.demand(organisation.pk, START)
    form = handbook.beside(StartFromForm(posted(request), organisation=organisation))
    given = {"actor": request.actor, "organisation": organisation}
    if saved(form, lambda: start_from(finished, **{**form.cleaned_data, **given})):
        said = _("The dialogue is started. The plan of the finished one stands as a draft where you write yours.")
        return back_to_workbench(request, form.outcome, said)
    context = {**_told(finished), "form": form, "may_start": may_start, "here": "dialogues"}
    return staff_page(request, "examples/example.html", organisation, context)


def latest(actor: Actor, organisation: Organisation) -> Finished:
    """For the start page: the latest few, and where the rest are."""
    rows = queries.finished(actor)
    first = list(rows[:ON_THE_START_PAGE])
    count = len(first) if len(first) < ON_THE_START_PAGE else rows.count()
    return Finished(_cards(organisation, first), count, reverse("examples:examples", args=[organisation.slug]))


def _cards(organisation: Organisation, dialogues: Sequence[Dialogue]) -> list[Card]:
    told = queries.told(dialogues)
    return [
        Card(
            Text(each.title),
            reverse("examples:example", args=[organisation.slug, each.slug]),
            _foot(each, told[each.pk]),
        )
        for each in dialogues
    ]


def _foot(dialogue: Dialogue, told: queries.Told) -> list[str]:
    """Who held it and how, what came of it and what it cost: what is unknown is left out."""
    said = [dialogue.organisation.name, str(KINDS[dialogue.kind][0]), ", ".join(told.methods), *_in_short(told)]
    return [words for words in said if words]


def _in_short(told: queries.Told) -> list[str]:
    """What a reader compares first."""
    course, said = told.course, []
    if course.people:
        said.append(ngettext("%(n)s took part", "%(n)s took part", course.people) % {"n": Figure(course.people)})
    if course.answered and course.started:
        days = (course.answered - course.started).days
        said.append(
            ngettext("%(n)s day from idea to answer", "%(n)s days from idea to answer", days) % {"n": Figure(days)}
        )
    if decided := sum(course.outcomes.values()):
        met = sum(course.outcomes.get(outcome, 0) for outcome in (Outcome.MET, Outcome.PARTLY_MET))
        words = ngettext(
            "%(met)s of %(n)s finding met, wholly or partly", "%(met)s of %(n)s findings met, wholly or partly", decided
        )
        said.append(words % {"met": Figure(met), "n": Figure(decided)})
    if due := course.measures_due:
        words = ngettext("%(done)s of %(n)s measure carried out", "%(done)s of %(n)s measures carried out", due)
        said.append(words % {"done": Figure(course.measures_done), "n": Figure(due)})
    if course.sek:
        said.append(_("cost %(sek)s kr") % {"sek": Figure(round(course.sek))})
    if course.hours:
        said.append(_("%(hours)s hours of work") % {"hours": Figure(round(course.hours))})
    if told.evaluated:
        words = ngettext("%(n)s participant evaluated it", "%(n)s participants evaluated it", told.evaluated)
        said.append(words % {"n": Figure(told.evaluated)})
    return said


def _told(finished: Dialogue) -> dict[str, Any]:
    """The plan as it was and all that the evaluation knows."""
    shown = evaluation_context(finished)
    shape = shape_from(finished)
    del shown["organisation"]  # the page stands in the reader's own house
    return {
        **shown,
        "held_by": finished.organisation,
        "held_earlier": hasattr(finished, "earlier"),
        "in_short": _in_short(queries.told_of(shown["summary"])),
        "kind": KINDS[finished.kind][0],
        "levels": [LEVELS[level].label for level in finished.levels],
        "steps": [(step, STAGES[step.stage], step.level and LEVELS[step.level].label) for step in shape.steps],
        "activities": _activities(finished, shape),
        "groups": list(target_groups(finished)),
        "moments": _moments(finished, shown["summary"].course),
    }


def _activities(finished: Dialogue, shape: Shape) -> list[tuple[object, object, object, int | None]]:
    """Each with its method, its level, and how many days before the decision it began."""
    rows = finished.activities.order_by("number")
    return [
        (each, catalogue.words(each.method).name, _level(row.level), _before(row.begins_on, finished.decision_on))
        for each, row in zip(shape.activities, rows, strict=True)
    ]


def _moments(finished: Dialogue, course: Course) -> list[tuple[object, dt.date, int | None, int | None]]:
    """What happened, when, how many days from the start, and how many before the decision. In the order of the days."""
    known = [(words, getattr(course, field)) for field, words in MOMENTS.items()]
    return [
        (words, day, _since(course.started, day), _before(day, finished.decision_on))
        for words, day in sorted(((words, day) for words, day in known if day), key=lambda each: each[1])
    ]


def _level(level: str) -> object:
    """Empty where nobody knows it, of an activity that was held elsewhere."""
    return LEVELS[level].label if level else ""


def _since(started: dt.date | None, day: dt.date) -> int | None:
    return (day - started).days if started else None


def _before(day: dt.date, decision_on: dt.date | None) -> int | None:
    return (decision_on - day).days if decision_on else None
