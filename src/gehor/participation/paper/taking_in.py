"""From a scanned file to pages that somebody can review: in the background, page by page. Nothing is counted here."""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from subprocess import CalledProcessError
from typing import Any

from django.db import transaction

from gehor.ground import clock
from gehor.ground.people.receipt import normalise, shown

from . import files, pressing, queries
from .models import Page, Run, Scan, Sheet
from .reading import apart
from .reading.marks import Mark, Seen, seen
from .reading.sense import Sense, made_of

logger = logging.getLogger(__name__)


def take_in(scan: Scan) -> None:
    """Read a file that waits. What a cut-off reading has left is begun anew; the file goes when it is read."""
    _begin_anew(scan)
    try:
        for number, found in enumerate(apart.read(files.where(scan.path)), 1):
            if "unread" in found:
                scan.trouble = found["unread"]
            else:
                _keep(scan, number, found)
    except (CalledProcessError, OSError, ValueError):
        logger.exception("Scan %s could not be read", scan.pk)
        scan.trouble = "failed"
    path, scan.path, scan.read_at = scan.path, "", clock.now()
    scan.save(update_fields=["path", "read_at", "trouble"])
    files.forget(path)


def _begin_anew(scan: Scan) -> None:
    for page in Page.objects.filter(scan=scan):
        files.forget(page.path)
    Page.objects.filter(scan=scan).delete()
    scan.read = 0


def _keep(scan: Scan, number: int, found: dict[str, Any]) -> None:
    with transaction.atomic():
        page = Page(scan=scan, number=number, trouble=found["trouble"])
        if found["code"]:
            _place(page, normalise(found["code"]), found["page"])
        if not page.trouble:
            data = bytes.fromhex(found["picture"])
            page.seen = _seen(page.sheet.run, page.page, data)
            page.path = files.keep(data, "jpg")
        page.save()
        scan.read = number
        scan.save(update_fields=["read"])


def _place(page: Page, code: str, number: int) -> None:
    """Which sheet it is a page of, or what is wrong with it."""
    sheet = queries.sheet_by(code)
    page.word = shown(code)
    if sheet is None:
        page.trouble = page.trouble or "unknown_code"
        return
    if sheet.run.activity_id != page.scan.activity_id:
        organisation = sheet.run.activity.dialogue.organisation_id
        elsewhere = organisation != page.scan.activity.dialogue.organisation_id
        page.trouble = page.trouble or ("unknown_code" if elsewhere else "other_activity")
        return
    page.sheet, page.page = sheet, number or None
    page.trouble = page.trouble or trouble(sheet, number)


def trouble(sheet: Sheet, number: int) -> str:
    """Why this page of the sheet is not read, as a code; "" where nothing is against it."""
    if not 1 <= number <= sheet.run.pages:
        return "no_such_page"
    if queries.is_old(sheet.run):
        return "old_version"
    if queries.typed_in(sheet):
        return "typed_before"
    if Page.objects.filter(sheet=sheet, page=number, trouble="").exists():
        return "twice"
    return ""


def _seen(run: Run, number: int, data: bytes) -> dict[str, Any]:
    from PIL import Image  # takes memory: loaded by whoever reads a scan

    places = [each for each in pressing.places(run) if each.page == number]
    return asdict(seen(Image.open(BytesIO(data)), places))


def sense(sheet: Sheet, pages: Iterable[Page]) -> Sense:
    """What the boxes of a sheet say, and what somebody must look at."""
    boxes: dict[str, Mark] = {}
    fields: dict[str, bool] = {}
    for page in pages:
        boxes |= {key: Mark(mark) for key, mark in page.seen["boxes"].items()}
        fields |= page.seen["fields"]
    return made_of(queries.questions_of(sheet.run), Seen(boxes, fields))
