"""The board's pages: which findings are left, the decision on one, and one decision on several."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.analysis.listing import Listing, listing, number_asked
from gehor.analysis.models import Finding
from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import CHANGE_DECISION, DECIDE, FOLLOW_REFERRAL, HANDLE

from . import actions, queries
from .basis.queries import met_of
from .course.queries import course_of, undecided
from .course.telling import way
from .forms import ChooseForm, DecideForm
from .models import Decision
from .queries import Weighed
from .rules import in_short, next_point

AT_A_GLANCE = 20  # more findings than these are shown in two views: those that are left, and those that are decided
COURSE = (CHANGE_DECISION, FOLLOW_REFERRAL)


@require_safe
def decide_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings, what is decided on them and what is left."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = queries.facts(dialogue)
    findings = queries.weighed(dialogue)
    asked = number_asked(request)
    if any(each.finding.number == asked for each in findings):
        return see_other("decision:decide", slug, asked)
    left = [each for each in findings if _waits(each)]
    done = [each for each in findings if not _waits(each)]
    context = {
        **_staff(request, dialogue),
        "facts": facts,
        "needs": todos(DECIDE.needs, dialogue, facts, request.actor),
        "missing": DECIDE.missing(facts),
        "findings": findings,
        "left": left,
        "done": done,
        "next": left[0].finding.number if left else None,
        "may_handle": request.actor.may(HANDLE, dialogue.organisation_id),
    }
    if len(findings) > AT_A_GLANCE:
        context |= _one_view(request, dialogue, left, done)
    return staff_page(request, "decision/decide_list.html", dialogue.organisation, context)


@require_safe
def decide_next(request: HttpRequest, slug: str) -> HttpResponse:
    """Straight to the first finding that waits, for whoever has just read the basis and may decide."""
    dialogue = planning.dialogue_for(request.actor, slug)
    first = undecided(dialogue).first()
    if first is None or not request.actor.may(DECIDE, dialogue.organisation_id):
        return see_other("decision:decide_list", slug)
    return see_other("decision:decide", slug, first.number)


def _waits(each: Weighed) -> bool:
    return each.decision is None and each.sought is None


def _one_view(request: HttpRequest, dialogue: Dialogue, left: list[Weighed], done: list[Weighed]) -> dict[str, Any]:
    """Of a long list either what is left or what is decided, a page at a time."""
    views = {"left": (_("Not decided yet"), left), "done": (_("Decided"), done)}
    state = request.GET.get("state", "")
    if state not in views:
        state = "left" if left else "done"
    listed: Listing[Weighed] = listing(request, views[state][1], finding=lambda row: row.finding)
    here = reverse("decision:decide_list", args=[dialogue.slug])
    return {
        "state": state,
        "tabs": [
            {"label": label, "url": f"{here}?state={name}", "here": name == state, "count": len(rows)}
            for name, (label, rows) in views.items()
        ],
        "listed": listed,
        "page": listed.page,
        "chosen": in_short(row.finding.number for row in listed.rows) if listed.sought and state == "left" else "",
    }


@PAGE
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding before the board: what it rests on, and the form for the decision."""
    dialogue = planning.dialogue_for(request.actor, slug)
    finding = queries.finding_of(dialogue, number)
    form = _form(request, dialogue)
    if saved(form, lambda: actions.decide(finding, actor=request.actor, **form.decided), meanwhile={"already_decided"}):
        return _on_to_the_next(request, dialogue, number)
    return _decide_page(request, dialogue, finding, form)


def _form(request: HttpRequest, dialogue: Dialogue) -> DecideForm:
    house, source = dialogue.organisation, dialogue.source_language
    return DecideForm(posted(request), initial=_initial(dialogue), organisation=house, source=source)


def _told(form: DecideForm) -> str:
    """That somebody else was first; empty where nobody was."""
    return str(form.non_field_errors()[0]) if form.is_overtaken else ""


def _on_to_the_next(request: HttpRequest, dialogue: Dialogue, number: int) -> HttpResponse:
    """The next finding that waits, so that whoever decides on several need not look for it."""
    left = list(undecided(dialogue).values_list("number", flat=True))
    messages.success(request, _("The decision on finding %(number)s is recorded and public.") % {"number": number})
    if not left:
        return see_other("decision:decide_list", dialogue.slug)
    return see_other("decision:decide", dialogue.slug, _following(left, number))


def _following(left: list[int], number: int) -> int:
    """The number of the next one that waits; from the first again at last."""
    return next((each for each in left if each > number), left[0])


def _decide_page(request: HttpRequest, dialogue: Dialogue, finding: Finding, form: DecideForm) -> HttpResponse:
    page = Paginator(queries.resting(finding), 10).get_page(request.GET.get("page"))
    facts = queries.facts(dialogue)
    course = course_of(finding.pk)
    may = {step.key.removeprefix("decision."): request.actor.may(step, dialogue.organisation_id) for step in COURSE}
    others = [] if course.decision else list(undecided(dialogue).values_list("number", flat=True))
    context = {
        **_staff(request, dialogue),
        "finding": finding,
        "facts": facts,
        "next": _following(others, finding.number) if len(others) > 1 else None,
        "decision": course.decision,
        "met": met_of(finding),
        "way": way(course, dialogue.source_language, is_told=True) if course.is_long else [],
        "referral": course.referral,
        "may": may,
        "form": form,
        "told": _told(form),
        "missing": DECIDE.missing(facts),
        "page": page,
        "listed": queries.all_heard(page),
    }
    return staff_page(request, "decision/decide.html", dialogue.organisation, context)


@PAGE
def decide_together(request: HttpRequest, slug: str) -> HttpResponse:
    """Several findings before the board, which decides on them in the same way."""
    dialogue = planning.dialogue_for(request.actor, slug, DECIDE)
    findings = list(Finding.objects.filter(dialogue=dialogue).order_by("number"))
    typed = " ".join([*request.GET.getlist("finding"), request.GET.get("numbers", "")]).strip()
    choose = ChooseForm({"numbers": typed} if typed else None, findings=findings)
    chosen = choose.cleaned_data["numbers"] if choose.is_bound and choose.is_valid() else []
    form = _form(request, dialogue)

    def act() -> list[Decision]:
        return actions.decide_together(dialogue, chosen, actor=request.actor, **form.decided)

    if saved(form, act, meanwhile={"decided_meanwhile"}):
        return _told_of(request, dialogue, len(form.outcome))
    waiting = {each.pk for each in undecided(dialogue)}
    facts = queries.facts(dialogue)
    context = {
        **_staff(request, dialogue),
        "choose": choose,
        "chosen": [each for each in chosen if each.pk in waiting],
        "action": "?" + urlencode({"numbers": in_short(each.number for each in chosen if each.pk in waiting)}),
        "decided": in_short(each.number for each in chosen if each.pk not in waiting) if not form.is_overtaken else "",
        "left": len(waiting),
        "form": form,
        "told": _told(form),
        "missing": DECIDE.missing(facts),
    }
    status = 422 if choose.errors else None
    return staff_page(request, "decision/decide_together.html", dialogue.organisation, context, status=status)


def _told_of(request: HttpRequest, dialogue: Dialogue, decided: int) -> HttpResponse:
    said = ngettext(
        "The decision on %(n)d finding is recorded and public.",
        "The decision on %(n)d findings is recorded and public.",
        decided,
    )
    messages.success(request, said % {"n": decided})
    return see_other("decision:decide_list", dialogue.slug)


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
        same = {name: getattr(before, name) for name in ("decided_on", "case_number", "minutes_url")}
        return {"body": before.body_id, "section": next_point(before.section), **same}
    decided_on = dialogue.decision_on if dialogue.decision_on and dialogue.decision_on <= clock.today() else None
    return {"body": dialogue.deciding_body_id, "decided_on": decided_on, "case_number": dialogue.case_number}
