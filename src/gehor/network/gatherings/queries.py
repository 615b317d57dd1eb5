"""Meetings, guests, what was said and taken home, and the rows that the figures are counted from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from gehor.calc.seating import Acquainted, NewPairs, Pair, acquainted, new_pairs, pairs
from gehor.feedback.attempts import UNSENT
from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import GatheringFacts, TrialFacts

from .. import queries as networks
from ..models import ContactPerson, Network, NetworkDecision, Partner
from ..rules import KEPT_FOR
from . import keys, rules
from .models import Funding, Gathering, Guest, Message, Part, Question, Second, TakenHome, Ticket
from .rules import Been

COMES = Q(answer=Guest.Answer.YES, placed_at__isnull=False)
INVITED = Q(invited_at__isnull=False)
WAITS = Q(answer=Guest.Answer.YES, placed_at=None)
NOW = Coalesce("partner__merged_into", "partner")
HOUSE = Coalesce("contact__partner__merged_into", "contact__partner")  # the organisation of a guest as it is today


def gatherings(network: Network) -> QuerySet[Gathering]:
    return Gathering.objects.filter(network=network)


def gathering_of(host: Organisation, name: str, number: int) -> Gathering:
    """One meeting of one of the host's networks, which knows both. Else 404."""
    network = networks.network_of(host, name)
    found = get_object_or_404(gatherings(network), number=number)
    found.network = network
    return found


def to_invite_to(hosts: Iterable[int], today: dt.date) -> QuerySet[Gathering]:
    """Meetings ahead of networks that go on, to which nobody is invited yet."""
    nobody = ~Exists(Guest.objects.filter(INVITED, gathering=OuterRef("pk")))
    return _going_on(hosts).filter(nobody, held_on__gte=today)


def to_sum_up(hosts: Iterable[int], today: dt.date) -> QuerySet[Gathering]:
    """Meetings that people came to, of networks that go on, and of which it is not written what they gave."""
    somebody = Exists(Guest.objects.filter(gathering=OuterRef("pk"), came_at__isnull=False))
    return _going_on(hosts).filter(somebody, held_on__lt=today, gave={})


def _going_on(hosts: Iterable[int]) -> QuerySet[Gathering]:
    """Meetings that are not called off, of networks that have not ended."""
    ended = NetworkDecision.objects.filter(network__host__in=hosts, outcome=NetworkDecision.Outcome.END)
    rows = Gathering.objects.filter(network__host__in=hosts, cancelled_at=None)
    return rows.exclude(network__in=ended.values("network"))


def lecturers_to_forget(today: dt.date) -> QuerySet[Gathering]:
    """Meetings so long ago that their agenda names nobody any longer: one query."""
    named = Part.objects.filter(gathering=OuterRef("pk")).exclude(lecturer="")
    rows = Gathering.objects.filter(Exists(named), held_on__lt=today - KEPT_FOR)
    return rows.select_related("network__host")


def public_gathering(name: str, number: int) -> Gathering:
    """A meeting of a network that has been decided on, which knows it and its host: one query. Else 404."""
    rows = Gathering.objects.filter(network__slug=name, network__decisions__isnull=False, number=number)
    found = rows.select_related("network__host").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Counted:
    """Guests of one meeting."""

    invited: int
    coming: int
    waiting: int
    declined: int
    silent: int
    came: int


def counted(gathering: Gathering) -> Counted:
    """One query."""
    found = Guest.objects.filter(gathering=gathering).aggregate(
        invited=Count("pk", filter=INVITED),
        coming=Count("pk", filter=COMES),
        waiting=Count("pk", filter=WAITS),
        declined=Count("pk", filter=Q(answer__in=[Guest.Answer.NO, Guest.Answer.INSTEAD])),
        silent=Count("pk", filter=Q(answer="")),
        came=Count("pk", filter=Q(came_at__isnull=False)),
    )
    return Counted(**found)


def facts(gathering: Gathering, *, parts: int | None = None) -> GatheringFacts:
    """Three queries; two where it is known how many parts the agenda has."""
    if parts is None:
        parts = Part.objects.filter(gathering=gathering).count()
    there = counted(gathering)
    network = networks.facts(gathering.network)
    return rules.facts(
        started=network.started,
        ended=network.ended,
        held_on=gathering.held_on,
        today=clock.today(),
        cancelled=gathering.cancelled_at is not None,
        parts=parts,
        guests=there.invited,
        coming=there.coming,
        came=there.came,
        asked_until=gathering.asked_until,
        summed_up=bool(gathering.gave),
    )


def trial_facts(network: Network) -> TrialFacts:
    gathered = Guest.objects.filter(gathering__network=network, came_at__isnull=False).exists()
    return rules.trial_facts(networks.outcomes(network), gathered=gathered)


def guests(gathering: Gathering) -> QuerySet[Guest]:
    """All of them, by organisation and name."""
    rows = Guest.objects.filter(gathering=gathering).select_related("contact__partner__merged_into", "table", "hosts")
    return rows.order_by("contact__partner__name", "contact__name", "pk")


def guests_found(gathering: Gathering, *, state: str = "", words: str = "") -> QuerySet[Guest]:
    """state: coming, waiting, declined, silent, came, unreached, or all of them."""
    found = guests(gathering)
    states = {
        "coming": COMES,
        "waiting": WAITS,
        "declined": Q(answer__in=[Guest.Answer.NO, Guest.Answer.INSTEAD]),
        "silent": Q(answer=""),
        "came": Q(came_at__isnull=False),
        "unreached": Q(contact__email="") | Q(contact__no_mail_since__isnull=False),
    }
    if state in states:
        found = found.filter(states[state])
    if words:
        found = found.filter(Q(contact__name__icontains=words) | Q(contact__partner__name__icontains=words))
    return found


def guest_in(gathering: Gathering, pk: int) -> Guest:
    """One of the meeting's guests, who knows it. Else 404."""
    found = get_object_or_404(guests(gathering), pk=pk)
    found.gathering = gathering
    return found


def expected(gathering: Gathering, email: str) -> Guest | None:
    """Who is invited with this address and is not here yet."""
    rows = Guest.objects.select_related(*WHOLE).filter(gathering=gathering, came_at=None)
    return rows.filter(contact__email__iexact=email.strip(), contact__forgotten_at=None).first()


WHOLE = ("contact__partner__host", "contact__partner__merged_into", "gathering__network__host", "table", "hosts")


def own(contact_id: int, pk: int) -> Guest | None:
    """What the holder of a link is invited to, who is not forgotten: one query.

    Also as whom the same person stands at another partner, where the two have become one: each link leads there.
    """
    rows = Guest.objects.select_related(*WHOLE).filter(contact__forgotten_at=None, gathering=pk)
    me = ContactPerson.objects.filter(pk=contact_id).exclude(email="")
    twin = Exists(me.filter(email__iexact=OuterRef("contact__email")).annotate(now=NOW).filter(now=OuterRef("house")))
    found = rows.annotate(house=HOUSE).filter(Q(contact=contact_id) | twin)
    return found.order_by(Case(When(contact=contact_id, then=0), default=1), "pk").first()


def invitations(contact: ContactPerson) -> QuerySet[Guest]:
    """All meetings that a contact person is or was invited to, at either of two that are one; the latest first."""
    me = Q(contact=contact)
    if contact.email:
        me |= Q(contact__email__iexact=contact.email, house=contact.partner.now.pk)
    rows = Guest.objects.annotate(house=HOUSE).filter(me).select_related("gathering__network", "table")
    return rows.order_by("-gathering__held_on", "-pk")


def doubles(partner: Partner) -> list[tuple[Guest, Guest]]:
    """Who is twice at a meeting since two partners are one: as who came, or else answered last, and as the other."""
    rows = Guest.objects.annotate(house=HOUSE).filter(house=partner.now.pk, gathering__cancelled_at=None)
    known = rows.exclude(contact__email="").select_related(*WHOLE)
    same: dict[tuple[int, str], list[Guest]] = {}
    for each in known.order_by(F("came_at").asc(nulls_last=True), F("answered_at").desc(nulls_last=True), "pk"):
        same.setdefault((each.gathering_id, each.contact.email.lower()), []).append(each)
    return [(first, other) for first, *others in same.values() for other in others]


def to_invite(gathering: Gathering, *, roles: Sequence[str], kinds: Sequence[str]) -> QuerySet[ContactPerson]:
    """Contact persons in these roles at members of these kinds who are not invited yet."""
    there = networks.contacts_in(gathering.network, max(clock.today(), gathering.network.begins_on))
    guests = Guest.objects.filter(gathering=gathering)
    known = guests.filter(contact=OuterRef("pk"))
    twin = guests.annotate(house=HOUSE).filter(contact__email__iexact=OuterRef("email"), house=OuterRef("partner"))
    there = there.filter(~Exists(known), ~Exists(twin.exclude(contact__email="")))
    return there.filter(role__in=roles, partner__kind__in=kinds)


def waiting_in_line(gathering: Gathering) -> list[Guest]:
    """Those who wait, the longest first."""
    return list(Guest.objects.filter(WAITS, gathering=gathering).order_by("answered_at", "pk"))


def messages_to_send(gathering_ids: Sequence[int]) -> list[int]:
    """Ids of messages that nobody has begun to send."""
    rows = Message.objects.filter(UNSENT, guest__gathering__in=gathering_ids).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def undelivered(gathering: Gathering) -> QuerySet[Message]:
    """Messages that were refused for good."""
    rows = Message.objects.filter(guest__gathering=gathering).exclude(refused="")
    return rows.select_related("guest__contact__partner__merged_into").order_by("guest__contact__partner__name", "pk")


def put_off(gathering: Gathering) -> int:
    """Messages that the mail server has not taken yet, and that are tried again."""
    return Message.objects.filter(UNSENT, guest__gathering=gathering, attempts__gte=1).count()


def to_ask(gathering: Gathering) -> QuerySet[Guest]:
    """Who came and has not been asked how it was."""
    return guests(gathering).filter(came_at__isnull=False, asked_at=None)


def is_asked(guest: Guest) -> bool:
    """Whether this guest has been asked how it was and has not said."""
    return Ticket.objects.filter(pk=keys.ticket_of(guest), gathering=guest.gathering_id).exists()


def questions(gathering: Gathering, *, hidden: bool = False) -> QuerySet[Question]:
    """The most wanted first. hidden: those that are hidden too."""
    rows = Question.objects.filter(gathering=gathering, **({} if hidden else {"hidden_at": None}))
    return rows.annotate(votes=Count("seconds")).order_by("-votes", "pk")


def seconded_by(guest: Guest) -> set[int]:
    """Ids of the questions that this guest has seconded."""
    rows = Second.objects.filter(guest=guest, question__gathering=guest.gathering_id)
    return set(rows.values_list("question", flat=True))


def to_remind(gathering: Gathering, about: str) -> Sequence[Guest]:
    """Whom a reminder of this kind concerns, who can be written to, and who has not had it."""
    reached = networks.reached(networks.contacts(gathering.network.host))
    guests = gathering.guests.select_related("contact__partner").filter(contact__in=reached)
    guests = guests.exclude(messages__about=about)
    if about == Message.About.REMINDED:
        return list(guests.filter(answer=""))
    if about == Message.About.COMING:
        return list(guests.filter(COMES))
    if about == Message.About.PROMISED:
        open_ = TakenHome.objects.filter(
            outcome="", gathering__network=gathering.network_id, gathering__held_on__lt=gathering.held_on
        )
        theirs = Q(contact__partner__in=open_.values("partner"))
        merged = Q(contact__partner__in=open_.values("partner__merged_into"))
        return list(guests.filter(theirs | merged).exclude(answer=Guest.Answer.INSTEAD))
    raise WrongInput("no_such_reminder")


# Tables


def seated_before(gathering: Gathering) -> Counter[Pair]:
    """Who has sat with whom at the network's earlier meetings: what a new seating is given."""
    meetings = seated(gathering.network_id, before=gathering.held_on)
    return pairs([keys for tables in meetings.values() for keys in tables])


def seated(network_id: int, *, before: dt.date) -> dict[int, list[list[str]]]:
    """The tables of each meeting before a day, in their order, with the contact persons at each: one query.

    Of a meeting of which it is noted who came, only they: whoever had a table and stayed away has met nobody.
    """
    rows = Guest.objects.filter(
        gathering__network=network_id,
        gathering__held_on__lt=before,
        gathering__cancelled_at=None,
        table__isnull=False,
    ).order_by("gathering__held_on", "gathering", "table", "pk")
    return _rooms(rows.values_list("gathering", "table", "contact", "came_at"))


def _rooms(rows: Iterable[tuple[int, int, int, dt.datetime | None]]) -> dict[int, list[list[str]]]:
    """rows: meeting, table, contact person and when they came, in the order of the meetings."""
    meetings: dict[int, list[tuple[int, str, bool]]] = {}
    for gathering, table, contact, came_at in rows:
        meetings.setdefault(gathering, []).append((table, str(contact), came_at is not None))
    return {gathering: _tables_of(there) for gathering, there in meetings.items()}


def _tables_of(there: Sequence[tuple[int, str, bool]]) -> list[list[str]]:
    noted = any(came for _table, _key, came in there)
    tables: dict[int, list[str]] = {}
    for table, key, came in there:
        if came or not noted:
            tables.setdefault(table, []).append(key)
    return list(tables.values())


@dataclass(frozen=True)
class Sat:
    """Who has met whom at tables. people: ids of contact persons, those who have met fewest others first."""

    people: list[tuple[int, Acquainted]]
    pairs: dict[int, NewPairs]  # by meeting


def met(network: Network, *, until: dt.date | None = None) -> Sat:
    """Through today, or another day: one query."""
    meetings = seated(network.pk, before=(until or clock.today()) + dt.timedelta(days=1))
    rooms = list(meetings.values())
    people = ((int(key), each) for key, each in acquainted(rooms).items())
    return Sat(sorted(people, key=lambda row: (row[1].met, row[0])), dict(zip(meetings, new_pairs(rooms), strict=True)))


def guests_through(gathering: Gathering) -> list[Guest]:
    """Those of this meeting and of the network's earlier ones, meeting by meeting: one query."""
    held = Q(gathering__cancelled_at=None, gathering__held_on__lte=gathering.held_on) | Q(gathering=gathering)
    rows = Guest.objects.filter(held, gathering__network=gathering.network_id)
    rows = rows.select_related("contact__partner__merged_into")
    return list(rows.order_by("gathering__held_on", "gathering", "table", "pk"))


def met_first(gathering: Gathering, guests: Iterable[Guest]) -> NewPairs | None:
    """Who of those who came sat together for the first time; of `guests_through`. None: nobody had a table."""
    rooms = _rooms(
        (each.gathering_id, each.table_id, each.contact_id, each.came_at) for each in guests if each.table_id
    )
    return dict(zip(rooms, new_pairs(list(rooms.values())), strict=True)).get(gathering.pk)


def with_names(rows: Sequence[tuple[int, Acquainted]]) -> list[tuple[ContactPerson, Acquainted]]:
    """The same, with who that is: one query."""
    found = ContactPerson.objects.select_related("partner__merged_into").in_bulk([pk for pk, _told in rows])
    return [(found[pk], told) for pk, told in rows]


def tables(gathering: Gathering) -> list[tuple[int, list[Guest]]]:
    """Number of each table with those who sit there, by organisation."""
    seated: dict[int, list[Guest]] = {number: [] for number in range(1, gathering.tables + 1)}
    for guest in guests(gathering).filter(table__isnull=False):
        seated.setdefault(guest.table.number, []).append(guest)
    return sorted(seated.items())


@dataclass(frozen=True)
class Badges:
    """Those who come: whose badge still holds, on whose another table stands, and who has none yet."""

    hold: list[Guest]
    wrong: list[Guest]
    lacking: list[Guest]

    @property
    def to_print(self) -> list[Guest]:
        return [*self.wrong, *self.lacking]


def badge_of(guest: Guest) -> rules.Badge:
    table = guest.table.number if guest.table else None
    return rules.Badge(table, printed=guest.badge_at is not None, said=guest.badge_table)


def badges(gathering: Gathering) -> Badges:
    """One query."""
    rows = [(guest, badge_of(guest)) for guest in guests(gathering).filter(COMES)]
    return Badges(
        hold=[guest for guest, badge in rows if badge.printed and not badge.is_wrong],
        wrong=[guest for guest, badge in rows if badge.is_wrong],
        lacking=[guest for guest, badge in rows if not badge.printed],
    )


# What was taken home


def taken_home_by(partner: Partner) -> QuerySet[TakenHome]:
    """Of this organisation, and of those that have become part of it; the latest first, its own before theirs."""
    now = partner.now
    rows = TakenHome.objects.filter(Q(partner=now) | Q(partner__merged_into=now)).select_related(
        "gathering__network", "partner"
    )
    return rows.order_by("-gathering__held_on", F("partner__merged_into").asc(nulls_first=True), "-pk")


def taken_home_at(gathering: Gathering, partner: Partner) -> TakenHome | None:
    """What this organisation, or one that has become part of it, took home from this meeting."""
    return taken_home_by(partner).filter(gathering=gathering).first()


def unanswered(partner: Partner) -> QuerySet[TakenHome]:
    """What the organisation said it would do, of which nobody has told what became."""
    return taken_home_by(partner).filter(outcome="")


# Rows of figures


def held(network: Network) -> list[Gathering]:
    """The network's meetings whose day has come, in their order, each of which knows it."""
    found = list(gatherings(network).filter(held_on__lte=clock.today(), cancelled_at=None))
    for each in found:
        each.network = network
    return found


def been(network: Network, meetings: Sequence[Gathering]) -> list[Been]:
    """Organisation by organisation and meeting by meeting: one query."""
    at = {each.pk: place for place, each in enumerate(meetings)}
    rows = Guest.objects.filter(gathering__in=list(at)).order_by()
    kind = Coalesce("contact__partner__merged_into__kind", "contact__partner__kind")
    counted = rows.values("gathering", house=HOUSE, kind=kind).annotate(
        answered=Count("pk", filter=~Q(answer="")),
        came=Count("pk", filter=Q(came_at__isnull=False)),
        invited=Count("pk", filter=INVITED),
    )
    return [
        Been(at[row["gathering"]], row["house"], row["kind"], bool(row["answered"]), row["came"], bool(row["invited"]))
        for row in counted
    ]


def silent_partners(host: Organisation) -> dict[int, int]:
    """Partner → how many meetings it was invited to and never said a word: one query. Only past days count."""
    rows = Guest.objects.filter(
        gathering__network__host=host, gathering__answer_by__lt=clock.today(), gathering__cancelled_at=None
    ).order_by()
    counted = rows.values("gathering", house=HOUSE).annotate(
        heard=Count("pk", filter=~Q(answer="") | Q(came_at__isnull=False))
    )
    return rules.silent(Been(row["gathering"], row["house"], "", bool(row["heard"]), 0) for row in counted)


def funding(network: Network) -> QuerySet[Funding]:
    return Funding.objects.filter(network=network)
