"""Whatever page refuses a form shows what was typed in it, also where the form does not stand there any more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.participation.actions import close_participation
from gehor.planning.models import Activity, Dialogue

HEADING = "Det du skrev finns kvar här"
LONG = 'Bussen <b>går</b> för sällan.\r\n\r\nDet sade "alla" vid bordet.'


def shown(answer: Any) -> bool:
    return "Bussen &lt;b&gt;går&lt;/b&gt; för sällan." in answer.text and "Det sade &quot;alla&quot;" in answer.text


@pytest.fixture
def desk(signed_in: Callable[[str], Client]) -> Client:
    client = signed_in("alma")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    return client


def test_a_page_whose_form_is_gone_shows_what_was_typed_in_it(desk: Client, opened: Dialogue, alma: Actor) -> None:
    address = "/staff/d/skolan/enter/1/"
    wrong = {"text": LONG, "title": "Om bussen", "channel": "none"}
    before = desk.post(address, wrong)
    assert before.status_code == 422 and shown(before)
    assert HEADING not in before.text, "it stands in the form"
    close_participation(Activity.objects.get(), actor=alma, reason={"sv": "Alla har svarat."})
    after = desk.post(address, wrong)
    assert after.status_code == 422 and shown(after) and HEADING in after.text
    assert "Om bussen" in after.text


def test_what_somebody_else_has_taken_away_takes_no_text_with_it(desk: Client, opened: Dialogue) -> None:
    gone = desk.post("/staff/d/skolan/findings/7/", {"statement_sv": LONG})
    assert gone.status_code == 404 and shown(gone) and HEADING in gone.text


def test_nothing_is_shown_of_what_another_site_sends_or_nobody_asked_for(client: Client, opened: Dialogue) -> None:
    strict = Client(enforce_csrf_checks=True)
    elsewhere = {"origin": "https://elsewhere.example"}
    assert not shown(strict.post("/d/skolan/take-part/7/", {"text": LONG}, headers=elsewhere))
    assert not shown(client.post("/no-such-page/", {"text": LONG}))
