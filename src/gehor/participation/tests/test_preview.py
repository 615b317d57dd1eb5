"""What people will meet, looked at before anything opens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.participation.models import Opening
from gehor.planning.models import Dialogue

PREVIEW = "/staff/d/skolan/preview/1/"


@pytest.fixture
def lead(planned: Dialogue, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("alma")


def test_the_page_is_seen_as_it_will_be_in_either_language(lead: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(15):
        page = lead.get(f"{PREVIEW}?language=en").content.decode()
    assert page.count("<iframe") == 2 and f'src="{PREVIEW}page/?language=en"' in page
    assert 'width="360"' in page and 'width="1024"' in page
    assert PREVIEW in lead.get("/staff/d/skolan/activities/1/").content.decode()
    for language in ("sv", "en"):
        with django_assert_max_num_queries(15):
            shown = lead.get(f"{PREVIEW}page/?language={language}").content.decode()
        assert f'<html lang="{language}"' in shown
        assert 'name="text"' in shown and "<button disabled" in shown
        assert "<button class" not in shown and "<script" not in shown and 'href="/d/' not in shown
    assert not Opening.objects.exists()


def test_it_may_be_framed_by_ourselves_and_nothing_can_be_sent_from_it(lead: Client) -> None:
    inside = lead.get(f"{PREVIEW}page/")
    policy = dict(part.strip().split(" ", 1) for part in inside["Content-Security-Policy"].split(";") if part.strip())
    assert policy["frame-ancestors"] == "'self'" and inside["X-Frame-Options"] == "SAMEORIGIN"
    assert policy["form-action"] == policy["script-src"] == "'none'"
    around = lead.get(PREVIEW)
    assert around["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in around["Content-Security-Policy"]
    assert lead.post(f"{PREVIEW}page/", {"text": "Hej"}).status_code == 405


def test_only_those_who_set_it_up_look_at_it(planned: Dialogue, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("bo").get(PREVIEW).status_code == 403
    assert signed_in("farid").get(f"{PREVIEW}page/").status_code == 403
    assert signed_in("alma").get("/staff/d/skolan/preview/9/").status_code == 404
