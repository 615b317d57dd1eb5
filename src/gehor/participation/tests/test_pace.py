"""A form that comes back quicker than anybody can read is pressed once more, with everything typed kept."""

import datetime as dt
import re
import time
import uuid
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from gehor.ground import pace, pages
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

FORM = "/d/skolan/take-part/1/"
SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def paced(settings: Any) -> None:
    settings.LEAST_SECONDS = 3


def moment_of(page: str) -> str:
    return re.search(r'name="shown" value="([^"]+)"', page).group(1)


def at(seconds_ago: float, monkeypatch: pytest.MonkeyPatch) -> str:
    """The moment of a form that was shown so long ago."""
    now = time.time()
    with monkeypatch.context() as then:
        then.setattr(signing.time, "time", lambda: now - seconds_ago)
        return pace.now()


def send(browser: Client, shown: str, **more: str) -> Any:
    filled = {"submission": str(uuid.uuid4()), "text": "Mer utemiljö, <tack>.", "anyway": "1", "shown": shown, **more}
    return browser.post(FORM, filled, headers=SWEDISH)


@pytest.mark.usefixtures("paced")
def test_whoever_is_too_quick_presses_once_more(
    opened: Dialogue, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = moment_of(client.get(FORM).content.decode())
    page = send(client, first)
    assert page.status_code == 422 and "Tryck på skicka en gång till" in page.content.decode()
    assert "Mer utemiljö, &lt;tack&gt;." in page.content.decode()
    assert moment_of(page.content.decode()) == first, "the time that has passed is not lost"
    assert not Contribution.objects.exists()
    assert send(client, at(3.5, monkeypatch)).status_code == 303
    assert send(client, at(dt.timedelta(days=30).total_seconds(), monkeypatch)).status_code == 303, "slow people"


@pytest.mark.usefixtures("paced")
@pytest.mark.parametrize("made_up", ["", "1", ":1vMabc:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", '"><script>'])
def test_a_moment_that_we_did_not_write_is_replaced(opened: Dialogue, client: Client, made_up: str) -> None:
    page = send(client, made_up)
    assert page.status_code == 422 and pace.is_known(moment_of(page.content.decode()))
    assert "<script>" not in page.content.decode()


def test_a_kept_page_gives_each_reader_a_moment_of_their_own(
    opened: Dialogue, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEEP_PAGES = True
    pages.forget()
    first = moment_of(client.get(FORM).content.decode())
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 60)
    assert moment_of(client.get(FORM).content.decode()) != first
    pages.forget()
