"""A vote evening: statements and a budget are voted on at the same time, while others read."""

import argparse
import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict

from gehor.testing.installation import SLUG

from .load import Plan
from .trial import DIALOGUE, ROOT, Load, Trial, loop

STATEMENTS, BUDGET = f"/d/{SLUG}/take-part/2/", f"/d/{SLUG}/take-part/3/"
SHARES = {"q.age": "yes", "q.area": "norra-delen", "q.projects-norra-delen": "lekplats"}
HELD = """
import datetime as dt, django
django.setup()
from gehor.ground import clock
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import actor_of
from gehor.methods.budget.tests import examples as budget
from gehor.participation.actions import open_participation
from gehor.planning.actions import choose_method
from gehor.planning.models import Dialogue
from gehor.testing.installation import LEAD, SLUG
alma, dialogue = actor_of(Account.objects.get(email=LEAD)), Dialogue.objects.get(slug=SLUG)
texts = "\\n".join(f"Det behövs fler vuxna ute på rasten, förslag nummer {n}." for n in range(1, 31))
statements = {"statements": {"sv": texts}, "own": True, "others": True}
for method, setup, level in (("statements", statements, "consult"), ("budget", budget.SETUP, "involve")):
    today = clock.today()
    activity = choose_method(dialogue, actor=alma, method=method, title={"sv": method}, introduction={"sv": "Rösta."},
        level=level, setup=setup, begins_on=today, ends_on=today + dt.timedelta(days=9), shows_at_once=True)
    open_participation(activity, actor=alma)
"""
FOUND = "from gehor.participation.ballots.models import Ballot; print(Ballot.objects.count())"
COUNT = f"import django; django.setup(); {FOUND}"


def measure(tried: Trial, asked: argparse.Namespace, say) -> bool:
    """Print a table; False when something was answered wrongly or not kept."""
    tried.served.run("-c", HELD)
    say("what", "measured", "aim")
    say("---", "---", "---")
    say("a fixed loop of Python", f"{loop():.1f} ms")
    tried.served.start()
    paths = [STATEMENTS, *(f"{STATEMENTS}?statement=s{number}" for number in range(1, 31)), BUDGET, DIALOGUE]
    shared = {"paths": paths, "statements": STATEMENTS, "budget": BUDGET, "shares": SHARES, "writers": asked.writers}
    before, rounds = ballots(tried), []
    alone = tried.load(**{**shared, "seconds": asked.seconds})
    say("votes alone", f"{alone.contributions.per_second:,.0f} /s", "", times(alone.contributions))
    for number in range(asked.rounds):
        rounds.append(
            tried.load(
                **shared, readers=asked.readers, views_per_second=asked.views, seconds=asked.seconds, seed=number
            )
        )
    middle: Load = sorted(rounds, key=lambda each: each.contributions.per_second)[len(rounds) // 2]
    say("views while votes come in", f"{middle.views.per_second:,.0f} /s", "≥ 1,000 /s", times(middle.views))
    say("votes at the same time", f"{middle.contributions.per_second:,.0f} /s", "≥ 300 /s", times(middle.contributions))
    used = statistics.median(each.processor / each.took for each in rounds)
    say("… processors used by all of it", f"{used:.2f}", "≤ 2")
    say("… and by the visitors", f"{statistics.median(each.visitors / each.took for each in rounds):.2f}")
    web = tried.web_memory()
    say("memory of a web process after it", f"{web.resident:.0f} MB", "≤ 150 MB")
    say("a fixed loop of Python", f"{loop():.1f} ms")
    stored, acknowledged = ballots(tried) - before, sum(each.contributions.count for each in [alone, *rounds])
    wrong = {name: count for each in [alone, *rounds] for name, count in each.wrong.items()}
    if stored < acknowledged:
        wrong[f"stored {stored}, acknowledged"] = acknowledged
    if wrong:
        print(f"\nWRONG: {wrong}")
    return not wrong and killed(tried, asked)


def killed(tried: Trial, asked: argparse.Namespace) -> bool:
    """SIGKILL in the middle of voting: what was acknowledged is there afterwards."""
    before = ballots(tried)
    plan = Plan(
        port=tried.served.port,
        statements=STATEMENTS,
        budget=BUDGET,
        shares=SHARES,
        writers=asked.writers,
        seconds=5.0,
    )
    voting = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.web.load", json.dumps(asdict(plan))],
        cwd=ROOT,
        env=tried.served.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(3)
    tried.served.kill()
    acknowledged = len(json.loads(voting.communicate()[0])["contributions"]["seconds"])
    tried.served.start()
    stored = ballots(tried) - before
    found = "nothing lost" if stored >= acknowledged else f"LOST {acknowledged - stored}"
    print(f"\nkilled while voting: {acknowledged} acknowledged, {stored} stored, {found}", flush=True)
    return stored >= acknowledged


def ballots(tried: Trial) -> int:
    return int(tried.served.run("-c", COUNT))


def times(seen: object) -> str:
    return f"p50 {seen.percentile(50):.0f} ms, p95 {seen.percentile(95):.0f} ms"
