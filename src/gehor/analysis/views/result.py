"""The result as everybody sees it. Before the analyst has signed off it says only how far the reading has come."""

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground.design.templatetags.gehor import local
from gehor.ground.design.texts import CHANNELS
from gehor.ground.pages import kept
from gehor.ground.web import SeeOther
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.planning.queries import public_with_facts
from gehor.process.facts import Facts

from ..checking.queries import Checked, overview, standing
from ..checking.rules import Standing
from ..checking.texts import STANDINGS
from ..counted.queries import as_data as tables_as_data
from ..counted.queries import shown as tables_of
from ..listing import listing, place
from ..models import Finding
from ..queries.findings import finding as finding_numbered
from ..queries.findings import resting_on
from ..queries.reading import worded
from ..queries.result import (
    SetAside,
    Totals,
    asides,
    became,
    channels,
    findings_and_channels,
    first_few,
    public_with_totals,
)
from ..queries.voices import Quote, Voiced, positions, quotations
from ..sourced.queries import sources
from ..texts import ASIDES

PER_PAGE = 50
IN_THE_PICTURE = 30  # of many findings, those that most rests on


class Shown(NamedTuple):
    """One finding as everybody reads it."""

    finding: Finding
    rows: list[tuple[Any, int]]  # of its chart: (channel, contributions)
    quotations: list[Quote]
    first: list[Contribution]  # shown where nobody has chosen quotations
    positions: list[Voiced]
    standing: tuple[str, Any]  # what it may claim of the participants' check: (code, words)
    checked: Checked | None

    @property
    def doubt(self) -> Any:
        """What to mind before it is opened: that participants have not checked the words that stand."""
        code, words = self.standing
        return words[0] if code in (Standing.NEW, Standing.REWRITTEN) else ""


@require_safe
@kept
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings with what stands behind each, who took part by which channel, and what was set aside."""
    dialogue, known, total = public_with_totals(slug)
    context = {**_frame(dialogue, known), "total": total}
    if known.retroactive:
        return _held_earlier(request, dialogue, context)
    if total.signed_at is None:
        context["channels"] = channels(dialogue)
    else:
        findings, by_channel = findings_and_channels(dialogue)
        listed = listing(request, findings, finding=lambda each: each)
        if listed.away:
            return SeeOther(listed.away)
        few, quoted = first_few(listed.page), quotations(dialogue, of=listed.page)
        beside, checks = positions(dialogue), overview(dialogue)
        largest = sorted(findings, key=lambda each: -each.contributions)[:IN_THE_PICTURE]
        context |= {
            "listed": listed,
            "page": listed.page,
            "channels": by_channel,
            "figures": _figures(len(findings), total),
            "overview": _overview(largest, total, dialogue.source_language),
            "findings": [
                Shown(
                    finding,
                    _rows(finding),
                    quoted.get(finding.pk, []),
                    few.get(finding.pk, []),
                    beside.get(finding.pk, []),
                    _standing(finding),
                    checks.get(finding.pk),
                )
                for finding in listed.page
            ],
            "positions": beside.get(None, []),
            "check_held": bool(checks),
            "not_held": STANDINGS["not_held"],
            "asides": _reasons(total),
        }
    return render(request, "analysis/result.html", context)


def _held_earlier(request: HttpRequest, dialogue: Dialogue, context: dict[str, Any]) -> HttpResponse:
    """The findings of a dialogue held elsewhere: what they rest on is mostly a source, not contributions."""
    signed_at = context["total"].signed_at
    found = findings_and_channels(dialogue)[0] if signed_at else []
    listed = listing(request, found, finding=lambda each: each)
    if listed.away:
        return SeeOther(listed.away)
    shown = {**context, "signed_at": signed_at, "listed": listed, "page": listed.page, "sources": sources(dialogue)}
    return render(request, "sourced/result.html", shown)


@require_safe
@kept
def result_finding(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding with every contribution that it rests on."""
    dialogue, known = public_with_facts(slug)
    found = finding_numbered(dialogue, number) if known.signed_off else None
    if found is None:
        raise Http404
    paginator = Paginator(resting_on(found).values("pk"), PER_PAGE)
    paginator.count = found.contributions  # known already
    page = paginator.get_page(request.GET.get("page"))
    checks = overview(dialogue) if found.checked else {}
    context = {
        **_frame(dialogue, known),
        "standing": _standing(found),
        "checked": checks.get(found.pk),
        "quotations": quotations(dialogue, of=[found]).get(found.pk, []),
        "positions": positions(dialogue).get(found.pk, []),
        "finding": found,
        "tables": tables_of(found) if found.lines else [],
        "rows": _rows(found),
        "page": page,
        "contributions": worded(Contribution.objects.filter(pk__in=page.object_list)).order_by("received_at", "pk"),
    }
    return render(request, "analysis/result_finding.html", context)


@require_safe
@kept
def result_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Every contribution that no finding rests on, and why."""
    dialogue, known, total = public_with_totals(slug)
    if total.signed_at is None:
        raise Http404
    page = Paginator(asides(dialogue), PER_PAGE).get_page(request.GET.get("page"))
    texts = {row.pk: row for row in _texts([reading.contribution_id for reading in page])}
    context = {
        **_frame(dialogue, known),
        "total": total,
        "asides": _reasons(total),
        "page": page,
        "rows": [(reading, texts[reading.contribution_id], ASIDES[reading.aside][0]) for reading in page],
    }
    return render(request, "analysis/result_aside.html", context)


@require_safe
@kept
def result_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data: findings with the references of all their contributions, and what was set aside."""
    dialogue, _known, total = public_with_totals(slug)
    findings, by_channel = findings_and_channels(dialogue)
    earlier = getattr(dialogue, "earlier", None)
    said: dict[str, Any] = {
        "dialogue": dialogue.slug,
        "held_earlier": earlier is not None,
        "title": dialogue.title,
        "source_language": dialogue.source_language,
        "contributions": total.contributions,
        "participants": total.participants,
        "people": total.people,
        "voters": total.voters,
        "read": total.read,
        "signed_off_at": total.signed_at,
        "is_a_sample": False,  # those who took part chose to: the counts say how many said it, not how many think so
        "channels": [
            {"channel": channel, "contributions": contributions, "participants": participants}
            for channel, contributions, participants in by_channel
        ],
        "findings": [],
        "minority_positions": [],
        "set_aside": [],
    }
    if earlier is not None and not total.contributions:  # unknown, not nought
        said |= {"contributions": None, "participants": None, "people": earlier.people, "read": None}
    if total.signed_at is not None:
        (resting, aside), quoted, beside = became(dialogue), quotations(dialogue), positions(dialogue)
        said["findings"] = [_finding_data(each, resting.get(each.pk, []), quoted.get(each.pk, [])) for each in findings]
        if any(each.lines for each in findings):
            tables = tables_as_data(dialogue)
            said["findings"] = [
                {**data, "counted": tables.get(each.pk, [])}
                for data, each in zip(said["findings"], findings, strict=True)
            ]
        if earlier is not None:
            said["findings"] = [
                data | _source_data(each) for data, each in zip(said["findings"], findings, strict=True)
            ]
        said["minority_positions"] = [_position_data(each) for rows in beside.values() for each in rows]
        said["set_aside"] = [_aside_data(each) for each in aside]
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _finding_data(finding: Finding, rests_on: list[str], quoted: list[Quote]) -> dict[str, Any]:
    return {
        "number": finding.number,
        "statement": finding.statement,
        "explanation": finding.explanation,
        "contributions": finding.contributions,
        "participants": finding.participants,
        "people": finding.people,
        "channels": finding.by_channel,
        "rests_on": rests_on,
        "quotations": [
            {"reference": quote.reference, "channel": quote.channel, "text": quote.text, "language": quote.language}
            for quote in quoted
        ],
    }


def _source_data(finding: Finding) -> dict[str, Any]:
    """What replaces the counts where no contribution is at hand."""
    sourced = getattr(finding, "sourced", None)
    if sourced is None:
        return {"source": None}
    unknown = {} if finding.contributions else {"contributions": sourced.contributions, "participants": None}
    unknown |= {} if finding.contributions else {"people": None, "channels": None}
    source = {"title": sourced.source.title, "sha256": sourced.source.sha256, "page": sourced.page or None}
    return {**unknown, "source": source}


def _position_data(position: Voiced) -> dict[str, Any]:
    return {
        "number": position.number,
        "finding": position.finding_number,
        "name": position.name,
        "statement": position.statement,
        "contributions": position.contributions,
        "participants": position.participants,
        "people": position.people,
        "rests_on": position.references,
    }


def _aside_data(each: SetAside) -> dict[str, Any]:
    return {
        "reference": each.reference,
        "reason": each.aside,
        "note": each.note,
        "referred_to": each.referred_to,
        "duplicate_of": each.duplicate_of or None,
    }


def _standing(finding: Finding) -> tuple[str, Any]:
    code = standing(finding).value
    return code, STANDINGS[code]


def _frame(dialogue: Dialogue, known: Facts) -> dict[str, Any]:
    return {
        "dialogue": dialogue,
        "organisation": dialogue.organisation,
        "here": "results",
        "facts": known,
        "json_url": reverse("analysis:result_json", args=[dialogue.slug]),
    }


def _rows(finding: Finding) -> list[tuple[Any, int]]:
    return [(CHANNELS[channel], count) for channel, count in finding.by_channel.items()]


def _figures(findings: int, total: Totals) -> list[tuple[int, str]]:
    return [
        (findings, ngettext("finding", "findings", findings)),
        (total.contributions, ngettext("contribution", "contributions", total.contributions)),
        (total.participants, ngettext("participant", "participants", total.participants)),
        *([(total.voters, ngettext("person who voted", "people who voted", total.voters))] if total.voters else []),
    ]


def _overview(findings: list[Finding], total: Totals, source: str) -> list[tuple[Any, int, float]]:
    """(finding with a link to its place on the page, contributions, percent of all): for the chart of all findings."""
    return [
        (
            format_html('<a href="{}">{}. {}</a>', place(each.number), each.number, local(each.statement, source)),
            each.contributions,
            100 * each.contributions / max(1, total.contributions),
        )
        for each in findings
    ]


def _reasons(total: Totals) -> list[tuple[str, Any]]:
    """(reason with how many, what it means) for each reason that occurs."""
    return [(f"{ASIDES[aside][0]}: {count}", ASIDES[aside][1]) for aside, count in total.asides.items()]


def _texts(ids: list[int]) -> list[Contribution]:
    """Contributions with the wording that is shown, in the order of `ids`. Whether it is shown: `published_at`."""
    found = {row.pk: row for row in worded(Contribution.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]
