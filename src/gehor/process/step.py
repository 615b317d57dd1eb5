"""What a step and a need are: who may take it, and what must hold first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .words import Role


@dataclass(frozen=True)
class Need:
    """A pure test on facts. The code is shared by page, guard, translator and test."""

    code: str
    holds: Callable[[Any], bool]  # of the facts of what the step is about: a dialogue, a network, an application

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Step:
    key: str
    by: frozenset[Role]
    needs: tuple[Need, ...] = ()

    def missing(self, facts: object) -> tuple[Need, ...]:
        """Every need that does not hold, at once and in order: a to-do list."""
        return tuple(need for need in self.needs if not need.holds(facts))

    def __str__(self) -> str:
        return self.key
