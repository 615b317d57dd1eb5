"""Who wants to know that a meeting has been moved. A plan lies downstream, so the ground cannot ask it.

The site, which knows everyone, says when it starts who is told: see gehor/site/apps.py.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from .models import Meeting


@dataclass(frozen=True)
class Followed:
    """What came of it: so many plans moved with the meeting, so many could not, and say so on their own page."""

    moved: int = 0
    stayed: int = 0

    def __add__(self, other: "Followed") -> "Followed":
        return Followed(self.moved + other.moved, self.stayed + other.stayed)


Follower = Callable[[Meeting, dt.date], Followed]
_followers: list[Follower] = []


def tell(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def moved(meeting: Meeting, before: dt.date) -> Followed:
    """In the same transaction as the move. before: the day on which it was to be held."""
    return sum((follow(meeting, before) for follow in _followers), Followed())
