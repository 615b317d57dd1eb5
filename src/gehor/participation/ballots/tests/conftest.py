"""A way of taking part in which people only answer questions, planted for these tests."""

import sys
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms import Form

from gehor.ground import catalogue
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.participation.actions import open_participation
from gehor.participation.ballots.actions import cast
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import Kind, Option, Question
from gehor.process.method import Figure, Line, Method, Outcome, Said, Table, Takes
from gehor.process.words import Channel, Level, Proof

WAYS = ("bus", "bike", "car")


def questions(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    ways = tuple(Option(key, {"sv": key}) for key in setup.get("ways", WAYS))
    place = (Question("where", Kind.PLACE, {"sv": "Var kliver du på?"}),) if setup.get("place") else ()
    return (
        *place,
        Question("way", Kind.SEVERAL, {"sv": "Hur reser du?"}, options=ways),
        Question("km", Kind.NUMBER, {"sv": "Hur långt är det?"}),
        Question("why", Kind.LONG, {"sv": "Varför?", "en": "Why?"}),
    )


def with_a_choice(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    often = tuple(Option(key, {"sv": key}) for key in ("aldrig", "ibland", "alltid"))
    return (Question("often", Kind.ONE, {"sv": "Hur ofta?"}, options=often), *questions(setup))


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    people = {cast.voter for cast in said.casts}
    lines = tuple(
        Line(key, {"sv": key}, (Figure(sum(key in cast.values.get("way", ()) for cast in said.casts), len(people)),))
        for key in WAYS
    )
    channels = {channel: sum(cast.channel is channel for cast in said.casts) for channel in Channel}
    return Outcome(len(people), channels, 0, (Table("ways", {"sv": "Hur vi reser"}, ("share",), lines),))


TRAVEL = Method(
    key="travel",
    levels=frozenset({Level.CONSULT}),
    channels=tuple(Channel),
    setup_form=Form,
    takes=frozenset({Takes.BALLOTS}),
    questions=questions,
    outcome=outcome,
)


def statement(setup: Mapping[str, Any], item: str, values: Mapping[str, Any]) -> dict[str, Any]:
    if item not in {f"s{number}" for number in range(200)}:
        raise WrongInput("unknown_item", word=item)
    if set(values) != {"choice"} or values["choice"] not in (1, 0, -1):
        raise WrongInput("nothing_answered")
    return dict(values)


@pytest.fixture
def methods(monkeypatch: pytest.MonkeyPatch) -> dict[str, Method]:
    """The last ballot counts in "travel", the first in "final"; in "views" people vote on one thing after another."""
    planted = {
        "travel": TRAVEL,
        "final": replace(TRAVEL, key="final", final=True, questions=with_a_choice),
        "views": replace(TRAVEL, key="views", ballot=statement),
    }
    for key, method in planted.items():
        monkeypatch.setitem(catalogue.methods(), key, method)
        texts = SimpleNamespace(NAME=key, SUMMARY=key, COLUMNS={})
        monkeypatch.setitem(sys.modules, f"gehor.methods.{key}.texts", texts)
    return planted


@pytest.fixture
def planned_by(planned: Dialogue, methods: dict[str, Method]) -> Callable[[str], Activity]:
    """`planned_by("final")` is the dialogue's one activity, in that way, not opened yet."""

    def arrange(key: str) -> Activity:
        Activity.objects.filter(dialogue=planned, number=1).update(method=key)
        return Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)

    return arrange


@pytest.fixture
def opened_by(planned_by: Callable[[str], Activity], alma: Any) -> Callable[[str], Activity]:
    def open_(key: str) -> Activity:
        activity = planned_by(key)
        open_participation(activity, actor=alma)
        return activity

    return open_


@pytest.fixture
def travel(opened_by: Callable[[str], Activity]) -> Activity:
    """Open, and of several ballots the last counts."""
    return opened_by("travel")


@pytest.fixture
def final(opened_by: Callable[[str], Activity]) -> Activity:
    """Open, and of several ballots the first counts."""
    return opened_by("final")


@pytest.fixture
def views(opened_by: Callable[[str], Activity]) -> Activity:
    return opened_by("views")


def held(name: str, proof: Proof = Proof.CODE) -> Held:
    return Held(proof, name)


def hand_in(activity: Activity, name: str, *ways: str, **given: Any) -> Ballot:
    """What a person of that name fills in on the web."""
    given = {"submission": uuid.uuid4(), "language": "sv", "values": {"way": list(ways)}, **given}
    return cast(activity, actor=RESIDENT, held=held(name), **given)


def counted(activity: Activity) -> list[list[str]]:
    """The ways on every ballot that counts."""
    from gehor.participation.ballots.queries import said

    return sorted(each.values["way"] for each in said(activity).casts)
