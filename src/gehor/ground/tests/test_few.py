"""Not everybody is let in at once, and nobody is left outside for ever."""

import threading
from functools import partial
from typing import Any

import pytest

from gehor.ground import few
from gehor.ground.few import PLACES, few_at_a_time
from gehor.testing.threads import PATIENCE, side_by_side


def here(environ: Any, start_response: Any) -> list[bytes]:
    return [b"here"]


def test_a_few_are_inside_at_a_time(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GROUP_COMMIT = True
    monkeypatch.setattr(few, "PATIENCE", PATIENCE)
    inside: set[object] = set()
    most = []

    def stay(environ: Any, start_response: Any) -> list[bytes]:
        mine = object()
        inside.add(mine)
        threading.Event().wait(0.002)
        most.append(len(inside))
        inside.remove(mine)
        return here(environ, start_response)

    answers = side_by_side(*(partial(few_at_a_time(stay), {}, None) for _ in range(12)))
    assert answers == [[b"here"]] * 12
    assert 1 < max(most) <= PLACES


def test_where_each_commits_by_itself_nobody_stands_outside(db: None, settings: Any) -> None:
    settings.GROUP_COMMIT = False
    all_are_inside = threading.Barrier(PLACES + 2)

    def meet(environ: Any, start_response: Any) -> list[bytes]:
        all_are_inside.wait(PATIENCE)
        return here(environ, start_response)

    answers = side_by_side(*(partial(few_at_a_time(meet), {}, None) for _ in range(PLACES + 2)))
    assert answers == [[b"here"]] * (PLACES + 2)


def test_who_has_waited_long_enough_goes_in(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GROUP_COMMIT = True
    monkeypatch.setattr(few, "PATIENCE", 0.001)
    taken = [few._places.acquire(timeout=PATIENCE) for _ in range(PLACES)]
    try:
        assert all(taken) and few_at_a_time(here)({}, None) == [b"here"]
        assert few._places._value == 0  # and gives up no place but its own
    finally:
        few._places.release(PLACES)


def test_who_fails_leaves_the_place(settings: Any) -> None:
    settings.GROUP_COMMIT = True

    def fail(environ: Any, start_response: Any) -> list[bytes]:
        raise ValueError

    with pytest.raises(ValueError):
        few_at_a_time(fail)({}, None)
    assert few._places._value == PLACES
