"""Every address there is, opened in the demo with nothing kept: no page asks the database more often than it may, and
none is heavy for whoever comes for the first time.

The addresses are not listed: whoever walks follows every link and form, from page to page. So a new page cannot be
forgotten: the walk comes by, or its name stands below with the reason why it cannot. The question about the state of
the data is counted.
"""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from functools import cache, cached_property, partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.core.cache import cache as kept_by_django
from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, get_resolver, resolve

from gehor.ground import limits, pages
from gehor.ground.journal.seal import verify
from gehor.ground.organisations.models import Account, Membership, Organisation
from gehor.ground.people.models import Participant
from gehor.methods.statements import tallies
from gehor.network.library import shelf
from gehor.participation import similar
from gehor.participation.ballots import queries as ballots
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.stages import Stage
from gehor.process.words import STAFF_ROLES
from gehor.site.demo import path
from gehor.testing.addresses import filled
from gehor.testing.costs import FIRST_VIEW_MOST, PUBLIC_MOST, SCRIPT_MOST, STAFF_MOST, asked, first_view

pytestmark = pytest.mark.one  # queries are as many on both databases

EXAMPLES = 2  # of each page, and of each way of taking part behind it, from different dialogues
DOCUMENTS = re.compile(r"application/(pdf|vnd\.openxmlformats)")  # one example: each is set in the same way
EVERY_ONE = {"portal:workbench", "portal:dialogue", "participation:openings", "participation:take_part"}  # they lead on
BEGIN = ("/", "/staff/", "/outbox/", "/design/", "/library/", "/methods/", "/b/", "/c/", "/e/", "/healthz")
OF_STAFF = ("/staff/", "/account/2fa/", "/account/password/change/", "/account/reminders/")
RECEIPTS, RICHEST, SAID = 40, 8, 8
HOLE = re.compile(r"<(?:\w+:)?(\w+)>")

MORE = {  # what may ask more, and why
    "trace:receipt": 13,  # tells one person of all that became of what they said: each kind of it, where there is some
    "trace:receipt_export": 20,  # a file of everything that is kept about one person
    "portal:desk": 18,  # of somebody with every role in several organisations; four tell of networks and programmes
    "gatherings:public_report": 9,  # a report of eight parts, and one question whether the kept page still holds
}
HEAVY = "leaflet"  # see docs/decisions/a-place-on-a-map-or-in-words.md and ground/maps/tests/test_weight.py

NOT_SHOWN = {  # beginnings of names → why nobody comes by
    "account_": "allauth's own, behind a code or a key that only an e-mail holds",
    "mfa_": "allauth's own, for somebody who has a second factor",
    "sign_in_": "leads to the employer's sign-in, which the demo has not",
    "identity:": "behind proofs that the demo does not ask for, or for providers that it has not",
    "gatherings:": "what is left of it is for other moments of a meeting than those in the demo; its own tests count",
    "programme:": "what is left of it needs a moment that the demo's programmes are not at; its own tests count",
    "homework:": "as above, of a member's work at home",
    "invoicing:": "as above, of invoices",
    "sharing:": "the demo takes in nothing from other installations; its own tests count",
}
ALONE = set(
    """
    analysis:attachment budget:picture library:file library:own_file library:submitted_file organisations:logo
    participation:attachment

    evaluation:by_code evaluation:by_receipt network:about_me proposals:answer_as_author registering:own
    registering:sits reminding:stop replies:rate series:ballot

    checking:check checking:enter checking:paper evaluation:answer evaluation:codes evaluation:enter
    evaluation:paper_form feedback:anew feedback:sheets library:event minutes:correct proposals:staff_change
    replies:again replies:letters text_hearing:look together:reply

    budget:project moderation:apart participation:ballot_slip participation:import_columns
    participation:import_problems participation:import_waiting participation:mend_ballot participation:support_list
    planning:project_cost planning:project_remove planning:project_row survey:new_question survey:question

    decision:decide_next decision:referral decision:settled feedback:paper feedback:poster map:marks_data
    proposals:merge trace:consultation_docx

    governance:principles_adopt governance:principles_draft governance:principles_drop governance:roles_adopt
    governance:roles_draft governance:roles_drop governance:roles_version

    voices:quote
    """.split()
)
"""Pages that nobody comes by, a group for each reason: files as they were stored · behind a key that only a message or
one receipt holds · open while something is asked or waits, which in the demo is over or has not begun · about a row or
a file that somebody is just working on · lead on to another page, or come with a state that no dialogue of the demo is
in · a draft of rules, of which the demo has adopted all · led to from what is drawn anew in each demo."""


class Walk:
    """Opens each address as whoever it is for: somebody who may do everything, or a visitor."""

    def __init__(self, staff: Client, visitor: Client) -> None:
        self.staff, self.visitor = staff, visitor
        rows = Activity.objects.values_list("dialogue__slug", "number", "method")
        self.methods = {(slug, number): method for slug, number, method in rows}
        self.walked: Counter[tuple[str, str]] = Counter()
        self.documents: set[tuple[str, str]] = set()  # to set one takes as long as ten pages
        self.places: set[tuple[str, str, str]] = set()
        self.names: set[str] = set()
        self.posted_to: set[str] = set()
        self.dear: list[str] = []
        self.fetch = cache(lambda address: visitor.get(address).getvalue())

    def go(self, addresses: Iterable[str]) -> None:
        todo = deque(addresses)
        seen = set(todo)
        while todo:
            found = [each for each in self.visit(todo.popleft()) if each not in seen]
            seen.update(found)
            todo.extend(found)

    def visit(self, address: str) -> list[str]:
        """The addresses that it leads to."""
        try:
            match = resolve(address)
        except Resolver404:  # a file
            return []
        kind = self.kind(match)
        place = (*kind, str(match.kwargs.get("slug", match.kwargs.get("receipt", ""))))
        examples = 1 if kind in self.documents else EXAMPLES
        enough = self.walked[kind] >= examples and match.view_name not in EVERY_ONE
        if enough or place in self.places or match.view_name in self.posted_to:
            return []
        forget()
        client = self.staff if address.startswith(OF_STAFF) else self.visitor
        with asked() as queries:
            answer = client.get(address)
            content = answer.getvalue()
        if answer.status_code == 405:
            self.posted_to.add(match.view_name)
        if answer.status_code in (301, 302, 303):
            return addresses_in(address, [answer["Location"]])
        if answer.status_code != 200:
            return []
        self.walked[kind] += 1
        self.places.add(place)
        self.names.add(match.view_name)
        if DOCUMENTS.match(answer["Content-Type"]):
            self.documents.add(kind)
        is_page = answer["Content-Type"].startswith("text/html")
        self.count(address, match.view_name, queries(), content.decode() if is_page else "")
        return addresses_in(address, linked(address, content.decode())) if is_page else []

    def look_for(self, name: str, pattern: str) -> None:
        """A page that no link led to: with what there is in the dialogues in which most was said."""
        parts = set(pattern.split("/"))
        of, tried = [place for place, method in self.methods.items() if method in parts], set()
        for slug, number in of or [(slug, 1) for slug in self.richest]:
            holes = {"slug": "alvsala" if "o" in parts else slug, "number": str(number)}
            for reference in self.said(slug, number) if "reference>" in pattern else [""]:
                address = "/" + HOLE.sub(partial(fill, {**holes, "reference": reference}), pattern)
                if address not in tried:  # not each page is one of a dialogue
                    self.visit(address)
                tried.add(address)
                if name in self.names:
                    return

    @cached_property
    def richest(self) -> list[str]:
        """The dialogues in which most was said."""
        shown = Contribution.objects.filter(published_at__isnull=False).order_by()
        counted = shown.values("dialogue__slug").annotate(n=Count("pk")).order_by("-n", "dialogue__slug")
        return list(counted.values_list("dialogue__slug", flat=True)[:RICHEST])

    def said(self, slug: str, number: int) -> list[str]:
        """References of what was said there, or in its dialogue: not each of them can be changed or merged."""
        shown = Contribution.objects.filter(dialogue__slug=slug, published_at__isnull=False)
        there = shown.annotate(elsewhere=~Q(activity__number=number)).order_by("elsewhere", "pk")
        return list(there.values_list("reference", flat=True)[:SAID])

    def count(self, address: str, name: str, queries: int, page: str) -> None:
        is_staff = address.startswith(OF_STAFF)
        if queries > MORE.get(name, STAFF_MOST if is_staff else PUBLIC_MOST):
            self.dear.append(f"{address}: {queries} queries")
        if page and HEAVY not in page:
            weight = first_view(page, self.fetch)
            if weight.script > SCRIPT_MOST or (weight.bytes > FIRST_VIEW_MOST and not is_staff):
                self.dear.append(f"{address}: {weight.bytes} bytes on the wire, {weight.script} of them scripts")

    def kind(self, match: ResolverMatch) -> tuple[str, str]:
        """The page, and in which way of taking part: each has its own behind the same address."""
        return match.view_name, self.methods.get((match.kwargs.get("slug"), match.kwargs.get("number")), "")


def fill(holes: dict[str, str], hole: re.Match[str]) -> str:
    return holes.get(hole[1], "1")


def forget() -> None:
    pages.forget()
    similar.forget()
    ballots._kept.clear()
    shelf.forget()
    tallies.forget()
    kept_by_django.clear()


def linked(at: str, page: str) -> list[str]:
    found = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    return found + re.findall(r'https?://[^\s"<>]+', page) if at == "/outbox/" else found  # in the words of messages


def addresses_in(at: str, found: Iterable[str]) -> list[str]:
    """Those of ours, without what is asked for beside."""
    ours = (urljoin(at, re.sub(r"^https?://[^/]+|[?#].*", "", html.unescape(each))) for each in found)
    return [each for each in ours if each.startswith("/") and not each.startswith("/static/")]


@pytest.fixture
def walk(demo: Path, settings, monkeypatch) -> Walk:
    settings.KEEP_PAGES = True
    monkeypatch.setattr(limits, "spend", lambda *_, **__: None)  # nobody else opens so many receipts
    account = Account.objects.create_user("alla@alvsala.example", name="Alla", is_demo=True)
    Membership.objects.bulk_create(
        Membership(account=account, organisation=organisation, role=role.value)
        for organisation in Organisation.objects.all()
        for role in STAFF_ROLES
    )
    staff, visitor = (Client(headers={"accept-language": "sv"}) for _ in range(2))
    staff.force_login(account)
    assert connection.features.supports_json_field  # asked once for each connection, not for each page
    return Walk(staff, visitor)


@pytest.mark.first
def test_no_page_asks_more_than_it_may_or_weighs_more(walk: Walk) -> None:
    receipts = Participant.objects.order_by("pk").values_list("receipt", flat=True)
    some = receipts[:: max(1, len(receipts) // RECEIPTS)]
    people = Participant.objects.filter(organisation__slug="alvsala").values_list("pseudonym", flat=True)[:EXAMPLES]
    sought = [f"/staff/o/alvsala/persons/{pseudonym}/" for pseudonym in people]  # a search leads there, and no link
    walk.go([*BEGIN, *OF_STAFF, *(f"/c/{receipt}/" for receipt in some), *sought])
    passed_by = {name: pattern for name, pattern in named().items() if name not in walk.names}
    opened = {name: pattern for name, pattern in passed_by.items() if not is_posted(walk, pattern)}
    for name, pattern in sorted(opened.items()):
        if name not in ALONE:
            walk.look_for(name, pattern)
    assert not walk.dear, "\n".join(walk.dear)
    forgotten = [name for name in sorted(opened.keys() - walk.names) if not is_excused(name)]
    assert not forgotten, "nothing leads there, and no reason is told: " + " ".join(forgotten)
    assert verify().whole, "the demo's journal, in which much is done in one moment"
    on_the_way = [each.stage for each in path.standings()]
    assert on_the_way == [Stage.PLANNING, Stage.OPEN, Stage.DECISION, Stage.CLOSED], "on the front page of the demo"


def named(walked: list[URLPattern | URLResolver] | None = None, spaces: str = "", before: str = "") -> dict[str, str]:
    """Name of a page → the pattern of its address."""
    found: dict[str, str] = {}
    for each in get_resolver().url_patterns if walked is None else walked:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found |= named(each.url_patterns, f"{spaces}{each.namespace}:" if each.namespace else spaces, here)
        else:
            found[f"{spaces}{each.name}"] = here
    return found


def is_posted(walk: Walk, pattern: str) -> bool:
    """Whether nobody can open it: it only takes what is sent there."""
    return "GET" not in walk.staff.trace(filled(pattern, "ABC234")).get("Allow", "GET")


def is_excused(name: str) -> bool:
    return name in ALONE or name.startswith(tuple(NOT_SHOWN))
