"""`python -m benchmarks.web` measures, `… votes` a vote evening, `… file` a large file, `… kill` kills.

See benchmarks/README.md.
"""

import argparse
import random
import statistics
import sys

from gehor.testing.killing import Promised, faults, write_and_kill

from . import ceilings, evening, large
from .trial import DIALOGUE, FORM, LIST, RESULT, Load, Trial, loop, trial

DATABASES = {"sqlite": "SQLite, one process", "postgresql": "PostgreSQL, two processes"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "votes", "file", "kill"), default="speed")
    parser.add_argument("--database", choices=tuple(DATABASES), action="append", help="both, if not said")
    parser.add_argument("--contributions", type=int, default=10_000, help="in the dialogue at the beginning")
    parser.add_argument("--seconds", type=float, default=6.0, help="of each round of readers and writers at once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=8, help="connections")
    parser.add_argument("--writers", type=int, default=20, help="connections")
    parser.add_argument("--views", type=float, default=1100.0, help="a second that readers ask for, beside writers")
    parser.add_argument("--file", help="a Polis export to bring in; else one is made up, of 225,000 votes")
    asked = parser.parse_args()
    for database in asked.database or DATABASES:
        print(f"\n## {DATABASES[database]}\n", flush=True)
        with trial(database, contributions=asked.contributions if asked.what == "speed" else 0) as tried:
            if asked.what == "votes":
                found = evening.measure(tried, asked, say)
            elif asked.what == "file":
                found = large.measure(tried, asked, say)
            else:
                found = measure(tried, asked) if asked.what == "speed" else kill(tried)
        if not found:
            return 1
    return 0


def measure(tried: Trial, asked: argparse.Namespace) -> bool:
    """Print a table; False when something was answered wrongly or not kept."""
    say("what", "measured", "aim", "of the ceiling")
    say("---", "---", "---", "---")
    say("a fixed loop of Python", f"{loop():.1f} ms")
    one_by_one, grouped = raw(tried)
    tried.served.start()
    tried.served.stop()
    say("start to first answer", f"{tried.served.start():.1f} s", "≤ 3 s")
    wrong = lists(tried)
    wrong |= alone(tried, asked, one_by_one, grouped)
    wrong |= together(tried, asked, one_by_one, grouped)
    web = tried.web_memory()
    say("memory of a web process after it", f"{web.resident:.0f} MB ({web.proportional:.0f} not shared)", "≤ 150 MB")
    say("memory of all processes together", f"{tried.memory_of_all():.0f} MB")
    say("a fixed loop of Python", f"{loop():.1f} ms")
    if wrong:
        print(f"\nWRONG: {wrong}")
    return not wrong


def raw(tried: Trial) -> tuple[float, float]:
    """Ceilings: one row per commit, and in groups as large as they come here."""
    if tried.cluster:
        few, many = (ceilings.postgresql(tried.cluster, clients=clients) for clients in (8, 32))
        say("the database alone, 8 clients", f"{few:,.0f} rows/s", "", "100 %")
        say("the database alone, 32 clients", f"{many:,.0f} rows/s", "", "100 %")
        return few, many
    one, ten = (ceilings.sqlite(tried.served.home, per_commit=rows) for rows in (1, 10))
    say("the database alone, 1 row per commit", f"{one:,.0f} rows/s", "", "100 %")
    say("the database alone, 10 rows per commit", f"{ten:,.0f} rows/s", "", "100 %")
    return one, ten


def lists(tried: Trial) -> dict[str, int]:
    """What one list of fifty costs: nothing kept, only its cards kept, all of it kept."""
    tried.load(paths=[DIALOGUE, RESULT, f"{LIST}?page=90", f"{LIST}?page=91"], readers=4, most=16)
    cold = tried.load(paths=[f"{LIST}?page={page}" for page in range(2, 62)], readers=1, most=60, seconds=60)
    say("a list of 50, nothing kept", f"{cold.each:.1f} ms CPU", "≤ 40 ms")
    anew = tried.load(paths=[LIST], readers=1, most=60, seconds=60, cookie="sessionid=nobody")
    say("a list of 50, its cards kept", f"{anew.each:.1f} ms CPU")
    warm = tried.load(paths=[LIST], readers=4, most=4000, seconds=60)
    say("a list of 50, kept", f"{warm.each:.2f} ms CPU", "≤ 4 ms")
    say("… on the wire", f"{warm.views.bytes / warm.views.count / 1000:.1f} kB", "≤ 60 kB with all that belongs to it")
    return {**cold.wrong, **anew.wrong, **warm.wrong}


def alone(tried: Trial, asked: argparse.Namespace, one: float, grouped: float) -> dict[str, int]:
    views = tried.load(paths=[LIST, DIALOGUE, RESULT], readers=asked.readers, seconds=asked.seconds)
    say("views alone", f"{views.views.per_second:,.0f} /s", "", times(views.views))
    before = tried.contributions()
    said = tried.load(form=FORM, writers=asked.writers, seconds=asked.seconds)
    say("contributions alone", f"{said.contributions.per_second:,.0f} /s", "", share(said, one, grouped))
    say("… each", f"{said.each:.2f} ms CPU", "", times(said.contributions))
    return {**views.wrong, **said.wrong, **kept(tried, before, [said])}


def together(tried: Trial, asked: argparse.Namespace, one: float, grouped: float) -> dict[str, int]:
    before, rounds = tried.contributions(), []
    for number in range(asked.rounds):
        rounds.append(
            tried.load(
                paths=[LIST, DIALOGUE, RESULT],
                readers=asked.readers,
                views_per_second=asked.views,
                form=FORM,
                writers=asked.writers,
                seconds=asked.seconds,
                seed=number,
            )
        )
    middle = sorted(rounds, key=lambda each: each.contributions.per_second)[len(rounds) // 2]
    say("views while contributions come in", f"{middle.views.per_second:,.0f} /s", "≥ 1,000 /s", times(middle.views))
    shown = f"{middle.contributions.per_second:,.0f} /s"
    say("contributions at the same time", shown, "≥ 300 /s", share(middle, one, grouped))
    say("…", times(middle.contributions))
    used = statistics.median(each.processor / each.took for each in rounds)
    say("… processors used by all of it", f"{used:.2f}")
    return {**{name: count for each in rounds for name, count in each.wrong.items()}, **kept(tried, before, rounds)}


def kept(tried: Trial, before: int, loads: list[Load]) -> dict[str, int]:
    """Whether as many are stored as have been acknowledged."""
    stored, acknowledged = tried.contributions() - before, sum(each.contributions.count for each in loads)
    return {} if stored == acknowledged else {f"stored {stored}, acknowledged": acknowledged}


def kill(tried: Trial, *, times: int = 5) -> bool:
    """Print what was found after each kill; False when something is lost, doubled or unsound."""
    promised, chance = Promised(), random.Random()
    tried.served.start()
    for number in range(1, times + 1):
        before = promised.acknowledged
        write_and_kill(tried.served, promised, writers=8, after=chance.uniform(1, 2.5))
        acknowledged = promised.acknowledged - before
        tried.served.start()
        found = faults(tried.served, promised)
        told = found or "nothing lost, nothing doubled"
        print(f"kill {number}: {acknowledged} acknowledged, {told}", flush=True)
        if found:
            return False
    return True


def share(load: Load, one: float, grouped: float) -> str:
    """Of what the database stores when it is given nothing else to do."""
    rate = load.contributions.per_second
    return f"{100 * rate / one:.0f} % and {100 * rate / grouped:.0f} %"


def times(seen: object) -> str:
    return f"p50 {seen.percentile(50):.0f} ms, p95 {seen.percentile(95):.0f} ms"


def say(*cells: str) -> None:
    print("| " + " | ".join([*cells, *[""] * (4 - len(cells))]) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
