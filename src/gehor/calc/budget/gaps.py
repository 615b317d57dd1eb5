"""How much one project lacks to come before another, and with how large a share it may. Read `Gap`."""

from dataclasses import dataclass

NEVER = float("inf")
NEAR = 1e-9  # of what is compared; sums of a million floats are a thousand times nearer than this
ALWAYS = 10**15  # steps


@dataclass
class Gap:
    """What a rival lacks to be first at a turn, with the share `at` (a number of steps); not above 0 where it may be.

    For each step it closes by `closes` at most, and opens by `opens` at most.
    """

    at: int
    size: float
    closes: float = NEVER
    opens: float = NEVER

    @property
    def until(self) -> int:
        """The last step with which it is certainly open; that of the gap itself at least.

        >>> Gap(10, 3.0, closes=0.7, opens=0.2).until
        14
        """
        return self.after(self.closes * (1 + NEAR))

    def after(self, pace: float) -> int:
        """The last step with which it is open, if it closes at this pace."""
        if self.size <= 0:
            return self.at
        return self.at + int(min(self.size / pace, ALWAYS)) if pace > 0 else ALWAYS

    def is_open_up_to(self, later: "Gap") -> bool:
        """Whether it is open all the time, up to where it was seen to be open again."""
        return later.size > 0 and (self.opens <= 0 or later.at - later.size / self.opens <= self.until + 1)


@dataclass
class Course:
    """A gap as it was seen last, not closed, and once before; or with a larger share, with which it was closed."""

    last: Gap
    other: Gap | None = None

    @property
    def until(self) -> int:
        """The last step with which it is certainly open."""
        if self.other is None or self.other.size > 0 or self.last.opens >= 0:
            return self.last.until
        closed = self.other.size / self.last.opens  # for so many steps at most, since it never opens
        return max(self.last.until, self.other.at - 1 - int(closed * (1 + NEAR)))

    @property
    def guess(self) -> int:
        """The step with which it is probably closed."""
        if self.other is None:
            return self.last.after((self.last.closes - self.last.opens) / 2) + 1
        pace = (self.last.size - self.other.size) / (self.other.at - self.last.at)
        closed = self.last.after(pace) + 1
        return closed if self.other.size > 0 else min(closed, self.other.at - 1)

    def saw(self, now: Gap) -> None:
        if now.size <= 0:
            self.other = now
        elif self.other is not None and self.other.size <= 0 and self.other.at > now.at:
            self.last = now
        else:
            self.last, self.other = now, self.last
