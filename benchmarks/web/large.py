"""A large file comes in, and is undone, while residents vote: how long they wait for it."""

import argparse
import csv
import io
import itertools
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from gehor.testing.installation import LEAD, SLUG

from .evening import HELD, STATEMENTS, ballots
from .trial import Load, Seen, Trial, loop

PEOPLE, COMMENTS, VOTES = 2030, 896, 111  # as many votes of each as a large Polis conversation has
PACE = 10.0  # votes a second, on twenty connections: who waits for two seconds is still seen as often as the others
UNDO = """
import django
django.setup()
from gehor.ground.organisations.queries import actor_of
from gehor.participation.intake.undoing import undo
from gehor.participation.models import Import
last = Import.objects.select_related("activity__dialogue__organisation", "imported_by").latest("pk")
undo(last, actor=actor_of(last.imported_by))
"""
RESIDENT = {"statements": STATEMENTS, "writers": 20, "writes_per_second": PACE, "seconds": 3.0}


def measure(tried: Trial, asked: argparse.Namespace, say) -> bool:
    """Print a table; False when something was answered wrongly or not all of it came in."""
    tried.served.run("-c", HELD)
    file = Path(asked.file) if asked.file else made_up(tried.served.home / "polis.zip")
    tried.served.start()
    say("what", "measured", "aim")
    say("---", "---", "---")
    say("a fixed loop of Python", f"{loop():.1f} ms")
    quiet = together([tried.load(**RESIDENT, seed=number) for number in range(3)])
    say("a vote while nothing comes in", times(quiet), "", f"longest {1000 * max(quiet.seconds):,.0f} ms")
    bringing = ["-m", "gehor.cli", "import", SLUG, "2", str(file), "--as", LEAD, "--format", "polis"]
    stored = during(tried, bringing, "comes in", say, seed=10)
    undone = during(tried, ["-c", UNDO], "is undone", say, seed=1000)
    say("a fixed loop of Python", f"{loop():.1f} ms")
    return stored is not None and stored > 0 and undone == -stored


def during(tried: Trial, command: list[str], what: str, say, *, seed: int) -> int | None:
    """How many ballots more there are after it than the residents have cast meanwhile; None where it went wrong."""
    before, began = ballots(tried), time.monotonic()
    work = subprocess.Popen(
        [sys.executable, *command],
        env=tried.served.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    loads: list[Load] = []
    for number in itertools.count(seed):
        loads.append(tried.load(**RESIDENT, seed=number))
        if work.poll() is not None:
            break
    took, told = time.monotonic() - began, work.communicate()[0]
    meanwhile = together(loads)
    more = ballots(tried) - before - meanwhile.count
    longest = f"longest {1000 * max(meanwhile.seconds):,.0f} ms"
    say(f"a vote while the file {what}", times(meanwhile), "p95 ≤ 1,000 ms", longest)
    say("… of so many votes", f"{meanwhile.count:,}")
    say("… and of the file", f"{more:+,}", "", f"in {took:.0f} s")
    if meanwhile.wrong or work.returncode not in (0, 1):
        print(f"\nWRONG: {meanwhile.wrong} {told}")
        return None
    return more


def together(loads: list[Load]) -> Seen:
    seen = [each.contributions for each in loads]
    wrong = {what: count for each in seen for what, count in each.wrong.items()}
    return Seen([second for each in seen for second in each.seconds], wrong, 0, sum(each.lasted for each in seen))


def times(seen: Seen) -> str:
    return f"p50 {seen.percentile(50):,.0f} ms, p95 {seen.percentile(95):,.0f} ms"


def made_up(path: Path) -> Path:
    """A Polis export with as many votes as a large one, the same each time."""
    chance = random.Random(1)
    cast = [
        (who, about, chance.choice((1, 1, -1, 0)))
        for who in range(PEOPLE)
        for about in chance.sample(range(COMMENTS), VOTES)
    ]
    agrees, disagrees = ([0] * COMMENTS for _ in range(2))
    for _, about, vote in cast:
        agrees[about] += vote > 0
        disagrees[about] += vote < 0
    comments = [
        (
            0,
            about,
            about % PEOPLE,
            agrees[about],
            disagrees[about],
            1,
            f"Det behövs mer av sak nummer {about} i kommunen.",
        )
        for about in range(COMMENTS)
    ]
    heads = (
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body",
        "timestamp,comment-id,voter-id,vote",
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("comments.csv", table(heads[0], comments))
        archive.writestr("votes.csv", table(heads[1], ((0, about, who, vote) for who, about, vote in cast)))
    return path


def table(head, rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head.split(","))
    writer.writerows(rows)
    return out.getvalue()
