"""The result as everybody sees it. Before the analyst has signed off it says only how far the reading has come."""

from typing import Any

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
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known, public_dialogue

from ..models import Finding
from ..queries.findings import finding as finding_numbered
from ..queries.findings import findings as all_findings
from ..queries.findings import resting_on
from ..queries.reading import worded
from ..queries.result import Totals, asides, channels, first_few, references, totals
from ..texts import ASIDES

PER_PAGE = 50


@require_safe
@kept
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings with what stands behind each, who took part by which channel, and what was set aside."""
    dialogue = public_dialogue(slug)
    total = totals(dialogue)
    context = {**_frame(dialogue), "total": total, "channels": channels(dialogue)}
    if total.signed_at is not None:
        quotes, findings = first_few(dialogue), all_findings(dialogue)
        context |= {
            "figures": _figures(len(findings), total),
            "overview": _overview(findings, total, dialogue.source_language),
            "findings": [(finding, _rows(finding), quotes.get(finding.pk, [])) for finding in findings],
            "asides": _reasons(total),
        }
    return render(request, "analysis/result.html", context)


@require_safe
@kept
def result_finding(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding with every contribution that it rests on."""
    dialogue = public_dialogue(slug)
    frame = _frame(dialogue)
    found = finding_numbered(dialogue, number) if frame["facts"].signed_off else None
    if found is None:
        raise Http404
    page = Paginator(resting_on(found).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame,
        "finding": found,
        "rows": _rows(found),
        "page": page,
        "contributions": _texts(list(page)),
    }
    return render(request, "analysis/result_finding.html", context)


@require_safe
@kept
def result_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Every contribution that no finding rests on, and why."""
    dialogue = public_dialogue(slug)
    total = totals(dialogue)
    if total.signed_at is None:
        raise Http404
    page = Paginator(asides(dialogue), PER_PAGE).get_page(request.GET.get("page"))
    texts = {row.pk: row for row in _texts([reading.contribution_id for reading in page])}
    context = {
        **_frame(dialogue),
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
    dialogue = public_dialogue(slug)
    total = totals(dialogue)
    said: dict[str, Any] = {
        "dialogue": dialogue.slug,
        "title": dialogue.title,
        "source_language": dialogue.source_language,
        "contributions": total.contributions,
        "participants": total.participants,
        "people": total.people,
        "read": total.read,
        "signed_off_at": total.signed_at,
        "is_a_sample": False,  # those who took part chose to: the counts say how many said it, not how many think so
        "channels": [
            {"channel": channel, "contributions": contributions, "participants": participants}
            for channel, contributions, participants in channels(dialogue)
        ],
        "findings": [],
        "set_aside": [],
    }
    if total.signed_at is not None:
        resting = references(dialogue)
        said["findings"] = [_finding_data(each, resting.get(each.pk, [])) for each in all_findings(dialogue)]
        said["set_aside"] = [_aside_data(reading) for reading in asides(dialogue)]
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _finding_data(finding: Finding, rests_on: list[str]) -> dict[str, Any]:
    return {
        "number": finding.number,
        "statement": finding.statement,
        "explanation": finding.explanation,
        "contributions": finding.contributions,
        "participants": finding.participants,
        "people": finding.people,
        "channels": finding.by_channel,
        "rests_on": rests_on,
    }


def _aside_data(reading: Any) -> dict[str, Any]:
    return {
        "reference": reading.contribution.reference,
        "reason": reading.aside,
        "note": reading.aside_note,
        "referred_to": reading.referred_to,
        "duplicate_of": reading.duplicate_of.reference if reading.duplicate_of else None,
    }


def _frame(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "dialogue": dialogue,
        "organisation": dialogue.organisation,
        "here": "results",
        "facts": facts_known(dialogue),
        "json_url": reverse("analysis:result_json", args=[dialogue.slug]),
    }


def _rows(finding: Finding) -> list[tuple[Any, int]]:
    return [(CHANNELS[channel], count) for channel, count in finding.by_channel.items()]


def _figures(findings: int, total: Totals) -> list[tuple[int, str]]:
    return [
        (findings, ngettext("finding", "findings", findings)),
        (total.contributions, ngettext("contribution", "contributions", total.contributions)),
        (total.participants, ngettext("participant", "participants", total.participants)),
    ]


def _overview(findings: list[Finding], total: Totals, source: str) -> list[tuple[Any, int, float]]:
    """(finding with a link to its place on the page, contributions, percent of all): for the chart of all findings."""
    return [
        (
            format_html('<a href="#finding-{}">{}. {}</a>', each.number, each.number, local(each.statement, source)),
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
