"""What holds for a petition, as data; and how far it has come. Pure.

A setup is {"kind": "citizen_proposal" | "e_petition", "decided": LocalText, "link": str, "body": LocalText,
"threshold": int or None, "days": int or None, "residents_only": bool}.

A citizens' proposal (medborgarförslag) is a matter that the law knows: it needs no support, whoever is registered in
the municipality may raise it, and it is to be decided. An e-petition (e-förslag) is the organisation's own: it says
itself how many must support it and for how long.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.process.method import Figure, Item, Line, Outcome, Result, Said, Table
from gehor.process.words import Channel

KEY = "petition"
RESIDENT = "resident"
YES, NO = frozenset({"true", "yes", "ja", "x", "1"}), frozenset({"", "false", "no", "nej", "0"})  # as files say it
THRESHOLD_MOST = 100_000
DAYS_MOST = 730

Setup = Mapping[str, Any]


class Kind(StrEnum):
    CITIZEN_PROPOSAL = "citizen_proposal"
    E_PETITION = "e_petition"


class Source(StrEnum):
    """Where a rule comes from. Said in words by SOURCES in texts.py."""

    KL_8_1 = "kl_8_1"  # Kommunallagen (2017:725) 8 kap. 1 §
    KL_5_35 = "kl_5_35"  # Kommunallagen (2017:725) 5 kap. 35 §
    OSL_5_1 = "osl_5_1"  # Offentlighets- och sekretesslagen (2009:400) 5 kap. 1 §
    OWN = "own"  # the organisation's own rule, which the set-up names
    PAGE = "page"  # how it is done here


@dataclass(frozen=True)
class Rule:
    """One rule. code: said in words by RULES in texts.py."""

    code: str
    source: Source
    kind: Kind | None = None  # None: of both
    needs: str = ""  # only where the set-up has this


RULES = (
    Rule("only_where_decided", Source.KL_8_1, Kind.CITIZEN_PROPOSAL),
    Rule("registered_residents", Source.KL_8_1, Kind.CITIZEN_PROPOSAL),
    Rule("no_age_limit", Source.KL_8_1, Kind.CITIZEN_PROPOSAL),
    Rule("needs_no_support", Source.KL_8_1, Kind.CITIZEN_PROPOSAL),
    Rule("within_a_year", Source.KL_5_35, Kind.CITIZEN_PROPOSAL),
    Rule("own_rule", Source.OWN, Kind.E_PETITION),
    Rule("residents_only", Source.OWN, Kind.E_PETITION, needs="residents_only"),
    Rule("threshold", Source.OWN, Kind.E_PETITION, needs="threshold"),
    Rule("days", Source.OWN, Kind.E_PETITION, needs="days"),
    Rule("registered_on_arrival", Source.OSL_5_1),
    Rule("look_at_others_first", Source.PAGE),
)


def rules_of(setup: Setup) -> tuple[Rule, ...]:
    """Those that hold, in order."""
    kind = setup.get("kind")
    return tuple(each for each in RULES if each.kind in (None, kind) and (not each.needs or setup.get(each.needs)))


def takes_support(setup: Setup) -> bool:
    return setup.get("kind") == Kind.E_PETITION


def residents_only(setup: Setup) -> bool:
    return setup.get("kind") == Kind.CITIZEN_PROPOSAL or bool(setup.get("residents_only"))


# How far it has come


class Handled(StrEnum):
    """What the organisation has done with one petition. Each is noted by itself, with its day."""

    REGISTERED = "registered"  # it has a diary number
    SENT = "sent"  # to the body that takes it up
    DECIDED = "decided"
    NOT_TAKEN_UP = "not_taken_up"  # whoever wrote it may not, or it is not a matter for this body; with a reason


class State(StrEnum):
    COLLECTING = "collecting"
    REACHED = "reached"
    LAPSED = "lapsed"
    RECEIVED = "received"
    REGISTERED = "registered"
    SENT = "sent"
    DECIDED = "decided"
    NOT_TAKEN_UP = "not_taken_up"


ENDED = frozenset({State.DECIDED, State.NOT_TAKEN_UP, State.LAPSED})


def last_day(setup: Setup, received_on: dt.date, *, ends_on: dt.date) -> dt.date | None:
    """The last day on which it can be supported; None where nobody supports it. ends_on: the activity's last day."""
    if not takes_support(setup) or not setup.get("days"):
        return None
    return min(received_on + dt.timedelta(days=int(setup["days"]) - 1), ends_on)


def decided_before(setup: Setup, received_on: dt.date) -> dt.date | None:
    """The day by which the law wants it decided.

    Kommunallagen (2017:725) 5 kap. 35 §: within a year from the day on which it was raised.
    """
    if setup.get("kind") != Kind.CITIZEN_PROPOSAL:
        return None
    try:
        return received_on.replace(year=received_on.year + 1)
    except ValueError:  # the 29th of February
        return dt.date(received_on.year + 1, 3, 1)


def state(
    setup: Setup, *, received_on: dt.date, ends_on: dt.date, support: int, handled: Sequence[Handled], today: dt.date
) -> State:
    """handled: what has been noted, the first first. Its diary number says nothing of whether support has been reached.

    >>> petition = {"kind": "e_petition", "threshold": 2, "days": 30}
    >>> day, end = dt.date(2026, 3, 2), dt.date(2026, 4, 30)
    >>> state(petition, received_on=day, ends_on=end, support=1, handled=[Handled.REGISTERED], today=day).value
    'collecting'
    >>> state(petition, received_on=day, ends_on=end, support=2, handled=[], today=day).value
    'reached'
    """
    later = [each for each in handled if each is not Handled.REGISTERED]
    if later:
        return State(later[-1].value)
    if takes_support(setup):
        if support >= int(setup["threshold"]):
            return State.REACHED
        end = last_day(setup, received_on, ends_on=ends_on)
        return State.LAPSED if end is not None and today > end else State.COLLECTING
    return State.REGISTERED if handled else State.RECEIVED


def may_be_supported(
    setup: Setup, *, received_on: dt.date, ends_on: dt.date, handled: Sequence[Handled], today: dt.date
) -> bool:
    """Until its last day, and until the organisation has taken it up or said no."""
    end = last_day(setup, received_on, ends_on=ends_on)
    return takes_support(setup) and not set(handled) - {Handled.REGISTERED} and (end is None or today <= end)


_WORDS = {Handled.DECIDED: "say_what_was_decided", Handled.NOT_TAKEN_UP: "say_why_not_taken_up"}


def wanting(kind: Handled, *, has_case_number: bool, has_body: bool, has_words: bool) -> dict[str, str]:
    """What a note of this kind lacks: field → the code that says so.

    >>> wanting(Handled.DECIDED, has_case_number=False, has_body=False, has_words=False)
    {'body': 'say_which_body', 'note': 'say_what_was_decided'}
    """
    found = {}
    if kind is Handled.REGISTERED and not has_case_number:
        found["case_number"] = "say_the_case_number"
    if kind in (Handled.SENT, Handled.DECIDED) and not has_body:
        found["body"] = "say_which_body"
    if kind in _WORDS and not has_words:
        found["note"] = _WORDS[kind]
    return found


# For the contract


def checked(setup: Setup, values: Mapping[str, Any]) -> dict[str, Any]:
    """Whether somebody has said that they live here, where that is asked. Nothing else is kept beside the words.

    A file says it in a word. Raises WrongInput for another.
    """
    if not residents_only(setup):
        return {}
    said = values.get(RESIDENT)
    word = "" if said is None else str(said).strip().casefold()
    if word not in YES | NO:
        raise WrongInput("unknown_residency", field=RESIDENT, word=word[:40])
    return {RESIDENT: True} if word in YES else {}


def results(setup: Setup, items: Sequence[Item]) -> tuple[Result, ...]:
    """One row with all of them."""
    by_channel = {channel: sum(item.channel == channel for item in items) for channel in Channel}
    counts = {channel: count for channel, count in by_channel.items() if count}
    return (Result("", len(items), counts, tuple(sorted(item.reference for item in items))),)


def outcome(setup: Setup, said: Said) -> Outcome:
    """How many support each petition, the most first."""
    support: dict[str, set[int]] = {}
    channels: dict[int, Channel] = {}
    for cast in sorted(said.casts, key=lambda cast: (cast.voter, cast.item)):
        channels[cast.voter] = cast.channel
        if cast.values.get("choice") == 1:
            support.setdefault(cast.item, set()).add(cast.voter)
    supporters = set().union(*support.values())
    lines = [
        Line(item, {}, (Figure(len(support[item])),)) for item in sorted(support, key=lambda i: (-len(support[i]), i))
    ]
    return Outcome(
        people=len(channels),
        by_channel={channel: sum(each is channel for each in channels.values()) for channel in Channel},
        unknown=len(channels) - len(supporters),
        tables=(Table("support", {"sv": "Stöd", "en": "Support"}, ("count",), tuple(lines)),),
    )
