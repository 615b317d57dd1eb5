"""Whoever comes for the first time, on a bad line, waits for little: pages are weighed as they go over the wire."""

from typing import Any

import pytest

from gehor.testing.installation import LEAD, ORGANISATION, SLUG
from gehor.testing.serving import Served
from gehor.testing.weighing import first_view

BYTES_MOST = 60_000
SCRIPT_MOST = 15_000


@pytest.mark.parametrize(
    "path", [f"/d/{SLUG}/contributions/", f"/d/{SLUG}/", f"/d/{SLUG}/take-part/", f"/o/{ORGANISATION}/"]
)
def test_a_first_view_is_light(served: Served, chromium: Any, path: str) -> None:
    weight = first_view(chromium, served.address, path)
    assert weight.bytes <= BYTES_MOST, weight
    assert weight.script == 0, "a page for everybody needs no script"
    assert 1 < weight.requests <= 6, weight


def test_a_working_page_brings_little_script(served: Served, chromium: Any) -> None:
    weight = first_view(chromium, served.address, f"/staff/d/{SLUG}/read/", sign_in=LEAD)
    assert weight.bytes <= BYTES_MOST, weight
    assert weight.script <= SCRIPT_MOST, weight
