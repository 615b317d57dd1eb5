"""A meeting is planned, changed and cancelled."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import translation

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.process.learning import CANCEL_GATHERING, CHANGE_GATHERING, FORGET_LECTURERS, PLAN_GATHERING, SET_AGENDA

from ... import queries as networks
from ...models import Network
from .. import queries, rules, texts
from ..keeping import facts_of, link, move_up, tell
from ..models import Gathering, Guest, Message, Part

TABLES_MOST, SEATS_MOST, CAPACITY_MOST = 60, 20, 2_000


@transaction.atomic
def plan_gathering(network: Network, *, actor: Actor, **described: Any) -> Gathering:
    """A meeting with an agenda to begin with, `described` as below."""
    act = begin(PLAN_GATHERING, network.host, actor=actor, facts=lambda _host: networks.facts(network))
    last = queries.gatherings(network).aggregate(last=Max("number"))["last"] or 0
    gathering = Gathering(network=network, number=last + 1)
    _describe(gathering, **described)
    gathering.save()
    parts = enumerate(rules.starting_parts(gathering.length))
    Part.objects.bulk_create(
        Part(gathering=gathering, position=position, kind=kind, minutes=minutes, title=_in_all_languages(title))
        for position, (kind, minutes, title) in parts
    )
    record(act, subject=gathering, network=network.pk, number=gathering.number)
    return gathering


def _in_all_languages(code: str) -> LocalText:
    words: LocalText = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = str(texts.STARTING_PARTS[code])
    return words


@transaction.atomic
def change_gathering(gathering: Gathering, *, actor: Actor, **described: Any) -> Gathering:
    """Another place is told to those who come or have not answered, another day or hour to those who declined too: they
    may be able to come now. More room lets in those who wait.
    """
    act = begin(CHANGE_GATHERING, gathering.network.host, actor=actor, facts=facts_of(gathering))
    was = _when_and_where(gathering)
    _describe(gathering, **described)
    now = _when_and_where(gathering)
    moved = now != was
    if moved:
        gathering.version += 1
        gathering.before = [*gathering.before, was]
    gathering.save()
    placed = move_up(gathering)
    if moved and gathering.held_on >= clock.today():
        concerned = gathering.guests.all() if rules.is_another_time(was, now) else _coming_or_silent(gathering)
        not_sent = Message.objects.filter(guest__gathering=gathering, about=Message.About.CHANGED, started_at=None)
        not_sent.delete()  # one mail tells what holds now, also when the host changes twice
        tell(concerned.select_related("contact"), Message.About.CHANGED, version=gathering.version)
    record(act, subject=gathering, moved=moved or None, placed=len(placed) or None)
    return gathering


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, actor: Actor) -> Gathering:
    """It will not be held. Whoever is invited and has not declined is told."""
    act = begin(CANCEL_GATHERING, gathering.network.host, actor=actor, facts=facts_of(gathering))
    gathering.cancelled_at = gathering.changed_at = clock.now()
    gathering.version += 1
    gathering.save()
    tell(_coming_or_silent(gathering).select_related("contact"), Message.About.CANCELLED)
    record(act, subject=gathering)
    return gathering


@dataclass(frozen=True)
class NewPart:
    """One part of an agenda as it was typed."""

    kind: str
    minutes: int
    title: LocalText
    lecturer: str = ""


@transaction.atomic
def set_agenda(gathering: Gathering, *, actor: Actor, parts: Sequence[NewPart]) -> list[Part]:
    """The agenda from beginning to end, instead of what stood there."""
    act = begin(SET_AGENDA, gathering.network.host, actor=actor, facts=facts_of(gathering))
    if not 1 <= len(parts) <= rules.PARTS_MOST:
        raise WrongInput("agenda_without_parts", most=rules.PARTS_MOST)
    rows = [_part(gathering, position, each) for position, each in enumerate(parts)]
    most = rules.day_minutes(gathering.length)
    total = sum(each.minutes for each in rows)
    if total > most:
        raise WrongInput("agenda_too_long", minutes=total, most=most)
    gathering.parts.all().delete()
    Part.objects.bulk_create(rows)
    record(act, subject=gathering, parts=len(rows), minutes=total)
    return rows


@transaction.atomic
def forget_lecturers(gathering: Gathering, *, actor: Actor) -> Gathering:
    """Who spoke there is forgotten; what they spoke of stays."""
    act = begin(FORGET_LECTURERS, gathering.network.host, actor=actor)
    gathering.parts.update(lecturer="")
    record(act, subject=gathering)
    return gathering


def _part(gathering: Gathering, position: int, new: NewPart) -> Part:
    if new.kind not in Part.Kind.values:
        raise WrongInput("no_such_part_of_an_agenda")
    if new.minutes < 1:
        raise WrongInput("part_without_minutes")
    source = gathering.network.source_language
    return Part(
        gathering=gathering,
        position=position,
        kind=new.kind,
        minutes=new.minutes,
        title=written.local(new.title, source, field="title", lines=False),
        lecturer=written.line(new.lecturer, field="lecturer", required=False),
    )


def _describe(
    gathering: Gathering,
    *,
    theme: LocalText,
    held_on: dt.date,
    begins_at: dt.time,
    length: str,
    answer_by: dt.date,
    tables: int,
    seats: int,
    about: LocalText | None = None,
    place: str = "",
    online: str = "",
    capacity: int | None = None,
) -> None:
    source = gathering.network.source_language
    if gathering.pk is None and held_on < clock.today():
        raise WrongInput("gathering_in_the_past", field="held_on")
    if answer_by > held_on:
        raise WrongInput("answered_after_the_gathering", field="answer_by")
    if length not in Gathering.Length.values:
        raise WrongInput("no_such_length_of_a_gathering", field="length")
    gathering.theme = written.local(theme, source, field="theme", lines=False)
    gathering.about = written.local(about or {}, source, field="about", required=False)
    gathering.place = written.line(place, field="place", required=False)
    gathering.online = link(online)
    if not gathering.place and not gathering.online:
        raise WrongInput("gathering_nowhere", field="place")
    _within(tables, TABLES_MOST, "tables")
    _within(seats, SEATS_MOST, "seats")
    if capacity is not None:
        _within(capacity, CAPACITY_MOST, "capacity")
    gathering.held_on, gathering.begins_at, gathering.length = held_on, begins_at, length
    gathering.answer_by, gathering.capacity = answer_by, capacity
    gathering.tables, gathering.seats = tables, seats
    gathering.changed_at = clock.now()


def _within(number: int, most: int, field: str) -> None:
    if not 1 <= number <= most:
        raise WrongInput("number_out_of_reach", field=field, most=most)


def _when_and_where(gathering: Gathering) -> rules.Held:
    return {
        "day": gathering.held_on.isoformat(),
        "hour": gathering.begins_at.isoformat("minutes"),
        "place": gathering.place,
        "online": gathering.online,
    }


def _coming_or_silent(gathering: Gathering) -> QuerySet[Guest]:
    return gathering.guests.filter(answer__in=["", Guest.Answer.YES])
