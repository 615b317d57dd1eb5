"""Who is invited, who is reminded, and whose address does not work."""

from collections.abc import Sequence

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import INVITE, JOIN_GUESTS, NOTE_BOUNCES, REMIND

from ... import queries as networks
from ...models import ContactPerson
from .. import queries, rules
from ..keeping import facts_of, make_guests, move_up, tell
from ..models import Gathering, Guest, Message, Question, Second, Table

REPORT_LONGEST = 200_000


@transaction.atomic
def invite(gathering: Gathering, *, actor: Actor, roles: Sequence[str], kinds: Sequence[str]) -> list[Guest]:
    """Everybody in these roles at members of these kinds who is not invited yet. Who has no address is rung up."""
    act = begin(INVITE, gathering.network.host, actor=actor, facts=facts_of(gathering))
    people = list(queries.to_invite(gathering, roles=roles, kinds=kinds))
    if not people:
        raise WrongInput("nobody_to_invite")
    guests = make_guests(gathering, people)
    told = tell(guests, Message.About.INVITED)
    record(act, subject=gathering, guests=len(guests), messages=len(told))
    return guests


@transaction.atomic
def remind(gathering: Gathering, *, actor: Actor, about: str) -> list[Message]:
    """Those who have not answered, those who come, or those of whose organisation a promise is open."""
    act = begin(REMIND, gathering.network.host, actor=actor, facts=facts_of(gathering))
    told = tell(list(queries.to_remind(gathering, about)), about)
    record(act, subject=gathering, about=about, messages=len(told))
    return told


@transaction.atomic
def join_guests(first: Guest, other: Guest, *, actor: Actor) -> Guest:
    """One person who stood at two partners that are one today: one seat, and what they said last."""
    act = begin(JOIN_GUESTS, first.gathering.network.host, actor=actor)
    first.invited_at, first.asked_at = first.invited_at or other.invited_at, first.asked_at or other.asked_at
    first.table = first.table or (other.table if first.answer == Guest.Answer.YES else None)
    first.save()
    Question.objects.filter(guest=other).update(guest=first)
    other.brought.update(brought_by=first)
    takes_over = first.table_id == other.table_id and not Table.objects.filter(host=first).exists()
    Table.objects.filter(host=other).update(host=first if takes_over else None)
    seconded = Second.objects.filter(guest=other)
    seconded.filter(question__in=Second.objects.filter(guest=first).values("question")).delete()
    seconded.update(guest=first)
    other.messages.all().delete()
    other.delete()
    placed = move_up(first.gathering) if first.gathering.held_on >= clock.today() else []
    record(act, subject=first, placed=[each.pk for each in placed])
    return first


@transaction.atomic
def note_bounces(host: Organisation, *, actor: Actor, report: str) -> list[ContactPerson]:
    """Read the addresses out of mails that came back; nothing more goes there. Returns those who were found."""
    act = begin(NOTE_BOUNCES, host, actor=actor)
    report = written.text(report, field="report", longest=REPORT_LONGEST)
    reached = {each.email.lower(): each for each in networks.reached(networks.contacts(host))}
    found = [reached[address] for address in rules.addresses_in(report, reached)]
    if not found:
        raise WrongInput("no_known_address_in_report", field="report")
    ContactPerson.objects.filter(pk__in=[each.pk for each in found]).update(no_mail_since=clock.now())
    record_each(act, [(contact, {}) for contact in found])
    return found


@transaction.atomic
def stop_writing(contact: ContactPerson, *, actor: Actor) -> None:
    """The mail server says that there is no such address."""
    act = begin(NOTE_BOUNCES, contact.partner.host, actor=actor, lock=False)
    ContactPerson.objects.filter(pk=contact.pk, no_mail_since=None).update(no_mail_since=clock.now())
    record(act, subject=contact)
