"""`gehor lottery PEOPLE.csv QUOTAS.csv`: a fair panel by lot, in two published steps."""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from gehor.calc.errors import BadInput
from gehor.cli import speech, texts
from gehor.cli.speech import gettext_noop

from .figures import NOTHING, chance_of, small
from .frame import Asked, Calculation, Outcome, Progress

if TYPE_CHECKING:
    from gehor.calc.lottery import Lottery, Pool, Quota
    from gehor.calc.lottery.best import Best
    from gehor.calc.lottery.fairness import Fairness
    from gehor.calc.lottery.feasible import Loosening
    from gehor.calc.lottery.what_if import Change

PANEL = frozenset({"panel", "remaining", "reserve_list"})


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seats", type=speech.whole(1), metavar="N", help=_("of the panel (default: what the quotas sum to)")
    )
    parser.add_argument(
        "--algorithm",
        choices=["leximin", "maximin", "nash"],
        default="leximin",
        help=_("what is fair (default: %(default)s)"),
    )
    parser.add_argument(
        "--time-limit",
        type=speech.above_nothing,
        metavar=_("SECONDS"),
        help=_("search so long for an exact lottery, then give the nearest (default: some minutes)"),
    )
    parser.add_argument(
        "--id", default="", metavar=_("COLUMN"), help=_("with the ids (default: id, or the first that is free)")
    )
    parser.add_argument(
        "--address",
        action="append",
        default=[],
        metavar=_("COLUMN"),
        help=_("of the address: at most one person per address; can be given several times"),
    )
    parser.add_argument("--figure", default="", metavar=_("TEXT"), help=_("the public figure that draws the panel"))
    parser.add_argument(
        "--reserves", type=speech.whole(), default=0, metavar="N", help=_("how many reserves are drawn after the panel")
    )
    parser.add_argument(
        "--what-if", action="store_true", help=_("reckon what each quota would do one looser or one tighter")
    )


def _until(seconds: float | None) -> Callable[[], bool] | None:
    """Whether there is time left, where somebody has said how much."""
    end = time.monotonic() + (seconds or 0)
    return None if seconds is None else lambda: time.monotonic() < end


def _run(asked: Asked, progress: Progress) -> Outcome:
    from gehor.calc.lottery import lottery
    from gehor.calc.lottery.files import listed, read_ids, read_quotas, seats_of
    from gehor.calc.lottery.what_if import what_if
    from gehor.cli.lottery_report import told

    chosen = asked.settings
    if not chosen["figure"] and (chosen["reserves"] or PANEL & set(asked.wanted)):
        raise BadInput("lottery_not_drawn")
    if "reserve_list" in asked.wanted and not chosen["reserves"]:
        raise BadInput("lottery_no_reserves")
    progress(0.0, "reading")
    quotas = read_quotas(asked.files["quotas"])
    people = listed(asked.files["people"], quotas, id_column=chosen["id"], address_columns=chosen["address"])
    known = frozenset(people.pool.keys)
    selected, gone = (
        read_ids(asked.files[name], known, key=people.key) if name in asked.files else ()
        for name in ("selected", "gone")
    )
    if again := sorted(set(selected) & set(gone)):
        raise BadInput("lottery_selected_and_gone", file=asked.files["gone"], word=again[0][:60])
    pool = people.pool.without(people.pool.places(gone)) if gone else people.pool
    try:
        made = lottery(
            pool,
            seats=chosen["seats"] or seats_of(quotas),
            algorithm=chosen["algorithm"],
            seed=asked.seed or 0,
            selected=selected,
            goes_on=_until(chosen.get("time_limit")),
            progress=lambda done, code: progress(0.8 * done, code),
        )
    except BadInput as wrong:
        raise _in_words(wrong, pool, selected) from None
    changes = ()
    if chosen["what_if"]:
        left = made.panels.shape[1]
        changes = what_if(made.pool, seats=left, progress=lambda done, code: progress(0.8 + 0.15 * done, code))
    draw = _draw(made, chosen["figure"], chosen["reserves"])
    even = fairness_of(made)
    return Outcome(
        json=_json(made, even, draw, changes),
        report=told(made, even, draw, changes),
        said=list(_said(made, even, draw, changes)),
        files={
            "certificate": lambda: draw.proof,
            "panel": lambda: people.written(draw.drawn),
            "remaining": lambda: people.written(_remaining(made, draw)),
            "reserve_list": lambda: people.written(draw.waiting, in_this_order=True),
        },
    )


@dataclass(frozen=True)
class Draw:
    """The certificate and its hash, and what was drawn by the figure, if there is one: ids in an order of their own."""

    proof: bytes
    digest: str
    figure: str = ""
    ticket: int | None = None
    drawn: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def _draw(made: "Lottery", figure: str, number: int) -> Draw:
    from hashlib import sha256

    from gehor.calc.lottery import TICKETS
    from gehor.calc.lottery.certificate import certificate_file
    from gehor.calc.lottery.draw import panel_with, reserves, ticket_of

    proof = certificate_file(made)
    digest = sha256(proof).hexdigest()
    if not figure:
        return Draw(proof, digest)
    ticket = ticket_of(digest, figure, TICKETS)
    panel = tuple(made.pool.keys[i] for i in made.panels[panel_with(ticket, made.tickets)])
    waiting = reserves(made.pool, panel, number=number, file_hash=digest, figure=figure)
    return Draw(proof, digest, figure, ticket, tuple(sorted((*made.selected, *panel))), waiting)


def _remaining(made: "Lottery", draw: Draw) -> list[str]:
    """Who can still be asked: not on the panel, and living with nobody who is."""
    pool = made.pool
    inside = set(draw.drawn)
    homes = {home for key, home in zip(pool.keys, pool.households.tolist(), strict=True) if key in inside}
    return [key for key, home in zip(pool.keys, pool.households.tolist(), strict=True) if home not in homes]


@dataclass(frozen=True)
class Even:
    """How even the chances are, and how even they could be at best."""

    here: "Fairness"
    best: "Best"


def fairness_of(made: "Lottery") -> Even:
    from gehor.calc.lottery.best import best
    from gehor.calc.lottery.fairness import fairness

    return Even(fairness(made.chances), best(made.classes, made.cuts))


def _json(made: "Lottery", even: Even, draw: Draw, changes: "Sequence[Change]") -> dict[str, Any]:
    from gehor.calc.lottery import TICKETS

    here, best = even.here, even.best
    return {
        "probabilities": dict(zip(made.pool.keys, made.chances.tolist(), strict=True)),
        "panels": [
            {"weight": tickets, "ids": [made.pool.keys[i] for i in panel]}
            for tickets, panel in zip(made.tickets, made.panels.tolist(), strict=True)
        ],
        "of": TICKETS,
        "selected": list(draw.drawn) or None,
        "reserves": list(draw.waiting),
        "fairness": {
            "minimum": here.lowest,
            "maximum": here.highest,
            "gini": here.gini,
            "geometric_mean": here.geometric_mean,
            "without_a_chance": here.none,
            "equal": here.equal,
            "best": {"minimum": best.minimum, "gini": best.gini, "geometric_mean": best.geometric_mean},
            "gap": made.gap,
            "proved": made.exact,
        },
        "what_if": [_change(each) for each in changes] or None,
        "certificate_sha256": draw.digest,
        "ticket": draw.ticket,
    }


def _change(change: "Change") -> dict[str, Any]:
    quota = change.quota
    return {
        "feature": quota.feature if quota else None,
        "value": quota.value if quota else None,
        "bound": change.bound or None,
        "was": change.was if quota else None,
        "would_be": change.value if quota else None,
        "minimum": change.lowest,
        "gini": change.gini,
        "geometric_mean": change.geometric_mean,
    }


def _in_words(wrong: BadInput, pool: "Pool", selected: Sequence[str]) -> BadInput:
    """Quotas that clash, as sentences, for the whole panel."""
    if wrong.code == "lottery_seats" and not wrong.params["selected"]:
        return BadInput("lottery_seats_of_nobody", **wrong.params)
    if wrong.code != "lottery_infeasible":
        return wrong
    counted = _counted(pool, selected)
    clash = [
        str(texts.LOTTERY_QUOTA).format(feature=feature, value=value, low=low, high=high)
        for feature, value, low, high, _ in (counted(each) for each in wrong.params["clash"])
    ]
    looser = []
    for each in wrong.params["loosening"]:
        feature, value, low, high, inside = counted(each)
        text = texts.LOTTERY_LOOSER_BEYOND if each.beyond else texts.LOTTERY_LOOSER
        new_low = low if each.new_low == each.low else each.new_low + inside
        told = {"feature": feature, "value": value, "low": low, "high": high}
        looser.append(str(text).format(**told, new_low=new_low, new_high=each.new_high + inside))
    if not clash:
        return BadInput("lottery_infeasible_whole", loosening="; ".join(looser))
    return BadInput("lottery_infeasible", clash="; ".join(clash), loosening="; ".join(looser))


def _counted(pool: "Pool", selected: Sequence[str]) -> "Callable[[Quota | Loosening], tuple[str, str, int, int, int]]":
    """Of a quota that was reckoned without those who are selected: feature, value, both ends, how many they are."""
    taken = [0] * len(pool.quotas)
    for row in pool.rows[pool.places(selected)].ravel().tolist():
        taken[row] += 1
    of = {(each.feature, each.value): (each, count) for each, count in zip(pool.quotas, taken, strict=True)}

    def told(quota: "Quota | Loosening") -> tuple[str, str, int, int, int]:
        whole, inside = of[quota.feature, quota.value]
        return whole.feature, whole.value, whole.low, whole.high, inside

    return told


def _said(made: "Lottery", even: Even, draw: Draw, changes: "Sequence[Change]") -> Iterator[str]:
    yield str(texts.LOTTERY_CHANCES).format(
        people=len(made.pool),
        seats=made.seats,
        lowest=chance_of(even.here.lowest),
        highest=chance_of(even.here.highest),
        panels=len(made.tickets),
    )
    if even.here.none:
        yield str(texts.LOTTERY_NONE).format(count=even.here.none)
    if made.exact:
        yield str(texts.LOTTERY_PROVED[made.algorithm]).format(gap=small(max(made.gap, NOTHING)))
    else:
        yield str(texts.LOTTERY_NEAR[made.algorithm]).format(gap=small(100 * made.gap))
    for change in strongest(changes)[:3]:
        yield texts.lottery_change(change.quota, change.bound, change.value, chance_of(change.lowest or 0.0))
    yield str(texts.LOTTERY_HASH).format(hash=draw.digest)
    if draw.drawn:
        yield str(texts.LOTTERY_DRAWN).format(ids=", ".join(draw.drawn))
        if draw.waiting:
            yield str(texts.LOTTERY_RESERVES).format(ids=", ".join(draw.waiting))
    else:
        yield str(texts.LOTTERY_NEXT)


def strongest(changes: "Sequence[Change]") -> "list[Change]":
    """Those that give the person with the lowest chance a higher one, the most first."""
    if not changes:
        return []
    now = changes[0].lowest or 0.0
    better = [each for each in changes[1:] if each.lowest is not None and each.lowest > now + 1e-6]
    return sorted(better, key=lambda each: -(each.lowest or 0.0))


CALCULATION = Calculation(
    key="lottery",
    help=gettext_noop("a fair panel by lot: chances as equal as the quotas allow, with a proof"),
    files={
        "people": gettext_noop("CSV with a row for each person who can be drawn"),
        "quotas": gettext_noop("CSV: feature,value,min,max, and min_flex,max_flex if you like"),
        "selected": gettext_noop("ids that are on the panel already, one a line"),
        "gone": gettext_noop("ids that cannot be drawn, one a line"),
    },
    may_lack=frozenset({"selected", "gone"}),
    run=_run,
    arguments=_arguments,
    outputs={
        "certificate": gettext_noop("who can be drawn, the panels and the proof: the file to publish the hash of"),
        "panel": gettext_noop("CSV with the rows of those who are drawn, as they stand in the file of people"),
        "remaining": gettext_noop("CSV with the rows of those who can still be asked"),
        "reserve_list": gettext_noop("CSV with the rows of the reserves, in their order"),
    },
)
