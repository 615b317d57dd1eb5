"""The comparison as pages show it: words and numbers in the reader's language, and what the pictures need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.feedback.replies.shown import NOTHING, percent
from gehor.followup.evaluation.shown import amount
from gehor.ground.design.dots import Dot
from gehor.ground.figures import Figure
from gehor.ground.sentences import refusal_text
from gehor.process.errors import Refusal
from gehor.process.indicators import Unit

from . import rules, texts
from .models import Fetch
from .queries import Peer
from .rules import INDICATORS, SIZES, Cell, Indicator

OWN, OTHER = 1, 2  # how dots are filled
WIDTH, HEIGHT = 600, 200  # of the picture over the years
ABOVE = 1.1  # the axis ends a little above the greatest value


@dataclass(frozen=True)
class Row:
    """One organisation in the chosen year. dots: empty where it tells nothing of it."""

    peer: Peer
    about: str
    value: str = NOTHING
    of: str = NOTHING
    limits: str = ""
    dots: Sequence[Dot] = ()


@dataclass(frozen=True)
class Line:
    """One organisation over the years. points: of an SVG polyline; tips: (x, y) of each value."""

    name: str | Promise
    url: str
    is_own: bool
    is_middle: bool
    cells: Sequence[str]
    points: str = ""
    tips: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Compared:
    """All that the page shows of one figure."""

    code: str
    told: texts.Told
    year: int | None
    rows: Sequence[Row]
    axis: Sequence[str]
    years: Sequence[tuple[int, str]]  # (year, where it stands on the axis)
    lines: Sequence[Line]
    has_limits: bool

    @property
    def is_course(self) -> bool:
        return len(self.years) > 1

    @property
    def top(self) -> str:
        return self.axis[-1] if self.axis else ""


def compared(peers: Sequence[Peer], code: str, *, year: int | None = None) -> Compared:
    """year: of the dots; else the latest of which something is told."""
    indicator = INDICATORS[code]
    years = sorted({each for peer in peers for each, told in peer.figures if told == code})
    chosen = year if year in years else (years[-1] if years else None)
    top = _top(indicator, [peer.figures[key] for peer in peers for key in peer.figures if key[1] == code])
    rows = [_row(peer, indicator, chosen, top) for peer in peers]
    rows.sort(key=lambda row: (row.value == NOTHING, -_value(row.peer, chosen, code)))
    return Compared(
        code=code,
        told=texts.INDICATORS[code],
        year=chosen,
        rows=rows,
        axis=[_amount(indicator, top * share) for share in (0, 0.5, 1)] if years else [],
        years=[(each, _x(place, len(years))) for place, each in enumerate(years)],
        lines=_lines(peers, indicator, years, top),
        has_limits=code in rules.ASKED_PEOPLE,
    )


def size(number: int) -> str:
    """A class of size in words."""
    limits = [Figure(limit) for limit in SIZES]
    if number == 0:
        return _("fewer than %(limit)s") % {"limit": limits[0]}
    if number == len(SIZES):
        return _("%(limit)s or more") % {"limit": limits[-1]}
    return _("%(low)s to %(high)s") % {"low": limits[number - 1], "high": limits[number]}


def kind_and_size(peer: Peer) -> str:
    words = [str(texts.KINDS[peer.kind])]
    if peer.size is not None:
        words.append(_("%(size)s inhabitants") % {"size": size(peer.size)})
    return ", ".join(words)


def _value(peer: Peer, year: int | None, code: str) -> float:
    cell = peer.figures.get((year or 0, code))
    return cell.value if cell else 0.0


def _top(indicator: Indicator, cells: Iterable[Cell]) -> float:
    """Where the axis ends. Shares go from nought to all, unless an aim was passed."""
    greatest = max((max(cell.value, cell.high or 0) for cell in cells), default=0.0)
    if indicator.unit is Unit.SHARE:
        return max(1.0, greatest)
    return greatest * ABOVE or 1.0


def _row(peer: Peer, indicator: Indicator, year: int | None, top: float) -> Row:
    about = kind_and_size(peer)
    cell = peer.figures.get((year or 0, indicator.code))
    if cell is None:
        return Row(peer, about)
    low, high = cell.low if cell.low is not None else cell.value, cell.high if cell.high is not None else cell.value
    limits = {"low": percent(low), "high": percent(high)}
    return Row(
        peer,
        about,
        value=_amount(indicator, cell.value),
        of=str(Figure(cell.of)),
        limits=_("%(low)s to %(high)s") % limits if cell.low is not None else "",
        dots=[Dot(*(f"{100 * each / top:.2f}" for each in (cell.value, low, high)), OWN if peer.is_own else OTHER)],
    )


def _lines(peers: Sequence[Peer], indicator: Indicator, years: Sequence[int], top: float) -> list[Line]:
    found = [
        _line(
            peer.name,
            peer.url,
            {year: cell.value for (year, told), cell in peer.figures.items() if told == indicator.code},
            indicator,
            years,
            top,
            is_own=peer.is_own,
        )
        for peer in peers
    ]
    middles = rules.middles([peer.figures for peer in peers], indicator.code)
    if middles:
        found.append(_line(_("In the middle"), "", middles, indicator, years, top, is_middle=True))
    return found


def _line(
    name: str,
    url: str,
    values: dict[int, float],
    indicator: Indicator,
    years: Sequence[int],
    top: float,
    *,
    is_own: bool = False,
    is_middle: bool = False,
) -> Line:
    tips = [
        (_x(place, len(years)), f"{HEIGHT * (1 - values[year] / top):.1f}")
        for place, year in enumerate(years)
        if year in values
    ]
    return Line(
        name=name,
        url=url,
        is_own=is_own,
        is_middle=is_middle,
        cells=[_amount(indicator, values.get(year)) for year in years],
        points=" ".join(f"{x},{y}" for x, y in tips),
        tips=tips,
    )


def _x(place: int, years: int) -> str:
    return f"{WIDTH * (place / (years - 1) if years > 1 else 0.5):.1f}"


def _amount(indicator: Indicator, value: float | None) -> str:
    return str(amount(indicator.unit, value))


# How a fetch went


def sentence(fetch: Fetch) -> str:
    """What became of it, in plain words."""
    if fetch.ended_at is None:
        return _("It is being fetched.") if fetch.began_at else _("It waits for its turn.")
    if fetch.fault:
        why = _("Nothing came in: %(why)s") % {"why": refusal_text(Refusal(fetch.fault, **fetch.params))}
        return f"{why} {_counted(fetch)}".strip()  # of a feed that is gone, what had been heard is gone with it
    if fetch.unchanged:
        return _("Nothing had changed.")
    return _counted(fetch) or _("It is empty.")


def _counted(fetch: Fetch) -> str:
    counted = [
        str(words % {"n": Figure(fetch.counts[code])})  # type: ignore[operator]
        for code, words in texts.COUNTS.items()
        if code in fetch.counts
    ]
    if fetch.refused_in_all:
        refused = ngettext("%(n)s refused", "%(n)s refused", fetch.refused_in_all) % {"n": Figure(fetch.refused_in_all)}
        counted.append(refused)
    return ", ".join(counted) + "." if counted else ""


def refused(fetch: Fetch) -> list[tuple[str, str]]:
    """What could not be taken in, and why."""
    return [(name, refusal_text(Refusal(code, **params))) for name, code, params in fetch.refused]


def size_of(fetch: Fetch) -> str:
    """How much has come."""
    return _("%(n)s kB") % {"n": Figure(round(fetch.received / 1024) or (1 if fetch.received else 0))}
