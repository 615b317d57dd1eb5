"""What everybody may see of what came of it, and when."""

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.journal.models import Entry
from gehor.participation.actions import close_participation, mask
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.results import text_of
from gehor.participation.ballots.rules import Filled
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import rule
from gehor.planning.models import Activity
from gehor.process.method import Figure
from gehor.process.words import Channel, MaskReason

RESULT = "/d/skolan/take-part/1/result"
FEW = [("bus",), ("bus", "bike"), ("car",), ()]
ENOUGH = [*FEW, ("bus",)]


@pytest.fixture
def brought(travel: Activity, alma: Actor) -> Callable[..., Activity]:
    """`brought(ways)` closes the activity after ballots with these ways."""

    def bring(
        ways: list[tuple[str, ...]], channels: list[Channel] | None = None, *, is_closed: bool = True
    ) -> Activity:
        channels = channels or [Channel.WEB] * len(ways)
        rows = [
            Filled(number, {"way": list(some), "km": str(number), "why": "Hemligt ord"}, channel=channel)
            for number, (some, channel) in enumerate(zip(ways, channels, strict=True))
        ]
        import_ballots(travel, actor=alma, rows=rows, file_name="a.csv", file_hash="0" * 64)
        if is_closed:
            close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
        return travel

    return bring


def test_those_who_work_with_it_see_it_while_it_is_open(
    brought: Callable[..., Activity],
    signed_in: Callable[[str], Client],
    alma: Actor,
    django_assert_max_num_queries: Any,
) -> None:
    travel = brought(FEW, is_closed=False)
    bo = signed_in("bo")
    again = "Inlämnat igen av samma person"
    assert again not in bo.get("/staff/d/skolan/outcome/1/", headers={"accept-language": "sv"}).content.decode()
    twice = [Filled(at, {"way": ["bus"]}, channel=Channel.PAPER, person="a") for at in (1, 2)]
    import_ballots(travel, actor=alma, rows=twice, file_name="b.csv", file_hash="1" * 64)
    with django_assert_max_num_queries(15):
        answer = bo.get("/staff/d/skolan/outcome/1/", headers={"accept-language": "sv"})
    page = " ".join(answer.content.decode().split())
    assert "60 % (3 av 5)" in page and answer.context["hidden"] == "open"
    assert again in page and "räknas den som kom in sist" in page and answer.context["again"] == [("paper", 1)]
    assert "/staff/d/skolan/outcome/1/" in signed_in("alma").get("/staff/d/skolan/openings/").content.decode()
    for other in ("tove", "farid"):
        assert signed_in(other).get("/staff/d/skolan/outcome/1/").status_code == 403
        assert signed_in(other).post("/staff/d/skolan/outcome/1/ballots.csv").status_code == 403


def test_each_taking_out_is_in_the_journal_and_what_was_hidden_is_not_taken_out(
    brought: Callable[..., Activity], signed_in: Callable[[str], Client], alma: Actor
) -> None:
    brought(FEW, is_closed=False)
    one, other, *_ = Contribution.objects.order_by("pk")
    mask(one, actor=alma, title="", text="Maskerat ord", reason=MaskReason.PERSONAL_DATA, note="")
    rule(other, actor=alma, kind="hide", reason="threat")
    bo = signed_in("bo")
    assert bo.get("/staff/d/skolan/outcome/1/ballots.csv").status_code == 405
    file = bo.post("/staff/d/skolan/outcome/1/ballots.csv")
    assert "no-store" in file["cache-control"]
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert sorted(row["why"] for row in rows) == ["", "Hemligt ord", "Hemligt ord", "Maskerat ord"]
    assert {(row["language"], row["received"]) for row in rows if row["why"]} == {("sv", clock.today().isoformat())}
    entry = Entry.objects.latest("pk")
    assert (entry.step, entry.subject_id, entry.codes) == ("participation.take_out", one.activity_id, {})


def csv_rows(client: Client) -> list[dict[str, str]]:
    content = client.get(f"{RESULT}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_result_is_shown_with_how_many_and_how_they_came(
    brought: Callable[..., Activity], client: Client, language: str, django_assert_max_num_queries: Any
) -> None:
    brought(ENOUGH, [Channel.WEB] * 3 + [Channel.PAPER] * 2)
    with django_assert_max_num_queries(8):
        page = " ".join(client.get(f"{RESULT}/", headers={"accept-language": language}).content.decode().split())
    told = {
        "sv": ("5 personer svarade. Webb: 3, Pappersblankett: 2.", "Hur vi reser", "60 % (3 av 5)", "Andel"),
        "en": ("5 people answered. Web: 3, Paper form: 2.", "Hur vi reser", "60% (3 of 5)", "Share"),
    }
    for words in told[language]:
        assert words in page.replace("\xa0", " "), words
    assert '<rect width="60.00" height="10"/>' in page and "<script" not in page
    assert "Hemligt ord" not in page


def test_it_is_hidden_while_it_is_open(brought: Callable[..., Activity], client: Client) -> None:
    brought(ENOUGH, is_closed=False)
    page = client.get(f"{RESULT}/", headers={"accept-language": "sv"})
    assert page.status_code == 200 and "Resultatet visas inte än" in page.content.decode()
    assert "Hur vi reser" not in page.content.decode()
    assert [client.get(f"{RESULT}.{ending}").status_code for ending in ("csv", "json")] == [409, 409]


def test_it_is_hidden_where_few_have_answered(brought: Callable[..., Activity], client: Client) -> None:
    brought(FEW)
    page = client.get(f"{RESULT}/", headers={"accept-language": "sv"})
    assert page.status_code == 200 and "Färre än 5 personer svarade" in page.content.decode()
    assert "Hur vi reser" not in page.content.decode()
    assert [client.get(f"{RESULT}.{ending}").status_code for ending in ("csv", "json")] == [409, 409]


def test_the_ballots_are_given_out_without_whose_they_are_or_when_they_came(
    brought: Callable[..., Activity], client: Client
) -> None:
    brought([*ENOUGH, ("car",)])
    rows = csv_rows(client)
    assert list(rows[0]) == ["row", "channel", "way.bus", "way.bike", "way.car", "km"]
    assert sorted((row["way.bus"], row["km"]) for row in rows) == [
        ("", "3"),
        ("0", "2"),
        ("0", "5"),
        ("1", "0"),
        ("1", "1"),
        ("1", "4"),
    ]
    content = client.get(f"{RESULT}.json", headers={"accept-language": "en"}).content.decode()
    told = json.loads(content)
    assert [row["km"] for row in told["ballots"]] == [row["km"] for row in rows]
    assert {row["channel"] for row in told["ballots"]} == {"web"}
    assert set(told["columns"]) == set(rows[0]) and not any("<" in words for words in told["columns"].values())
    for voter in Voter.objects.select_related("participant"):
        assert voter.pseudonym not in content and voter.participant.receipt not in content
    assert "Hemligt ord" not in content and "T1" not in content
    assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5", "6"]


def test_what_few_have_answered_is_not_given_out_one_by_one(brought: Callable[..., Activity], client: Client) -> None:
    brought(ENOUGH)
    assert list(csv_rows(client)[0]) == ["row", "channel", "km"]


def test_how_they_came_is_left_out_where_few_came_in_one_way(brought: Callable[..., Activity], client: Client) -> None:
    brought([*ENOUGH, ("car",)], [Channel.WEB] * 5 + [Channel.PHONE])
    assert {row["channel"] for row in csv_rows(client)} == {""}


def test_what_is_not_counted_has_no_such_page(opened: Any, client: Client) -> None:
    assert client.get(f"{RESULT}/").status_code == 404
    assert client.get(f"{RESULT}.csv").status_code == 404


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(1200), "1 200"),
        (Figure(Fraction(1, 3)), "0,33"),
        (Figure(Fraction(4, 2)), "2"),
        (Figure(0, of=0), "0 % (0 av 0)"),
        (Figure(-3), "-3"),
    ],
)
def test_figures_as_they_are_read(figure: Figure, words: str) -> None:
    with translation.override("sv"):
        assert text_of(figure).replace("\xa0", " ").replace("−", "-") == words
