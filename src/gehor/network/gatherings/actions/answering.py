"""What guests do before the meeting: they answer, register a colleague, and ask."""

from dataclasses import dataclass

from django.db import transaction

from gehor.ground import addresses, clock, written
from gehor.ground.act import RESIDENT, Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.process.learning import ANSWER_INVITATION, ASK_QUESTION, BRING_COLLEAGUE, SECOND_QUESTION, SETTLE_QUESTION

from ...models import ContactPerson, Partner
from ...rules import KEPT_FOR
from .. import queries, rules
from ..keeping import facts_of, is_room, make_guests, move_up, tell
from ..models import Gathering, Guest, Message, Question, Second, Table


@dataclass(frozen=True)
class Colleague:
    """Somebody who is registered by somebody else."""

    name: str
    email: str
    role: str
    title: str = ""


@transaction.atomic
def answer(guest: Guest, *, actor: Actor, answer: str, colleague: Colleague | None = None) -> Guest:
    """Yes, no, or who comes instead. Another answer may be given later: the last one counts.

    A yes gets a place or waits; a place that becomes free goes to those who wait.
    """
    act = begin(ANSWER_INVITATION, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering))
    gathering = guest.gathering
    guest.refresh_from_db(fields=["answer", "placed_at", "came_at", "table"])
    if answer not in Guest.Answer.values:
        raise WrongInput("no_such_answer_of_a_guest", field="answer")
    if answer == Guest.Answer.INSTEAD and colleague is None:
        raise WrongInput("nobody_instead", field="name")
    guest.answer, guest.answered_at = answer, clock.now()
    if answer == Guest.Answer.YES:
        guest.placed_at = guest.placed_at or (clock.now() if is_room(gathering) else None)
    else:
        guest.placed_at = guest.table = None
        Table.objects.filter(host=guest).update(host=None)
    guest.save()
    if answer == Guest.Answer.INSTEAD and colleague is not None:
        _register(guest, colleague, actor=actor)
    placed = move_up(gathering)
    record(act, subject=guest, answer=answer, placed=[each.pk for each in placed])
    guest.refresh_from_db(fields=["placed_at"])
    return guest


@transaction.atomic
def bring_colleague(guest: Guest, *, actor: Actor, colleague: Colleague) -> Guest:
    """Somebody of the same organisation comes too."""
    act = begin(BRING_COLLEAGUE, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering))
    if guest.brought.count() >= rules.COLLEAGUES_MOST:
        raise WrongInput("too_many_colleagues", field="name", most=rules.COLLEAGUES_MOST)
    made = _register(guest, colleague, actor=actor)
    record(act, subject=made, by=guest.pk)
    return made


@transaction.atomic
def register_at_door(gathering: Gathering, *, actor: Actor, partner: Partner, colleague: Colleague) -> Guest:
    """Somebody comes who was not invited. There is always room for whoever stands there."""
    act = begin(BRING_COLLEAGUE, gathering.network.host, actor=actor, facts=facts_of(gathering))
    if partner.host_id != gathering.network.host_id or partner.merged_into_id is not None:
        raise WrongInput("no_partner_of_the_host", field="partner")
    made = _guest(gathering, _contact(partner, colleague, needs_address=False))
    made.answer, made.answered_at = Guest.Answer.YES, clock.now()
    made.placed_at = made.placed_at or clock.now()
    made.save()
    record(act, subject=made)
    return made


def _register(guest: Guest, colleague: Colleague, *, actor: Actor) -> Guest:
    """Where there is room: also the place that the other one has just given up, before those who wait."""
    gathering = guest.gathering
    contact = _contact(guest.contact.partner.now, colleague, needs_address=actor is RESIDENT)
    if contact.pk == guest.contact_id:
        raise WrongInput("that_is_yourself", field="email")
    made = _guest(gathering, contact)
    if made.answer == Guest.Answer.YES:
        raise WrongInput("registered_to_the_gathering", field="email", name=contact.name)
    made.brought_by, made.answer, made.answered_at = guest, Guest.Answer.YES, clock.now()
    made.placed_at = clock.now() if is_room(gathering) else None
    made.save()
    tell([made], Message.About.REGISTERED)
    return made


def _guest(gathering: Gathering, contact: ContactPerson) -> Guest:
    found = queries.own(contact.pk, gathering.pk)
    return found or make_guests(gathering, [contact], invited=False)[0]


def _contact(partner: Partner, colleague: Colleague, *, needs_address: bool) -> ContactPerson:
    """The contact person with this address, or a new one who has been told of and not yet said yes to the register."""
    if colleague.role not in ContactPerson.Role.values:
        raise WrongInput("no_such_role_of_contact", field="role")
    name = written.line(colleague.name, field="name", longest=120)
    email = addresses.email(colleague.email, field="email", required=needs_address).lower()
    known = partner.contacts.filter(email__iexact=email, forgotten_at=None).first() if email else None
    return known or ContactPerson.objects.create(
        partner=partner,
        name=name,
        role=colleague.role,
        title=written.line(colleague.title, field="title", required=False, longest=120),
        email=email,
        keep_until=clock.today() + KEPT_FOR,
        consent_noted="",
    )


# Questions


@transaction.atomic
def ask_question(
    gathering: Gathering, *, actor: Actor, text: str, guest: Guest | None = None, language: str = ""
) -> Question:
    """guest: who asks; the host asks without. Whoever asks seconds it. language: as in held.py."""
    act = begin(ASK_QUESTION, gathering.network.host, actor=actor, facts=facts_of(gathering))
    text = written.line(text, field="text", longest=300)
    rows = Question.objects.filter(gathering=gathering)
    if guest is not None and rows.filter(guest=guest).count() >= rules.QUESTIONS_MOST:
        raise WrongInput("too_many_questions_of_a_guest", field="text", most=rules.QUESTIONS_MOST)
    if rows.filter(text__iexact=text, hidden_at=None).exists():
        raise WrongInput("question_asked_already", field="text")
    question = Question.objects.create(
        gathering=gathering,
        guest=guest,
        text=text,
        language=language or gathering.network.source_language,
        asked_at=clock.now(),
    )
    if guest is not None:
        Second.objects.create(question=question, guest=guest)
    record(act, subject=question, gathering=gathering.pk)
    return question


@transaction.atomic
def second_question(question: Question, *, actor: Actor, guest: Guest) -> bool:
    """The guest has the same question; pressed once more, not any longer. Returns whether they have it now."""
    act = begin(SECOND_QUESTION, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering))
    if question.gathering_id != guest.gathering_id or question.hidden_at is not None:
        raise WrongInput("no_such_question")
    taken_back = Second.objects.filter(question=question, guest=guest).delete()[0]
    if not taken_back:
        Second.objects.create(question=question, guest=guest)
    record(act, subject=question, seconded=not taken_back)
    return not taken_back


@transaction.atomic
def settle_question(question: Question, *, actor: Actor, hidden: bool) -> Question:
    """Hide what does not belong there, or show it again."""
    act = begin(SETTLE_QUESTION, question.gathering.network.host, actor=actor, facts=facts_of(question.gathering))
    question.hidden_at = clock.now() if hidden else None
    question.save()
    record(act, subject=question, hidden=hidden)
    return question
