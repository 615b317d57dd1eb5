"""What residents see of the text, and what they say about it."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import override

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.methods.text_hearing import queries
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.methods.text_hearing.models import TextVersion
from gehor.participation.actions import close_participation, contribute
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity

from .conftest import LATER

PAGE = "/d/skolan/take-part/1/"


def words(response: Any) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.fixture
def say(hearing: Activity, dana: Actor) -> Callable[..., Contribution]:
    def speak(text: str, **values: Any) -> Contribution:
        return contribute(hearing, actor=dana, submission=uuid.uuid4(), text=text, language="sv", values=values)

    return speak


def test_a_view_is_kept_with_its_paragraph_and_the_version_that_was_read(
    say: Callable[..., Contribution], publish: Callable[..., TextVersion]
) -> None:
    assert say("För långt.", paragraph="1").values == {"paragraph": "1", "version": 1}
    assert say("Bra text.").values == {"version": 1}
    publish(LATER, note={"sv": "Närmare."})
    assert say("Fortfarande för långt.", paragraph="1").values == {"paragraph": "1", "version": 2}
    assert say("Träden!", paragraph="2", version=1).values == {"paragraph": "2", "version": 1}
    for wrong, code in (
        ({"paragraph": "2"}, "no_such_paragraph"),
        ({"paragraph": "9"}, "no_such_paragraph"),
        ({"version": 3}, "unknown_version"),
        ({"paragraph": "tolv"}, "unknown_paragraph"),
    ):
        with pytest.raises(WrongInput, match=code):
            say("Hej", **wrong)
    assert Contribution.objects.count() == 4


def test_the_text_is_read_with_what_has_been_said_of_each_paragraph(
    say: Callable[..., Contribution], client: Client
) -> None:
    for at in range(4):
        say(f"Synpunkt {at} om parken.", paragraph="1")
    say("Om allt.")
    page = client.get(PAGE, headers={"accept-language": "sv"})
    said = words(page)
    assert "1 Alla ska ha högst 300 meter till en park." in said
    assert "Synpunkt 3 om parken." in said and "Synpunkt 0 om parken." not in said
    assert "Läs alla 4 synpunkter på stycke 1" in said and "Om allt." in said
    every = words(client.get(f"{PAGE}text/1/", headers={"accept-language": "sv"}))
    assert all(f"Synpunkt {at} om parken." in every for at in range(4)) and "Om allt." not in every
    whole = words(client.get(f"{PAGE}text/whole/", headers={"accept-language": "sv"}))
    assert "Om allt." in whole and "Synpunkt" not in whole.replace("synpunkt", "")
    for address in (PAGE, f"{PAGE}text/1/"):
        english = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert re.search(r'<p[^>]* dir="auto" lang="sv">[^<]', english), "spoken in the language that it is written in"
    assert client.get(f"{PAGE}text/77/").status_code == 404


def test_what_is_not_published_is_neither_shown_nor_counted(say: Callable[..., Contribution], client: Client) -> None:
    say("Hemligt.", paragraph="1")
    Contribution.objects.update(published_at=None)
    for address in (PAGE, f"{PAGE}text/1/"):
        assert "Hemligt." not in words(client.get(address))
    assert queries.counts(Activity.objects.get()) == {}


def test_a_view_on_an_earlier_version_stands_beside_the_wording_that_it_was_about(
    say: Callable[..., Contribution], publish: Callable[..., TextVersion], client: Client
) -> None:
    say("300 meter är för långt.", paragraph="1")
    say("Spara fler träd.", paragraph="2")
    publish(LATER, note={"sv": "Närmare till parken, och träden har en egen plan."})
    page = words(client.get(f"{PAGE}text/1/", headers={"accept-language": "sv"}))
    assert "högst 250 meter" in page and "Alla ska ha högst 300 meter till en park." in page
    gone = words(client.get(f"{PAGE}text/2/", headers={"accept-language": "sv"}))
    assert "Spara fler träd." in gone and "version 1" in gone and "<textarea" not in gone
    front = words(client.get(PAGE, headers={"accept-language": "sv"}))
    assert "Närmare till parken, och träden har en egen plan." in front and "tagits bort" in front
    old = client.get(f"{PAGE}?version=1", headers={"accept-language": "sv"}).content.decode()
    assert "Träd sparas." in old and "<textarea" not in old


def test_two_versions_are_compared_in_words_and_not_in_colour_alone(
    hearing: Activity, publish: Callable[..., TextVersion], client: Client
) -> None:
    publish(LATER, note={"sv": "Närmare."})
    page = client.get(f"{PAGE}versions/1/2/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert '<p class="words" dir="auto" lang="sv">' in text
    assert "<del>" in text and "<ins>" in text and "new: " in words(page) and "taken out: " in words(page)
    assert "Gräs" not in text
    with override("en"):
        day = date_format(clock.today(), "DATE_FORMAT")
    assert words(page).count(day) == 1, "both were published on it"
    assert "Gräs" in client.get(f"{PAGE}versions/1/2/?show=all").content.decode()
    assert "Närmare." in words(client.get(f"{PAGE}versions/"))
    for wrong in ("2/1", "1/3", "0/1", "1/1"):
        assert client.get(f"{PAGE}versions/{wrong}/").status_code == 404


def test_what_cannot_be_received_comes_back_with_everything_typed(hearing: Activity, client: Client) -> None:
    for data, field in (({"paragraph": "9"}, "9"), ({"paragraph": "tolv"}, "tolv"), ({"version": "7"}, "7")):
        page = client.post(PAGE, {"text": "Så här tycker jag.", **data}, headers={"accept-language": "en"})
        assert page.status_code == 422
        assert "Så här tycker jag." in page.content.decode() and f'value="{field}"' in page.content.decode()
    sent = client.post(PAGE, {"text": "Så här tycker jag.", "paragraph": "1", "version": "1"})
    assert sent.status_code == 303 and Contribution.objects.get().values["paragraph"] == "1"


def test_when_it_is_over_the_text_stays_and_leads_to_what_came_of_it(
    say: Callable[..., Contribution], hearing: Activity, client: Client, alma: Actor
) -> None:
    say("För långt.", paragraph="1")
    close_participation(hearing, actor=alma, reason={"sv": "Alla har svarat."})
    page = client.get(PAGE, headers={"accept-language": "sv"}).content.decode()
    assert "För långt." in page and "<textarea" not in page and f"{PAGE}consultation/" in page
    assert "<textarea" not in client.get(f"{PAGE}text/1/").content.decode()


def test_that_it_is_no_formal_view_is_said_and_leads_to_the_formal_way(hearing: Activity, client: Client) -> None:
    assert "Planning and Building Act" not in client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    hearing.setup = {"formal": True, "formal_url": "https://example.org/samrad"}
    hearing.save()
    for address in (PAGE, f"{PAGE}text/1/"):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "Planning and Building Act" in page and 'href="https://example.org/samrad"' in page


def test_a_long_text_with_many_views_is_read_in_few_queries_and_little_data(
    planned_hearing: Activity,
    publish: Callable[..., TextVersion],
    alma: Actor,
    said: Callable[..., Contribution],
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    chapters = [
        [
            Block(Kind.HEADING, f"Kapitel {at}", 1),
            *(Block(Kind.PARAGRAPH, f"Stycke {at}.{n} " + "om gator och parker " * 15) for n in range(20)),
        ]
        for at in range(25)
    ]
    publish([block for chapter in chapters for block in chapter])

    first = said("Synpunkt.", activity=planned_hearing, values={"paragraph": "1", "version": 1})
    rows = [
        Contribution(
            dialogue=first.dialogue,
            activity=planned_hearing,
            participant=first.participant,
            reference=f"S{at:05d}",
            channel="web",
            received_at=first.received_at,
            submission=uuid.uuid4(),
            published_at=first.published_at,
            values={"paragraph": str(at % 500 + 1), "version": 1},
        )
        for at in range(2000)
    ]
    Contribution.objects.bulk_create(rows, batch_size=500)
    Wording.objects.bulk_create(
        [
            Wording(contribution=row, number=1, text="Det här tycker jag. " * 10, worded_at=row.received_at)
            for row in rows
        ],
        batch_size=500,
    )
    with django_assert_max_num_queries(8):
        page = client.get(PAGE, headers={"accept-encoding": "gzip"})
    assert len(page.content) < 60_000
    with django_assert_max_num_queries(8):
        part = client.get(f"{PAGE}?part=13", headers={"accept-encoding": "gzip"})
    assert len(part.content) < 60_000
    with django_assert_max_num_queries(8):
        client.get(f"{PAGE}text/250/")
