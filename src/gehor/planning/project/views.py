"""The pages of the whole project plan: its parts in their order, a page for each, and all of it to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.act import Actor
from gehor.ground.forms import saved
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.pages import dialogue_page, entered, one_at_a_time
from gehor.planning.shapes.queries import template_steps
from gehor.process import steps
from gehor.process.facts import Facts
from gehor.process.stages import stage
from gehor.process.step import Step
from gehor.process.steps import ADD_PLAN_ROW, CHANGE_PLAN_ROW, PLAN_PART, REMOVE_PLAN_ROW, REPORT_COST

from . import actions, holders, queries, rules
from .forms import cost_form, part_form
from .models import Row
from .outline import Part, RiverPart
from .texts import COSTED, PLAN, PRINTED, WARNINGS
from .whole import Cell, Label, hours_and_sek

# The step by which each of the river's own parts is settled
RIVER_STEPS: dict[str, Step] = {
    "assess": steps.ASSESS,
    "purpose": steps.STATE_PURPOSE,
    "influence": steps.STATE_INFLUENCE,
    "decision_maker": steps.NAME_DECISION_MAKER,
    "target_groups": steps.NAME_TARGET_GROUP,
    "activities": steps.CHOOSE_METHOD,
    "answer_promise": steps.PROMISE_ANSWER,
}
# What names a row among the others of its part
NAMED_BY = {
    "roles": "role",
    "adjustments": "need",
    "occasions": "title",
    "milestones": "what",
    "messages": "audience",
    "risks": "what",
    "budget": "what",
}


@dataclass(frozen=True)
class Line:
    """One part on the list of the plan. state: settled, next, left, waits or locked."""

    heading: Label
    state: str
    is_optional: bool
    waits_for: list[str | Promise]
    url: str


@dataclass(frozen=True)
class ShownRow:
    """One row of a part as its page shows it."""

    row: Row
    name: Cell
    cells: list[tuple[Label, Cell]]
    warnings: list[str | Promise]
    is_grave: bool


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that a plan says, in order: what is settled, what is left, and what stops nothing."""
    dialogue = planning.dialogue_for(request.actor, slug)
    facts = planning.facts_known(dialogue)
    lines = _lines(dialogue, facts, request.actor)
    context = {
        "heading": PLAN,
        "here": "dialogues",
        "dialogue": dialogue,
        "lines": lines,
        "settled": sum(line.state in ("settled", "locked") for line in lines),
        "template_steps": template_steps(dialogue, stage(facts)),
    }
    return staff_page(request, "project/project.html", dialogue.organisation, context)


@require_safe
def project_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole plan on paper: what concerns everybody first, then what those need who do the work."""
    dialogue = planning.dialogue_for(request.actor, slug)
    said = [section for section in queries.whole_plan(dialogue) if section.entries]
    context = {
        "heading": PRINTED,
        "dialogue": dialogue,
        "halves": [
            (_("For everybody"), [section for section in said if section.public]),
            (_("For those who do the work"), [section for section in said if not section.public]),
        ],
    }
    return staff_page(request, "project/project_print.html", dialogue.organisation, context)


@PAGE
@one_at_a_time
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One part: its form, or its rows and a form for one more."""
    dialogue = planning.dialogue_for(request.actor, slug)
    of = queries.part_named(part)
    dialogue, missing = entered(request, slug, ADD_PLAN_ROW if of.is_list else PLAN_PART)
    return _list(request, dialogue, of, missing) if of.is_list else _sheet(request, dialogue, of, missing)


def _sheet(request: HttpRequest, dialogue: Dialogue, of: Part, missing: Iterable[Any]) -> HttpResponse:
    form = part_form(dialogue, of, posted(request), queries.sheet_of(dialogue))

    def act() -> None:
        actions.plan_part(dialogue, actor=request.actor, part=of.key, said=form.cleaned_data)

    if saved(form, act):
        messages.success(request, _("Saved."))
        return see_other("planning:project", dialogue.slug)
    return dialogue_page(
        request, "project/sheet.html", dialogue, {"heading": of.heading, "part": of}, missing=missing, form=form
    )


def _list(request: HttpRequest, dialogue: Dialogue, of: Part, missing: Iterable[Any]) -> HttpResponse:
    activities = list(planning.activities(dialogue)) if of.key == "occasions" else []
    form = part_form(dialogue, of, posted(request), None, activities=activities)

    def act() -> None:
        actions.add_row(dialogue, actor=request.actor, part=of.key, said=form.cleaned_data)

    if saved(form, act):
        messages.success(request, _("It is in the plan."))
        return see_other("planning:project_part", dialogue.slug, of.key)
    rows = list(queries.rows_of(dialogue, of))
    context = {
        "heading": of.heading,
        "part": of,
        "rows": _shown_rows(dialogue, of, rows, activities),
        "sums": _sums(dialogue) if of.key == "budget" and rows else [],
    }
    return dialogue_page(request, "project/list.html", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def row(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """One row, to be put right."""
    dialogue, missing = entered(request, slug, CHANGE_PLAN_ROW)
    of = queries.part_named(part)
    found = queries.row_of(dialogue, of, pk, gone=request.method == "POST")
    activities = list(planning.activities(dialogue)) if of.key == "occasions" else []
    form = part_form(dialogue, of, posted(request), found, activities=activities)
    if saved(form, lambda: actions.change_row(found, actor=request.actor, said=form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other("planning:project_part", dialogue.slug, of.key)
    context = {"heading": _("Change: %(part)s") % {"part": of.heading}, "part": of}
    return dialogue_page(request, "project/row.html", dialogue, context, missing=missing, form=form)


@PAGE
def remove(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Asks once more, and then takes the row out of the plan."""
    dialogue, missing = entered(request, slug, REMOVE_PLAN_ROW)
    of = queries.part_named(part)
    found = queries.row_of(dialogue, of, pk, gone=request.method == "POST")
    if request.method == "POST":
        actions.remove_row(found, actor=request.actor)
        messages.success(request, _("It is out of the plan."))
        return see_other("planning:project_part", dialogue.slug, of.key)
    activities = list(planning.activities(dialogue)) if of.key == "occasions" else []
    context = {
        "heading": _("Remove: %(part)s") % {"part": of.heading},
        "part": of,
        "rows": _shown_rows(dialogue, of, [found], activities),
    }
    return dialogue_page(request, "project/remove.html", dialogue, context, missing=missing)


@PAGE
@one_at_a_time
def cost(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What one post of the budget became; also when the dialogue is closed."""
    dialogue, missing = entered(request, slug, REPORT_COST)
    of = queries.part_named("budget")
    post = queries.row_of(dialogue, of, pk, gone=request.method == "POST")
    form = cost_form(post, posted(request))
    if saved(form, lambda: actions.report_cost(post, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return see_other("planning:project_part", dialogue.slug, of.key)
    context = {
        "heading": COSTED,
        "part": of,
        "post": post,
        "planned": hours_and_sek(post.hours_planned, post.sek_planned),
    }
    return dialogue_page(request, "project/cost.html", dialogue, context, missing=missing, form=form)


def _lines(dialogue: Dialogue, facts: Facts, actor: Actor) -> list[Line]:
    lines, next_is_named = [], False
    for each, is_settled in queries.settled_parts(dialogue, facts):
        line = _line(dialogue, facts, actor, each, is_settled)
        if line.state == "left" and not next_is_named:
            line, next_is_named = Line(line.heading, "next", line.is_optional, line.waits_for, line.url), True
        lines.append(line)
    return lines


def _line(dialogue: Dialogue, facts: Facts, actor: Actor, each: Part | RiverPart, is_settled: bool) -> Line:
    if isinstance(each, RiverPart):
        step, url = RIVER_STEPS[each.key], reverse(each.url_name, args=[dialogue.slug])
    else:
        step = ADD_PLAN_ROW if each.is_list else PLAN_PART
        url = reverse("planning:project_part", args=[dialogue.slug, each.key])
    missing = step.missing(facts)
    codes = {need.code for need in missing}
    if is_settled:
        state = "locked" if codes & {"nobody_yet", "not_closed", "not_assessed_yet", "not_signed_off"} else "settled"
    else:
        state = "waits" if missing else "left"
    return Line(
        heading=each.heading,
        state=state,
        is_optional=isinstance(each, Part),
        waits_for=[need_text(need.code) for need in missing] if state == "waits" else [],
        url=url if actor.may(step, dialogue.organisation_id) and state != "waits" else "",
    )


def _shown_rows(dialogue: Dialogue, of: Part, rows: list[Any], activities: list[Any]) -> list[ShownRow]:
    titles = {each.pk: each.title for each in activities}
    warned = queries.warnings(dialogue, rows, activities) if of.key == "occasions" else {}
    if of.holder:
        warned = holders.warnings(dialogue, rows)
    made = [_shown_row(of, each, titles, warned.get(each.pk, [])) for each in rows]
    if of.key == "risks":  # the gravest first
        made.sort(key=lambda one: -rules.weight(one.row.likelihood, one.row.consequence))
    if of.key == "messages":  # before, during, after
        order = list(of.field("phase").choices or ())
        made.sort(key=lambda one: order.index(one.row.phase))
    return made


def _shown_row(of: Part, each: Any, titles: dict[int, Any], warned: list[str]) -> ShownRow:
    cells = {field.name: (field.label, queries.cell(each, field, titles)) for field in of.fields}
    name = cells.pop(NAMED_BY[of.key])[1]
    return ShownRow(
        row=each,
        name=name,
        cells=[(label, cell) for label, cell in cells.values() if cell],
        warnings=[WARNINGS[code] for code in warned],
        is_grave=of.key == "risks" and rules.is_grave(each.likelihood, each.consequence),
    )


def _sums(dialogue: Dialogue) -> list[tuple[str, str]]:
    total = queries.resources(dialogue)
    rows = [(_("In all, as planned"), hours_and_sek(total.planned_hours, total.planned_sek))]
    if total.reported:
        rows.append((_("In all, as reported so far"), hours_and_sek(total.actual_hours or 0, total.actual_sek or 0)))
        reported = _("%(reported)d of %(posts)d") % {"reported": total.reported, "posts": total.posts}
        rows.append((_("Items that are reported"), reported))
    return rows
