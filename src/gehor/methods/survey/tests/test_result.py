"""The result of a survey as everybody sees it: nobody can be recognised by it."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.methods.survey import rules
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.results import small_cells
from gehor.participation.ballots.rules import Filled
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Option, Question, When
from gehor.process.method import Figure, Line, Table

from .conftest import FORM
from .examples import WAYS, both

AGES = tuple(Option(key, both(key, key)) for key in ("young", "grown", "old"))
QUESTIONS = (
    Question("way", Kind.ONE, both("Hur reser du?", "How do you travel?"), options=WAYS),
    Question("why", Kind.SCALE, both("Hur bra?", "How good?"), when=When("way", ("car",))),
    Question("age", Kind.ONE, both("Hur gammal är du?", "How old are you?"), options=AGES, background=True),
)


@pytest.fixture
def told(written: Activity, alma: Actor) -> Callable[[list[dict[str, Any]]], None]:
    def closed_with(ballots: list[dict[str, Any]]) -> None:
        written.setup = rules.setup_of(QUESTIONS)
        written.save()
        open_participation(written, actor=alma)
        rows = [Filled(number, values) for number, values in enumerate(ballots, 2)]
        import_ballots(written, actor=alma, rows=rows, file_name="a.csv", file_hash="a" * 64)
        close_participation(written, actor=alma, reason={"sv": "Alla har svarat."})

    return closed_with


def test_what_few_have_answered_is_not_shown_nor_is_how_few_are_old(
    told: Callable[[list[dict[str, Any]]], None], client: Client
) -> None:
    told([{"way": "bus", "age": "grown"}] * 9 + [{"way": "car", "why": 4, "age": "young"}] * 2 + [{"age": "old"}] * 6)
    page = client.get(f"{FORM}result/").content.decode()
    assert "How good?" in page and "So few have answered this" in page
    assert "82% (9 of 11)" in page
    assert page.count("too few to tell") == 2  # the young, and the next, so that nobody works it out
    assert "Where fewer than five have answered so" in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{FORM}result.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 17 and set(rows[0]) == {"row", "channel", "way"}


def test_a_survey_about_people_alone_gives_out_no_answers_one_by_one(
    told: Callable[[list[dict[str, Any]]], None], client: Client
) -> None:
    told([{"age": "old"}] * 6)
    rows = client.get(f"{FORM}result.json").json()["ballots"]
    assert len(rows) == 6 and not any("age" in row or row["way"] or row["why"] for row in rows)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((9, 6, 5), ""),
        ((9, 6, 2), "bc"),
        ((9, 3, 2), "bc"),
        ((9, 2, 1), "abc"),
        ((9, 6, 0), ""),
        ((3, 0, 0), "abc"),
        ((1, 1, 8), "abc"),
    ],
)
def test_which_small_numbers_are_not_told(counts: tuple[int, ...], hidden: str) -> None:
    lines = tuple(Line(key, {}, (Figure(count, sum(counts)),)) for key, count in zip("abc", counts, strict=True))
    assert small_cells(Table("age", {}, ("share",), lines, background=True)) == frozenset(hidden)
