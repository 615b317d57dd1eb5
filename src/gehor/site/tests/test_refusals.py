"""A refusal stands under the head of whoever the address belongs to, for those who may enter there."""

from collections.abc import Callable

import pytest
from django.test import Client

from gehor.planning.models import Dialogue

ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize(
    ("name", "address", "status", "head"),
    [
        ("cilla", "/staff/d/skolan/read/", 403, ["Älvsala", "What next"]),
        ("bo", "/staff/o/alvsala/members/", 403, ["Älvsala", "What next"]),
        ("alma", "/staff/d/skolan/check/enter/", 409, ["Älvsala", "What next", 'href="/staff/d/skolan/"']),
        ("farid", "/staff/d/skolan/read/", 403, ["Gehör", "My receipt"]),
        ("farid", "/staff/o/alvsala/members/", 403, ["Gehör", "My receipt"]),
    ],
)
def test_whose_page_it_is_is_said_to_those_who_work_there(
    signed_in: Callable[[str], Client], planned: Dialogue, name: str, address: str, status: int, head: list[str]
) -> None:
    page = signed_in(name).get(address, headers=ENGLISH)
    assert page.status_code == status
    assert all(words in page.text for words in head)
    assert ("Älvsala" in page.text) == ("Älvsala" in head)


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/staff/d/skolan/check/?page=2", "/staff/d/skolan/check/"),
        ("https://elsewhere.example/staff/d/skolan/check/", "/staff/d/skolan/check/close/"),
        ("", "/staff/d/skolan/check/close/"),
    ],
)
def test_a_refused_form_leads_back_to_the_page_on_which_it_stood(
    signed_in: Callable[[str], Client], planned: Dialogue, before: str, back: str
) -> None:
    page = signed_in("alma").post("/staff/d/skolan/check/close/", headers={**ENGLISH, "referer": before})
    assert page.status_code == 409
    assert f'<a href="{back}">Back to the page</a>' in page.text


@pytest.mark.parametrize(
    ("name", "address", "above"),
    [
        ("alma", "/staff/d/skolan/budget/1/from-file/", "/staff/d/skolan/budget/1/"),
        ("alma", "/staff/d/skolan/openings/1/open/", "/staff/d/skolan/openings/"),
        ("alma", "/staff/d/skolan/check/close/", "/staff/d/skolan/check/"),
        ("farid", "/staff/d/skolan/check/close/", "/staff/d/skolan/check/"),
        ("alma", "/d/skolan/take-part/1/support/ABC234/take-back/", "/d/skolan/take-part/1/"),
        ("alma", "/c/ABCDE-FGHJK/support/ABC234/", "/c/ABCDE-FGHJK/"),
        ("alma", "/language/", "/"),
    ],
)
def test_an_address_that_only_takes_forms_leads_to_the_page_above(
    signed_in: Callable[[str], Client], planned: Dialogue, name: str, address: str, above: str
) -> None:
    page = signed_in(name).get(address, headers=ENGLISH)
    assert page.status_code == 405 and page["Allow"] == "POST" and page["Cache-Control"] == "no-store"
    assert "There is nothing to look at here" in page.text
    assert (f'<a href="{above}">To the page</a>' in page.text) == (above != "/")
    assert ("Älvsala" in page.text) == (name == "alma" and address.startswith(("/staff/", "/d/")))


def test_a_page_to_read_says_that_nothing_can_be_sent_to_it(planned: Dialogue) -> None:
    page = Client().post("/healthz", headers=ENGLISH)
    assert page.status_code == 405 and "Nothing has been changed" in page.text
    assert '<a href="/healthz">To the page</a>' in page.text
