"""What pages cost somebody who opens them, and which cost too much: in queries, in bytes and in a processor's time."""

import gzip
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.test import Client

from gehor.ground import packing

PUBLIC_MOST, STAFF_MOST, DOCUMENT_MOST = 8, 15, 20  # queries of a page, and of a file to take along
WIRE_MOST = 60 * 1024  # bytes of a page on its way
LIST_MOST = 200 * 1024  # bytes of a list in the browser: an old phone must build it; documents are whole
SECONDS_MOST = 3.0  # of a processor's time
WHOLE = re.compile("basis/$|version/|preview|draft|json|pdf")  # documents, which are not shown in pieces

EVERYTHING = "/contributions.json"  # all that was said, for programs


@contextmanager
def asked() -> Iterator[Callable[[], int]]:
    """How many questions the database has been asked since. What they read like would cost another of each."""
    number = 0

    def count(execute: Callable[..., Any], *question: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*question)

    with connection.execute_wrapper(count):
        yield lambda: number


@dataclass(frozen=True)
class Walker:
    """Opens the pages of staff as somebody who works here, all others as a visitor."""

    staff: Client
    visitor: Client
    document_seconds: float = SECONDS_MOST

    def cost(self, address: str) -> tuple[int, str]:
        """What it answers, and in words what is too much, if anything is."""
        is_staff = address.startswith("/staff/")
        with asked() as queries:
            began = time.process_time()
            response = (self.staff if is_staff else self.visitor).get(address)
            content = response.getvalue()
            seconds = time.process_time() - began
        is_file = "Content-Disposition" in response
        most = DOCUMENT_MOST if is_staff and is_file else STAFF_MOST if is_staff else PUBLIC_MOST
        is_shown = not is_file and not address.endswith(EVERYTHING)
        wire = len(packing.packed(content)) if is_shown else 0
        is_light = wire <= WIRE_MOST and (not is_shown or len(content) <= LIST_MOST or WHOLE.search(address))
        is_quick = seconds <= (self.document_seconds if is_file else SECONDS_MOST)
        if queries() <= most and is_light and is_quick:
            return response.status_code, ""
        spent = f"{queries()} queries, {len(content)} bytes, {wire} packed, {seconds:.1f} s"
        return response.status_code, f"{address}: {response.status_code}, {spent}"


# What a browser loads that comes for the first time


LATIN_EXT = re.compile("[\u0100-\u0130\u0132-\u017f\u0218-\u021b\u1e80-\u1e9e]")  # see fonts.css
FIRST_VIEW_MOST, SCRIPT_MOST = 60_000, 15_000  # bytes
FONT, MORE_OF_IT = "/static/design/fonts/atkinson-latin.woff2", "/static/design/fonts/atkinson-latin-ext.woff2"
_SHEETS = re.compile(r'<link rel="(?:stylesheet|icon|preload)" href="([^"]+)"')
_SCRIPTS = re.compile(r'<script\b[^>]*\bsrc="([^"]+)"')
_PICTURES = re.compile(r'<img\b(?![^>]*loading="lazy")[^>]*\bsrc="(/[^"]+)"')


@dataclass(frozen=True)
class FirstView:
    """The page, its styles and scripts, the fonts whose letters are on it, and the pictures that do not wait.

    Bytes of the bodies, packed where they are worth packing; headers are counted where a browser weighs (weighing.py).
    """

    bytes: int
    script: int  # of these


def first_view(page: str, fetch: Callable[[str], bytes]) -> FirstView:
    """fetch: address → what lies there."""
    scripts = set(_SCRIPTS.findall(page))
    others = {*_SHEETS.findall(page), *_PICTURES.findall(page), FONT}
    if LATIN_EXT.search(page):
        others.add(MORE_OF_IT)
    script = sum(_wire(each, fetch(each)) for each in scripts)
    return FirstView(
        len(packing.packed(page.encode())) + script + sum(_wire(each, fetch(each)) for each in others), script
    )


@cache  # most pages have the same
def _wire(address: str, content: bytes) -> int:
    is_packed_already = address.endswith((".woff2", ".jpg", ".png"))
    return len(content) if is_packed_already else min(len(content), len(gzip.compress(content, 9)))
