"""What is sealed has been handed on, and what was not handed on is not sealed."""

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gehor.ground import clock, worker
from gehor.ground.journal import relay
from gehor.ground.journal.models import Entry, Seal
from gehor.ground.journal.seal import marked
from gehor.ground.rows import insert
from gehor.process.step import Step

pytestmark = pytest.mark.django_db
OBSERVED = Step("test.observed", by=frozenset())
ran: list[list[int]] = []


@task()
def follow(subject_ids):
    ran.append(subject_ids)


@task()
def stumble(subject_ids):
    raise RuntimeError("no")


@pytest.fixture(autouse=True)
def nothing_ran():
    ran.clear()
    yield
    relay._follows.pop(OBSERVED.key, None)


def entry(subject_id: int, step: str = OBSERVED.key) -> Entry:
    return insert(marked(unwritten(subject_id, step)))


def unwritten(subject_id: int, step: str = OBSERVED.key) -> Entry:
    return Entry(
        at=clock.now(),
        organisation_id=11,
        step=step,
        actor="account:7",
        subject_kind="test.thing",
        subject_id=subject_id,
    )


def test_a_task_follows_its_step_with_all_subjects_at_once():
    relay.on(OBSERVED)(follow)
    for number in (3, 1, 2):
        entry(number)
    entry(9, step="test.other")
    assert relay.hand_on() == 4
    worker.work_off()
    assert ran == [[3, 1, 2]] and Seal.objects.count() == 4


def test_an_entry_is_handed_on_once():
    relay.on(OBSERVED)(follow)
    relay.on(OBSERVED)(follow)  # said twice, as when a module is read again
    entry(1)
    relay.hand_on()
    relay.hand_on()
    assert DBTaskResult.objects.count() == 1


def test_an_entry_with_a_lower_number_that_comes_late_is_handed_on_too():
    relay.on(OBSERVED)(follow)
    late = entry(1)
    second = entry(2)
    assert second.pk > late.pk
    relay.hand_on()
    later = marked(unwritten(7))
    later.pk = late.pk - 1000
    later.save(force_insert=True)
    relay.hand_on()
    worker.work_off()
    assert ran == [[1, 2], [7]]


def test_nothing_follows_from_an_entry_that_no_action_wrote(caplog):
    relay.on(OBSERVED)(follow)
    entry(1)
    slipped = insert(unwritten(2))
    assert relay.hand_on() == 2 and Seal.objects.filter(entry_id=slipped.pk).exists(), "it stays, and can be named"
    worker.work_off()
    assert ran == [[1]] and f"Entry {slipped.pk} of the journal was slipped in" in caplog.text


def test_when_enqueuing_fails_nothing_is_sealed(monkeypatch):
    class Broken:
        def enqueue(self, ids):
            raise RuntimeError("the queue is away")

    relay._follows[OBSERVED.key] = [Broken()]
    entry(1)
    with pytest.raises(RuntimeError):
        relay.hand_on()
    assert not Seal.objects.exists()

    relay._follows[OBSERVED.key] = [follow]
    relay.hand_on()
    assert Seal.objects.count() == 1 and DBTaskResult.objects.count() == 1


def test_a_task_that_fails_does_not_hold_up_the_journal():
    relay.on(OBSERVED)(stumble)
    relay.on(OBSERVED)(follow)
    entry(1)
    worker.work_off()
    assert ran == [[1]] and Seal.objects.count() == 1


def test_looking_is_worth_while_only_after_something_new():
    newness = relay.Newness()
    assert newness.is_likely()  # at first nobody knows
    newness._since = float("-inf")
    assert not newness.is_likely()
    entry(1)
    assert newness.is_likely()
