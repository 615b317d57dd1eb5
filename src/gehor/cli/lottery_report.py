"""What cli/report_lottery.html is told: the picture of all chances, the groups, the figures, what each quota does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gehor.cli import texts

from .calculations.figures import NOTHING, chance_of, decimal, small

if TYPE_CHECKING:
    from gehor.calc.lottery import Lottery
    from gehor.calc.lottery.pool import Floats
    from gehor.calc.lottery.what_if import Change

    from .calculations.lottery import Draw, Even

LISTED, SHOWN = 500, 6  # people in the table of everybody; changes that are shown before the others are unfolded
WIDE, TALL = 100.0, 40.0


def told(made: "Lottery", even: "Even", draw: "Draw", changes: "Sequence[Change]") -> dict[str, Any]:
    chances = made.chances
    here = even.here
    people = [(key, chance_of(chance)) for key, chance in zip(made.pool.keys, chances.tolist(), strict=True)]
    return {
        "people": len(made.pool),
        "seats": made.seats,
        "before": len(made.selected),
        "algorithm": made.algorithm,
        "curve": curve(chances, here.equal),
        "lowest": chance_of(here.lowest),
        "highest": chance_of(here.highest),
        "equal": chance_of(here.equal),
        "middle": chance_of(float(sorted(chances.tolist())[len(chances) // 2])),
        "none": here.none,
        "figures": list(_figures(even)),
        "features": list(_features(made)),
        "gap": small(max(made.gap, NOTHING) if made.exact else 100 * made.gap),
        "proved": made.exact,
        "cuts": len(made.cuts),
        "panels": len(made.tickets),
        "digest": draw.digest,
        "drawn": draw.drawn,
        "waiting": draw.waiting,
        "figure": draw.figure,
        "everybody": people[:LISTED],
        "is_cut": len(people) > LISTED,
        "homes": made.pool.together,
        "what_if": _what_if(changes),
    }


def curve(chances: "Floats", equal: float) -> dict[str, Any]:
    """Everybody from the lowest chance to the highest, as an area; and how high the same chance for all would lie."""
    ordered = sorted(chances.tolist())
    top = max(ordered[-1], 1e-9)
    step = WIDE / len(ordered)
    points = [f"M0 {TALL:g}"]
    before = -1.0
    for place, chance in enumerate(ordered):
        if chance != before:
            points.append(f"H{place * step:.2f}V{TALL * (1 - chance / top):.2f}")
            before = chance
    return {
        "path": f"{''.join(points)}H{WIDE:g}V{TALL:g}Z",
        "equal": f"{TALL * (1 - equal / top):.2f}",
        "people": len(ordered),
    }


def _figures(even: "Even") -> Iterator[Mapping[str, str]]:
    """Name, what it is here, and the best that any lottery could have."""
    here, best = even.here, even.best
    yield {"key": "lowest", "here": chance_of(here.lowest), "best": chance_of(best.minimum)}
    yield {
        "key": "geometric",
        "here": chance_of(here.geometric_mean),
        "best": chance_of(max(best.geometric_mean, here.geometric_mean)),
    }
    yield {"key": "gini", "here": decimal(here.gini, 3), "best": decimal(min(best.gini, here.gini), 3)}


def _features(made: "Lottery") -> Iterator[dict[str, Any]]:
    pool, chances = made.pool, made.chances
    rows = []
    for r, each in enumerate(pool.quotas):
        f = pool.features.index(each.feature)
        inside = chances[pool.rows[:, f] == r]
        mean = float(inside.mean()) if len(inside) else 0.0
        rows.append((each, inside, mean))
    top = max((mean for _, _, mean in rows), default=1.0) or 1.0
    for feature in pool.features:
        yield {
            "name": feature,
            "rows": [
                {
                    "value": each.value,
                    "length": f"{100 * mean / top:.2f}",
                    "chance": chance_of(mean) if len(inside) else "–",
                    "people": len(inside),
                    "low": each.low,
                    "high": each.high,
                    "seats": decimal(float(inside.sum()), 2),
                    "lowest": chance_of(float(inside.min())) if len(inside) else "–",
                    "highest": chance_of(float(inside.max())) if len(inside) else "–",
                }
                for each, inside, mean in rows
                if each.feature == feature
            ],
        }


def _what_if(changes: "Sequence[Change]") -> dict[str, Any] | None:
    if not changes:
        return None
    from .calculations.lottery import strongest

    better = strongest(changes)
    others = [each for each in changes[1:] if each not in better]
    lines = [_line(each) for each in better]
    return {"better": lines[:SHOWN], "rest": [*lines[SHOWN:], *map(_line, others)]}


def _line(change: "Change") -> dict[str, str]:
    told = change.lowest is not None
    return {
        "what": texts.lottery_change_named(change.quota, change.bound, change.was, change.value),
        "lowest": chance_of(change.lowest) if told else str(texts.LOTTERY_NO_PANEL),
        "geometric": "–" if change.geometric_mean is None else chance_of(change.geometric_mean),
        "gini": "–" if change.gini is None else decimal(change.gini, 3),
    }
