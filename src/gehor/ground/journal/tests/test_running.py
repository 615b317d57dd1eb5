"""A task that was cut off or failed is tried again, later and later, and given up in the end."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gehor.ground.journal import running
from gehor.ground.journal.rules import LONGEST, MOST_ATTEMPTS, pause_after

pytestmark = pytest.mark.django_db
ran: list[str] = []


@task()
def note(word):
    ran.append(word)


@task()
def fail():
    ran.append("failed")
    raise ValueError("a fault of our own")


@task()
def wait():
    ran.append("waited")
    raise running.TryLater


@pytest.fixture(autouse=True)
def nothing_ran():
    ran.clear()


def due():
    DBTaskResult.objects.update(run_after=timezone.now() - dt.timedelta(seconds=1))


def cut_off(row: DBTaskResult, *, times: int = 1) -> None:
    """As a killed worker leaves it."""
    DBTaskResult.objects.filter(pk=row.id).update(
        status="RUNNING", started_at=timezone.now(), worker_ids=["elsewhere:1"] * times
    )


def test_tasks_run_in_order_and_once():
    for word in ("first", "second"):
        note.enqueue(word)
    assert running.run_one() and running.run_one() and not running.run_one()
    assert ran == ["first", "second"]


def test_an_idle_look_takes_no_write_lock(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not running.run_one()


def test_a_task_that_was_cut_off_runs_again():
    row = note.enqueue("again")
    cut_off(row)
    assert not running.run_one()  # perhaps it is still running
    assert running.put_back() == 1
    assert running.run_one() and ran == ["again"]
    assert DBTaskResult.objects.get().worker_ids == ["elsewhere:1", running.name()]


def test_a_task_that_takes_its_worker_with_it_every_time_is_given_up(caplog):
    cut_off(note.enqueue("poison"), times=MOST_ATTEMPTS)
    assert running.put_back() == 0
    assert DBTaskResult.objects.get().status == "FAILED" and "given up" in caplog.text
    assert running.put_back() == 0 and not running.run_one()


def test_a_task_that_fails_is_tried_again_later(caplog):
    fail.enqueue()
    running.run_one()
    row = DBTaskResult.objects.get()
    assert row.status == "READY" and row.run_after > timezone.now() + dt.timedelta(seconds=25)
    assert "a fault of our own" in caplog.text
    assert not running.run_one()  # not before its time
    due()
    running.run_one()
    assert ran == ["failed", "failed"]
    assert DBTaskResult.objects.get().run_after > timezone.now() + dt.timedelta(seconds=55)


def test_and_given_up_in_the_end(caplog):
    fail.enqueue()
    for _ in range(MOST_ATTEMPTS + 3):
        running.run_one()
        due()
    assert len(ran) == MOST_ATTEMPTS
    assert DBTaskResult.objects.get().status == "FAILED" and "given up" in caplog.text


def test_a_task_that_only_has_to_wait_makes_no_noise(caplog):
    wait.enqueue()
    running.run_one()
    assert DBTaskResult.objects.get().status == "READY" and caplog.text == ""


def test_a_worker_that_died_while_noting_a_failure_leaves_nothing_behind():
    fail.enqueue()
    running.run_one()
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert running.put_back() == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_done_tasks_are_forgotten_after_two_weeks():
    note.enqueue("old")
    note.enqueue("new")
    running.run_one()
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(finished_at=timezone.now() - dt.timedelta(days=15))
    running.run_one()
    running.forget_old()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["new"]]


def test_pauses_double_and_then_stay():
    pauses = [pause_after(attempts) for attempts in range(1, 15)]
    assert pauses[0] == dt.timedelta(seconds=30) and pauses[1] == dt.timedelta(minutes=1)
    assert pauses == sorted(pauses) and pauses[-1] == LONGEST
    assert pause_after(1000) == LONGEST and pause_after(0) == pauses[0]
