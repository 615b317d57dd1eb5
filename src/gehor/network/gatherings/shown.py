"""A meeting as pages, mails and documents say it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.ground import clock

from ..models import ContactPerson, Partner
from . import queries, rules
from .models import Gathering, Guest, Part
from .rules import Agenda
from .texts import PARTS, STATES, STATES_AFTER


def state_of(guest: Guest) -> str:
    """A code of STATES."""
    if guest.came_at is not None:
        return "came"
    if guest.answer == Guest.Answer.YES:
        return "coming" if guest.placed_at is not None else "waiting"
    return "declined" if guest.answer else "silent"


def states_of(gathering: Gathering) -> Mapping[str, Promise]:
    """In words, which are others when its day has passed."""
    return STATES_AFTER if is_over(gathering) else STATES


def is_over(gathering: Gathering) -> bool:
    return gathering.held_on < clock.today()


def welcome(guest: Guest) -> str:
    """To somebody who comes in."""
    if guest.table is None:
        return _("Welcome!")
    return _("Welcome! You sit at table %(table)s.") % {"table": guest.table.number}


def called(partner: Partner) -> str:
    """What an organisation is called today, and what it was then, where it has become part of another one."""
    if partner.merged_into is None:
        return partner.name
    return _("%(now)s (then %(then)s)") % {"now": partner.now.name, "then": partner.name}


def of_contact(contact: ContactPerson) -> dict[str, object]:
    """What the page of a contact person says of meetings, for gatherings/_mine.html: two queries."""
    rows = [(guest, states_of(guest.gathering)[state_of(guest)]) for guest in queries.invitations(contact)]
    return {"invitations": rows, "taken": list(queries.unanswered(contact.partner))}


def percent(share: float) -> str:
    return _("%(number)s%%") % {"number": number_format(round(share * 100))}


def amount(number: float) -> str:
    """Kronor without öre."""
    return number_format(round(number), force_grouping=True)


def when_and_where(gathering: Gathering) -> str:
    day = _("%(day)s at %(time)s") % {
        "day": date_format(gathering.held_on),
        "time": time_format(gathering.begins_at, "TIME_FORMAT"),
    }
    where = gathering.place or _("online")
    return f"{day}, {where}"


@dataclass(frozen=True)
class Row:
    part: Part
    time: str
    kind: str


@dataclass(frozen=True)
class Segment:
    """One kind of part in the drawn bar. x and width in per cent."""

    kind: str
    name: str
    minutes: int
    share: float
    x: str
    width: str


@dataclass(frozen=True)
class AgendaRows:
    parts: list[Row]
    ends: str
    agenda: Agenda
    segments: list[Segment]


SHADES = ("tables", "informal", "lecture", "frame")  # from the darkest: what is talked stands first


def agenda_rows(gathering: Gathering) -> AgendaRows:
    """One query."""
    parts = list(gathering.parts.all())
    times = [time_format(each, "TIME_FORMAT") for each in rules.begins(gathering.begins_at, [p.minutes for p in parts])]
    counted = rules.agenda((part.kind, part.minutes) for part in parts)
    segments, x = [], 0.0
    for kind in SHADES:
        share = counted.share(kind)
        if share:
            minutes = counted.minutes[kind]
            segments.append(Segment(kind, str(PARTS[kind]), minutes, share, f"{100 * x:.2f}", f"{100 * share:.2f}"))
            x += share
    rows = [Row(part, time, str(PARTS[part.kind])) for part, time in zip(parts, times, strict=False)]
    return AgendaRows(rows, times[-1], counted, segments)
