"""Pure: what a vote may look like, and findings by their numbers."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from gehor.ground.errors import WrongInput

MOST = 999  # no body of ours has more members


class Votes(NamedTuple):
    """How a body voted, when it did."""

    cast_for: int
    against: int
    abstained: int = 0


def checked(votes: Votes) -> Votes:
    """The same votes. Raises WrongInput votes_impossible for a number no body has, nobody_voted when all are nought."""
    if any(not 0 <= number <= MOST for number in votes):
        raise WrongInput("votes_impossible", field="votes_for", most=MOST)
    if votes.cast_for + votes.against == 0:
        raise WrongInput("nobody_voted", field="votes_for")
    return votes


POINT = re.compile(r"(.*\bp(?:unkt|\.)?\s*)(\d{1,4})")


def next_point(section: str) -> str:
    """The § of the minutes to propose after this one: the next point, where points are counted.

    >>> next_point("88 p. 5"), next_point("12, punkt 9"), next_point("88")
    ('88 p. 6', '12, punkt 10', '88')
    """
    counted = POINT.fullmatch(section)
    return f"{counted[1]}{int(counted[2]) + 1}" if counted else section


DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def numbers_of(typed: str, *, highest: int) -> tuple[int, ...]:
    """The numbers that "3, 5–7" names, each once and in order.

    Raises WrongInput numbers_unreadable, no_such_number; both with what was typed.

    >>> numbers_of("3, 5–7 6", highest=12)
    (3, 5, 6, 7)
    """
    found: set[int] = set()
    for piece in re.sub(r"\s*-\s*", "-", typed.translate(DASHES)).replace(",", " ").replace(";", " ").split():
        named = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", piece)
        if named is None:
            raise WrongInput("numbers_unreadable", field="numbers", typed=piece[:20])
        first, last = int(named[1]), int(named[2] or named[1])
        if not 1 <= first <= last <= highest:
            raise WrongInput("no_such_number", field="numbers", typed=piece, highest=highest)
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def in_short(numbers: Iterable[int]) -> str:
    """The shortest way to write numbers that `numbers_of` reads.

    >>> in_short([7, 3, 6, 5])
    '3, 5–7'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
