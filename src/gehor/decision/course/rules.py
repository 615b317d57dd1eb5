"""Where a matter is that was referred onward: pure, on what has been noted of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from gehor.process.words import Outcome


class Noted(Protocol):
    """One row of what is known, in the order in which it became known."""

    receiver: str
    day: dt.date
    reference_number: str
    expected_on: dt.date | None
    outcome: str
    referred_to: str


@dataclass(frozen=True)
class Whereabouts:
    """At whom the matter lies, or lay when it was settled."""

    receiver: str
    since: dt.date
    reference_number: str = ""
    expected_on: dt.date | None = None
    first_expected_on: dt.date | None = None  # as it was said first, where it has been put off
    outcome: str = ""  # empty while it is open

    @property
    def is_open(self) -> bool:
        return not self.outcome

    def days_late(self, today: dt.date) -> int:
        """Whole days since the expected day; 0 where it has not passed, none was said, or it is settled."""
        return max(0, (today - self.expected_on).days) if self.is_open and self.expected_on else 0


def whereabouts(referred_to: str, decided_on: dt.date, noted: Iterable[Noted]) -> Whereabouts:
    """Follow the matter from the decision that referred it."""
    now = Whereabouts(referred_to, decided_on)
    for each in noted:
        if each.outcome == Outcome.REFERRED:
            now = Whereabouts(each.referred_to, each.day)
        elif each.outcome:
            now = replace(now, outcome=each.outcome)
        else:
            first = now.first_expected_on or now.expected_on
            now = replace(
                now,
                since=each.day,
                reference_number=each.reference_number or now.reference_number,
                expected_on=each.expected_on or now.expected_on,
                first_expected_on=first if first and first != each.expected_on else now.first_expected_on,
            )
    return now
