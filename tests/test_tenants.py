"""Organisations share nothing: every address, with all roles of another organisation, gives 403 or 404.

The addresses are not listed: they are walked, so that a new page cannot be forgotten.
"""

import pytest
from django.test import Client

from gehor.ground import catalogue, clock
from gehor.ground.organisations.models import Account, Organisation
from gehor.ground.organisations.models import Membership as RoleOf
from gehor.network.gatherings.models import Gathering, Guest, Part, Table
from gehor.network.library.models import Article, Draft, Keeper, Version
from gehor.network.models import ContactPerson, Membership, Network, Partner
from gehor.network.programme.homework.models import Assignment, ProgrammeStep
from gehor.network.programme.models import Application, Programme, Reader
from gehor.network.sharing.models import Shared, Sharing, Source
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import STAFF_ROLES
from gehor.testing.addresses import filled, staff_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.one]  # whom a door opens for is asked before the database is

OPEN = {200, 302, 303, 409}
OWN = {"/staff/"}  # pages without an organisation: they show the visitor's own


@pytest.fixture(autouse=True)
def a_network(organisation: Organisation) -> Network:
    """What the holes of the addresses of networks are filled with: see gehor.testing.addresses."""
    partner = Partner.objects.create(pk=1, host=organisation, name="Bortby", kind="other", changed_at=clock.now())
    contact = ContactPerson.objects.create(
        pk=1, partner=partner, name="Mira", role="official", keep_until=clock.today()
    )
    network = Network.objects.create(
        pk=1, host=organisation, slug="x", name={}, purpose={}, begins_on=clock.today(), created_at=clock.now()
    )
    Membership.objects.create(pk=1, network=network, partner=partner, since=clock.today())
    a_gathering(network, contact)
    return network


def a_gathering(network: Network, contact: ContactPerson) -> None:
    """Today's, with a guest who comes and a table."""
    today, now = clock.today(), clock.now()
    gathering = Gathering.objects.create(
        pk=1,
        network=network,
        number=1,
        theme={},
        held_on=today,
        begins_at=now.time(),
        length="half",
        place="Residenset",
        answer_by=today,
        tables=1,
        seats=8,
        changed_at=now,
    )
    Part.objects.bulk_create(Part(gathering=gathering, position=n, kind="frame", minutes=9, title={}) for n in (0, 1))
    Guest.objects.create(
        pk=1, gathering=gathering, contact=contact, code="7KM2PX4RT9", invited_at=now, answer="yes", placed_at=now
    )
    Table.objects.create(pk=1, gathering=gathering, number=1)


@pytest.fixture(autouse=True)
def an_article(organisation: Organisation, accounts: dict[str, Account]) -> Article:
    """Submitted, and gone on with: of the library, which the organisation keeps."""
    now, content = clock.now(), {"title": {"sv": "Skolan"}}
    Keeper.objects.create(pk=1, organisation=organisation, since=now)
    article = Article.objects.create(pk=1, organisation=organisation, kind="example", slug="x", created_at=now)
    Version.objects.create(article=article, number=1, content=content, submitted_at=now)
    Draft.objects.create(article=article, content=content, changed_at=now, changed_by=accounts["alma"])
    return article


@pytest.fixture(autouse=True)
def a_programme(organisation: Organisation) -> Programme:
    """With an application that is submitted."""
    now, today = clock.now(), clock.today()
    days = dict.fromkeys(("begins_on", "ends_on", "apply_by", "first_meeting_on"), today)
    texts = {name: {"sv": "Masterclass"} for name in ("name", "purpose", "audience", "terms")}
    room = {"members_least": 1, "members_most": 9, "created_at": now, "published_at": now}
    programme = Programme.objects.create(pk=1, host=organisation, slug="x", **days, **texts, **room)
    Application.objects.create(
        pk=1,
        programme=programme,
        name="Bortby",
        kind="other",
        begun_at=now,
        submitted_at=now,
        contact_email="b@b.example",
    )
    Reader.objects.create(pk=1, programme=programme, name="Rune", email="rune@b.example", asked_at=now)
    step = ProgrammeStep.objects.create(pk=1, programme=programme, number=1, title={}, starts_on=today, due_on=today)
    Assignment.objects.create(pk=1, step=step, title={}, instructions={}, due_on=today)
    return programme


@pytest.fixture(autouse=True)
def a_feed(organisation: Organisation) -> Source:
    """What the organisation listens to, and what it shares."""
    now = clock.now()
    sharing = Sharing.objects.create(organisation=organisation)
    Shared.objects.create(sharing=sharing, part="held", audience="link", since=now)
    return Source.objects.create(
        pk=1, organisation=organisation, what="library", name="x", address="https://x.example/", since=now, due_at=now
    )


def in_every_role(organisation: Organisation) -> Client:
    """A browser of somebody who has every role there. Roles only ever add: one alone opens less."""
    account = Account.objects.create_user(f"alla@{organisation.slug}.example", name="Alla")
    RoleOf.objects.bulk_create(
        RoleOf(account=account, organisation=organisation, role=role.value) for role in STAFF_ROLES
    )
    client = Client()
    client.force_login(account)
    return client


def test_no_role_elsewhere_opens_any_staff_page_here(other_organisation: Organisation, decided: Dialogue) -> None:
    foreigner = in_every_role(other_organisation)
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
            assert answer.content, f"{address}: an empty page"
    assert not open_doors
    assert walked > 40, "the walk found too few addresses to mean anything"


def test_the_same_addresses_do_open_for_those_who_work_here(organisation: Organisation, decided: Dialogue) -> None:
    """Else the test above would pass with addresses that lead nowhere. It takes every fourth to see that."""
    reference = Contribution.objects.filter(dialogue=decided).values_list("reference", flat=True)[0]
    colleague = in_every_role(organisation)
    others = {key.replace("_", "-") for key in catalogue.found()}  # a page of one method opens in its activities alone
    patterns = [each for each in staff_patterns() if others.isdisjoint(each.split("/")[3:4])]
    codes = [colleague.get(filled(pattern, reference)).status_code for pattern in patterns[::4]]
    pages = [code for code in codes if code != 405]  # what is only posted to has no page to open
    assert len(pages) > 40
    assert sum(code in OPEN for code in pages) > 0.5 * len(pages)


def test_staff_pages_send_strangers_to_sign_in(client: Client, decided: Dialogue) -> None:
    reference = Contribution.objects.filter(dialogue=decided).values_list("reference", flat=True)[0]
    for pattern in staff_patterns():
        address = filled(pattern, reference)
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/login/"), address
