"""What an application must hold, where it stands, and who may come in. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stdnum.se import postnummer

from gehor.network.rules import KEPT_FOR
from gehor.process.errors import WrongInput
from gehor.process.learning import COMPLETE, ApplicationFacts

STEERING, LEADER, GROUP = "steering", "leader", "group"
# Who is called in for some of the steps, depending on the part of the map
CALLED = ("process_owner", "communications", "records", "analyst", "manager", "elected", "citizens")
PARTS = (STEERING, LEADER, GROUP, *CALLED)
ELECTED, LEADING = "elected", "leading"  # standings that a steering group must have one of each


class Verdict(StrEnum):
    """What a reader thinks of an application."""

    ADMIT = "admit"
    UNSURE = "unsure"
    DECLINE = "decline"


class Outcome(StrEnum):
    ADMITTED = "admitted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# How long the persons named in an application are kept
DRAFT_KEPT_FOR = dt.timedelta(days=183)  # after the last day, where it was never submitted
GONE_KEPT_FOR = dt.timedelta(days=365)  # after it was declined or withdrawn, or the organisation left
READERS_KEPT_FOR = dt.timedelta(days=365)  # after the programme


@dataclass(frozen=True)
class Held:
    """What an application holds so far."""

    body: str = ""
    decided_on: dt.date | None = None
    section: str = ""
    case_number: str = ""
    documents: int = 0
    people: Sequence[tuple[str, str]] = ()  # (part, standing)
    topic: str = ""
    components: Collection[int] = ()
    budget_sek: int | None = None
    budget_hours: int | None = None
    commitments: str = ""
    number: str = ""
    invoice_reference: str = ""
    invoice_address: Sequence[str] = field(default=("", "", ""))  # street, postcode, city


def state(submitted: bool, outcomes: Sequence[str]) -> State:
    """outcomes: of the rulings in their order; the last one holds.

    >>> state(False, []).value, state(True, []).value, state(True, ["waiting", "admitted"]).value
    ('draft', 'submitted', 'admitted')
    """
    if outcomes:
        return State(outcomes[-1])
    return State.SUBMITTED if submitted else State.DRAFT


def may_come(apply_by: dt.date, late_until: dt.date | None, today: dt.date) -> bool:
    """Whether an application may be submitted on this day: the last day itself is in time.

    >>> last = dt.date(2026, 9, 30)
    >>> may_come(last, None, last), may_come(last, None, dt.date(2026, 10, 1))
    (True, False)
    >>> may_come(last, dt.date(2026, 10, 7), dt.date(2026, 10, 7))
    True
    """
    return today <= max(apply_by, late_until or apply_by)


def kept_until(where: State, *, last_day: dt.date, ends_on: dt.date, settled_on: dt.date | None) -> dt.date:
    """The last day on which persons stand in it. last_day: to submit; settled_on: the day of the last ruling.

    Members, and those who wait for something, are kept as contact persons are: two years after the programme.

    >>> days = {"last_day": dt.date(2026, 9, 30), "ends_on": dt.date(2028, 6, 30)}
    >>> kept_until(State.DRAFT, settled_on=None, **days), kept_until(State.ADMITTED, settled_on=None, **days)
    (datetime.date(2027, 4, 1), datetime.date(2030, 6, 30))
    >>> kept_until(State.WITHDRAWN, settled_on=dt.date(2027, 1, 1), **days)
    datetime.date(2028, 1, 1)
    """
    if where is State.DRAFT:
        return last_day + DRAFT_KEPT_FOR
    if where in (State.DECLINED, State.WITHDRAWN) and settled_on is not None:
        return settled_on + GONE_KEPT_FOR
    return ends_on + KEPT_FOR


def had(submitted_at: dt.datetime, added_at: dt.datetime, taken_away_at: dt.datetime | None) -> bool:
    """Whether a file was in the application when it was submitted."""
    return added_at <= submitted_at and (taken_away_at is None or taken_away_at > submitted_at)


def facts(
    held: Held,
    *,
    where: State,
    reopened: bool = False,
    due: bool = False,
    published: bool,
    in_time: bool,
    readers: int,
    readers_least: int,
    admitted: int,
    members_most: int,
) -> ApplicationFacts:
    """readers: how many have assessed it. admitted: how many have a place in the programme."""
    parts = [part for part, _standing in held.people]
    steering = {standing for part, standing in held.people if part == STEERING}
    return ApplicationFacts(
        published=published,
        in_time=in_time,
        submitted=where is not State.DRAFT,
        ruled=where in (State.ADMITTED, State.DECLINED, State.WITHDRAWN),
        admitted=where is State.ADMITTED,
        gone=where in (State.DECLINED, State.WITHDRAWN),
        reopened=reopened,
        due=due,
        decision=all((held.body, held.decided_on, held.section, held.case_number)),
        document=held.documents > 0,
        elected=ELECTED in steering,
        leading=LEADING in steering,
        leader=LEADER in parts,
        group=GROUP in parts,
        topic=bool(held.topic),
        components=bool(held.components),
        budget=held.budget_sek is not None or held.budget_hours is not None,
        commitments=bool(held.commitments),
        invoice=bool(held.number and held.invoice_reference and all(held.invoice_address)),
        read=readers >= readers_least,
        room=admitted < members_most,
    )


def postcode(given: str, *, field: str) -> str:
    """As it stands on letters; nothing for nothing. Raises WrongInput: no_postcode.

    >>> postcode("12345", field="postcode")
    '123 45'
    """
    if given and not postnummer.is_valid(given):
        raise WrongInput("no_postcode", field=field)
    return str(postnummer.format(given)) if given else ""


def missing(facts: ApplicationFacts) -> tuple[str, ...]:
    """What is still to be done before it can be submitted, in the order of the page."""
    return tuple(need.code for need in COMPLETE if not need.holds(facts))


def same_organisation(name: str, number: str, others: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the others (name, registration number) is this organisation.

    >>> same_organisation("Bortby  KOMMUN", "", [("Bortby kommun", "212000-1234")])
    True
    >>> same_organisation("Bortby kommun", "212000-1234", [("Bortby", "212000-1234")])
    True
    >>> same_organisation("Bortby", "", [("Närby", "")])
    False
    """
    called = _called(name)
    return any(_called(other) == called or (number and number == theirs) for other, theirs in others)


def _called(name: str) -> str:
    return " ".join(name.casefold().split())
