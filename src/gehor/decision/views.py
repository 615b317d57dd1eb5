"""The decision basis and the decisions, for everybody. The board's pages: deciding.py."""

from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.analysis.listing import listing
from gehor.analysis.texts import ASIDES
from gehor.ground.design.texts import CHANNELS
from gehor.ground.pages import kept
from gehor.ground.web import SeeOther, see_other
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.texts import LEVELS
from gehor.process.facts import Facts
from gehor.recruitment import queries as recruitment

from . import queries
from .basis.views import newest_page
from .course.queries import Course, courses
from .course.telling import Stop, way
from .queries import Weighed

PER_PAGE = 50


# For everybody


@require_safe
@kept
def basis(request: HttpRequest, slug: str) -> HttpResponse:
    """What the decision rests on: for the board, and for everybody once the analyst has signed off."""
    dialogue, facts = planning.public_with_facts(slug)
    context = _public(dialogue, facts)
    if facts.retroactive:  # the body that decided had other papers than ours
        return see_other("analysis:result", slug)
    if facts.frozen_bases:
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
            "is_short": len(found.findings) <= PER_PAGE,
            "target_groups": list(recruitment.target_groups(dialogue)),
        }
    return render(request, "decision/basis.html", context)


@require_safe
@kept
def resting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every contribution that one finding rests on."""
    dialogue, facts = planning.public_with_facts(slug)
    finding = queries.finding_of(dialogue, number)
    context = _listing(request, dialogue, facts, queries.resting(finding))
    return render(request, "decision/resting.html", {**context, "finding": finding})


@require_safe
@kept
def set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Every contribution that carries no finding, and why."""
    dialogue, facts = planning.public_with_facts(slug)
    context = _listing(request, dialogue, facts, queries.set_aside(dialogue))
    return render(request, "decision/set_aside.html", context)


@require_safe
@kept
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided on each finding, with reasons."""
    dialogue, facts = planning.public_with_facts(slug)
    context = _public(dialogue, facts)
    rows = queries.weighed(dialogue) if facts.signed_off else []
    listed = listing(request, rows, finding=lambda row: row.finding)
    if listed.away:
        return SeeOther(listed.away)
    lines = _lines(listed.page, dialogue, context["facts"])
    context |= {"section": "decision", "listed": listed, "page": listed.page, "rows": lines}
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


def _public(dialogue: Dialogue, facts: Facts) -> dict[str, Any]:
    return {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": facts,
    }


def _listing(request: HttpRequest, dialogue: Dialogue, facts: Facts, rows: Any) -> dict[str, Any]:
    context = _public(dialogue, facts)
    if not facts.signed_off:
        raise Http404
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {**context, "section": "decision", "page": page, "listed": queries.all_heard(page)}
