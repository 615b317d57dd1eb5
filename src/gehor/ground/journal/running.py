"""Runs what the relay enqueued, one task at a time, in the one worker of the installation.

django-tasks-db keeps tasks as rows. The worker that it brings leaves the row of a killed process RUNNING for ever, and
a failed one FAILED for ever; here both are tried again. That is safe because a task may run twice: what may not happen
twice, such as a message leaving, is guarded by its own row (see gehor.feedback.delivering).
"""

import datetime as dt
import logging
import os
import socket

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .rules import MOST_ATTEMPTS, pause_after

logger = logging.getLogger(__name__)
BACKEND = "default"
KEPT = dt.timedelta(days=14)  # how long a done task can be looked at


class TryLater(Exception):
    """A task says: not now, but nothing is wrong with me."""


def put_back() -> int:
    """What a dead worker left behind is made ready again. Call it only where no other worker can be running."""
    left = list(_ours().filter(status__in=(TaskResultStatus.RUNNING, TaskResultStatus.FAILED)))
    again = [row for row in left if len(row.worker_ids) < MOST_ATTEMPTS]
    for row in again:
        _again(row, at=timezone.now())
    for row in left:
        if row not in again and row.status == TaskResultStatus.RUNNING:  # it takes its worker with it, every time
            logger.error("Task %s (%s) was cut off %s times; given up", row.pk, row.task_path, len(row.worker_ids))
            row.set_failed(RuntimeError("cut off too often"))
    return len(again)


def run_one() -> bool:
    """Run the next task that is ready, if there is one. A task that fails is tried again after a growing pause."""
    row = _claimed()
    if row is None:
        return False
    try:
        row.set_successful(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
    except TryLater as reason:
        row.set_failed(reason)
        _after_failure(row, quietly=True)
    except Exception as fault:  # noqa: BLE001 whatever it was, it is told and tried again
        row.set_failed(fault)
        _after_failure(row)
    return True


def waiting() -> int:
    """How many tasks are ready or will be."""
    return _ours().filter(status=TaskResultStatus.READY).count()


def forget_old() -> None:
    """Done tasks are of no use after a while."""
    _ours().successful().filter(finished_at__lt=timezone.now() - KEPT).delete()


def name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def _ours():
    return DBTaskResult.objects.filter(backend_name=BACKEND)


def _claimed() -> DBTaskResult | None:
    ready = _ours().ready()
    if not ready.exists():  # asked first, since on SQLite even an idle claim would take the write lock
        return None
    with transaction.atomic():
        row = ready.get_locked()
        if row is not None:
            row.claim(name())
    return row


def _after_failure(row: DBTaskResult, *, quietly: bool = False) -> None:
    attempts = len(row.worker_ids)
    if attempts >= MOST_ATTEMPTS:
        logger.error("Task %s (%s) failed %s times; given up:\n%s", row.pk, row.task_path, attempts, row.traceback)
        return
    pause = pause_after(attempts)
    if not quietly:
        logger.warning("Task %s (%s) failed, again in %s:\n%s", row.pk, row.task_path, pause, row.traceback)
    _again(row, at=timezone.now() + pause)


def _again(row: DBTaskResult, *, at: dt.datetime) -> None:
    row.status, row.run_after, row.finished_at = TaskResultStatus.READY, at, None
    row.save(update_fields=["status", "run_after", "finished_at"])
