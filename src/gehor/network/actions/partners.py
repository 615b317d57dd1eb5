"""Every change of the register of partners."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import (
    CHANGE_PARTNER,
    IMPORT_PARTNERS,
    MERGE_PARTNERS,
    NOTE_EXCHANGE,
    NOTE_TALK,
    REGISTER_PARTNER,
)

from .. import queries, rules
from ..models import ContactPerson, EarlierName, Exchange, Partner, Talk
from ..proposals import Proposal
from ..reading import Row
from ..rules import KEPT_FOR


@transaction.atomic
def register_partner(host: Organisation, *, actor: Actor, **described: str) -> Partner:
    """An organisation that the host knows of, `described` as below."""
    act = begin(REGISTER_PARTNER, host, actor=actor)
    partner = Partner(host=host)
    _describe(partner, **described)
    partner.save()
    record(act, subject=partner, kind=partner.kind)
    return partner


@transaction.atomic
def change_partner(partner: Partner, *, actor: Actor, **described: str) -> Partner:
    """Another name is remembered with the day: it is the same partner."""
    act = begin(CHANGE_PARTNER, partner.host, actor=actor)
    called = partner.name
    _describe(partner, **described)
    partner.save()
    if partner.name != called:
        EarlierName.objects.create(partner=partner, name=called, until=clock.today())
    record(act, subject=partner, kind=partner.kind, renamed=True if partner.name != called else None)
    return partner


def _describe(
    partner: Partner,
    *,
    name: str,
    kind: str,
    county_code: str = "",
    municipality_code: str = "",
    number: str = "",
) -> None:
    partner.name = written.line(name, field="name", longest=120)
    if kind not in Partner.Kind.values:
        raise WrongInput("no_such_kind_of_partner", field="kind")
    if number and not rules.is_registration_number(number):
        raise WrongInput("no_registration_number", field="number")
    same = queries.partners(partner.host).filter(name__iexact=partner.name).exclude(pk=partner.pk)
    if same.exists():
        raise WrongInput("partner_named_already", field="name", name=partner.name)
    county_code = county_code or municipality_code[:2]
    if not rules.is_area(county_code, municipality_code):
        raise WrongInput("no_area_code", field="municipality_code")
    partner.kind, partner.number, partner.changed_at = kind, number, clock.now()
    partner.county_code, partner.municipality_code = county_code, municipality_code


@transaction.atomic
def merge_partners(partner: Partner, into: Partner, *, actor: Actor) -> Partner:
    """Two partners have become one: members, contact persons and talks go over; the old name still leads there."""
    act = begin(MERGE_PARTNERS, partner.host, actor=actor)
    if into.host_id != partner.host_id or into.pk == partner.pk or into.merged_into_id is not None:
        raise WrongInput("no_partner_to_merge_into", field="into")
    today = clock.today()
    known = set(into.contacts.exclude(email="").values_list("email", flat=True))
    partner.contacts.exclude(email__in=known).update(partner=into)
    partner.talks.update(partner=into)
    partner.earlier_names.update(partner=into)
    Partner.objects.filter(merged_into=partner).update(merged_into=into)
    in_already = into.memberships.filter(left_on=None).values_list("network_id", flat=True)
    for membership in partner.memberships.filter(left_on=None):
        if membership.network_id in set(in_already):
            membership.left_on = max(today, membership.since)
        else:
            membership.partner = into
        membership.save()
    EarlierName.objects.create(partner=into, name=partner.name, until=today)
    partner.merged_into, partner.changed_at = into, clock.now()
    partner.save()
    record(act, subject=partner, into=into.pk)
    return into


@transaction.atomic
def import_partners(
    host: Organisation, *, actor: Actor, proposals: Sequence[Proposal], file_hash: str
) -> list[Partner]:
    """Bring in what a file says, whole. A partner that is known by its name or number is put right, not doubled."""
    act = begin(IMPORT_PARTNERS, host, actor=actor)
    brought: dict[str, Partner] = {}
    for proposal in proposals:
        row = proposal.row
        partner = brought.get(row.partner.casefold()) or proposal.was or Partner(host=host)
        if row.partner.casefold() not in brought:
            _describe(
                partner,
                name=row.partner,
                kind=row.kind,
                county_code=row.county_code,
                municipality_code=row.municipality_code,
                number=row.number_of_partner,
            )
            partner.save()
        brought[row.partner.casefold()] = partner
    _bring_contacts(host, ((brought[each.row.partner.casefold()], each.row) for each in proposals if each.row.name))
    record_each(act, [(partner, {"file": file_hash[:16]}) for partner in brought.values()])
    return list(brought.values())


CONTACT = ("name", "role", "title", "email", "phone", "language")


def _bring_contacts(host: Organisation, rows: Iterable[tuple[Partner, Row]]) -> None:
    """Known at their partner by their address, or by name where none is known. All at once, since a list is long."""
    there = list(ContactPerson.objects.filter(partner__host=host, forgotten_at=None))
    known = {_known_as(each.partner_id, each.email, each.name): each for each in there}
    new, changed = [], []
    for partner, row in rows:
        by_name = _known_as(partner.pk, "", row.name)
        contact = (row.email and known.get(_known_as(partner.pk, row.email, ""))) or known.pop(by_name, None)
        if contact:
            changed.append(contact)
        else:
            contact = ContactPerson(partner=partner, keep_until=clock.today() + KEPT_FOR)
            new.append(contact)
        for key in CONTACT:
            setattr(contact, key, getattr(row, key))
        known[_known_as(partner.pk, row.email, row.name)] = contact
    ContactPerson.objects.bulk_create(new, batch_size=500)
    ContactPerson.objects.bulk_update(changed, CONTACT, batch_size=500)


def _known_as(partner: int, email: str, name: str) -> tuple[int, str]:
    return partner, email.lower() or f" {name.casefold()}"


@transaction.atomic
def note_talk(
    partner: Partner,
    *,
    actor: Actor,
    held_on: dt.date,
    said: str,
    agreed: str = "",
    contacts: Iterable[ContactPerson] = (),
) -> Talk:
    """What was said with one partner by itself, for those who work here."""
    act = begin(NOTE_TALK, partner.host, actor=actor)
    if held_on > clock.today():
        raise WrongInput("talk_in_the_future", field="held_on")
    talk = Talk(partner=partner, held_on=held_on, noted_at=clock.now())
    talk.said = written.text(said, field="said")
    talk.agreed = written.text(agreed, field="agreed", required=False)
    talk.save()
    talk.contacts.set([contact for contact in contacts if contact.partner_id == partner.pk])
    record(act, subject=talk, partner=partner.pk)
    return talk


@transaction.atomic
def note_exchange(
    host: Organisation,
    *,
    actor: Actor,
    visited: str,
    held_on: dt.date,
    question: LocalText,
    seen: LocalText,
    usable: LocalText,
    not_usable: LocalText,
    because: LocalText,
    visitor: Partner | None = None,
    visited_partner: Partner | None = None,
    is_public: bool = False,
) -> Exchange:
    """Who visited whom, with which question, and what of it can be used at home or not, and why."""
    act = begin(NOTE_EXCHANGE, host, actor=actor)
    source = host.source_language
    if any(each is not None and each.host_id != host.pk for each in (visitor, visited_partner)):
        raise WrongInput("no_partner_of_the_host", field="visitor")
    if visitor is not None and visitor == visited_partner:
        raise WrongInput("visited_themselves", field="visited_partner")
    if held_on > clock.today():
        raise WrongInput("talk_in_the_future", field="held_on")
    if (usable or not_usable) and not because:
        raise WrongInput("judged_without_reason", field="because", language=source)
    exchange = Exchange.objects.create(
        host=host,
        visitor=visitor,
        visited=written.line(visited or (visited_partner.name if visited_partner else ""), field="visited"),
        visited_partner=visited_partner,
        held_on=held_on,
        source_language=source,
        question=written.local(question, source, field="question"),
        seen=written.local(seen, source, field="seen"),
        usable=written.local(usable, source, field="usable", required=False),
        not_usable=written.local(not_usable, source, field="not_usable", required=False),
        because=written.local(because, source, field="because", required=False),
        is_public=is_public,
        noted_at=clock.now(),
    )
    record(act, subject=exchange, public=is_public)
    return exchange
