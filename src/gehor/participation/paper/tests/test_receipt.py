"""The code of a form leads to the receipt page, before and after it is typed in."""

from collections.abc import Callable

from django.test import Client

from gehor.ground.people.receipt import shown
from gehor.participation.ballots.models import Ballot
from gehor.participation.paper.models import Sheet


def test_before_it_is_typed_in_the_page_says_so_and_after_it_is_the_receipt(
    sheets: list[Sheet], typed: Callable[..., Ballot]
) -> None:
    address, browser = f"/c/{shown(sheets[0].code)}/", Client()
    page = browser.get(address)
    assert page.status_code == 200 and "Your form has not been typed in yet" in page.content.decode()
    assert browser.post("/c/", {"code": sheets[0].code})["Location"] == address
    typed(sheets[0], way=["bus"])
    assert "How you answered" in browser.get(address).content.decode()
    kept = browser.get(f"{address}everything.json").json()
    assert kept["paper_forms"][0]["sheet"] == 1 and kept["paper_forms"][0]["scanned_pages"] == []
