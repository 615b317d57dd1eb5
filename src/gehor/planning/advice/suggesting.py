"""What the plan knows, the methods that fit it best, and both in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from gehor.ground import catalogue, clock
from gehor.planning.models import Dialogue
from gehor.planning.project import queries as project
from gehor.planning.project.rules import cost_step
from gehor.process.facts import Facts
from gehor.process.words import Level

from .entries import Entry, Texts, entries
from .rules import Advice, Reason, Wishes, ranked
from .texts import sentence
from .words import Cost, Group, Mode, Polarisation, Purpose

FIRST = 5
# Kinds of dialogue that say by themselves what they are for
PURPOSES = {Dialogue.Kind.BUDGET: frozenset({Purpose.IDEAS, Purpose.DECIDE})}


@dataclass(frozen=True)
class Shown:
    """A method as its card or page shows it. runs: what it is called in Gehör; empty: it is held outside."""

    entry: Entry
    texts: Texts
    language: str
    runs: str | Promise


@dataclass(frozen=True)
class Suggestion:
    """A method with what speaks for and against it, in sentences."""

    shown: Shown
    speaks_for: list[str]
    speaks_against: list[str]
    good_to_know: list[str]


def shown(entry: Entry) -> Shown:
    wished = (get_language() or "").split("-")[0]
    language = wished if wished in entry.texts else "en"
    runs = catalogue.words(entry.runs_as).name if entry.runs_as in catalogue.methods() else ""
    return Shown(entry, entry.texts[language], language, runs)


def known(dialogue: Dialogue, facts: Facts) -> Wishes:
    """What the plan says already: two queries."""
    sheet, cost = project.sheet_of(dialogue), project.resources(dialogue).planned_sek
    return Wishes(
        purposes=frozenset(map(Purpose, sheet.purposes)) or PURPOSES.get(Dialogue.Kind(dialogue.kind), frozenset()),
        levels=frozenset(Level(level) for level in dialogue.levels) - {Level.INFORM},
        groups=frozenset({Group.SELDOM_HEARD}) if facts.seldom_heard_groups else frozenset(),
        people=sheet.people or facts.people_aimed_at or None,
        days=days_left(dialogue),
        cost=Cost(cost_step(cost)) if cost else None,
        polarisation=Polarisation(sheet.polarisation) if sheet.polarisation else None,
        mode=Mode(sheet.mode) if sheet.mode else None,
    )


def days_left(dialogue: Dialogue) -> int | None:
    """Until the decision."""
    return (dialogue.decision_on - clock.today()).days if dialogue.decision_on else None


def suggestions(wishes: Wishes) -> list[Suggestion]:
    """Every method, the best-fitting first."""
    return [_suggestion(advice) for advice in ranked(entries(), wishes)]


def first_suggestions(dialogue: Dialogue, facts: Facts) -> list[Suggestion]:
    """The few that fit best what the plan says already."""
    return [_suggestion(advice) for advice in ranked(entries(), known(dialogue, facts))[:FIRST]]


def _suggestion(advice: Advice) -> Suggestion:
    return Suggestion(
        shown(advice.entry),
        _sentences(advice.speaks_for),
        _sentences(advice.speaks_against),
        _sentences(advice.good_to_know),
    )


def _sentences(reasons: Iterable[Reason]) -> list[str]:
    return [sentence(reason) for reason in reasons]
