"""Nobody is led to a door that is shut: whoever follows the links of staff pages from their own desk meets no 403.

The links are not listed: they are followed, one of each kind, so that a new page cannot be forgotten.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve

from gehor.analysis.checking.models import Check, Response
from gehor.analysis.models import Finding
from gehor.ground import clock
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*?href="(/staff/[^"#?]*)')
FILES = (".pdf", ".docx", ".csv", ".ics", ".json", ".zip", ".svg")  # made at length, for whoever may open their page


def shut_doors(browser: Client) -> tuple[list[tuple[str, str]], int]:
    """(the page, the link on it that leads to 403) for one link of each kind, and how many pages were opened."""
    waiting, seen, shut, opened = [("", "/staff/")], {"portal:desk"}, [], 0
    while waiting:
        page, link = waiting.pop(0)
        answer = browser.get(link, headers={"accept-language": "en"})
        if answer.status_code == 403:
            shut.append((page, link))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        opened += 1
        for found in LINK.findall(answer.text):
            kind = resolve(found).view_name
            if kind not in seen and not found.endswith(FILES):
                seen.add(kind)
                waiting.append((link, found))
    return shut, opened


@pytest.fixture
def checked(answered: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Everything that leaves links behind: also a check, in which somebody objected."""
    now = clock.now()
    held = Check.objects.create(
        dialogue=answered, number=1, last_day=clock.today(), opened_at=now, opened_by=accounts["alma"], closed_at=now
    )
    Response.objects.create(
        check_round=held,
        finding=Finding.objects.get(dialogue=answered, number=1),
        version=1,
        verdict="correct",
        text="Den är sliten.",
        channel="paper",
        received_at=now,
    )
    return answered


@pytest.mark.parametrize("name", ["ada", "bo", "cilla", "kim"])
def test_no_link_of_a_staff_page_leads_its_reader_to_a_refusal(
    signed_in: Callable[[str], Client], checked: Dialogue, name: str
) -> None:
    shut, opened = shut_doors(signed_in(name))
    assert not shut
    assert opened > 25, "the walk found too few pages to mean anything"
