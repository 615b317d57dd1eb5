"""Ratings as pages show them: words and numbers in the reader's language, and what the pictures need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.ground.figures import Figure
from gehor.process.ratings import OF_ANSWERS, Share

from . import texts
from .rated import Rated

NOTHING = "–"


@dataclass(frozen=True)
class Drawn:
    """One share. x, reach, dot: in per cent of the axis, as SVG wants it; empty where too few had an opinion."""

    words: str | Promise
    share: str = NOTHING
    interval: str | Promise = NOTHING
    of: str = NOTHING
    x: str = ""
    reach: str = ""
    dot: str = ""


@dataclass(frozen=True)
class Row:
    """One answer in one wording."""

    rated: Rated
    drawn: tuple[Drawn, ...]

    @property
    def is_told(self) -> bool:
        return self.rated.is_over and bool(self.rated.n)

    @property
    def anchor(self) -> str:
        """The number of the finding is put after it; a second try has its own."""
        asked = self.rated.round
        return "rated-" if asked.number == 1 and not self.rated.is_changed else f"rated-{asked.pk}-"


def rows(rated: Iterable[Rated]) -> list[Row]:
    return [Row(each, drawn(each.shares)) for each in rated]


def drawn(shares: Mapping[str, Share | None]) -> tuple[Drawn, ...]:
    return tuple(draw(texts.QUESTIONS[question], shares[question]) for question in OF_ANSWERS)


def draw(words: str | Promise, share: Share | None) -> Drawn:
    if share is None:
        return Drawn(words, interval=_("too few had an opinion"))
    low, high = share.interval
    return Drawn(
        words,
        share=percent(share.share),
        interval=_("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)},
        of=_("of %(n)s") % {"n": Figure(share.of)},
        x=svg(low),
        reach=svg(high - low),
        dot=svg(max(0.0, min(0.985, share.share - 0.0075))),
    )


def percent(value: float) -> str:
    return _("%(number)s%%") % {"number": Figure(round(value * 100))}


def svg(share: float) -> str:
    """As SVG wants it, whatever the reader's language."""
    return f"{100 * share:.2f}"
