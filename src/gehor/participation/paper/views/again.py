"""Typing some forms in a second time, and settling where two people differ."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.ground.forms import saved
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther, posted, see_other
from gehor.participation.ballots import items
from gehor.participation.ballots.forms import BallotForm
from gehor.participation.ballots.own import in_words
from gehor.participation.ballots.speaking import Speaker
from gehor.planning.models import Activity
from gehor.process.steps import SETTLE_SHARE, SETTLE_TYPING, TYPE_AGAIN

from .. import actions, pressing, queries
from ..forms import SecondTime, ShareForm, counted_form
from ..models import Again
from .printing import on_paper, page


@PAGE
def twice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How many are typed in twice, which wait, where two differ, and how well people agree."""
    activity = _counted(request, slug, number)
    form = ShareForm(posted(request), initial={"percent": queries.percent(activity)})
    if saved(form, lambda: actions.settle_share(activity, actor=request.actor, **form.cleaned_data)):
        messages.success(
            request, _("Saved. Sheets that were in the sample before stay in it when the share is raised.")
        )
        return see_other("paper:twice", slug, number)
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    labels = {each.key: speaker(each.label) for each in items.asked_on(activity)}
    agreed = queries.agreement(activity)
    context = {
        "form": form,
        "may_share": request.actor.may(SETTLE_SHARE, activity.dialogue.organisation_id),
        "due": [(pressing.mark(each.run, each), each) for each in queries.due_again(activity)],
        "differing": [(pressing.mark(each.sheet.run, each.sheet), each) for each in queries.to_settle(activity)],
        "agreed": agreed,
        "fields": [(labels.get(key, key), each) for key, each in agreed.of_field.items()] if agreed else [],
    }
    return page(request, "twice", activity, context)


@PAGE
def again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One form after the other: the code first, then what is counted. What the first person typed is not shown."""
    activity = _counted(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, TYPE_AGAIN)
    kind = counted_form(items.asked_on(activity), activity.dialogue.source_language, base=SecondTime)
    form = kind(posted(request), activity=activity, initial={"sheet": request.GET.get("sheet", "")[:40]})
    _first(form, "sheet")
    if _typed(request, form):
        where = reverse("paper:again", args=[slug, number])
        return SeeOther(f"{where}?saved={form.outcome.pk}")
    last = Again.objects.filter(sheet__run__activity=activity, by=request.user, pk=_whole(request.GET.get("saved")))
    context = {
        "form": form,
        "due": [pressing.mark(each.run, each) for each in queries.due_again(activity)],
        "last": last.select_related("sheet__run").first(),
    }
    return page(request, "again", activity, context)


def _typed(request: HttpRequest, form: BallotForm) -> bool:
    """As saved(); a form that this person may not type, or that is typed already, is said at its code."""
    try:
        return saved(
            form,  # type: ignore[arg-type]
            lambda: actions.type_again(form.cleaned_data["sheet"], actor=request.actor, values=form.answers),
        )
    except (WrongMoment, WrongPerson) as refusal:
        if refusal.code not in ("typed_again_before", "typed_by_you", "not_typed_in_yet"):
            raise
        form.add_error("sheet", refusal_text(refusal))
        return False


@PAGE
def settle(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Both typings side by side, and what stands on the paper."""
    activity = _counted(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, SETTLE_TYPING)
    found = queries.again_of(activity, pk)
    asked = tuple(each for each in queries.questions_of(found.sheet.run) if each.key in found.differ)
    form = counted_form(asked, activity.dialogue.source_language)(posted(request))
    if saved(form, lambda: _settled(request, found, form)):  # type: ignore[arg-type]
        messages.success(request, _("Settled. What stands on the paper is what counts."))
        return see_other("paper:twice", slug, number)
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    one, other = (dict(in_words(asked, values, speaker)) for values in (found.first, found.second))
    labels = [speaker(each.label) for each in asked]
    context = {
        "form": form,
        "mark": pressing.mark(found.sheet.run, found.sheet),
        "again": found,
        "rows": [(label, one.get(label, ""), other.get(label, "")) for label in labels],
    }
    return page(request, "settle", activity, context)


def _settled(request: HttpRequest, found: Again, form: BallotForm) -> Any:
    return actions.settle_typing(found, actor=request.actor, values=form.answers)


def _first(form: Any, name: str) -> None:
    """The field before all others: a scanner types the code before anything else is typed."""
    form.order_fields([name, *(each for each in form.fields if each != name)])


def _counted(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = on_paper(request, slug, number)
    if not queries.is_counted(activity):
        raise Http404
    return activity


def _whole(typed: str | None) -> int:
    return int(typed[:18]) if typed and typed.isdecimal() else 0
