"""Organisations share nothing: every address, with all roles of another organisation, gives 403 or 404.

The addresses are not listed: they are walked, so that a new page cannot be forgotten.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import STAFF_ROLES
from gehor.testing.addresses import filled, staff_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.one]  # whom a door opens for is asked before the database is

OPEN = {200, 302, 303, 409}
OWN = {"/staff/"}  # pages without an organisation: they show the visitor's own


@pytest.fixture
def foreigner(accounts: dict[str, object], other_organisation: object) -> Client:
    """A browser of somebody who has every role, in another organisation. Roles only ever add: one alone opens less."""
    from gehor.ground.organisations.models import Account, Membership

    account = Account.objects.create_user("alla@bortby.example", name="Alla")
    for role in STAFF_ROLES:
        Membership.objects.create(account=account, organisation=other_organisation, role=role.value)
    client = Client()
    client.force_login(account)
    return client


def test_no_role_elsewhere_opens_any_staff_page_here(foreigner: Client, decided: Dialogue) -> None:
    reference = Contribution.objects.filter(dialogue=decided).values_list("reference", flat=True)[0]
    walked, open_doors = 0, []
    for pattern in staff_patterns():
        address = filled(pattern, reference)
        if address in OWN:
            continue
        for answer in (foreigner.get(address), foreigner.post(address, {})):
            walked += 1
            if answer.status_code not in (403, 404, 405):
                open_doors.append((address, answer.status_code))
    assert not open_doors
    assert walked > 40, "the walk found too few addresses to mean anything"


def test_the_same_addresses_do_open_for_those_who_work_here(
    signed_in: Callable[[str], Client], decided: Dialogue
) -> None:
    """Else the test above would pass with addresses that lead nowhere."""
    reference = Contribution.objects.filter(dialogue=decided).values_list("reference", flat=True)[0]
    people = [signed_in(name) for name in ("alma", "ada", "bo", "cilla", "rut", "odd")]
    pages, opened = 0, 0
    for pattern in staff_patterns():
        address = filled(pattern, reference)
        codes = (person.get(address).status_code for person in people)
        first = next(codes)
        if first != 405:  # what is only posted to has no page to open
            pages += 1
            opened += first in OPEN or not OPEN.isdisjoint(codes)
    assert opened > 0.6 * pages


def test_staff_pages_send_strangers_to_sign_in(client: Client, decided: Dialogue) -> None:
    reference = Contribution.objects.filter(dialogue=decided).values_list("reference", flat=True)[0]
    for pattern in staff_patterns():
        address = filled(pattern, reference)
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/login/"), address
