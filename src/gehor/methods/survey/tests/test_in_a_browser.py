"""A survey on a phone, in a real browser: questions come and go with the answers, and parts follow each other."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gehor.participation.ballots.models import Ballot
from gehor.planning.models import Activity

from .conftest import FORM

pytestmark = pytest.mark.one


def test_a_survey_is_answered_on_a_phone(
    survey: Activity,
    open_page: Callable[..., Any],
    axe: Callable[..., None],
    no_sideways_scrolling: Callable[..., None],
) -> None:
    today = timezone.localdate()  # the server runs in a thread of its own, at the real time
    Activity.objects.update(begins_on=today, ends_on=today + dt.timedelta(days=14))
    page = open_page(width=360, height=740, language="en")
    page.goto(FORM)
    stop = page.get_by_label("Which stop?")
    page.get_by_label("By bus").first.check()
    stop.fill("Torget")
    page.get_by_label("Walk").first.check()
    assert stop.is_hidden() and stop.is_disabled()
    page.get_by_label("By bus").first.check()
    assert stop.input_value() == "Torget", "what was written is there again"
    axe(page)
    page.get_by_role("button", name="Next part").click()
    no_sideways_scrolling(page)
    axe(page)
    page.get_by_label("How many kilometres?").fill("2,5")
    page.get_by_role("button", name="Save and go on another day").click()
    axe(page)
    page.get_by_role("button", name="Go on now").click()
    assert page.get_by_label("How many kilometres?").input_value() == "2,5"
    page.get_by_role("button", name="Go on: look").click()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/c/*/")
    assert Ballot.objects.get().values == {"way": "bus", "far": "2.5"}
    receipt = page.url
    page.go_back()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(receipt)
    assert Ballot.objects.count() == 1, "the way back asks nothing, and what is sent once more is one ballot"
