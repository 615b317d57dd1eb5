"""Pages over several stages: who holds dialogues here, a dialogue's first page, and each role's next thing to do.

What an organisation owes everybody an account of stands in register/.
"""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gehor.analysis.series.queries import has_series
from gehor.analysis.sourced.queries import sources
from gehor.ground import catalogue
from gehor.ground.act import Actor
from gehor.ground.design import river
from gehor.ground.design.texts import CHANNELS
from gehor.ground.governance.validity import running_out_for
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.texts import doers, role_label
from gehor.ground.pages import kept
from gehor.ground.sentences import need_text
from gehor.ground.web import see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todo
from gehor.planning.models import Activity, Dialogue
from gehor.planning.plan import public_plan
from gehor.planning.shapes.queries import template_steps
from gehor.process import learning, steps
from gehor.process.needs import APPROVED
from gehor.process.stages import Stage
from gehor.process.step import Need, Step
from gehor.process.words import Role
from gehor.recruitment import queries as recruitment

from . import doors, queries, texts
from .hosting import hosted_for
from .queries import Standing
from .texts import DOING, GO, NOW, NOW_EARLIER, PAGE_GROUPS, PAGES, STAGES, STARTS
from .timing import backwards
from .waiting import doing_now, waiting_for

EARLIER = (Stage.FOLLOW_UP, Stage.CLOSED)
SHOWN_FIRST = 12  # things on the desk; the rest is folded
UNDER_WAY = (Stage.ANALYSIS, Stage.DECISION, Stage.ANSWERING)


# For everybody


@require_safe
@kept
def front(request: HttpRequest) -> HttpResponse:
    """Who holds dialogues here. With one organisation only, its page is the front page."""
    everyone = list(organisations.organisations()[:200])
    if len(everyone) == 1:
        return see_other("portal:organisation", everyone[0].slug)
    return render(request, "portal/front.html", {"organisations": queries.organisations_with_counts(everyone)})


@require_safe
@kept
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What can I take part in, what is late, what became of earlier dialogues?"""
    here = _organisation(slug)
    standings = queries.public_standings(here)
    context = {
        "organisation": here,
        "here": "take_part",
        "open_now": _cards(each for each in standings if each.is_open_on_web),
        "coming": _cards(each for each in standings if _is_coming(each)),
        "late": sorted((each for each in standings if each.days_late), key=lambda each: -each.days_late),
        "under_way": _cards(each for each in standings if each.stage in UNDER_WAY),
        "earlier": _cards([each for each in standings if each.stage in EARLIER][:6]),
        "stopped": [each for each in standings if each.stage is Stage.STOPPED][:6],
    }
    return render(request, "portal/organisation.html", context)


@require_safe
@kept
def dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """A dialogue's first page: the question, where in the river it is, what can be influenced, who decides when."""
    standing = queries.public_standing(slug)
    found, plan = standing.dialogue, public_plan(standing.dialogue)
    context = {
        "organisation": found.organisation,
        "dialogue": found,
        "standing": standing,
        "stage_words": STAGES[standing.stage],
        "now": (NOW_EARLIER if standing.facts.retroactive else NOW).get(standing.stage, ""),
        "sources": list(sources(found)) if standing.facts.retroactive else [],
        "river": river.steps(standing.stage.value, urls=_river_urls(standing)),
        "facts": standing.facts,
        "is_over": standing.facts.openings > 0 and not standing.facts.open_now,
        "plan": plan,
        "stopped_words": GO[standing.facts.outcome.value] if standing.facts.outcome else "",
        "target_groups": list(recruitment.target_groups(found)),
        "is_series": has_series(way.activity for way in plan.ways),
        "channel_rows": channel_rows(found) if standing.facts.contributions else [],
    }
    return render(request, "portal/dialogue.html", context)


def channel_rows(found: Dialogue) -> list[tuple[Any, int]]:
    """(channel in words, contributions) for the chart."""
    return [(CHANNELS[code], count) for code, count in queries.per_channel(found)]


def _organisation(slug: str) -> Organisation:
    found = organisations.organisations().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _is_coming(standing: Standing) -> bool:
    return standing.stage is Stage.PLANNING or (standing.stage is Stage.OPEN and not standing.is_open_on_web)


def _cards(standings: Iterable[Standing]) -> list[tuple[Standing, Any]]:
    return [(each, STAGES[each.stage]) for each in standings]


def _river_urls(standing: Standing) -> dict[str, str]:
    slug, facts = standing.dialogue.slug, standing.facts
    urls = {"open": "participation:contributions" if facts.openings else ""}
    urls["analysis"] = "analysis:result" if facts.signed_off else ""
    urls["decision"] = "decision:decisions" if facts.decisions else ""
    urls["answering"] = "feedback:answers" if facts.answers_released else ""
    urls["follow_up"] = "followup:measures" if facts.measures else ""
    return {stage: reverse(name, args=[slug]) for stage, name in urls.items() if name}


# For staff

USUAL_STARTS = {
    Role.NETWORK_HOST: "network:networks",
    Role.ADMINISTRATOR: "organisations:members",
    Role.AUDITOR: "journal:entries",
}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What next: what waits for this person, over all their dialogues, the most pressing first."""
    actor: Actor = request.actor
    standings = queries.staff_standings(actor)
    mine = queries.organisations_of(actor, standings)
    waiting, hosted = waiting_for(actor, standings), hosted_for(actor)
    context = {
        "organisation": mine[0] if len(mine) == 1 else None,
        "organisations": [
            (each, role_label(actor.roles_in(each.pk)), actor.may(steps.START, each.pk), _house(actor, each))
            for each in mine
        ],
        "first": waiting[0] if waiting else None,
        "waiting": waiting[1:SHOWN_FIRST],
        "more": waiting[SHOWN_FIRST:],
        "hosted": hosted,
        "late": [each for each in standings if each.days_late],
        "running_out": running_out_for(actor),
        "start": _usual_start(actor, mine[0]) if len(mine) == 1 and not waiting and not hosted else None,
        "here": "what_next",
    }
    return render(request, "portal/desk.html", context)


def _usual_start(actor: Actor, here: Organisation) -> dict[str, Any]:
    """Where somebody mostly goes for whom nothing waits."""
    roles = actor.roles_in(here.pk)
    name = next((name for role, name in USUAL_STARTS.items() if role in roles), "portal:dialogues")
    return {"words": STARTS[name], "url": reverse(name, args=[here.slug])}


@require_safe
def dialogues(request: HttpRequest, slug: str) -> HttpResponse:
    """All dialogues of one organisation, for those who work there."""
    actor: Actor = request.actor
    here = organisations.organisation_for(actor, slug)
    standings = queries.standings(planning.dialogues_of(here)[: queries.MOST_AT_ONCE])
    page = Paginator(standings, queries.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "dialogues",
        "page": page,
        "rows": [(each, STAGES[each.stage]) for each in page],
        "may_start": actor.may(steps.START, here.pk),
    }
    return staff_page(request, "portal/dialogues.html", here, context)


# The gates of the river, in order: (section of the workbench, the step behind the gate, where the step is taken).
GATES = (
    ("assess", steps.ASSESS, "planning:assess"),
    ("plan", steps.OPEN_PARTICIPATION, "participation:openings"),
    ("hear", steps.CLOSE_PARTICIPATION, "participation:openings"),
    ("read", steps.SIGN_OFF, "analysis:sign_off"),
    ("decide", steps.DECIDE, "decision:decide_list"),
    ("answer", steps.RELEASE_ANSWERS, "feedback:release"),
    ("close", steps.CLOSE_DIALOGUE, "followup:close"),
)

HELD_BEFORE = ("assess", "plan", "hear")  # what a dialogue that was held earlier has behind it


@require_safe
def workbench(request: HttpRequest, slug: str) -> HttpResponse:
    """One dialogue with every gate of the process as a to-do list, and the one thing to do now."""
    actor: Actor = request.actor
    found = planning.dialogue_for(actor, slug)
    standing = queries.standing(found)
    now = doing_now(actor, standing)
    activities = list(planning.activities(found))
    context = {
        "here": "dialogues",
        "dialogue": found,
        "standing": standing,
        "stage_words": STAGES[standing.stage],
        "river": river.steps(standing.stage.value),
        "now": now,
        "for_others": [] if now else [(DOING[each.code].words, doers(each.step)) for each in standing.next],
        "gates": _gates(standing, actor),
        "timing": backwards(standing, actor),
        "activities": [(each, _working_page(each)) for each in activities],
        "is_series": has_series(activities) and not standing.facts.retroactive,
        "may_enter": actor.may(steps.ENTER, found.organisation_id) and standing.facts.open_now > 0,
        "may_import": actor.may(steps.IMPORT, found.organisation_id) and not steps.IMPORT.missing(standing.facts),
        "assessment": planning.latest_assessment(found),
        "stopped_words": GO[standing.facts.outcome.value] if standing.facts.outcome else "",
        "stage_now": NOW.get(standing.stage, ""),
        "page_groups": _staff_pages(standing, actor),
        "template_steps": template_steps(found, standing.stage),
    }
    return staff_page(request, "portal/workbench.html", found.organisation, context)


def _gates(standing: Standing, actor: Actor) -> list[dict[str, Any]]:
    """Every gate; the first that is not behind us stands open."""
    asked = [gate for gate in GATES if not (standing.facts.retroactive and gate[0] in HELD_BEFORE)]
    gates = [_gate(key, step, url_name, standing, actor) for key, step, url_name in asked]
    for gate in gates:
        if not gate["past"]:
            gate["open"] = True
            break
    return gates


def _working_page(activity: Activity) -> str:
    """Where staff enter what this way of taking part brings, if it has a page of its own for that."""
    name = catalogue.methods()[activity.method].working_page
    return reverse(name, args=[activity.dialogue.slug, activity.number]) if name else ""


def _staff_pages(standing: Standing, actor: Actor) -> list[tuple[Any, list[tuple[Any, str]]]]:
    """The working pages of a dialogue as they become of use, in the order of the work."""
    slug, facts = standing.dialogue.slug, standing.facts
    held_before = facts.retroactive
    shown = {
        "earlier": ("retroactive:put_right", facts.retroactive),
        "sources": ("sourced:sources", facts.retroactive),
        "principles": ("planning:principles_staff", not held_before and not steps.JUDGE_PRINCIPLE.missing(facts)),
        "project": ("planning:project", not held_before),
        "together": ("together:shared", True),
        "change": ("planning:change", facts.took_part or (held_before and facts.signed_off)),
        "openings": ("participation:openings", facts.activities and not held_before),
        "held": ("participation:openings", held_before),
        "imports": ("participation:imports", facts.openings),
        "worklist": ("analysis:worklist", facts.contributions),
        "moderation": ("moderation:queue", facts.contributions),
        "findings": ("analysis:findings", facts.openings or held_before),
        "check": ("checking:overview", facts.findings and facts.openings and not held_before),
        "write_basis": ("basis:overview", facts.openings and not held_before),
        "basis": ("decision:basis", facts.signed_off and not held_before),
        "decide_list": ("decision:decide_list", facts.signed_off),
        "write_list": ("feedback:write_list", facts.decisions),
        "deliveries": ("feedback:deliveries", facts.answers_released),
        "replies": ("replies:worklist", facts.answers_released),
        "stages": ("feedback:stages", not held_before and not steps.PROMISE_STAGE.missing(facts)),
        "measures_staff": ("followup:measures_staff", facts.decisions),
        "evaluation": (
            "evaluation:overview",
            facts.decisions if held_before else facts.openings and not facts.open_now,
        ),
        "example": ("library:make", not steps.MAKE_EXAMPLE.missing(facts)),
    }

    def may(key: str) -> bool:
        return doors.is_open(key, actor, standing.dialogue.organisation_id)

    groups = [
        (name, [(PAGES[key], reverse(shown[key][0], args=[slug])) for key in keys if shown[key][1] and may(key)])
        for name, keys in PAGE_GROUPS.items()
    ]
    return [(name, pages) for name, pages in groups if pages]


def _house(actor: Actor, here: Organisation) -> dict[str, bool]:
    """Which rooms of the organisation's own house this person may enter."""
    roles = actor.roles_in(here.pk)
    return {
        "settings": Role.ADMINISTRATOR in roles,
        "terms": bool(steps.SET_TERMS.by & roles),
        "bodies": bool(steps.NAME_BODY.by & roles),
        "calendar": bool(steps.ADD_MEETING.by & roles),
        "networks": Role.NETWORK_HOST in roles,
        "programmes": bool(learning.TAKE_PART.by & roles),
        "persons": bool(steps.HAND_OUT.by & roles),
        "journal": bool({Role.AUDITOR, Role.ADMINISTRATOR, Role.REGISTRAR} & roles),
    }


def _gate(key: str, step: Step, url_name: str, standing: Standing, actor: Actor) -> dict[str, Any]:
    facts, slug = standing.facts, standing.dialogue.slug
    missing = {need.code for need in step.missing(facts)}
    past = _is_past(key, standing)
    return {
        "key": key,
        "title": texts.GATES[key],
        "needs": [
            _need(need, standing, actor, past=past)
            for need in step.needs
            if _is_shown(need, standing, is_open=need.code in missing and not past)
        ],
        "past": past,
        "ready": not past and not missing,
        "url": reverse(url_name, args=[slug]),
        "may": actor.may(step, standing.dialogue.organisation_id),
        "who": doers(step),
    }


def _need(need: Need, standing: Standing, actor: Actor, *, past: bool) -> dict[str, Any]:
    """One line of a gate: mended by this actor, or by those whom it names. Behind a gate nothing is mended."""
    if past:
        return {"text": need_text(need.code), "done": True}
    return todo(need, standing.dialogue, standing.facts, actor)


def _is_past(key: str, standing: Standing) -> bool:
    facts = standing.facts
    return {
        "assess": facts.outcome is not None,
        "plan": facts.openings > 0,
        "hear": facts.openings > 0 and facts.open_now == 0,
        "read": facts.signed_off,
        "decide": facts.findings > 0 and facts.signed_off and facts.undecided_findings == 0,
        "answer": facts.answers_released,
        "close": facts.closed,
    }[key]


def _is_shown(need: Need, standing: Standing, *, is_open: bool) -> bool:
    """A need that is met is shown as done, unless it was never asked for here."""
    if need is APPROVED:
        return is_open or standing.facts.approval_demanded
    return is_open or not need.code.startswith("not_")
