"""Who is invited, what they answered and asked, and whose address does not work."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.feedback.texts import why_refused
from gehor.ground.figures import Figure
from gehor.ground.forms import saved, spoken
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.learning import ANSWER_INVITATION, INVITE, NOTE_BOUNCES, REMIND, SETTLE_QUESTION

from ... import actions as network_actions
from ... import queries as networks
from ...models import ContactPerson, Partner
from ...texts import LINK_SENT
from .. import actions, queries
from ..forms import AnswerForm, BouncesForm, InviteForm, QuestionForm, RemindForm
from ..models import Guest, Question
from ..shown import state_of, states_of
from ..texts import MESSAGES, NOBODY_LEFT, UNREACHED
from .frame import at, entered, page

PER_PAGE = 50


@PAGE
def guests(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """All of them, narrowed by state and word."""
    found = entered(request, slug, name, number, INVITE)
    state, words = request.GET.get("state", ""), request.GET.get("words", "").strip()
    shown = Paginator(queries.guests_found(found, state=state, words=words), PER_PAGE).get_page(request.GET.get("page"))
    refused, words_for = queries.undelivered(found), states_of(found)
    context = {
        "page": shown,
        "rows": [(guest, words_for[state_of(guest)]) for guest in shown],
        "states": [*words_for.items(), ("unreached", UNREACHED)],
        "state": state,
        "words": words,
        "counted": queries.counted(found),
        "undelivered": Figure(refused.count()),
        "refused": [(each, MESSAGES[each.about], why_refused(each.refused)) for each in refused[:PER_PAGE]],
        "put_off": Figure(queries.put_off(found)),
    }
    return page(request, "guests", found, context, here="guests")


@PAGE
def invite(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Choose roles and kinds of members; everybody there who is not invited yet gets a mail with three links."""
    found = entered(request, slug, name, number, INVITE)
    roles, kinds = ContactPerson.Role.values, Partner.Kind.values
    form = InviteForm(posted(request), initial={"roles": roles, "kinds": kinds})
    if saved(form, lambda: actions.invite(found, actor=request.actor, **form.cleaned_data)):
        count = len(form.outcome)
        said = ngettext("%(count)s person is invited.", "%(count)s people are invited.", count)
        messages.success(request, said % {"count": Figure(count)})
        return see_other("gatherings:guests", *at(found))
    possible = queries.to_invite(found, roles=roles, kinds=kinds)
    context = {
        "form": form,
        "possible": possible.count(),
        "by_mail": networks.reached(possible).count(),
        "missing": [need_text(need.code) for need in INVITE.missing(queries.facts(found))],
    }
    return page(request, "invite", found, context)


@PAGE
def remind(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Who is written to once more; by itself it happens on the days that stand there."""
    found = entered(request, slug, name, number, REMIND)
    form = RemindForm(posted(request), initial={"about": "reminded"})
    if saved(form, lambda: actions.remind(found, actor=request.actor, **form.cleaned_data)):
        count = len(form.outcome)
        said = ngettext("%(count)s mail goes out.", "%(count)s mails go out.", count)
        messages.success(request, said % {"count": Figure(count)} if count else NOBODY_LEFT)
        return see_other("gatherings:guests", *at(found))
    return page(request, "remind", found, {"form": form})


@PAGE
def guest(request: HttpRequest, slug: str, name: str, number: int, pk: int) -> HttpResponse:
    """Somebody answers by telephone, or has lost the link."""
    found = entered(request, slug, name, number, ANSWER_INVITATION)
    invited = queries.guest_in(found, pk)
    if request.method == "POST" and "link" in request.POST:
        invited.contact.partner.host = found.network.host
        network_actions.send_link(invited.contact, actor=request.actor)
        messages.success(request, LINK_SENT % {"name": invited.contact.name})
        return see_other("gatherings:guest", *at(found), pk)
    form = AnswerForm(posted(request), initial={"answer": invited.answer})

    def take() -> Guest:
        answer = form.cleaned_data["answer"]
        return actions.answer(invited, actor=request.actor, answer=answer, colleague=form.colleague)

    if saved(form, take):
        messages.success(request, _("It is noted: %(state)s.") % {"state": states_of(found)[state_of(form.outcome)]})
        return see_other("gatherings:guests", *at(found))
    contact = invited.contact
    context = {
        "guest": invited,
        "state": states_of(found)[state_of(invited)],
        "form": form,
        "contact": contact,
        "link_mail": contact.link_mails.last(),
    }
    return page(request, "guest", found, context)


@PAGE
def bounces(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Mails that came back are pasted; to whom nothing more is sent is told."""
    host = organisations.organisation_for(request.actor, slug, NOTE_BOUNCES)
    network = networks.network_of(host, name)
    form = BouncesForm(posted(request))
    if saved(form, lambda: actions.note_bounces(host, actor=request.actor, **form.cleaned_data)):
        count = len(form.outcome)
        said = ngettext(
            "%(count)s address is noted. Nothing more is sent there.",
            "%(count)s addresses are noted. Nothing more is sent there.",
            count,
        )
        messages.success(request, said % {"count": Figure(count)})
        return see_other("gatherings:bounces", slug, name)
    resting = networks.contacts_in(network, network.begins_on).filter(no_mail_since__isnull=False)
    return staff_page(
        request, "gatherings/bounces.html", host, {"network": network, "form": form, "resting": list(resting[:200])}
    )


@PAGE
def questions(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """What those who are invited want to have taken up, the most wanted first; the host asks too, and hides."""
    found = entered(request, slug, name, number, SETTLE_QUESTION)
    for button, hidden in (("hide", True), ("show", False)):
        if request.method == "POST" and button in request.POST:
            chosen = request.POST[button]
            question = get_object_or_404(Question, gathering=found, pk=chosen if chosen.isdecimal() else 0)
            question.gathering = found
            actions.settle_question(question, actor=request.actor, hidden=hidden)
            return see_other("gatherings:questions", *at(found))
    form = QuestionForm(posted(request))
    if saved(form, lambda: actions.ask_question(found, actor=request.actor, **spoken(form))):
        messages.success(request, _("The question stands in the list."))
        return see_other("gatherings:questions", *at(found))
    context = {"questions": list(queries.questions(found, hidden=True)), "form": form}
    return page(request, "questions", found, context, here="questions")
