"""Ten thousand contributions: few queries, light pages, and nobody is kept waiting."""

import datetime as dt
import time
import uuid

import pytest

from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.ground import clock
from gehor.ground.people.models import Participant
from gehor.participation.models import Activity, Contribution, Opening, Wording

MANY = 10_000
FINDINGS = 20
WORDS = "Maten är kall när vi äter sist och skolgården är för liten för oss som går i årskurs fyra, säger nummer {}."
PATIENCE = 2.0  # seconds of computing for one page; seen: a quarter of it at most


@pytest.fixture
def many(opened, accounts):
    """10,000 contributions by five channels, of which 9,900 are read: 20 findings, every tenth contribution aside."""
    activity = Activity.objects.get(dialogue=opened)
    start = clock.now() - dt.timedelta(days=20)
    channels = ("web", "web", "paper", "meeting", "import")
    participants = Participant.objects.bulk_create(
        Participant(
            organisation=opened.organisation,
            receipt=f"{number:010d}",
            created_at=start,
            people=8 if number % 50 == 3 else 1,
        )
        for number in range(MANY)
    )
    contributions = Contribution.objects.bulk_create(
        Contribution(
            dialogue=opened,
            activity=activity,
            participant=participants[number],
            reference=f"{number:06d}",
            channel=channels[number % 5],
            received_at=start + dt.timedelta(minutes=number),
            submission=uuid.UUID(int=number),
            published_at=start,
        )
        for number in range(MANY)
    )
    Wording.objects.bulk_create(
        Wording(contribution=each, number=1, text=WORDS.format(each.reference), worded_at=start)
        for each in contributions
    )
    findings = Finding.objects.bulk_create(
        Finding(dialogue=opened, number=number, statement={"sv": f"Slutsats {number}."}, written_at=start)
        for number in range(1, FINDINGS + 1)
    )
    read = contributions[: MANY - 100]
    Reading.objects.bulk_create(
        Reading(
            contribution=each,
            dialogue=opened,
            read_at=start,
            read_by=accounts["bo"],
            aside="" if number % 10 else "off_topic",
        )
        for number, each in enumerate(read)
    )
    Rest.objects.bulk_create(
        Rest(finding=findings[number % FINDINGS], contribution=each) for number, each in enumerate(read) if number % 10
    )
    return opened


STAFF = ("read/", "read/?state=all&page=150&q=skolgården", "read/009950/", "read/000005/", "findings/", "findings/2/")
EVERYBODY = ("result/", "result/3/?page=9", "result/aside/?page=20", "result.json")


def test_staff_pages_ask_at_most_15_queries_and_public_ones_8(
    many, signed_in, client, accounts, django_assert_max_num_queries
):
    bo = signed_in("bo")
    slowest = 0.0
    for page in (*STAFF, "sign-off/"):
        with django_assert_max_num_queries(15):
            slowest = max(slowest, _seconds(bo, f"/staff/d/skolan/{page}"))
    with django_assert_max_num_queries(8):
        _seconds(client, "/d/skolan/result/")
    Reading.objects.bulk_create(
        Reading(
            contribution=each,
            dialogue=many,
            read_at=clock.now(),
            read_by=accounts["bo"],
            aside="duplicate",
            duplicate_of=each,
        )
        for each in Contribution.objects.order_by("-pk")[:100]
    )
    Opening.objects.update(closed_at=clock.now())
    SignOff.objects.create(dialogue=many, signed_at=clock.now(), signed_by=accounts["bo"])
    for page in EVERYBODY:
        with django_assert_max_num_queries(8):
            slowest = max(slowest, _seconds(client, f"/d/skolan/{page}"))
    assert slowest < PATIENCE


def _seconds(client, address):
    before = time.process_time()
    response = client.get(address, headers={"accept-encoding": "gzip"})
    seconds = time.process_time() - before
    assert response.status_code == 200, address
    assert address.endswith(".json") or len(response.content) < 60 * 1024, address
    return seconds
