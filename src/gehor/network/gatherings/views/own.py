"""What the holder of a link does before a meeting: answers, registers a colleague, asks. No account, no name typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock, limits
from gehor.ground.act import RESIDENT
from gehor.ground.forms import saved, spoken
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.learning import ANSWER_INVITATION, TAKE_HOME

from ... import keys as contacts
from .. import actions, feed, queries
from ..forms import AnswerForm, ColleagueForm, QuestionForm
from ..models import Guest
from ..shown import agenda_rows, state_of, states_of
from ..texts import ANSWERS, OUTCOMES_AT_HOME
from .public import handed_out


def invited(key: str, pk: int) -> Guest:
    """Who holds the link, at one meeting. Else 404: nobody learns of what is somebody else's."""
    found = queries.own(contacts.contact_id(key), pk)
    if found is None:
        raise contacts.closed()
    return found


def own_page(request: HttpRequest, name: str, guest: Guest, context: dict[str, Any]) -> HttpResponse:
    frame = {
        "key": contacts.key_of(guest.contact),
        "guest": guest,
        "gathering": guest.gathering,
        "network": guest.gathering.network,
        "organisation": guest.gathering.network.host,
    }
    form = context.get("form")
    status = form.page_status if form is not None and request.method == "POST" else 200
    return private(render(request, f"gatherings/{name}.html", {**frame, **context}, status=status))


@require_safe
def gathering(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Everything that this guest has to do with this meeting."""
    guest = invited(key, pk)
    found = guest.gathering
    agenda = agenda_rows(found)
    facts = queries.facts(found, parts=len(agenda.parts))
    may_answer, may_take_home = not ANSWER_INVITATION.missing(facts), not TAKE_HOME.missing(facts)
    taken = queries.taken_home_by(guest.contact.partner).filter(gathering__network=found.network)
    rows = [(each, OUTCOMES_AT_HOME.get(each.outcome, "")) for each in taken]
    context = {
        "state": states_of(found)[state_of(guest)],
        "rows": agenda,
        "brought": list(guest.brought.select_related("contact")) if may_answer and not guest.came_at else [],
        "before": [(each, words) for each, words in rows if each.gathering.held_on < found.held_on],
        "now": next((each for each, _words in rows if each.gathering_id == found.pk), None),
        "questions": list(queries.questions(found)[:5]),
        "materials": list(found.materials.all()),
        "may_answer": may_answer,
        "may_take_home": may_take_home,
        "may_come_in": may_take_home and found.held_on == clock.today() and guest.came_at is None,
        "keeps_table": may_take_home and hasattr(guest, "hosts"),
        "is_asked": facts.asked and guest.came_at is not None and queries.is_asked(guest),
    }
    return own_page(request, "own", guest, context)


@PAGE
def answer(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The answer that the link in the mail has chosen, and one button. To open the page answers nothing."""
    guest = invited(key, pk)
    chosen = request.GET.get("answer", "")
    form = AnswerForm(posted(request), initial={"answer": chosen if chosen in ANSWERS else guest.answer})

    def take() -> Guest:
        said = form.cleaned_data["answer"]
        return actions.answer(guest, actor=RESIDENT, answer=said, colleague=form.colleague)

    if saved(form, take):
        messages.success(request, _thanks(form.outcome))
        return private(see_other("gatherings:own", key, pk))
    return own_page(request, "answer", guest, {"form": form, "closed": _closed(guest)})


def _closed(guest: Guest) -> str:
    """Why nobody answers any longer: mails lie about for long. Empty where one does."""
    if not ANSWER_INVITATION.missing(queries.facts(guest.gathering)):
        return ""
    return _("The meeting is cancelled.") if guest.gathering.cancelled_at else _("The meeting has been held.")


def _thanks(guest: Guest) -> str:
    if guest.answer == Guest.Answer.INSTEAD:
        return _("Thank you. Your colleague gets a mail with a link of their own.")
    if guest.answer == Guest.Answer.NO:
        return _("Thank you for telling us. Somebody else gets your place.")
    return _("Welcome! You have a place.") if guest.placed_at else _("It is full: you are on the waiting list.")


@PAGE
def colleague(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One more from the same organisation."""
    guest = invited(key, pk)
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    form = ColleagueForm(posted(request))
    if saved(form, lambda: actions.bring_colleague(guest, actor=RESIDENT, colleague=form.colleague)):
        said = _("%(name)s is registered and gets a mail with a link.")
        messages.success(request, said % {"name": form.outcome.contact.name})
        return private(see_other("gatherings:own", key, pk))
    return own_page(request, "colleague", guest, {"form": form, "closed": _closed(guest)})


@PAGE
def questions(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Second what others ask, or ask something."""
    guest = invited(key, pk)
    if request.method == "POST" and "second" in request.POST:
        chosen = request.POST["second"]
        found = get_object_or_404(queries.questions(guest.gathering), pk=chosen if chosen.isdecimal() else 0)
        actions.second_question(found, actor=RESIDENT, guest=guest)
        return private(see_other("gatherings:own_questions", key, pk))
    form = QuestionForm(posted(request))
    if saved(form, lambda: actions.ask_question(guest.gathering, actor=RESIDENT, guest=guest, **spoken(form))):
        messages.success(request, _("The question stands in the list."))
        return private(see_other("gatherings:own_questions", key, pk))
    context = {
        "form": form,
        "questions": list(queries.questions(guest.gathering)),
        "mine": queries.seconded_by(guest),
        "may_ask": not ANSWER_INVITATION.missing(queries.facts(guest.gathering)),
    }
    return own_page(request, "own_questions", guest, context)


@require_safe
def material(request: HttpRequest, key: str, pk: int, material: int) -> HttpResponse:
    guest = invited(key, pk)
    return private(handed_out(get_object_or_404(guest.gathering.materials, pk=material)))


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The meetings that this person is invited to, with the address of those who take part online."""
    contact = contacts.contact(key)
    rows = queries.invitations(contact).exclude(answer__in=[Guest.Answer.NO, Guest.Answer.INSTEAD])
    meetings = [guest.gathering for guest in rows]
    return private(feed.answer(None, meetings, name="gehor", is_own=True))
