"""Closing while somebody submits: one is first, and the other is told. By two connections, on both databases."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.participation.actions import close_participation, contribute, enter
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Channel

PATIENCE = 20  # seconds; only a test that fails waits so long

SideBySide = Callable[[Callable[[], Any]], Future[Any]]


class AtTheDoor:
    """Notices when a thread is about to write, just before it has to wait for whoever is writing now."""

    def __init__(self) -> None:
        self.reached = threading.Event()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("BEGIN", 'INSERT INTO "participation_contribution"')):
            self.reached.set()
        return execute(sql, params, many, context)


def close_when(door: AtTheDoor, activity: Activity, alma: Actor, holding: threading.Event) -> None:
    """Close, and commit only when somebody stands at the door."""
    with transaction.atomic():
        close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
        holding.set()
        assert door.reached.wait(PATIENCE)


def submit(door: AtTheDoor, holding: threading.Event, send: Callable[[], Any]) -> Any:
    assert holding.wait(PATIENCE)
    connection.ensure_connection()
    with connection.execute_wrapper(door):
        return send()


def kept() -> tuple[int, int]:
    return Contribution.objects.count(), Opening.objects.filter(closed_at__isnull=False).count()


def test_whoever_submits_while_it_closes_is_told(
    opened: Dialogue, activity: Activity, alma: Actor, dana: Actor, side_by_side: SideBySide
) -> None:
    door, holding = AtTheDoor(), threading.Event()

    def send() -> None:
        contribute(activity, actor=dana, submission=uuid.uuid4(), text="Mer utemiljö.", language="sv")

    closing = side_by_side(lambda: close_when(door, activity, alma, holding))
    sending = side_by_side(lambda: submit(door, holding, send))
    closing.result(PATIENCE)
    with pytest.raises(WrongMoment) as refusal:
        sending.result(PATIENCE)
    assert refusal.value.code == "closed_meanwhile"
    assert side_by_side(kept).result(PATIENCE) == (0, 1)


def test_whoever_types_in_while_it_closes_is_told_and_keeps_the_text(
    opened: Dialogue, activity: Activity, alma: Actor, signed_in: Callable[[str], Client], side_by_side: SideBySide
) -> None:
    door, holding = AtTheDoor(), threading.Event()
    tove = signed_in("tove")
    form = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "text": "Bänkar längs ån."}

    def send() -> Any:
        return tove.post("/staff/d/skolan/enter/1/", {**form, "submission": str(uuid.uuid4())})

    closing = side_by_side(lambda: close_when(door, activity, alma, holding))
    sending = side_by_side(lambda: submit(door, holding, send))
    closing.result(PATIENCE)
    answer = sending.result(PATIENCE)
    assert answer.status_code == 409
    assert "Bänkar längs ån." in answer.content.decode()
    assert side_by_side(kept).result(PATIENCE) == (0, 1)


def test_what_was_received_first_stays_and_closing_waits_for_it(
    opened: Dialogue, activity: Activity, alma: Actor, tove: Actor, side_by_side: SideBySide
) -> None:
    received, closing_waits = threading.Event(), AtTheDoor()

    def type_in() -> None:
        with transaction.atomic():
            enter(
                activity,
                actor=tove,
                submission=uuid.uuid4(),
                channel=Channel.PAPER,
                text="Bänkar längs ån.",
                language="sv",
            )
            received.set()
            # On PostgreSQL the closing waits at the opening's row, which the trigger holds; it has begun by then
            assert closing_waits.reached.wait(PATIENCE)

    def close() -> None:
        assert received.wait(PATIENCE)
        connection.ensure_connection()
        closing_waits.reached.set()
        close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})

    typing, closing = side_by_side(type_in), side_by_side(close)
    typing.result(PATIENCE)
    closing.result(PATIENCE)
    assert side_by_side(kept).result(PATIENCE) == (1, 1)
