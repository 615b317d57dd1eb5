"""By what articles are narrowed: facets with keys that never change, and the options of each. Pure.

The keys are those of Beteiligungskompass, spelt as there (ressources, polarization). Ours alone: effect and vendor.
Across facets all must hold, within one any will do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gehor.planning.advice.words import (
    Cost,
    Duration,
    Group,
    Mode,
    Polarisation,
    Preparation,
    Purpose,
    Recruitment,
    Suits,
)
from gehor.process.errors import WrongInput
from gehor.process.indicators import EFFECT_SCALE
from gehor.process.words import Level

from .kinds import Kind


class People(StrEnum):
    """How many take part."""

    UP_TO_10 = "up_to_10"
    UP_TO_30 = "11_to_30"
    UP_TO_100 = "31_to_100"
    UP_TO_500 = "101_to_500"
    OVER_500 = "over_500"


class Series(StrEnum):
    ONCE = "once"
    SERIES = "series"


class Interest(StrEnum):
    """How far the topic is known and engages people."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Politics(StrEnum):
    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class Product(StrEnum):
    """What comes out of it."""

    VIEWS = "views"
    PRIORITIES = "priorities"
    PLAN = "plan"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"


class Country(StrEnum):
    """ISO 3166-1, small letters."""

    SWEDEN = "se"
    NORWAY = "no"
    DENMARK = "dk"
    FINLAND = "fi"
    ICELAND = "is"
    GERMANY = "de"
    BRITAIN = "gb"
    OTHER = "other"


class Status(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"


class Gathering(StrEnum):
    """What sort of event it is."""

    CONFERENCE = "conference"
    COURSE = "course"
    NETWORK_MEETING = "network_meeting"
    WEBINAR = "webinar"
    OTHER = "other"


DESCRIBED = frozenset({Kind.EXAMPLE, Kind.METHOD, Kind.TOOL})
TOLD = DESCRIBED | {Kind.QA}
EXAMPLES = frozenset({Kind.EXAMPLE})


@dataclass(frozen=True)
class Facet:
    key: str
    options: tuple[StrEnum, ...]
    kinds: frozenset[Kind]


def _facet(key: str, options: Iterable[StrEnum], kinds: frozenset[Kind] = DESCRIBED) -> Facet:
    return Facet(key, tuple(options), kinds)


# In the order in which they are offered
ALL: dict[str, Facet] = {
    facet.key: facet
    for facet in (
        _facet("purpose", Purpose, TOLD),
        _facet("special_groups", Group, TOLD | {Kind.EXPERT}),
        _facet("level_of_involvement", Level, TOLD),
        _facet("ressources", Cost),
        _facet("effect", (effect for effect in reversed(EFFECT_SCALE)), EXAMPLES),
        _facet("participant_number", People),
        _facet("form_of_participation", Mode),
        _facet("participant_selection", Recruitment),
        _facet("participant_suitability", Suits),
        _facet("one_off_or_series", Series),
        _facet("duration_of_participation", Duration),
        _facet("preparation_time", Preparation),
        _facet("level_of_awareness_and_interest", Interest),
        _facet("polarization", Polarisation, TOLD),
        _facet("product", Product),
        _facet("political_level", Politics, TOLD | {Kind.EXPERT, Kind.NEWS}),
        _facet("projectstatus", Status, EXAMPLES),
        _facet("country", Country, frozenset(Kind) - {Kind.METHOD}),
        _facet("type_of_event", Gathering, frozenset({Kind.EVENT})),
    )
}
Chosen = Mapping[str, Iterable[str]]  # facet → options


def of(kind: Kind) -> list[Facet]:
    return [facet for facet in ALL.values() if kind in facet.kinds]


def checked(kind: Kind, chosen: Chosen) -> dict[str, list[str]]:
    """The options chosen of each facet that the kind has, in their order. Raises WrongInput: no_such_option."""
    found = {}
    for facet in of(kind):
        wanted = set(chosen.get(facet.key) or ())
        if unknown := sorted(wanted - set(facet.options)):
            raise WrongInput("no_such_option", field=facet.key, option=unknown[0][:40])
        if wanted:
            found[facet.key] = [option.value for option in facet.options if option in wanted]
    return found


def known(kind: Kind, chosen: Chosen) -> dict[str, list[str]]:
    """As checked, of what another library has chosen: what we do not know is left out."""
    given = chosen if isinstance(chosen, Mapping) else {}
    wanted = {key: options for key, options in given.items() if isinstance(options, list | tuple)}
    kept = {facet.key: [each for each in wanted.get(facet.key, ()) if each in facet.options] for facet in of(kind)}
    return checked(kind, kept)


def people(least: int, most: int | None) -> list[str]:
    """The sizes of a group of that many.

    >>> people(6, 12), people(300, None)
    (['up_to_10', '11_to_30'], ['101_to_500', 'over_500'])
    """
    ends = (10, 30, 100, 500, None)
    begins = (1, 11, 31, 101, 501)
    return [
        size.value
        for size, first, last in zip(People, begins, ends, strict=True)
        if (last is None or least <= last) and (most is None or first <= most)
    ]
