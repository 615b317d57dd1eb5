"""Gehör's side of `against_lottery.py`: always all levels of leximin, also beside the peer's maximin."""

from lotteries import case
from side import serve

from gehor.calc.lottery import Quota, lottery, pool_of


def prepare(algorithm="", **asked):
    quotas, rows, seats = case(**asked)
    listed = [Quota(name, value, *bounds) for name, values in quotas.items() for value, bounds in values.items()]
    return lambda: lottery(pool_of(rows, listed), seats=seats)


def told(made):
    return {"chances": sorted(made.chances.tolist()), "gap": made.gap, "panels": len(made.tickets)}


serve(prepare, told)
