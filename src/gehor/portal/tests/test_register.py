"""The public register, the year's programme, promises and answers, and what of them can be taken home."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from gehor.feedback.models import Release
from gehor.ground import clock
from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.planning.models import Assessment, Dialogue, PublishedChange
from gehor.portal.register import queries

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
PUBLIC_QUERIES = 8
PAGES = ("results/", "programme/", "clock/", "register.csv", "register.json", "feed.atom")
ATOM = "{http://www.w3.org/2005/Atom}"


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"/o/alvsala/{address}", headers=ENGLISH)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def declined(organisation: Organisation, accounts: dict[str, Account]) -> Dialogue:
    """A question that became no dialogue."""
    made = Dialogue.objects.create(
        pk=131, organisation=organisation, slug="bron", started_at=clock.now(), title={"sv": "Var ska bron ligga?"}
    )
    Assessment.objects.create(
        dialogue=made,
        outcome="refer",
        question_can_be_influenced=False,
        deciders_can_be_influenced=False,
        reason={"sv": "Staten bygger bron."},
        referred_to="Trafikverket",
        assessed_at=clock.now(),
        assessed_by=accounts["alma"],
    )
    return made


@pytest.fixture
def released(answered: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Answered three days after the promised day, which is 24 June."""
    Release.objects.create(
        dialogue=answered, released_at=dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC), released_by=accounts["alma"]
    )
    return answered


# The register


def test_the_register_says_for_whom_who_is_responsible_and_what_came_of_it(client: Client, decided: Dialogue) -> None:
    Dialogue.objects.filter(pk=decided.pk).update(contact_name="Alma", contact_email="alma@alvsala.example")
    page = page_of(client, "results/")
    for words in (
        "2026",
        "Föräldrar",
        "Barn- och utbildningsnämnden",
        "mailto:alma@alvsala.example",
        "Citizen dialogue",
    ):
        assert words in page
    assert 'href="/d/skolan/decision/"' in page


@pytest.mark.both
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("year=2026", {"skolan", "bron"}),
        ("status=stopped", {"bron"}),
        ("status=late", set()),
        ("body=21", {"skolan"}),
        ("q=FÖRÄLDRAR", {"skolan"}),
        ("q=bron&status=answering", set()),
        ("q=quality&body=21&year=2026&page=999", {"skolan"}),
    ],
)
def test_the_register_shows_what_was_asked_for(
    client: Client, decided: Dialogue, declined: Dialogue, asked: str, found: set[str]
) -> None:
    page = page_of(client, f"results/?{asked}")
    assert {slug for slug in ("skolan", "bron") if f'<a href="/d/{slug}/">' in page} == (found)
    data = json.loads(page_of(client, f"register.json?{asked}"))
    assert {row["dialogue"] for row in data["dialogues"]} == found


def test_late_answers_can_be_asked_for(client: Client, decided: Dialogue, declined: Dialogue) -> None:
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        page = page_of(client, "results/?status=late")
    assert "3 days late" in page
    assert "/d/bron/" not in page


@pytest.mark.parametrize(
    "asked", ["year=i+fjol", "year=1", "body=999", "body=x", "status=lost", "q=%00", "q=" + 101 * "a"]
)
@pytest.mark.parametrize("address", ["results/", "register.csv", "register.json"])
def test_what_cannot_be_asked_for_is_said_and_nothing_breaks(
    client: Client, decided: Dialogue, address: str, asked: str
) -> None:
    page = page_of(client, f"{address}?{asked}", status=422)
    assert 'class="error"' in page
    assert "What is quality in school?" in page


def test_the_register_has_pages(client: Client, organisation: Organisation, accounts: dict[str, Account]) -> None:
    for number in range(25):
        made = Dialogue.objects.create(
            pk=300 + number,
            organisation=organisation,
            slug=f"d{number}",
            started_at=clock.now(),
            title={"sv": f"Nr {number}"},
        )
        Assessment.objects.create(
            dialogue=made,
            outcome="run",
            question_can_be_influenced=True,
            deciders_can_be_influenced=True,
            reason={"sv": "Ja."},
            assessed_at=clock.now(),
            assessed_by=accounts["alma"],
        )
    assert "Page 1 of 2" in page_of(client, "results/")
    last = page_of(client, "results/?page=999&year=2026")
    assert "Page 2 of 2" in last
    assert "year=2026" in last
    assert "Page 1 of 2" in page_of(client, "results/?page=many")


def test_a_spreadsheet_opens_the_register_and_runs_nothing_of_it(client: Client, decided: Dialogue) -> None:
    Dialogue.objects.filter(pk=decided.pk).update(title={"sv": "=1+1; eller?"})
    response = client.get("/o/alvsala/register.csv")
    assert response["Content-Disposition"] == 'attachment; filename="alvsala-register.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert row["title"] == "'=1+1; eller?"
    assert row["answer_promised"] == "2026-06-24"
    assert row["responsible_body"] == "Barn- och utbildningsnämnden"
    assert row["result"] == "http://testserver/d/skolan/decision/"


# The feed


def test_the_feed_is_atom_and_says_what_has_happened(client: Client, released: Dialogue, declined: Dialogue) -> None:
    response = client.get("/o/alvsala/feed.atom", headers=ENGLISH)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Älvsala kommun"
    assert feed.findtext(f"{ATOM}updated") == "2026-06-27T09:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/o/alvsala/feed.atom"
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles[0] == "Answered: What is quality in school?"
    assert set(titles[1:]) == {
        "Open for participation: What is quality in school?",
        "Decided: What is quality in school?",
        "No dialogue: Var ska bron ligga?",
    }
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 4
    why = next(entry.findtext(f"{ATOM}summary") for entry in entries if "bron" in str(entry.findtext(f"{ATOM}title")))
    assert why == "No dialogue here: referred: Trafikverket\nStaten bygger bron."


def test_a_feed_leads_to_pages_that_are_there(client: Client, released: Dialogue, declined: Dialogue) -> None:
    feed = ElementTree.fromstring(client.get("/o/alvsala/feed.atom").content)
    for entry in feed.findall(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(str(link.get("href"))).status_code == 200


def test_a_feed_can_be_read_whatever_somebody_pasted_into_a_title(client: Client, opened: Dialogue) -> None:
    Dialogue.objects.filter(pk=opened.pk).update(title={"sv": "Skola \x0b\x1b <b>&"})
    feed = ElementTree.fromstring(client.get("/o/alvsala/feed.atom", headers=ENGLISH).content)
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Open for participation: Skola  <b>&"


def test_the_organisations_page_leads_to_the_feed_and_to_its_promises(client: Client, decided: Dialogue) -> None:
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        page = page_of(client, "")
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert '<a href="/o/alvsala/feed.atom">' in page
    assert page.count('href="/o/alvsala/clock/"') == 2, "beside the late answers too"
    assert 'href="/o/alvsala/programme/"' in page


# The programme


def test_the_programme_shows_the_year_with_decision_and_answer(client: Client, opened: Dialogue) -> None:
    page = page_of(client, "programme/")
    assert "Dialogue programme 2026" in page
    assert '<option value="2026" selected>' in page
    assert '<path class="decision"' in page
    assert '<path class="promise"' in page
    assert '<line class="today"' in page
    for day in ("2026-03-02", "2026-04-30", "2026-06-10", "2026-06-24"):
        assert f'datetime="{day}"' in page


def test_a_year_without_dialogues_says_so(client: Client, opened: Dialogue) -> None:
    assert "No dialogue in 2031" in page_of(client, "programme/?year=2031")


@pytest.mark.parametrize("year", ["abc", "-1", "0", "99999", "2026.5", "%00", "²"])
def test_what_is_no_year_is_said_and_this_year_is_shown(client: Client, opened: Dialogue, year: str) -> None:
    page = page_of(client, f"programme/?year={year}", status=422)
    assert "That is not a year that can be shown" in page
    assert "Dialogue programme 2026" in page


def test_what_became_no_dialogue_has_no_course_but_is_counted(client: Client, declined: Dialogue) -> None:
    page = page_of(client, "programme/")
    assert "1 question became no dialogue this year. Read why." in page
    assert "No dialogue in 2026" in page


# Promises and answers


def test_nothing_is_promised_before_anybody_was_asked(client: Client, planned: Dialogue) -> None:
    assert "Nothing is promised yet" in page_of(client, "clock/")


def test_a_promise_with_time_left_shows_how_much(client: Client, opened: Dialogue) -> None:
    page = page_of(client, "clock/")
    assert "114 days left" in page
    assert "answer is promised and has time left" in page


def test_a_late_answer_shows_for_its_body(client: Client, decided: Dialogue) -> None:
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        page = page_of(client, "clock/")
    assert "3 days late" in page
    assert "0 of 1" in page
    assert "%" not in page.split("<tbody>", 2)[2].split("</tbody>")[0], "no percentage on one answer"


def test_an_answer_that_came_late_stays_late(client: Client, released: Dialogue) -> None:
    with clock.at(dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)):
        page = page_of(client, "clock/")
    assert "3 days late" in page
    assert "Every promised answer has been given." in page


def test_a_promise_that_was_moved_shows_the_first_day_too(client: Client, opened: Dialogue) -> None:
    for before, after in (("2026-05-20", "2026-06-01"), ("2026-06-01", "2026-06-24")):
        PublishedChange.objects.create(
            dialogue=opened, part="answer_due", before=before, after=after, reason={"sv": "…"}, published_at=clock.now()
        )
    assert 'First promised for <time datetime="2026-05-20">' in page_of(client, "clock/")


# All of them


@pytest.mark.parametrize("address", PAGES)
def test_an_organisation_without_dialogues_has_honest_pages(
    client: Client, organisation: Organisation, address: str
) -> None:
    assert page_of(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_an_idea_is_in_none_of_them(client: Client, idea: Dialogue, address: str) -> None:
    assert "quality" not in page_of(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_an_organisation_that_is_not_there_is_not_found(client: Client, db: None, address: str) -> None:
    assert client.get(f"/o/nowhere/{address}").status_code == 404


@pytest.mark.parametrize("address", ["", *PAGES])
def test_they_ask_as_little_of_the_database_however_many_dialogues(
    client: Client,
    released: Dialogue,
    declined: Dialogue,
    board: Body,
    accounts: dict[str, Account],
    address: str,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(5):
        made = Dialogue.objects.create(
            pk=300 + number,
            organisation=released.organisation,
            slug=f"d{number}",
            started_at=clock.now(),
            title={"sv": f"Nr {number}"},
            deciding_body=Body.objects.create(pk=200 + number, organisation=board.organisation, name=f"Nämnd {number}"),
        )
        Assessment.objects.create(
            dialogue=made,
            outcome="run",
            question_can_be_influenced=True,
            deciders_can_be_influenced=True,
            reason={"sv": "Ja."},
            assessed_at=clock.now(),
            assessed_by=accounts["alma"],
        )
    with django_assert_max_num_queries(PUBLIC_QUERIES):
        assert client.get(f"/o/alvsala/{address}").status_code == 200


def test_a_dialogue_belongs_to_the_year_in_which_people_are_asked(opened: Dialogue) -> None:
    Dialogue.objects.filter(pk=opened.pk).update(started_at=dt.datetime(2025, 11, 3, 9, tzinfo=dt.UTC))
    (entry,) = queries.entries(opened.organisation)
    assert entry.year == timezone.localdate(clock.now()).year == 2026
    assert list(entry.years) == [2025, 2026]


def test_everybody_can_read_them(
    open_page: Callable[..., Any],
    axe: Callable[..., None],
    no_sideways_scrolling: Callable[..., None],
    released: Dialogue,
    declined: Dialogue,
) -> None:
    """On a phone in Swedish, and by night in English on a wide screen; without JavaScript."""
    phone = open_page(width=360, script=False)
    wide = open_page(language="en", script=False, colours="dark")
    for page, addresses in (
        (phone, ("results/", "results/?year=abc", "programme/", "clock/")),
        (wide, ("results/", "clock/")),
    ):
        for address in addresses:
            page.goto(f"/o/alvsala/{address}")
            axe(page)
            no_sideways_scrolling(page)
