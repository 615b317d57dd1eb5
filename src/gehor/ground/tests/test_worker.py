"""One works, the others stand by. What happens when a worker is killed: feedback/tests/test_killed_worker.py."""

import signal
import threading

import pytest

from gehor.ground import worker

pytestmark = pytest.mark.django_db


def test_of_several_workers_one_works():
    stop = threading.Event()
    with worker.alone(stop) as first, worker.alone(stop, patient=False) as second:
        assert first.still_mine() and second is None
    with worker.alone(stop, patient=False) as third:
        assert third is not None


def test_whoever_waits_stops_when_asked():
    stop = threading.Event()
    stop.set()
    with worker.alone(threading.Event()), worker.alone(stop) as waiting:
        assert waiting is None


def test_asked_to_stop_nothing_is_begun():
    stop = threading.Event()
    stop.set()
    assert worker.work_off(stop) == 0
    worker.run(stop)


def test_the_place_comes_free_when_its_holder_fails():
    stop = threading.Event()
    with pytest.raises(RuntimeError), worker.alone(stop):
        raise RuntimeError
    with worker.alone(stop, patient=False) as place:
        assert place is not None


@pytest.mark.usefixtures("restored_signals")
def test_once_leaves_the_work_to_the_worker_that_is_there(capsys):
    with worker.alone(threading.Event()):
        assert worker.main(once=True) == 0
    assert "Another worker" in capsys.readouterr().out
    assert worker.main(once=True) == 0


@pytest.fixture
def restored_signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
