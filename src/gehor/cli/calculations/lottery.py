"""`gehor lottery PEOPLE.csv QUOTAS.csv`: a fair panel by lot, in two published steps."""

import argparse
import time
from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from gehor.calc.errors import BadInput
from gehor.cli import speech, texts
from gehor.cli.speech import gettext_noop

from .figures import decimal
from .frame import Asked, Calculation, Outcome, Progress

if TYPE_CHECKING:
    from gehor.calc.lottery import Lottery
    from gehor.calc.lottery.fairness import Fairness


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


def _until(seconds: float | None) -> Callable[[], bool] | None:
    """Whether there is time left, where somebody has said how much."""
    end = time.monotonic() + (seconds or 0)
    return None if seconds is None else lambda: time.monotonic() < end


def _run(asked: Asked, progress: Progress) -> Outcome:
    from hashlib import sha256

    from gehor.calc.lottery import TICKETS, lottery
    from gehor.calc.lottery.certificate import certificate_file
    from gehor.calc.lottery.draw import panel_with, reserves, ticket_of
    from gehor.calc.lottery.fairness import fairness
    from gehor.calc.lottery.files import read_ids, read_people, read_quotas, seats_of

    chosen = asked.settings
    progress(0.0, "reading")
    quotas = read_quotas(asked.files["quotas"])
    pool = read_people(asked.files["people"], quotas, id_column=chosen["id"], address_columns=chosen["address"])
    known = frozenset(pool.keys)
    selected = read_ids(asked.files["selected"], known) if "selected" in asked.files else ()
    if "gone" in asked.files:
        pool = pool.without(pool.places(read_ids(asked.files["gone"], known)))
    seats = chosen["seats"] or seats_of(quotas)
    try:
        made = lottery(
            pool,
            seats=seats,
            algorithm=chosen["algorithm"],
            seed=asked.seed or 0,
            selected=selected,
            goes_on=_until(chosen.get("time_limit")),
            progress=progress,
        )
    except BadInput as wrong:
        raise _in_words(wrong) from None
    proof = certificate_file(made)
    digest = sha256(proof).hexdigest()
    even = fairness(made.chances)
    drawn: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    ticket = None
    if chosen["figure"]:
        ticket = ticket_of(digest, chosen["figure"], TICKETS)
        panel = tuple(made.pool.keys[i] for i in made.panels[panel_with(ticket, made.tickets)])
        drawn = tuple(sorted((*made.selected, *panel)))
        waiting = reserves(made.pool, panel, number=chosen["reserves"], file_hash=digest, figure=chosen["figure"])
    told = {
        "probabilities": dict(zip(made.pool.keys, made.chances.tolist(), strict=True)),
        "panels": [
            {"weight": ticket_count, "ids": [made.pool.keys[i] for i in panel]}
            for ticket_count, panel in zip(made.tickets, made.panels.tolist(), strict=True)
        ],
        "of": TICKETS,
        "selected": list(drawn) or None,
        "reserves": list(waiting),
        "fairness": {**_figures(even), "gap": made.gap, "proved": made.exact},
        "certificate_sha256": digest,
        "ticket": ticket,
    }
    return Outcome(
        json=told,
        report=_told(made, even, digest, drawn, waiting, chosen["figure"]),
        said=list(_said(made, even, digest, drawn, waiting)),
        files={"certificate": lambda: proof},
    )


def _figures(even: "Fairness") -> dict[str, float]:
    return {
        "minimum": even.lowest,
        "maximum": even.highest,
        "gini": even.gini,
        "geometric_mean": even.geometric_mean,
        "without_a_chance": even.none,
        "equal": even.equal,
    }


def _in_words(wrong: BadInput) -> BadInput:
    """Quotas that clash, as sentences."""
    if wrong.code != "lottery_infeasible":
        return wrong
    clash = [
        str(texts.LOTTERY_QUOTA).format(feature=each.feature, value=each.value, low=each.low, high=each.high)
        for each in wrong.params["clash"]
    ]
    looser = [
        str(texts.LOTTERY_LOOSER_BEYOND if each.beyond else texts.LOTTERY_LOOSER).format(
            feature=each.feature,
            value=each.value,
            low=each.low,
            high=each.high,
            new_low=each.new_low,
            new_high=each.new_high,
        )
        for each in wrong.params["loosening"]
    ]
    if not clash:
        return BadInput("lottery_infeasible_whole", loosening="; ".join(looser))
    return BadInput("lottery_infeasible", clash="; ".join(clash), loosening="; ".join(looser))


def _percent(share: float) -> str:
    """Up to two decimals, and the sign is the table's."""
    return decimal(round(100 * share, 2))


def _told(
    made: "Lottery", even: "Fairness", digest: str, drawn: tuple[str, ...], waiting: tuple[str, ...], figure: str
) -> dict[str, Any]:
    """What cli/report_lottery.html is told."""
    import numpy as np

    pool, chances = made.pool, made.chances
    features = []
    for f, feature in enumerate(pool.features):
        rows = []
        for r, each in enumerate(pool.quotas):
            inside = pool.rows[:, f] == r
            if each.feature == feature:
                mean = float(chances[inside].mean()) if inside.any() else 0.0
                rows.append(
                    {
                        "value": each.value,
                        "people": int(inside.sum()),
                        "low": each.low,
                        "high": each.high,
                        "seats": decimal(float(chances[inside].sum()), 2),
                        "chance": _percent(mean),
                        "lowest": _percent(float(chances[inside].min()) if inside.any() else 0.0),
                        "bar": (each.value, round(100 * mean, 2)),
                    }
                )
        features.append({"name": feature, "rows": rows})
    counts, edges = np.histogram(chances, bins=10, range=(0.0, max(float(chances.max()), 1e-9)))
    spread = [
        (f"{_percent(float(a))}–{_percent(float(b))} %", int(n))
        for n, a, b in zip(counts, edges[:-1], edges[1:], strict=True)
    ]
    people = [(key, _percent(chance)) for key, chance in zip(pool.keys, chances.tolist(), strict=True)]
    return {
        "people": len(pool),
        "seats": made.seats,
        "features": features,
        "spread": spread,
        "lowest": _percent(even.lowest),
        "highest": _percent(even.highest),
        "equal": _percent(even.equal),
        "gini": decimal(even.gini, 3),
        "geometric": _percent(even.geometric_mean),
        "none": even.none,
        "gap": f"{made.gap:.1e}",
        "proved": made.exact,
        "panels": len(made.tickets),
        "digest": digest,
        "drawn": drawn,
        "waiting": waiting,
        "figure": figure,
        "everybody": people if len(people) <= 500 else [],
        "homes": pool.together,
    }


def _said(made: "Lottery", even: "Fairness", digest: str, drawn: tuple[str, ...], waiting: tuple[str, ...]) -> Any:
    yield str(texts.LOTTERY_CHANCES).format(
        people=len(made.pool),
        seats=made.seats,
        lowest=_percent(even.lowest),
        highest=_percent(even.highest),
        panels=len(made.tickets),
    )
    if even.none:
        yield str(texts.LOTTERY_NONE).format(count=even.none)
    yield str(texts.LOTTERY_PROVED if made.exact else texts.LOTTERY_NEAR).format(gap=f"{made.gap:.1e}")
    yield str(texts.LOTTERY_HASH).format(hash=digest)
    if drawn:
        yield str(texts.LOTTERY_DRAWN).format(ids=", ".join(drawn))
        if waiting:
            yield str(texts.LOTTERY_RESERVES).format(ids=", ".join(waiting))
    else:
        yield str(texts.LOTTERY_NEXT)


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
        "certificate": gettext_noop("who can be drawn, the panels and the proof: the file to publish the hash of")
    },
)
