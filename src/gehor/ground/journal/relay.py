"""The journal is the outbox: what has been sealed has been handed on to background tasks, in the same transaction.

A stage says in its tasks.py which task follows which step:

    @on(RELEASE_ANSWERS)
    @task()
    def deliver_released(subject_ids): …

The task gets the ids of the subjects of the sealed entries, may run twice, and must then do no harm the second time.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

from gehor.process.step import Step

from .models import Entry
from .seal import is_ours, seal_new

logger = logging.getLogger(__name__)
AT_ONCE = 1000  # entries in one transaction
SETTLING = 60.0  # seconds in which a slow transaction may still commit an entry with a lower id

_follows: dict[str, list[Task[Any, Any]]] = defaultdict(list)


def on(step: Step) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Let a task follow a step."""

    def follow(task: Task[Any, Any]) -> Task[Any, Any]:
        if task not in _follows[step.key]:
            _follows[step.key].append(task)
        return task

    return follow


def discover() -> None:
    """Read every stage's tasks.py."""
    autodiscover_modules("tasks")


@transaction.atomic
def hand_on() -> int:
    """Seal what is new and enqueue what follows from it: both, or neither. Returns how many entries were sealed.

    Nothing follows from an entry that no action wrote. It is sealed all the same, so that it stays and can be named.
    """
    entries = seal_new(most=AT_ONCE)
    subjects: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        if is_ours(entry):
            subjects[entry.step].append(entry.subject_id)
        else:
            logger.error("Entry %s of the journal was slipped in, or its key is another: nothing follows", entry.pk)
    for step, ids in subjects.items():
        for task in _follows.get(step, ()):
            task.enqueue(ids)
    return len(entries)


class Newness:
    """Whether it is worth while to look for unsealed entries: looking is dear when the journal is long."""

    def __init__(self) -> None:
        self._newest: int | None = -1  # nobody has looked yet
        self._since = float("-inf")

    def is_likely(self) -> bool:
        newest = Entry.objects.order_by("-id").values_list("id", flat=True).first()
        if newest != self._newest:
            self._newest, self._since = newest, time.monotonic()
        return time.monotonic() - self._since < SETTLING
