"""Whoever writes a number or an address is asked before it is sent, once, and sends it as it is if it is to stand."""

import re
import uuid

import pytest

from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.tests.conftest import methods, opened_by, planned_by
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

__all__ = ["methods", "opened_by", "planned_by"]
PAGE, SWEDISH = "/d/skolan/take-part/1/", {"accept-language": "sv"}
MARK = re.compile(r'name="as_it_is" value="(\w+)"')


def test_a_number_in_a_text_is_asked_about_once_and_then_sent_as_it_is(opened, client):
    sent = {"submission": str(uuid.uuid4()), "text": "Ring mig på 070-123 45 67", "language": "sv"}
    page = client.post(PAGE, sent, headers=SWEDISH)
    assert page.status_code == 422 and not Contribution.objects.exists()
    body = page.content.decode()
    assert "personuppgifter: 070-123 45 67 (telefonnummer)." in body and "Ring mig på" in body
    (mark,) = MARK.findall(body)
    more = {**sent, "text": "Ring mig på 070-123 45 67 eller anna@exempel.se", "as_it_is": [mark]}
    asked = client.post(PAGE, more, headers=SWEDISH)
    assert asked.status_code == 422 and "personuppgifter: anna@exempel.se (e-postadress)" in asked.content.decode()
    assert "telefonnummer" not in asked.content.decode()
    assert client.post(PAGE, {**more, "as_it_is": MARK.findall(asked.content.decode())}).status_code == 303
    (sent_as_it_is,) = Contribution.objects.all()
    assert sent_as_it_is.published_at is None, "somebody reads it first, also where the rest is shown at once"
    assert "070-123" not in client.get(f"/d/skolan/c/{sent_as_it_is.reference}/").content.decode()


@pytest.mark.parametrize("text", ["Född 19900101-2385", "Bor på Storgatan 3", "19900161-2382 är hennes nummer"])
def test_so_are_personal_numbers_and_street_addresses(opened, client, text):
    sent = {"submission": str(uuid.uuid4()), "text": text, "language": "sv"}
    assert client.post(PAGE, sent).status_code == 422


def test_what_stands_in_the_field_for_an_address_is_nobodys_business(opened, client):
    sent = {"submission": str(uuid.uuid4()), "text": "Mer skugga", "email": "anna@exempel.se", "language": "sv"}
    assert client.post(PAGE, sent).status_code == 303


@pytest.mark.parametrize("way", ["travel", "final"])
def test_an_open_answer_is_asked_about_where_it_stands(opened_by, client, way):
    opened_by(way)
    sent = {"submission": str(uuid.uuid4()), "q.way": ["bus"], "q.why": "Fråga Anna, 070-123 45 67", "confirmed": "1"}
    page = client.post(PAGE, {**sent, "q.often": "ibland"}, headers=SWEDISH)
    assert page.status_code == 422 and not Ballot.objects.exists()
    assert 'id="id_q.why_error"' in page.content.decode()
    again = {**sent, "q.often": "ibland", "as_it_is": MARK.findall(page.content.decode())}
    assert client.post(PAGE, again).status_code == 303


def test_so_is_a_statement_of_ones_own(planned, activity, alma, client):
    from gehor.methods.statements.tests.examples import SETUP
    from gehor.participation.actions import open_participation

    Activity.objects.filter(pk=activity.pk).update(method="statements", setup={**SETUP, "own": True})
    open_participation(Activity.objects.select_related("dialogue__organisation").get(pk=activity.pk), actor=alma)
    sent = {"submission": str(uuid.uuid4()), "text": "Ring Anna på 070-123 45 67", "language": "sv"}
    page = client.post(PAGE, sent, headers=SWEDISH)
    assert page.status_code == 422 and not Contribution.objects.exists()
    again = {**sent, "as_it_is": MARK.findall(page.content.decode())}
    assert client.post(PAGE, again).status_code == 303
    assert Contribution.objects.count() == 1
