"""The work list, and one contribution to read: what an analyst does all day, so it asks little and says little."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.calc.text import personal
from gehor.ground import catalogue
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.forms import saved
from gehor.ground.sentences import need_texts
from gehor.ground.web import PAGE, SeeOther, posted, see_other, staff_page
from gehor.participation import actions as participation
from gehor.participation.files import served
from gehor.participation.identity.queries import demanded
from gehor.participation.models import Contribution
from gehor.participation.moderation import covering
from gehor.participation.moderation.queries import reported
from gehor.participation.moderation.rules import HIDDEN
from gehor.planning.models import Dialogue
from gehor.process.method import Beside, Item
from gehor.process.steps import MASK, READ
from gehor.process.words import Channel, Doing, Proof

from .. import actions
from ..forms import MaskForm, ReadingForm, WorklistFilter
from ..models import Finding
from ..queries import facts
from ..queries.findings import plain_findings
from ..queries.reading import (
    STATES,
    Card,
    cards,
    contribution_for,
    first_unread,
    likely_copies,
    next_unread,
    others_by,
    readers,
    reading_room,
    tallies,
    together,
)
from ..queries.reading import worklist as rows_of
from ..texts import STATES as STATE_WORDS

PER_PAGE = 50
# read.js knows the keys; here they are told
LIST_KEYS = (("j", gettext_lazy("next in the list")), ("k", gettext_lazy("previous in the list")))
READING_KEYS = (
    ("1–99", gettext_lazy("tick the finding")),
    ("/", gettext_lazy("find a finding")),
    ("n", gettext_lazy("new finding")),
    ("a", gettext_lazy("set aside")),
    ("j", gettext_lazy("next unread")),
    ("k", gettext_lazy("previous")),
    ("Ctrl + Enter", gettext_lazy("save and next")),
)


@require_safe
def worklist(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to be read, what has been read, by whom, and where to begin."""
    dialogue = reading_room(request.actor, slug)
    by_channel = tallies(dialogue)
    total = together(by_channel)
    numbers = list(Finding.objects.filter(dialogue=dialogue).values_list("number", flat=True))
    form = WorklistFilter(request.GET, channels=[row.channel for row in by_channel], findings=numbers)
    chosen = form.chosen()
    state = chosen["state"] or "unread"
    found = rows_of(
        dialogue,
        state=state,
        channel=chosen["channel"],
        search=chosen["q"],
        finding=int(chosen["finding"]) if chosen["finding"] else None,
    )
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    colleagues = readers(dialogue)
    reading_now = sum(reader.is_reading for reader in colleagues if reader.account_id != request.actor.account_id)
    context = {
        "dialogue": dialogue,
        "tallies": by_channel,
        "total": total,
        "reported": reported(dialogue),
        "readers": colleagues,
        "form": form,
        "state": state,
        "chosen": chosen,
        "is_narrowed": any(chosen[name] for name in ("channel", "finding", "q")),
        "tabs": _tabs(total, state, chosen),
        "page": page,
        "cards": cards(list(page)).values(),
        "keep": _keep(chosen["channel"]),
        "keys": LIST_KEYS,
        "begin_with": first_unread(dialogue, unread=total.unread, colleagues_reading=reading_now),
    }
    return staff_page(request, "analysis/worklist.html", dialogue.organisation, context)


def _tabs(total: Any, state: str, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    others = {name: value for name, value in chosen.items() if value and name != "state"}
    return [
        {
            "label": STATE_WORDS[each],
            "url": "?" + urlencode({"state": each, **others}),
            "here": each == state,
            "count": getattr(total, each),
        }
        for each in STATES
    ]


@PAGE
def contribution(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One contribution. What was read into it is saved, and the next unread one comes up."""
    dialogue = reading_room(request.actor, slug)
    row = contribution_for(dialogue, reference, channel=_channel(request))
    if request.method != "POST":
        return _page(request, row)
    form = ReadingForm(request.POST, contribution=row, findings=list(plain_findings(dialogue)))
    if saved(form, lambda: _save(form, row, request), meanwhile={"read_meanwhile"}):
        messages.success(request, _("%(reference)s is saved.") % {"reference": row.reference})
        return _to_next(request, row)
    return _after_a_colleague(request, row, form) if form.is_overtaken else _page(request, row, form, status=422)


@transaction.atomic
def _save(form: ReadingForm, row: Contribution, request: HttpRequest) -> None:
    said = form.cleaned_data
    common = {"actor": request.actor, "version": said["version"], "show": said.get("show", True)}
    if said["aside"]:
        actions.set_aside(
            row,
            aside=said["aside"],
            note=said["note"],
            referred_to=said["referred_to"],
            duplicate_of=said["duplicate_of"],
            **common,
        )
        return
    findings = form.ticked()
    if said["new_finding"]:
        findings.append(_new_finding(row.dialogue, said["new_finding"], request))
    actions.read(row, findings=findings, **common)


def _new_finding(dialogue: Dialogue, statement: str, request: HttpRequest) -> Finding:
    try:
        return actions.write_finding(
            dialogue, actor=request.actor, statement={dialogue.source_language: statement}, explanation={}
        )
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "new_finding"}) from None


def _after_a_colleague(request: HttpRequest, row: Contribution, form: ReadingForm) -> HttpResponse:
    """Somebody was faster. Said the same, it is done; else both are shown, and saving again replaces the other."""
    card = cards([row.pk])[row.pk]
    if _says_the_same(form, card):
        return _to_next(request, row)
    again = ReadingForm(request.POST, contribution=row, findings=list(plain_findings(row.dialogue)))
    again.show(card.reading.version if card.reading else 0)
    return _page(request, row, again, status=409, meanwhile=card)


def _says_the_same(form: ReadingForm, card: Card) -> bool:
    said = form.cleaned_data
    reading = card.reading
    if reading is None or said["aside"] != reading.aside or said["new_finding"]:
        return False
    if not said["aside"]:
        return {finding.number for finding in form.ticked()} == set(card.findings)
    return (said["referred_to"], said["duplicate_of"], said["note"]) == (
        reading.referred_to,
        reading.duplicate_of,
        reading.aside_note,
    )


def _to_next(request: HttpRequest, row: Contribution) -> HttpResponse:
    """The next unread one, by the same channel if only that is being read; else the list."""
    slug, channel = row.dialogue.slug, _channel(request)
    reference = next_unread(row.dialogue, after=row, channel=channel)
    if reference is None:
        return SeeOther(reverse("analysis:worklist", args=[slug]) + _keep(channel))
    return SeeOther(reverse("analysis:contribution", args=[slug, reference]) + _keep(channel))


def _page(
    request: HttpRequest,
    row: Contribution,
    form: ReadingForm | None = None,
    *,
    status: int = 200,
    meanwhile: Card | None = None,
) -> HttpResponse:
    dialogue = row.dialogue
    held = facts(dialogue)
    is_set_apart = row.is_set_apart
    wordings = list(row.wordings.all())[-1:] if is_set_apart else list(row.wordings.all())
    alike, others = likely_copies(row, wordings[0].text), others_by(row)
    shown = cards([row.pk, *alike, *others])
    findings = form.rows.values() if form else list(plain_findings(dialogue))
    may_read = request.actor.may(READ, dialogue.organisation_id)
    missing = READ.missing(held)
    if form is None and may_read and not missing:
        like = next((card for card in shown.values() if card.contribution.reference == request.GET.get("like")), None)
        form = ReadingForm(
            contribution=row, findings=list(findings), initial=_initial(shown[row.pk], like, list(findings))
        )
    context = {
        "dialogue": dialogue,
        "contribution": row,
        "card": shown[row.pk],
        "wordings": wordings,
        "original": wordings[0],
        "shown": wordings[-1],
        "labels": _labels(row),
        "beside": None if is_set_apart else _beside(row),
        "attachments": [] if is_set_apart else list(row.attachments.all()),
        "alike": [shown[pk] for pk in alike if pk in shown],
        "others": [shown[pk] for pk in others if pk in shown and pk not in alike],
        "form": form if may_read else None,
        "cannot": need_texts(need.code for need in missing) if may_read and missing else [],
        "is_hidden": row.published_at is None and row.last_ruling in HIDDEN,
        "may_mask": not is_set_apart and request.actor.may(MASK, dialogue.organisation_id),
        "meanwhile": meanwhile,
        "held": held,
        "read": held.contributions - held.unread,
        "keep": _keep(_channel(request)),
        "keys": READING_KEYS,
    }
    return staff_page(request, "analysis/contribution.html", dialogue.organisation, context, status=status)


def _initial(card: Card, like: Card | None, findings: list[Finding]) -> dict[str, Any]:
    """What the form starts from: the reading so far, or the findings of another contribution that says the same."""
    reading = card.reading
    numbers = like.findings if like else card.findings
    initial: dict[str, Any] = {
        "version": reading.version if reading else 0,
        "findings": [str(finding.pk) for finding in findings if finding.number in numbers],
        "show": not personal.kinds(card.title, card.text),
    }
    if reading and reading.aside and not like:
        initial |= {
            "aside": reading.aside,
            "referred_to": reading.referred_to,
            "duplicate_of": reading.duplicate_of.reference if reading.duplicate_of else "",
            "note": reading.aside_note,
        }
    return initial


def _labels(row: Contribution) -> list[str]:
    """What the method knows about the contribution beside its text, such as its category, in words."""
    method = catalogue.methods().get(row.activity.method)
    if method is None:
        return []
    rows = method.results(row.activity.setup, [Item(row.reference, Channel(row.channel), row.values)])
    labels = [method.result_label(row.activity.setup, each.key, get_language()) for each in rows if each.count]
    return [label for label in labels if label]


def _beside(row: Contribution) -> Beside | None:
    """What the method shows beside it, such as its place on a map."""
    method = catalogue.methods().get(row.activity.method)
    return (method.beside_reading or method.beside)([row]).get(row.pk) if method else None


def _channel(request: HttpRequest) -> str:
    """The only channel that is being read, if the analyst has chosen one."""
    channel = request.GET.get("channel", "")
    return channel if channel in set(Channel) else ""


def _keep(channel: str) -> str:
    return "?" + urlencode({"channel": channel}) if channel else ""


@PAGE
def mask(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Show the contribution in another wording; what was received is kept for staff."""
    dialogue = reading_room(request.actor, slug)
    row = contribution_for(dialogue, reference)
    if row.is_set_apart:
        raise WrongMoment("text_set_apart", reference=row.reference)
    wordings = list(row.wordings.all())
    start = {"title": wordings[-1].title, "text": wordings[-1].text}
    form = MaskForm(posted(request), contribution=row, initial=start)
    if saved(form, lambda: participation.mask(row, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _masked(row))
        return see_other("analysis:contribution", slug, row.reference)
    context = {
        "dialogue": dialogue,
        "contribution": row,
        "original": wordings[0],
        "shown": wordings[-1],
        "repeated_in": covering.repeated_in(row),
        "form": form,
    }
    return staff_page(request, "analysis/mask.html", dialogue.organisation, context)


def _masked(row: Contribution) -> str:
    if row.published_at is None:
        return _("The new wording is saved. It is what others see when the contribution is shown.")
    return _("The new wording is shown from now on.")


@require_POST
def publish(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Show a contribution, or one of its attachments, to everybody from now on."""
    dialogue = reading_room(request.actor, slug)
    row = contribution_for(dialogue, reference)
    attachment = request.POST.get("attachment", "")
    if attachment:
        found = row.attachments.filter(pk=int(attachment) if attachment.isdecimal() else 0).first()
        if found is None:
            raise WrongInput("unknown_attachment")
        participation.publish_attachment(found, actor=request.actor)
    else:
        participation.publish(row, actor=request.actor)
    if demanded(row.activity, Doing.READ) is Proof.OPEN:
        messages.success(request, _("It is shown publicly from now on."))
    else:
        messages.success(request, _("From now on it is shown to those who may read here."))
    return see_other("analysis:contribution", slug, row.reference)


@require_safe
def attachment(request: HttpRequest, slug: str, reference: str, number: int) -> FileResponse:
    """A picture or PDF as it came, for those who read: whether or not it is shown to others."""
    row = contribution_for(reading_room(request.actor, slug), reference)
    found = row.attachments.filter(pk=number).first()
    if found is None or row.is_set_apart:
        raise Http404
    return served(found)
