"""The text on its way in: a file or pasted, looked at with what is left out of it, and published as a version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.intake import uploads
from gehor.participation.intake.doors import activity_of
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.process.steps import PUBLISH_TEXT

from .. import actions, queries, rules
from ..blocks import Block, Read
from ..forms import PublishForm, TextForm
from ..models import TextVersion
from ..reading import read_text
from ..texts import FATES, LEFT
from .reading import KEY

PASTED = "pasted.md"
AGAIN = "again"  # in the address: the key of what was pasted


@PAGE
def staff_text(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The versions so far, and the way in for the next."""
    activity = _activity(request, slug, number)
    form = TextForm(posted(request), request.FILES or None, initial={"pasted": _pasted_before(request, activity)})
    if saved(form, lambda: _kept(request, activity, form)):
        return see_other("text_hearing:look", slug, number, form.outcome)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "versions": list(reversed(queries.versions(activity))),
        "is_opened": _is_opened(activity),
        "form": form,
    }
    return staff_page(request, "text_hearing/staff_text.html", activity.dialogue.organisation, context)


@PAGE
def look(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Every paragraph as it would be published, what is left out, what differs from before; and then publish."""
    activity = _activity(request, slug, number)
    upload = uploads.find(key, activity=activity, actor=request.actor)
    if upload is None:
        messages.warning(request, _("The text is no longer kept here. Choose it again; nothing of it was published."))
        return see_other("text_hearing:staff_text", slug, number)
    name = "" if upload.name == PASTED else upload.name
    read = read_text(upload.data, upload.name)
    before = queries.versions(activity) if _is_opened(activity) else []
    form = PublishForm(posted(request), has_version=bool(before), source=activity.dialogue.source_language)
    if saved(form, lambda: _published(request, activity, form, read, name)):
        uploads.forget(key)
        messages.success(request, _("Version %(n)d is published.") % {"n": form.outcome.number})
        return see_other("text_hearing:staff_text", slug, number)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "name": name,
        "read": read,
        "left": [LEFT[code] % {"n": count} for code, count in sorted(read.left.items())],
        "form": form,
        "next": len(before) + 1,
        "again": f"{reverse('text_hearing:staff_text', args=[slug, number])}{'' if name else f'?{AGAIN}={key}'}",
        **_rows(read.blocks, before),
    }
    return staff_page(request, "text_hearing/look.html", activity.dialogue.organisation, context)


def _activity(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = activity_of(request, slug, number, step=PUBLISH_TEXT)
    if activity.method != KEY:
        raise Http404
    return activity


def _is_opened(activity: Activity) -> bool:
    return Opening.objects.filter(activity=activity).exists()


def _pasted_before(request: HttpRequest, activity: Activity) -> str:
    """What was pasted and looked at, to be mended where it was written; empty where there is none."""
    upload = uploads.find(request.GET.get(AGAIN, ""), activity=activity, actor=request.actor)
    return upload.data.decode() if upload is not None and upload.name == PASTED else ""


def _kept(request: HttpRequest, activity: Activity, form: TextForm) -> str:
    """The key under which the file waits. Raises WrongInput for what cannot be read."""
    data, name = form.given
    try:
        read_text(data, name or PASTED)
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file" if name else "pasted"}) from None
    return uploads.keep(data, name or PASTED, activity=activity, actor=request.actor)


def _published(request: HttpRequest, activity: Activity, form: PublishForm, read: Read, name: str) -> TextVersion:
    return actions.publish_text(
        activity,
        actor=request.actor,
        blocks=read.blocks,
        left={code.value: count for code, count in read.left.items()},
        file_name=name,
        note=form.cleaned_data.get("note"),
    )


def _rows(blocks: tuple[Block, ...], before: list[TextVersion]) -> dict[str, Any]:
    """The blocks with the numbers that they would get, and beside them what has become of those before."""
    latest = queries.numbered(queries.paragraphs(before[-1])) if before else []
    texts = [(number, block.text) for number, block in latest if number]
    numbers = rules.numbers(blocks, texts, queries.numbers_given(before))
    now = list(zip(numbers, blocks, strict=True))
    rows = rules.compared(latest if before else now, now)  # the first text is read as it is, not as all new
    fates = [row.fate for row in rows if row.number]
    return {
        "rows": [
            (row, rules.spoken(row.number), FATES[row.fate] if before else "", min(6, row.level + 2)) for row in rows
        ],
        "fates": [(words, fates.count(fate)) for fate, words in FATES.items()] if before else [],
    }
