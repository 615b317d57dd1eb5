"""Ten thousand contributions cost a page no more queries than ten, make none heavy, and nobody waits.

The addresses are not listed: they are walked, so that a new page cannot be forgotten: those of the analysis while half
is read, and all when everybody has been answered.
"""

import datetime as dt
import itertools
import re
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.followup.models import Measure
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account, Membership
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import ALPHABET, new_code
from gehor.ground.rows import insert_many
from gehor.participation.models import Contribution, Import, Opening, Wording
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Role
from gehor.testing.costs import Walker
from gehor.testing.installation import text

pytestmark = pytest.mark.django_db

MANY = 10_000
FINDINGS = 12
CHANNELS = ("web", "paper", "phone", "outreach", "import")


@pytest.fixture
def heard(opened: Dialogue, accounts: dict[str, Account]) -> list[Contribution]:
    """Ten thousand have said something each, much of it alike, some as a group; every third wants an e-mail."""
    activity, now = Activity.objects.get(dialogue=opened, number=1), clock.now()
    references = map("".join, itertools.product(ALPHABET, repeat=6))
    people = insert_many(
        [
            Participant(
                organisation=opened.organisation, receipt=new_code(), created_at=now, people=8 if each % 50 == 3 else 1
            )
            for each in range(MANY)
        ],
    )
    insert_many(
        [Contact(participant=one, kind="email", address=f"{one.pk}@a.example", given_at=now) for one in people[::3]],
        numbered=False,
    )
    file = Import.objects.create(
        pk=1, activity=activity, file_name="brev.csv", file_hash="0" * 64, imported_at=now, imported_by=accounts["alma"]
    )
    said = insert_many(
        [
            Contribution(
                dialogue=opened,
                activity=activity,
                participant=participant,
                reference=reference,
                channel=CHANNELS[number % len(CHANNELS)],
                received_at=now - dt.timedelta(minutes=number),
                submission=uuid.UUID(int=number),
                published_at=now,
                imported_in=file if number % len(CHANNELS) == 4 else None,
            )
            for number, (participant, reference) in enumerate(zip(people, references, strict=False))
        ],
    )
    insert_many(
        [
            Wording(contribution=each, number=1, title=title, text=words, worded_at=now)
            for each, (title, words) in zip(said, map(text, range(MANY)), strict=True)
        ],
        numbered=False,
    )
    return said


def read(dialogue: Dialogue, contributions: list[Contribution], reader: Account) -> None:
    """Each rests in one finding or two; every tenth is set aside, every hundredth as said twice."""
    now = clock.now()
    if not Finding.objects.filter(dialogue=dialogue).exists():
        for number in range(1, FINDINGS + 1):
            statement = {"sv": f"Slutsats {number}."}
            Finding.objects.create(dialogue=dialogue, number=number, statement=statement, written_at=now)
    findings = list(Finding.objects.filter(dialogue=dialogue).order_by("number"))
    readings, rests = [], []
    for number, each in enumerate(contributions):
        aside = {"aside": "off_topic", "aside_note": {"sv": "Gäller något annat."}} if number % 10 == 0 else {}
        if number % 100 == 0:
            aside = {"aside": "duplicate", "duplicate_of": contributions[1]}
        readings.append(Reading(contribution=each, dialogue=dialogue, read_at=now, read_by=reader, **aside))
        if not aside:
            chosen = {findings[number % FINDINGS], findings[number % 7]}
            rests += [Rest(finding=finding, contribution=each) for finding in chosen]
    insert_many(readings, numbered=False)
    insert_many(rests, numbered=False)


def answer(dialogue: Dialogue, accounts: dict[str, Account], alma: Actor) -> None:
    now = clock.now()
    Opening.objects.filter(activity__dialogue=dialogue).update(closed_at=now)
    SignOff.objects.create(dialogue=dialogue, signed_at=now, signed_by=accounts["bo"])
    for finding in Finding.objects.filter(dialogue=dialogue):
        decision = Decision.objects.create(
            pk=finding.number,
            dialogue=dialogue,
            weighs=finding,
            outcome="met",
            reason={"sv": "Nämndens skäl."},
            body=dialogue.deciding_body,
            decided_on=dt.date(2026, 6, 10),
            section=str(40 + finding.number),
            case_number="BUN 2026/17",
            recorded_at=now,
            recorded_by=accounts["cilla"],
        )
        Answer.objects.create(
            decision=decision, dialogue=dialogue, text={"sv": "Tack."}, written_at=now, written_by=accounts["alma"]
        )
        Measure.objects.create(
            pk=finding.number,
            decision=decision,
            dialogue=dialogue,
            title={"sv": "En åtgärd."},
            owner="Skolförvaltningen",
            due_on=dt.date(2026, 9, 1),
            promised_at=now,
        )
    release_answers(dialogue, actor=alma, greeting={"sv": "Hej!"})


@pytest.fixture
def walker(accounts: dict[str, Account], heard: list[Contribution]) -> Walker:
    """Somebody who may do everything here, and a visitor."""
    account = Account.objects.create_user("alla@alvsala.example", name="Alla", is_demo=True)
    for role in (role for role in Role if role not in (Role.RESIDENT, Role.MACHINE)):
        Membership.objects.create(account=account, organisation_id=11, role=role.value)
    staff, visitor = (Client(headers={"accept-language": "sv"}) for _ in range(2))
    staff.force_login(account)
    return Walker(staff, visitor)


def patterns(walked: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if walked is None else walked:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, here)
        elif here.startswith(("d/", "o/", "c/", "staff/")) or not here:
            yield here


def addresses(heard: list[Contribution]) -> list[str]:
    """Every address of the dialogue, its organisation and one of its receipts. Long lists also in their midst."""
    one = heard[len(heard) // 2]
    names = {"org": "alvsala", "reference": one.reference, "receipt": one.participant.receipt, "part": "purpose"}
    own = {"bodies/<int:pk>": "21", "target-groups/<int:pk>": "41"}

    def fill(pattern: str) -> str:
        for hole, value in own.items():
            pattern = pattern.replace(hole, hole.partition("<")[0] + value)
        slug = "alvsala" if "o/<slug" in pattern else "skolan"
        known = {**names, "slug": slug, "key": "proposals"}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: known.get(hole[1], "1"), pattern)

    found = [fill(pattern) for pattern in sorted(set(patterns()))]
    more = [f"{address}?page=40" for address in found if address.endswith(("contributions/", "/read/", "/aside/"))]
    more += [f"/staff/d/skolan/read/{heard[5].reference}/", "/d/skolan/result/3/?page=9"]  # one that is not set aside
    more += ["/d/skolan/contributions/?q=trångt+matsalen&channel=paper", "/staff/d/skolan/read/?q=trångt&state=all"]
    return [*found, *more, "/staff/d/skolan/read/?q=säger&state=all&page=150"]  # all say it


def walk(walker: Walker, walked: list[str]) -> tuple[list[str], list[str]]:
    """What was shown, and what cost too much."""
    costs = {address: walker.cost(address) for address in walked}
    shown = [address for address, (status, _) in costs.items() if status == 200]
    return shown, [told for _, told in costs.values() if told]


@pytest.mark.first
@pytest.mark.one  # queries are as many on both; how quick they are there, benchmarks say
def test_ten_thousand_contributions_make_no_page_dear(
    walker: Walker, opened: Dialogue, heard: list[Contribution], accounts: dict[str, Account], alma: Actor
) -> None:
    read(opened, heard[: MANY // 2], accounts["bo"])
    walked = addresses(heard)
    shown, dear = walk(walker, [each for each in walked if re.search("/(read|findings|result|sign-off)/", each)])
    assert not dear
    assert len(shown) > 8, "the walk found too few pages to mean anything"

    read(opened, heard[MANY // 2 :], accounts["bo"])
    answer(opened, accounts, alma)
    shown, dear = walk(walker, walked)
    assert not dear
    assert len(shown) > 70, "the walk found too few pages to mean anything"
