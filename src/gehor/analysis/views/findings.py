"""What was found, and signing it off."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground.design.texts import CHANNELS
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import QUOTE, REWORD_FINDING, SIGN_OFF, WRITE_FINDING

from .. import actions
from ..counted.queries import shown as tables_of
from ..forms import FindingForm, RewordForm
from ..listing import listing
from ..models import Finding
from ..queries import facts
from ..queries.findings import finding as finding_numbered
from ..queries.findings import findings as all_findings
from ..queries.findings import resting_on, sign_off_of, summed
from ..queries.reading import cards, reading_room, tallies
from ..queries.result import asides, totals
from ..texts import ASIDES
from ..voices.queries import positions, quotations_of

PER_PAGE = 50
FIRST_ASIDES = 20


@PAGE
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """All findings with how many stand behind them, and a form for the next one."""
    dialogue = reading_room(request.actor, slug)
    form = FindingForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.write_finding(dialogue, actor=request.actor, **_worded(form))):
        messages.success(request, _("Finding %(number)d is written.") % {"number": form.outcome.number})
        return see_other("analysis:findings", slug)
    held = facts(dialogue)
    rows = all_findings(dialogue)
    listed = listing(request, rows, finding=lambda each: each)
    if listed.one:
        return see_other("analysis:finding", slug, listed.one)
    channels = summed(finding.by_channel for finding in rows)
    may_write = request.actor.may(WRITE_FINDING, dialogue.organisation_id) and not WRITE_FINDING.missing(held)
    context = {
        "dialogue": dialogue,
        "findings": rows,
        "listed": listed,
        "page": listed.page,
        "channels": [CHANNELS[channel] for channel in channels],
        "table": [
            (each, [(CHANNELS[channel], each.by_channel.get(channel, 0)) for channel in channels])
            for each in listed.page
        ],
        "form": form if may_write or form.is_bound else None,
        "may_write": may_write,
        "held": held,
    }
    return staff_page(request, "analysis/findings.html", dialogue.organisation, context)


@PAGE
def finding(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding: what rests on it, and a form to say it better."""
    dialogue = reading_room(request.actor, slug)
    found = _finding(dialogue, number)
    form = RewordForm(posted(request), source=dialogue.source_language, initial=_initial(found))

    def act() -> Finding:
        return actions.reword_finding(found, actor=request.actor, version=form.cleaned_data["version"], **_worded(form))

    if saved(form, act, meanwhile={"reworded_meanwhile"}):
        messages.success(request, _("Finding %(number)d is reworded.") % {"number": number})
        return see_other("analysis:finding", slug, number)
    if form.is_overtaken:
        form.show(_finding(dialogue, number).version)
    page = Paginator(resting_on(found).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    held = facts(dialogue)
    may_write = request.actor.may(REWORD_FINDING, dialogue.organisation_id) and not REWORD_FINDING.missing(held)
    context = {
        "dialogue": dialogue,
        "finding": found,
        "rows": [(CHANNELS[channel], count) for channel, count in found.by_channel.items()],
        "page": page,
        "cards": cards(list(page)).values(),
        "form": form if may_write or form.is_bound else None,
        "may_drop": may_write and not found.contributions and not found.lines,
        "tables": tables_of(found),
        "meanwhile": form.is_overtaken,
        "held": held,
        "quotations": quotations_of(found),
        "positions": positions(dialogue).get(found.pk, []),
        "may_voice": request.actor.may(QUOTE, dialogue.organisation_id) and not QUOTE.missing(held),
    }
    return staff_page(request, "analysis/finding.html", dialogue.organisation, context)


def _finding(dialogue: Dialogue, number: int) -> Finding:
    found = finding_numbered(dialogue, number)
    if found is None:
        raise Http404
    return found


def _initial(finding: Finding) -> dict[str, Any]:
    return {"statement": finding.statement, "explanation": finding.explanation, "version": finding.version}


def _worded(form: FindingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("statement", "explanation")}


@require_POST
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a finding away on which nothing rests."""
    dialogue = reading_room(request.actor, slug)
    actions.drop_finding(_finding(dialogue, number), actor=request.actor)
    messages.success(request, _("The finding is dropped. Those after it have moved up one number."))
    return see_other("analysis:findings", slug)


@PAGE
def sign_off(request: HttpRequest, slug: str) -> HttpResponse:
    """What will be signed, and what is missing before it can be."""
    dialogue = reading_room(request.actor, slug)
    if request.method == "POST":
        actions.sign_off(dialogue, actor=request.actor)
        messages.success(request, _("The findings are signed off. The result is public now."))
        return see_other("analysis:sign_off", slug)
    held = facts(dialogue)
    rows = all_findings(dialogue)
    total = totals(dialogue)
    context = {
        "dialogue": dialogue,
        "signed": sign_off_of(dialogue),
        "needs": todos(SIGN_OFF.needs, dialogue, held, request.actor),
        "ready": not SIGN_OFF.missing(held),
        "may": request.actor.may(SIGN_OFF, dialogue.organisation_id),
        "findings": rows,
        "ungrounded": [each for each in rows if not (each.contributions or each.lines or hasattr(each, "sourced"))],
        "is_long": len(rows) > PER_PAGE,
        "tallies": tallies(dialogue),
        "total": total,
        "asides": [(ASIDES[aside][0], count) for aside, count in total.asides.items()],
        "first_asides": [(row, *ASIDES[row.aside]) for row in asides(dialogue)[:FIRST_ASIDES]],
        "held": held,
    }
    return staff_page(request, "analysis/sign_off.html", dialogue.organisation, context)
