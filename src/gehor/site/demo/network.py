"""The demo's county network: eighty actors, two half-days held and evaluated, and the decision not yet taken.

The County Administrative Board of Skåne planned one like it (URBACT network CHANGE!, 2018); no real actor or person is
in it. Each step is taken by the product's own action once; what many people did comes in many rows at a time.
"""

import datetime as dt
import random
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor, begin, record_each
from gehor.ground.organisations.models import Organisation
from gehor.network import actions as networks
from gehor.network.gatherings import actions, keys, queries, rules
from gehor.network.gatherings.actions import NewPart
from gehor.network.gatherings.keeping import facts_of
from gehor.network.gatherings.models import (
    Gathering,
    Guest,
    Message,
    Question,
    Response,
    Second,
    Table,
    TakenHome,
    Ticket,
)
from gehor.network.models import ContactPerson, Membership, Network, Partner
from gehor.network.rules import KEPT_FOR
from gehor.process.learning import ANSWER_INVITATION, ASK_QUESTION, CHECK_IN_GUEST, IMPORT_PARTNERS, TAKE_HOME

from .diary import Diary
from .people import People
from .told import drawn

Row = Mapping[str, Any]
ROLES_OF_KIND = {"university": "researcher", "civil_society": "civil_society"}
ANSWERED = ("yes",) * 13 + ("no",) * 4 + ("",) * 3
STAYED_AWAY = 8  # every eighth who said yes
SAID_HOW = 0.7


def plan_events(told: Row, people: People, diary: Diary) -> None:
    """Planned and tried, two meetings held, the trial evaluated, and the next meeting planned in hope."""
    host, here = people.actors[told["host"]], people.organisations[told["organisation"]]
    chance = random.Random(told["seed"])
    at = diary.at(9)
    at(diary.day(told["planned_on"]), partial(_found, here, host, told, diary))
    at(diary.day(told["joined_on"]), partial(_join, here, host, told, chance))
    for row in told["talks"]:
        at(diary.day(row["on"]), partial(_talk, host, told, row))
    for row in told["visits"]:
        at(diary.day(row["on"]), partial(_visit, here, host, told, row))
    for number, row in enumerate(told["meetings"], start=1):
        day = diary.day(row["on"])
        at(diary.day(row["planned"]), partial(_plan, host, told, row, day))
        at(diary.day(row["invited"]), partial(_invite, host, told, number, chance))
        at(day - dt.timedelta(days=1), partial(_seat, host, told, number))
        diary.plan(day, dt.time(13), partial(_hold, host, told, row, number, chance))
        at(day + dt.timedelta(days=12), partial(_sum_up, host, told, row, number, chance))
    at(diary.day(told["meetings"][-1]["on"]) - dt.timedelta(days=20), partial(_tell_outcomes, told, chance))
    at(diary.day(told["evaluated_on"]), partial(_evaluate, host, told, diary))
    following = told["next"]
    at(diary.day(following["planned"]), partial(_plan, host, told, following, diary.day(following["on"])))
    at(diary.day(following["invited"]), partial(_invite_region, host, told))


def _network(told: Row) -> Network:
    return Network.objects.select_related("host").get(slug=told["slug"])


def _gathering(told: Row, number: int) -> Gathering:
    return queries.gathering_of(_network(told).host, told["slug"], number)


def _found(here: Organisation, host: Actor, told: Row, diary: Diary) -> None:
    network = networks.plan_network(
        here,
        actor=host,
        slug=told["slug"],
        name=told["name"],
        purpose=told["purpose"],
        begins_on=diary.day(told["begins_on"]),
        ends_on=diary.day(told["ends_on"]),
    )
    networks.decide_on_network(
        network,
        actor=host,
        outcome="try",
        reasons=told["tried"],
        decided_on=clock.today(),
        decided_by=told["decided_by"],
        case_number=told["case_number"],
    )


@transaction.atomic
def _join(here: Organisation, host: Actor, told: Row, chance: random.Random) -> None:
    """Eighty partners with one to three people each, all members from the same day."""
    act = begin(IMPORT_PARTNERS, here, actor=host)
    now = clock.now()
    partners = Partner.objects.bulk_create(Partner(host=here, changed_at=now, **row) for row in told["partners"])
    names = [f"{first} {last}" for first in told["first"] for last in told["last"]]
    people = iter(chance.sample(names, 3 * len(partners)))
    ContactPerson.objects.bulk_create(
        _person(partner, number, next(people), told, chance)
        for partner in partners
        for number in range(3 if partner.kind == "region" else chance.choice((1, 2, 2)))
    )
    network = _network(told)
    Membership.objects.bulk_create(
        Membership(network=network, partner=partner, since=clock.today()) for partner in partners
    )
    record_each(act, [(partner, {}) for partner in partners])


def _person(partner: Partner, number: int, name: str, told: Row, chance: random.Random) -> ContactPerson:
    role = ROLES_OF_KIND.get(partner.kind, "official")
    if number and partner.kind in ("municipality", "region"):
        role = "elected"
    titles = {"official": told["officials"], "elected": told["elected"]}.get(role, [""])
    letters = name.lower().translate(str.maketrans("åäö ", "aao."))
    return ContactPerson(
        partner=partner,
        name=name,
        role=role,
        title=chance.choice(titles),
        email=f"{letters}@{slugify(partner.name)[:30].strip('-')}.example",
        consented_on=clock.today(),
        consent_noted="Vid anmälan till nätverket",
        keep_until=clock.today() + KEPT_FOR,
    )


def _talk(host: Actor, told: Row, row: Row) -> None:
    """With one actor by itself: the county chose such talks over meetings with all."""
    partner = Partner.objects.select_related("host").get(host=_network(told).host, name=row["partner"])
    networks.note_talk(
        partner,
        actor=host,
        held_on=clock.today(),
        said=row["said"],
        agreed=row["agreed"],
        contacts=partner.contacts.all()[:1],
    )


def _visit(here: Organisation, host: Actor, told: Row, row: Row) -> None:
    partners = {each.name: each for each in Partner.objects.filter(host=here)}
    networks.note_exchange(
        here,
        actor=host,
        visitor=partners.get(row.get("visitor", "")),
        visited=row.get("visited", ""),
        visited_partner=partners.get(row.get("to", "")),
        held_on=clock.today(),
        question=row["question"],
        seen=row["seen"],
        usable=row["usable"],
        not_usable=row.get("not_usable", {}),
        because=row["because"],
        is_public=row["public"],
    )


def _plan(host: Actor, told: Row, row: Row, day: dt.date) -> None:
    gathering = actions.plan_gathering(
        _network(told),
        actor=host,
        theme=row["theme"],
        about=row.get("about", {}),
        held_on=day,
        begins_at=dt.time(9),
        length="half",
        answer_by=day - dt.timedelta(days=14),
        place=row["place"],
        tables=row.get("tables", 9),
        seats=8,
        capacity=72,
    )
    lecturers = iter(row.get("lecturers", ()))
    parts = [
        NewPart(part.kind, part.minutes, part.title, next(lecturers, "") if part.kind == "lecture" else "")
        for part in gathering.parts.all()
    ]
    actions.set_agenda(gathering, actor=host, parts=parts)


def _invite(host: Actor, told: Row, number: int, chance: random.Random) -> None:
    gathering = _gathering(told, number)
    actions.invite(gathering, actor=host, roles=ContactPerson.Role.values, kinds=Partner.Kind.values)
    _arrived(gathering)
    guests = list(queries.guests(gathering))
    _answer(gathering, guests, told["silent"], chance)
    _ask(gathering, guests, told["meetings"][number - 1]["questions"], chance)


def _invite_region(host: Actor, told: Row) -> None:
    """The region is asked first: its three mails lie in the demo's outbox, with links that can be tried."""
    gathering = _gathering(told, len(told["meetings"]) + 1)
    actions.invite(gathering, actor=host, roles=ContactPerson.Role.values, kinds=["region"])


def _arrived(gathering: Gathering) -> None:
    """Hundreds of old mails would only fill the outbox."""
    now = clock.now()
    Message.objects.filter(guest__gathering=gathering, done_at=None).update(started_at=now, done_at=now, attempts=1)


@transaction.atomic
def _answer(gathering: Gathering, guests: list[Guest], silent: list[str], chance: random.Random) -> None:
    """Who came before comes more likely again; some organisations never say a word."""
    act = begin(ANSWER_INVITATION, gathering.network.host, actor=RESIDENT, facts=facts_of(gathering))
    before = set(Guest.objects.filter(came_at__isnull=False).values_list("contact", flat=True))
    now, taken, answered = clock.now(), 0, []
    for guest in guests:
        if guest.contact.partner.name in silent:
            continue
        guest.answer = "yes" if guest.contact_id in before and chance.random() < 0.8 else chance.choice(ANSWERED)
        if not guest.answer:
            continue
        guest.answered_at = now + dt.timedelta(hours=chance.randint(1, 200))
        if guest.answer == "yes" and taken < (gathering.capacity or len(guests)):
            guest.placed_at, taken = guest.answered_at, taken + 1
        answered.append(guest)
    Guest.objects.bulk_update(answered, ["answer", "answered_at", "placed_at"], batch_size=200)
    record_each(act, [(guest, {"answer": guest.answer}) for guest in answered])


@transaction.atomic
def _ask(gathering: Gathering, guests: list[Guest], texts: list[str], chance: random.Random) -> None:
    act = begin(ASK_QUESTION, gathering.network.host, actor=RESIDENT, facts=facts_of(gathering))
    coming = [guest for guest in guests if guest.placed_at]
    asked = Question.objects.bulk_create(
        Question(gathering=gathering, guest=guest, text=text, asked_at=clock.now())
        for text, guest in zip(texts, chance.sample(coming, len(texts)), strict=True)
    )
    Second.objects.bulk_create(
        Second(question=question, guest=guest)
        for question in asked
        for guest in chance.sample(coming, chance.randint(3, 24))
    )
    record_each(act, [(question, {"gathering": gathering.pk}) for question in asked])


def _seat(host: Actor, told: Row, number: int) -> None:
    gathering = _gathering(told, number)
    hosts = list(queries.guests(gathering).filter(queries.COMES, contact__role="official"))[: 3 * gathering.tables : 3]
    actions.set_hosts(gathering, actor=host, hosts=dict(enumerate(hosts, start=1)))
    actions.make_tables(gathering, actor=host)


@transaction.atomic
def _hold(host: Actor, told: Row, row: Row, number: int, chance: random.Random) -> None:
    gathering = _gathering(told, number)
    act = begin(CHECK_IN_GUEST, gathering.network.host, actor=host, facts=facts_of(gathering))
    came = [guest for guest in queries.guests(gathering).filter(queries.COMES) if chance.randrange(STAYED_AWAY)]
    for guest in came:
        guest.came_at = clock.now()
    Guest.objects.bulk_update(came, ["came_at"], batch_size=200)
    record_each(act, [(guest, {}) for guest in came])
    places = list(Table.objects.filter(gathering=gathering))
    for place, notes in zip(places, row["notes"], strict=True):
        place.notes, place.noted_at = notes, clock.now()
    Table.objects.bulk_update(places, ["notes", "noted_at"])
    _take_home(gathering, came, told, number, chance)


def _take_home(gathering: Gathering, came: list[Guest], told: Row, number: int, chance: random.Random) -> None:
    act = begin(TAKE_HOME, gathering.network.host, actor=RESIDENT, facts=facts_of(gathering))
    houses = list({guest.contact.partner_id: guest.contact.partner for guest in came}.values())
    texts = told["home"] if number == 1 else list(reversed(told["home"]))
    taken = TakenHome.objects.bulk_create(
        TakenHome(
            gathering=gathering,
            partner=house,
            text=text,
            due_on=gathering.held_on + dt.timedelta(days=chance.choice((90, 120, 140))),
            made_at=clock.now(),
        )
        for house, text in zip(chance.sample(houses, len(texts)), texts, strict=True)
    )
    record_each(act, [(each, {"partner": each.partner_id}) for each in taken])


def _tell_outcomes(told: Row, chance: random.Random) -> None:
    """Before the second meeting each is asked what came of the first; three say nothing."""
    outcomes = ["kept"] * 9 + ["partly"] * 5 + ["not_kept"] * 3
    for taken, outcome in zip(_gathering(told, 1).taken_home.select_related("partner"), outcomes, strict=False):
        taken.gathering = _gathering(told, 1)
        actions.tell_outcome(taken, actor=RESIDENT, outcome=outcome, told=chance.choice(told["told"][outcome]))


@transaction.atomic
def _sum_up(host: Actor, told: Row, row: Row, number: int, chance: random.Random) -> None:
    gathering = _gathering(told, number)
    actions.ask_how_it_was(gathering, actor=host, until=clock.today() + dt.timedelta(days=14))
    _arrived(gathering)
    came = queries.guests(gathering).filter(came_at__isnull=False)
    said = [guest for guest in came if chance.random() < SAID_HOW]
    Ticket.objects.filter(pk__in=[keys.ticket_of(guest) for guest in said]).delete()
    Response.objects.bulk_create(
        Response(
            gathering=gathering,
            kind=guest.contact.partner.kind,
            ratings={question: chance.choice((5, 5, 5, 4, 4, 4, 4, 3, 2, 0)) for question in rules.QUESTIONS},
            remark=chance.choice(told["remarks"]) if chance.random() < 0.12 else "",
        )
        for guest in said
    )
    data, file_name = drawn(row["picture"]["file"])
    title = row["picture"]["seen"]
    actions.keep_material(gathering, actor=host, title=title, data=data, file_name=file_name, is_public=True)
    actions.sum_up(gathering, actor=host, gave=row["gave"], cost_sek=row["cost"], hours=row["hours"])
    actions.publish_report(gathering, actor=host, is_public=True)


def _evaluate(host: Actor, told: Row, diary: Diary) -> None:
    network = _network(told)
    for row in told["funding"]:
        until = diary.day(row["until"])
        actions.note_funding(
            network,
            actor=host,
            source=row["source"],
            amount_sek=row["sek"],
            is_decided=row["decided"],
            until=until,
        )
    actions.evaluate_trial(network, actor=host, recommends="make_permanent", conclusion=told["conclusion"])
