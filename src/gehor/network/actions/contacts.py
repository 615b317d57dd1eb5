"""Contact persons: added, put right, kept for another while, and forgotten."""

import datetime as dt
from typing import Any

from django.db import transaction

from gehor.ground import addresses, clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import ADD_CONTACT, CHANGE_CONTACT, FORGET_CONTACT, KEEP_CONTACT, SEND_OWN_LINK

from .. import queries
from ..models import ContactPerson, LinkMail, Partner
from ..rules import KEPT_FOR


@transaction.atomic
def add_contact(
    partner: Partner, *, actor: Actor, keep_until: dt.date | None = None, **described: Any
) -> ContactPerson:
    """Somebody one reaches at a partner, `described` as below. keep_until: two years from today unless it is said."""
    act = begin(ADD_CONTACT, partner.host, actor=actor)
    contact = ContactPerson(partner=partner, keep_until=keep_until or clock.today() + KEPT_FOR)
    _describe(contact, **described)
    contact.save()
    record(act, subject=contact, role=contact.role)
    return contact


@transaction.atomic
def change_contact(contact: ContactPerson, *, actor: Actor, **described: Any) -> ContactPerson:
    """Put right what is known of a contact person. With another address messages go out again."""
    act = begin(CHANGE_CONTACT, contact.partner.host, actor=actor)
    reached_at = contact.email
    _describe(contact, **described)
    if contact.email != reached_at:
        contact.no_mail_since = None
    contact.save()
    record(act, subject=contact, role=contact.role)
    return contact


def _describe(
    contact: ContactPerson,
    *,
    name: str,
    role: str,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "sv",
    consented_on: dt.date | None = None,
    consent_noted: str = "",
) -> None:
    if role not in ContactPerson.Role.values:
        raise WrongInput("no_such_role_of_contact", field="role")
    if consented_on is not None and consented_on > clock.today():
        raise WrongInput("consent_in_the_future", field="consented_on")
    contact.name = written.line(name, field="name", longest=120)
    contact.role, contact.language, contact.consented_on = role, language, consented_on
    contact.title = written.line(title, field="title", required=False, longest=120)
    contact.email = addresses.email(email, field="email", required=False).lower()
    contact.phone = written.line(phone, field="phone", required=False, longest=40)
    contact.consent_noted = written.line(consent_noted, field="consent_noted", required=False)
    others = contact.partner.contacts.exclude(pk=contact.pk)
    if contact.email and others.filter(email__iexact=contact.email).exists():
        raise WrongInput("contact_stands_already", field="email")


@transaction.atomic
def keep_contact(contact: ContactPerson, *, actor: Actor) -> ContactPerson:
    """Somebody says that they want to be reached for another while: themselves, or to the host."""
    act = begin(KEEP_CONTACT, contact.partner.host, actor=actor)
    contact.consented_on, contact.keep_until = clock.today(), clock.today() + KEPT_FOR
    contact.no_mail_since = None
    contact.save()
    record(act, subject=contact)
    return contact


@transaction.atomic
def send_link(contact: ContactPerson, *, actor: Actor) -> LinkMail:
    """The person's own link is mailed once more, to the address that is known and to no other."""
    act = begin(SEND_OWN_LINK, contact.partner.host, actor=actor)
    if not contact.email or contact.no_mail_since is not None:
        raise WrongMoment("contact_cannot_be_written_to")
    mail = LinkMail.objects.create(contact=contact, asked_at=clock.now())
    record(act, subject=mail, contact=contact.pk)
    return mail


@transaction.atomic
def forget(contact: ContactPerson, *, actor: Actor) -> ContactPerson:
    """Name and addresses go; that somebody in this role was there stays."""
    act = begin(FORGET_CONTACT, contact.partner.host, actor=actor)
    _forget(contact)
    record(act, subject=contact)
    return contact


@transaction.atomic
def forget_due(host: Organisation, *, actor: Actor) -> int:
    """Forget all whose day has passed. Returns how many."""
    act = begin(FORGET_CONTACT, host, actor=actor)
    due = list(queries.contacts(host).filter(keep_until__lt=clock.today()))
    for contact in due:
        _forget(contact)
    record_each(act, [(contact, {}) for contact in due])
    return len(due)


def _forget(contact: ContactPerson) -> None:
    contact.name = contact.title = contact.email = contact.phone = contact.consent_noted = ""
    contact.forgotten_at = clock.now()
    contact.save()
