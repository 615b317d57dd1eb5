"""The decision basis, the decisions, and the board's page for each finding."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gehor.analysis.models import Finding
from gehor.analysis.texts import ASIDES
from gehor.ground import clock
from gehor.ground.design.texts import CHANNELS
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.pages import kept
from gehor.ground.sentences import refusal_text
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.planning.texts import LEVELS
from gehor.process.facts import Facts
from gehor.process.steps import CHANGE_DECISION, DECIDE, FOLLOW_REFERRAL, HANDLE
from gehor.recruitment import queries as recruitment

from . import actions, queries
from .basis.queries import met_of
from .basis.views import newest_page
from .course.queries import Course, course_of, courses, undecided
from .course.telling import Stop, way
from .forms import DecideForm
from .queries import Weighed

PER_PAGE = 50
COURSE = (CHANGE_DECISION, FOLLOW_REFERRAL)


# For everybody


@require_safe
@kept
def basis(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision rests on: for the board, and for everybody once the analyst has signed off."""
    dialogue = planning.public_dialogue(slug)
    context = _public(dialogue)
    if context["facts"].retroactive:  # the body that decided had other papers than ours
        return see_other("analysis:result", slug)
    if context["facts"].frozen_bases:
        return newest_page(request, dialogue)
    found = queries.basis(dialogue)
    context |= {
        "section": "decision",
        "basis": found,
        "levels": [LEVELS[level] for level in dialogue.levels if level in LEVELS],
    }
    if found:
        context |= {
            "channel_rows": [(CHANNELS[code], count) for code, count in found.by_channel],
            "aside_rows": [(*ASIDES[code], count) for code, count in found.set_aside],
            "findings": [(each, found.examples.get(each.finding.pk, ())) for each in found.findings],
            "target_groups": list(recruitment.target_groups(dialogue)),
        }
    return render(request, "decision/basis.html", context)


@require_safe
@kept
def resting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every contribution that one finding rests on."""
    dialogue = planning.public_dialogue(slug)
    finding = queries.finding_of(dialogue, number)
    context = _listing(request, dialogue, queries.resting(finding))
    return render(request, "decision/resting.html", {**context, "finding": finding})


@require_safe
@kept
def set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Every contribution that carries no finding, and why."""
    dialogue = planning.public_dialogue(slug)
    context = _listing(request, dialogue, queries.set_aside(dialogue))
    return render(request, "decision/set_aside.html", context)


@require_safe
@kept
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided on each finding, with reasons."""
    dialogue = planning.public_dialogue(slug)
    context = _public(dialogue)
    rows = queries.weighed(dialogue) if context["facts"].signed_off else []
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"section": "decision", "page": page, "rows": _lines(page, dialogue, context["facts"])}
    return render(request, "decision/decisions.html", context)


class Line(NamedTuple):
    """One finding in the list of decisions: what stands in its line, and its way where there is more to it."""

    each: Weighed
    way: list[Stop]
    tag: str
    tone: str
    note: str
    is_alone: bool


def _lines(page: Page, dialogue: Dialogue, facts: Facts) -> list[Line]:
    """Two queries at most."""
    rows = list(page)
    ways = courses((each for row in rows for each in row.decisions), (row.finding.pk for row in rows))
    return [
        Line(
            row,
            way(ways[row.finding.pk], dialogue.source_language, is_told=True) if ways[row.finding.pk].is_long else [],
            _waiting(row, facts),
            "now" if row.earlier else "",
            _in_short(row, ways[row.finding.pk]),
            page.paginator.count == 1,
        )
        for row in rows
    ]


def _waiting(row: Weighed, facts: Facts) -> str:
    """What stands in the place of an outcome, or beside one that has been changed."""
    if row.decision:
        return _("Changed decision") if row.earlier else ""
    if row.sought:
        return _("No decision found")
    return _("Not looked for yet") if facts.retroactive else _("Not decided yet")


def _in_short(row: Weighed, course: Course) -> str:
    """How many said it, and where it lies now if somebody else has it."""
    words = []
    if row.contributions:
        words.append(
            ngettext("%(n)d contribution", "%(n)d contributions", row.contributions) % {"n": row.contributions}
        )
    where = course.referral
    if where and where.is_open:
        words.append(_("It lies with %(receiver)s") % {"receiver": where.receiver})
    return " · ".join(words)


def _public(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": planning.facts_known(dialogue),
    }


def _listing(request: HttpRequest, dialogue: Dialogue, rows: Any) -> dict[str, Any]:
    context = _public(dialogue)
    if not context["facts"].signed_off:
        raise Http404
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {**context, "section": "decision", "page": page, "listed": queries.all_heard(page)}


# For the board


@require_safe
def decide_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings, what is decided on them and what is left."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    findings = queries.weighed(dialogue)
    left = [each for each in findings if each.decision is None and each.sought is None]
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "needs": todos(DECIDE.needs, dialogue, facts, request.actor),
        "missing": DECIDE.missing(facts),
        "findings": findings,
        "left": left,
        "done": [each for each in findings if each not in left],
        "next": left[0].finding.number if left else None,
        "decided": len(findings) - len(left),
        "may_handle": request.actor.may(HANDLE, dialogue.organisation_id),
    }
    return staff_page(request, "decision/decide_list.html", dialogue.organisation, context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding before the board: what it rests on, and the form for the decision."""
    dialogue = planning.dialogue_for(request.actor, slug)
    finding = queries.finding_of(dialogue, number)
    if request.method != "POST":
        form = DecideForm(
            initial=_initial(dialogue), organisation=dialogue.organisation, source=dialogue.source_language
        )
        return _decide_page(request, dialogue, finding, form)
    form = DecideForm(request.POST, organisation=dialogue.organisation, source=dialogue.source_language)
    if form.is_valid():
        try:
            actions.decide(finding, actor=request.actor, **form.decided)
            return _on_to_the_next(request, dialogue, number)
        except WrongInput as refusal:
            form.refuse(refusal)
        except WrongMoment as refusal:
            if refusal.code != "already_decided":
                raise
            return _decide_page(request, dialogue, finding, form, told=refusal_text(refusal), status=409)
    return _decide_page(request, dialogue, finding, form, status=422)


def _on_to_the_next(request: HttpRequest, dialogue: Dialogue, number: int) -> HttpResponse:
    """The next finding that waits, so that whoever decides on several need not look for it."""
    left = list(undecided(dialogue).values_list("number", flat=True))
    messages.success(request, _("The decision on finding %(number)s is recorded and public.") % {"number": number})
    if not left:
        return see_other("decision:decide_list", dialogue.slug)
    return see_other("decision:decide", dialogue.slug, next((each for each in left if each > number), left[0]))


def _decide_page(
    request: HttpRequest, dialogue: Dialogue, finding: Finding, form: DecideForm, *, told: str = "", status: int = 200
) -> HttpResponse:
    page = Paginator(queries.resting(finding), 10).get_page(request.GET.get("page"))
    facts = queries.facts(dialogue)
    course = course_of(finding.pk)
    may = {step.key.removeprefix("decision."): request.actor.may(step, dialogue.organisation_id) for step in COURSE}
    context = {
        **_staff(request, dialogue),
        "finding": finding,
        "decision": course.decision,
        "met": met_of(finding),
        "way": way(course, dialogue.source_language, is_told=True) if course.is_long else [],
        "referral": course.referral,
        "may": may,
        "form": form,
        "told": told,
        "typed": form.data.get(f"reason_{dialogue.source_language}", "") if told else "",
        "missing": DECIDE.missing(facts),
        "page": page,
        "listed": queries.all_heard(page),
    }
    return staff_page(request, "decision/decide.html", dialogue.organisation, context, status=status)


def _staff(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    return {
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "here": "dialogues",
        "may_decide": request.actor.may(DECIDE, dialogue.organisation_id),
    }


def _initial(dialogue: Dialogue) -> Mapping[str, Any]:
    """From the decision recorded before in the same meeting, else from the plan."""
    before = queries.latest_decision(dialogue)
    if before:
        names = ("decided_on", "section", "case_number", "minutes_url")
        return {"body": before.body_id, **{name: getattr(before, name) for name in names}}
    decided_on = dialogue.decision_on if dialogue.decision_on and dialogue.decision_on <= clock.today() else None
    return {"body": dialogue.deciding_body_id, "decided_on": decided_on, "case_number": dialogue.case_number}
