"""In the background: scans are read; their pictures are forgotten when their time is over, or somebody is erased."""

import datetime as dt

from django.db.models import QuerySet
from django_tasks import task

from gehor.ground import clock
from gehor.ground.disposing import dispose_due
from gehor.ground.journal.relay import on
from gehor.ground.people.models import Participant
from gehor.ground.worker import hourly
from gehor.process.steps import ERASE_PERSON, SCAN_FORMS

from . import files, rules, taking_in
from .models import Page, Scan


@on(SCAN_FORMS)
@task()
def read_scans(scan_ids: list[int]) -> int:
    """One after the other. Twice is harmless: what has been read is not read again."""
    waiting = Scan.objects.filter(pk__in=scan_ids, read_at__isnull=True)
    for scan in waiting.select_related("activity__dialogue").order_by("pk"):
        taking_in.take_in(scan)
    return len(scan_ids)


@on(ERASE_PERSON)
@task()
def forget_pages_of(participant_ids: list[int]) -> int:
    """The pictures of what somebody filled in go when they are erased. What was counted stays."""
    codes = Participant.objects.filter(pk__in=participant_ids).values_list("receipt", flat=True)
    return _forget(Page.objects.filter(sheet__code__in=list(codes)))


@hourly
def forget_old() -> int:
    """Pictures of pages are kept for thirty days, reviewed or not: the paper is the document."""
    before = clock.now() - dt.timedelta(days=rules.KEPT_DAYS)
    old = Scan.objects.filter(at__lt=before)
    return dispose_due("scans", old, at="activity__dialogue__organisation", forget=_forget_scans)


def _forget_scans(scans: QuerySet[Scan]) -> int:
    gone = _forget(Page.objects.filter(scan__in=scans))
    for scan in scans:
        files.forget(scan.path)
        scan.delete()
    return gone


def _forget(pages: QuerySet[Page]) -> int:
    rows = list(pages)
    for page in rows:
        files.forget(page.path)
    Page.objects.filter(pk__in=[page.pk for page in rows]).delete()
    return len(rows)
