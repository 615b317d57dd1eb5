"""What can be chosen and what comes of it, in plain Python. How money is counted: gehor.calc.budget.

A setup is {"projects": [...], "areas": [...], "cap": 0, "votes_in": "one" or "all", "within": bool, "most": 0,
"age": 0, "rule": a Rule}. A project is {"key", "name", "note", "place", "area", "cost", "coordinates", "picture",
"alt"}, an area {"key", "name", "cap"}. Where there are areas, each has a sum of its own and `cap` says nothing. 0 is
for no limit.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from gehor.calc.budget import Allocation, Project, by_votes, phragmen, shares_filled_up, votes_of
from gehor.calc.geo import geojson
from gehor.process.asking import DECLINED, Kind, LocalText, Option, Question, Values, When
from gehor.process.method import Figure, Line, Outcome, Said, Table
from gehor.process.words import Channel

PROJECTS_MOST = 300
AREAS_MOST = 20
COST_MOST = 10**9  # kronor
AGE_MOST = 30
COUNTS_MOST = 32  # that are kept
KEY_MOST = 30

AGE, AREA, PROJECTS, YES = "age", "area", "projects", "yes"
ONE, ALL = "one", "all"  # votes_in

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


class Rule(StrEnum):
    VOTES = "votes"
    SHARES = "shares"
    PHRAGMEN = "phragmen"


@dataclass(frozen=True)
class Listed:
    """One project as it is set up. place: where, in words. coordinates: longitude and latitude as text, or none.

    picture: the fingerprint of its picture, or nothing. alt: what the picture shows, in words.
    """

    key: str
    name: LocalText
    note: LocalText
    place: LocalText
    area: str
    cost: int
    coordinates: tuple[str, ...]
    picture: str
    alt: LocalText

    @property
    def counted(self) -> Project:
        return Project(self.key, self.cost)

    @property
    def shape(self) -> dict[str, Any] | None:
        """Where it is, as GeoJSON."""
        return (
            {"type": "Point", "coordinates": [float(each) for each in self.coordinates]} if self.coordinates else None
        )


@dataclass(frozen=True)
class Area:
    """A sum of money and what it may be spent on. Without areas there is one, whose key is ""."""

    key: str
    name: LocalText
    cap: int
    projects: tuple[Listed, ...]

    @property
    def question(self) -> str:
        """The question on which its projects are chosen."""
        return f"{PROJECTS}-{self.key}" if self.key else PROJECTS


def listed(setup: Mapping[str, Any]) -> tuple[Listed, ...]:
    return tuple(
        Listed(
            key=each["key"],
            name=each["name"],
            note=each.get("note") or {},
            place=each.get("place") or {},
            area=each.get("area") or "",
            cost=each["cost"],
            coordinates=tuple(each.get("coordinates") or ()),
            picture=each.get("picture") or "",
            alt=each.get("alt") or {},
        )
        for each in setup.get("projects") or ()
    )


def are_projects(rows: Any) -> bool:
    """Whether these are rows of a setup, whatever sent them: each complete, no key twice."""
    return (
        isinstance(rows, list)
        and len(rows) <= PROJECTS_MOST
        and all(isinstance(row, dict) and _is_project(row) for row in rows)
        and len({row["key"] for row in rows}) == len(rows)
    )


def _is_project(row: Mapping[str, Any]) -> bool:
    key, cost, at = row.get("key"), row.get("cost"), row.get("coordinates") or []
    return (
        isinstance(key, str)
        and 0 < len(key) <= KEY_MOST
        and not _NOT_IN_A_KEY.search(key.replace("-", ""))
        and not isinstance(cost, bool)
        and isinstance(cost, int)
        and 0 < cost <= COST_MOST
        and bool(row.get("name"))
        and all(_are_texts(row.get(each) or {}) for each in ("name", "note", "place"))
        and all(isinstance(row.get(each) or "", str) for each in ("area", "picture"))
        and (not at or _is_in_sweden(at))
    )


def _is_in_sweden(coordinates: Any) -> bool:
    try:
        geojson.checked({"type": "Point", "coordinates": [float(each) for each in coordinates]})
    except (TypeError, ValueError, geojson.NotGeoJSON):
        return False
    return True


def _are_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def areas(setup: Mapping[str, Any]) -> tuple[Area, ...]:
    """Every sum with its projects, in order."""
    projects = listed(setup)
    named = setup.get("areas") or ()
    if not named:
        return (Area("", {}, setup.get("cap") or 0, projects),)
    return tuple(
        Area(row["key"], row["name"], row["cap"], tuple(each for each in projects if each.area == row["key"]))
        for row in named
    )


def rule_of(setup: Mapping[str, Any]) -> Rule:
    return Rule(setup.get("rule") or Rule.VOTES)


def chooses_area(setup: Mapping[str, Any]) -> bool:
    """Whether whoever votes does so in one area, which they choose."""
    return len(setup.get("areas") or ()) > 1 and setup.get("votes_in") != ALL


# What is asked


def questions(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    """The age is asked so that no more is stored than that it is enough."""
    asked: list[Question] = []
    if age := setup.get("age"):
        asked.append(
            Question(
                AGE,
                Kind.ONE,
                {"sv": f"Har du fyllt {age} år?", "en": f"Are you {age} or older?"},
                {
                    "sv": "Vi sparar bara att du har svarat ja. Utan ett ja räknas inte rösten.",
                    "en": "We keep only that you said yes. Without a yes the vote does not count.",
                },
                options=(Option(YES, {"sv": f"Ja, jag har fyllt {age} år", "en": f"Yes, I am {age} or older"}),),
                required=True,
            )
        )
    found = [each for each in areas(setup) if each.projects]
    is_chosen = chooses_area(setup) and len(found) > 1
    if is_chosen:
        asked.append(
            Question(
                AREA,
                Kind.ONE,
                {"sv": "Vilket område röstar du i?", "en": "Which area do you vote in?"},
                {
                    "sv": "Varje område har en egen summa. Du röstar i ett av dem.",
                    "en": "Each area has a sum of its own. You vote in one of them.",
                },
                options=tuple(Option(each.key, each.name) for each in found),
                required=True,
            )
        )
    asked += [_choice(setup, each, is_chosen=is_chosen, alone=len(found) == 1) for each in found]
    return tuple(asked)


def _choice(setup: Mapping[str, Any], area: Area, *, is_chosen: bool, alone: bool) -> Question:
    """The question on which projects are chosen in one area."""
    label = {"sv": "Vilka projekt vill du ska få pengar?", "en": "Which projects should get money?"}
    if area.key:
        label = {
            language: f"{said_in(area.name, language)}: {words[0].lower()}{words[1:]}"
            for language, words in label.items()
        }
    return Question(
        area.question,
        Kind.SEVERAL,
        label,
        options=tuple(Option(each.key, each.name, _described(each), each.cost) for each in area.projects),
        required=is_chosen or alone,
        most=setup.get("most") or None,
        when=When(AREA, (area.key,)) if is_chosen else None,
        cap=area.cap if setup.get("within", True) else None,
    )


def _described(project: Listed) -> dict[str, str]:
    """Where it is and what it is, by language."""
    found = {}
    for language in dict.fromkeys([*project.place, *project.note]):
        parts = (project.place.get(language, ""), project.note.get(language, ""))
        found[language] = ". ".join(each.rstrip(". ") if at == 0 else each for at, each in enumerate(parts) if each)
    return found


def said_in(text: LocalText, language: str) -> str:
    return text.get(language) or text.get("sv") or next(iter(text.values()), "")


# What came of it


@dataclass(frozen=True)
class Counted:
    """One sum and what each rule would have done with it. people: whose ballots are counted here."""

    area: Area
    people: int
    votes: Mapping[str, int]
    by_rule: Mapping[Rule, Allocation]
    rule: Rule

    @property
    def outcome(self) -> Allocation:
        return self.by_rule[self.rule]


def counted(setup: Mapping[str, Any], said: Said) -> tuple[Counted, ...]:
    """By area. Ballots without the age that is asked for are not counted; those without projects are nobody's."""
    counts = counting(setup)
    ballots = [cast.values for cast in said.casts if counts(cast.values)]
    found = []
    for area in areas(setup):
        chosen = [tuple(values[area.question]) for values in ballots if values.get(area.question)]
        projects = tuple(each.counted for each in area.projects)
        by_rule = _by_rule(projects, area.cap, tuple(sorted(chosen)))
        found.append(Counted(area, len(chosen), votes_of(projects, chosen), by_rule, rule_of(setup)))
    return tuple(found)


def _by_rule(projects: tuple[Project, ...], cap: int, ballots: tuple[tuple[str, ...], ...]) -> dict[Rule, Allocation]:
    """Kept, since the same is asked for on every page of a result."""
    asked = projects, cap, sha256(repr(ballots).encode()).digest()
    found = _kept.get(asked)
    if found is None:
        from gehor.calc.budget.columns import Columns  # numpy is not loaded before anything is counted

        columns = Columns(projects, ballots)
        found = _kept[asked] = {
            Rule.VOTES: by_votes(projects, cap, columns.votes),
            Rule.SHARES: shares_filled_up(projects, cap, columns),
            Rule.PHRAGMEN: phragmen(projects, cap, columns),
        }
        for oldest in list(_kept)[:-COUNTS_MOST]:
            _kept.pop(oldest, None)
    return found


_kept: dict[tuple[Any, ...], dict[Rule, Allocation]] = {}


def counting(setup: Mapping[str, Any]) -> Callable[[Values], bool]:
    """Whether a ballot is counted: the age was said where it is asked for, and something chosen."""
    asked = [area.question for area in areas(setup)]
    return lambda values: not is_unsaid(setup, values) and any(map(values.get, asked))


def is_unsaid(setup: Mapping[str, Any], values: Values) -> bool:
    """Whether it is left out that one is old enough: on paper, where nobody can ask again."""
    return bool(setup.get("age")) and values.get(AGE) != YES


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    found, counts = counted(setup, said), counting(setup)
    return Outcome(
        people=len({cast.voter for cast in said.casts}),
        by_channel={channel: sum(cast.channel is channel for cast in said.casts) for channel in Channel},
        unknown=sum(not counts(cast.values) for cast in said.casts),
        tables=tuple(map(_table, found)),
    )


def _table(found: Counted) -> Table:
    """Votes, the most first."""
    title = {"sv": "Så många valde projekten", "en": "How many chose the projects"}
    if found.area.key:
        name = found.area.name
        title = {language: f"{said_in(name, language)}: {words.lower()}" for language, words in title.items()}
    order = sorted(found.area.projects, key=lambda each: -found.votes[each.key])
    lines = tuple(Line(each.key, each.name, (Figure(found.votes[each.key], found.people),)) for each in order)
    return Table(f"votes-{found.area.key}" if found.area.key else "votes", title, ("chose",), lines)


# A small example, so that a rule can be understood before it is chosen


@dataclass(frozen=True)
class Example:
    """Some of the real projects and costs, with ten people made up. groups: (how many people, what they choose)."""

    projects: tuple[Listed, ...]
    cap: int
    groups: tuple[tuple[int, tuple[str, ...]], ...]
    by_rule: Mapping[Rule, Allocation]


def example(setup: Mapping[str, Any]) -> Example | None:
    """Four projects of the area that has most, the dearest first: six of ten people want the two dearest, four want the
    two others. There is as much money as the two dearest cost together. None where there are fewer than four projects.
    """
    largest = max(areas(setup), key=lambda each: len(each.projects))
    found = sorted(largest.projects, key=lambda each: (-each.cost, each.key))
    if len(found) < 4:
        return None
    chosen = (*found[:2], *found[-2:])
    keys = [each.key for each in chosen]
    groups = ((6, (keys[0], keys[1])), (4, (keys[2], keys[3])))
    ballots = tuple(sorted(choice for people, choice in groups for _ in range(people)))
    cap = chosen[0].cost + chosen[1].cost
    return Example(chosen, cap, groups, _by_rule(tuple(each.counted for each in chosen), cap, ballots))


# Keys


def slug(name: str) -> str:
    """The name in small plain letters and dashes.

    >>> slug("Bänkar & bord i Norra parken")
    'bankar-bord-i-norra-parken'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_KEY.sub("-", plain)[:KEY_MOST].strip("-") or "x"


def unused(key: str, taken: Collection[str]) -> str:
    again, found = 2, key
    while found in taken or found == DECLINED:
        found, again = f"{key[: KEY_MOST - 4]}-{again}", again + 1
    return found


def moved(rows: Sequence[Mapping[str, Any]], key: str, by: int) -> list[Any]:
    """The same projects with this one before or behind the next of its area: by -1 is up."""
    found = list(rows)
    area = next((each.get("area") for each in found if each["key"] == key), None)
    places = [place for place, each in enumerate(found) if each.get("area") == area]
    at = next((at for at, place in enumerate(places) if found[place]["key"] == key), -1)
    if at >= 0 and 0 <= at + by < len(places):
        here, there = places[at], places[at + by]
        found[here], found[there] = found[there], found[here]
    return found
