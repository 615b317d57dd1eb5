"""Ratings as the page shows them: words and numbers in the reader's language, and what the pictures need."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import rules, texts
from .queries import Rated
from .rules import Share


@dataclass(frozen=True)
class Drawn:
    """One share. x, reach, dot: in per cent of the axis, as SVG wants it."""

    words: str | Promise
    share: str = "–"
    interval: str = "–"
    of: str = "–"
    x: str = ""
    reach: str = ""
    dot: str = ""


@dataclass(frozen=True)
class Row:
    """One answer in one wording."""

    rated: Rated
    drawn: tuple[Drawn, ...]


def rows(rated: Iterable[Rated]) -> list[Row]:
    return [Row(each, drawn(each.shares)) for each in rated]


def drawn(shares: dict[str, Share | None]) -> tuple[Drawn, ...]:
    return tuple(_drawn(texts.QUESTIONS[question], shares[question]) for question in rules.QUESTIONS)


def _drawn(words: str | Promise, share: Share | None) -> Drawn:
    if share is None:
        return Drawn(words)
    low, high = share.interval
    return Drawn(
        words,
        share=_percent(share.share),
        interval=_("%(low)s to %(high)s") % {"low": _percent(low), "high": _percent(high)},
        of=_("of %(n)s") % {"n": localize(share.of)},
        x=_svg(low),
        reach=_svg(high - low),
        dot=_svg(max(0.0, min(0.985, share.share - 0.0075))),
    )


def _percent(value: float) -> str:
    return _("%(number)s%%") % {"number": localize(round(value * 100))}


def _svg(share: float) -> str:
    return f"{100 * share:.2f}"
