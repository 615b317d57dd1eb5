"""Where the outcome of a dialogue is read."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from gehor.process.stages import Stage

from .queries import Entry
from .texts import RESULTS


@dataclass(frozen=True)
class Result:
    """A page and what it is called."""

    words: str | Promise
    url: str


def result_of(entry: Entry) -> Result | None:
    """The page of the furthest stage that has something to show, or none yet."""
    facts = entry.standing.facts
    there = {
        "feedback:answers": facts.answers_released,
        "decision:decisions": facts.decisions > 0,
        "analysis:result": facts.signed_off,
        "portal:dialogue": entry.stage is Stage.STOPPED,
    }
    name = next((name for name in RESULTS if there[name]), None)
    return Result(RESULTS[name], reverse(name, args=[entry.dialogue.slug])) if name else None
