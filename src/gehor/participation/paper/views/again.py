"""Typing some forms and lists in a second time, and settling where two people differ."""

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
from gehor.participation.ballots.forms import BallotForm
from gehor.participation.ballots.own import in_words
from gehor.participation.ballots.speaking import Speaker
from gehor.planning.models import Activity
from gehor.process.steps import SETTLE_SHARE, SETTLE_TYPING, TYPE_AGAIN

from .. import actions, lists, pressing, queries
from ..forms import ListForm, ListRowsForm, SecondTime, ShareForm, counted_form
from ..listing import read_list_again, settle_list
from ..models import Again, ListAgain
from .printing import on_paper, page


@PAGE
def twice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How many are typed in twice, which wait, where two differ, and how well people agree."""
    activity = _compared(request, slug, number)
    percent = queries.percent(activity)
    form = ShareForm(posted(request), initial={"percent": percent})
    if saved(form, lambda: actions.settle_share(activity, actor=request.actor, **form.cleaned_data)):
        messages.success(
            request, _("Saved. Sheets that were in the sample before stay in it when the share is raised.")
        )
        return see_other("paper:twice", slug, number)
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    asked = queries.asked_twice(activity, speaker.language)
    labels = {each.key: speaker(each.label) for each in asked}
    agreed = queries.agreement(activity)
    context = {
        "form": form,
        "may_share": request.actor.may(SETTLE_SHARE, activity.dialogue.organisation_id),
        "due": [(pressing.mark(each.run, each), each) for each in queries.due_again(activity, share=percent)],
        "differing": [(pressing.mark(each.sheet.run, each.sheet), each) for each in queries.to_settle(activity)],
        "agreed": agreed,
        "fields": [(labels.get(key, key), each) for key, each in agreed.of_field.items()] if agreed else [],
        "has_forms": bool(asked),
        "on_lists": lists.standing(activity, percent=percent) if lists.takes_lists(activity) else None,
    }
    return page(request, "twice", activity, context)


@PAGE
def again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One form after the other: the code first, then what is counted. What the first person typed is not shown."""
    activity = _compared(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, TYPE_AGAIN)
    asked = queries.asked_twice(activity, get_language() or "sv")
    if not asked:
        raise Http404
    kind = counted_form(asked, activity.dialogue.source_language, base=SecondTime)
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
    activity = _compared(request, slug, number)
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


@PAGE
def list_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One list of support after the other: which rows are filled in. What the first person typed is not shown."""
    activity = _of_lists(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, TYPE_AGAIN)
    waiting = lists.standing(activity).due
    mine = [each for each in waiting if request.user.pk in each.by]
    form = ListForm(posted(request), due=[each for each in waiting if each not in mine])
    if saved(form, lambda: _read_again(request, activity, form), meanwhile={"typed_again_before"}):
        differ = form.outcome.differ
        words = _("Something differs from the first time. A third person will look.")
        messages.success(request, words if differ else _("The same as the first time."))
        return see_other("paper:list_again", slug, number)
    return page(request, "list_again", activity, {"form": form, "due": form.fields["listed"].choices, "mine": mine})


def _read_again(request: HttpRequest, activity: Activity, form: ListForm) -> ListAgain:
    about, _colon, listed = form.cleaned_data["listed"].partition(":")
    return read_list_again(activity, actor=request.actor, about=about, listed=listed, rows=form.cleaned_data["rows"])


@PAGE
def settle_listed(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Which rows two people read differently, and what stands on the paper."""
    activity = _of_lists(request, slug, number)
    request.actor.demand(activity.dialogue.organisation_id, SETTLE_TYPING)
    found = lists.again_of(activity, pk)
    form = ListRowsForm(posted(request), differ=found.differ)
    if saved(form, lambda: settle_list(found, actor=request.actor, **form.cleaned_data), meanwhile={"settled_before"}):
        messages.success(request, _("Settled. What stands on the paper is what counts."))
        return see_other("paper:twice", slug, number)
    rows = [(row, row in found.first, row in found.second) for row in found.differ]
    return page(request, "settle_list", activity, {"form": form, "again": found, "rows": rows})


def _of_lists(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = _compared(request, slug, number)
    if not lists.takes_lists(activity):
        raise Http404
    return activity


def _settled(request: HttpRequest, found: Again, form: BallotForm) -> Any:
    return actions.settle_typing(found, actor=request.actor, values=form.answers)


def _first(form: Any, name: str) -> None:
    """The field before all others: a scanner types the code before anything else is typed."""
    form.order_fields([name, *(each for each in form.fields if each != name)])


def _compared(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = on_paper(request, slug, number)
    if not lists.is_compared(activity):
        raise Http404
    return activity


def _whole(typed: str | None) -> int:
    return int(typed[:18]) if typed and typed.isdecimal() else 0
