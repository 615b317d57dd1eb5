"""A vote on a phone, in a real browser: the sum follows what is chosen, and nobody leaves it unconfirmed by mistake."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gehor.participation.ballots.models import Ballot
from gehor.planning.models import Activity

from .conftest import FORM

pytestmark = pytest.mark.one


def test_a_vote_is_cast_on_a_phone(
    budget: Activity,
    open_page: Callable[..., Any],
    axe: Callable[..., None],
    no_sideways_scrolling: Callable[..., None],
) -> None:
    today = timezone.localdate()  # the server runs in a thread of its own, at the real time
    Activity.objects.update(begins_on=today, ends_on=today + dt.timedelta(days=14))
    page = open_page(width=360, height=740, language="en")
    page.goto(FORM)
    page.get_by_label("Yes, I am 13 or older").check()
    page.get_by_label("The south").check()
    assert page.get_by_label("New playground").is_hidden()
    total = page.locator("[role=status]").last
    page.get_by_label("Light along the path").check()
    assert total.inner_text() == "Chosen: 90,000 kr of 100,000 kr. 10,000 kr are left."
    page.get_by_label("Growing boxes").check()
    assert "10,000 kr too much" in total.inner_text()
    page.get_by_label("Growing boxes").uncheck()
    no_sideways_scrolling(page)
    axe(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.get_by_role("button", name="Go on: look").click()
    assert asked == ["beforeunload"], "leaving with a vote that is not sent is asked about"
    axe(page)

    def arrives_but_the_answer_is_lost(route: Any) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/*send", arrives_but_the_answer_is_lost, times=1)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").filter(has_text="trying once more").wait_for()
    assert Ballot.objects.count() == 1, "it has arrived, and nobody has been told"
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    assert "/c/" in page.url and "Your vote is counted." in page.locator("main").inner_text()
    assert Ballot.objects.get().values["projects-sodra-delen"] == ["belysning"]
