"""The report on a text that was heard: every view, the position on it and the reason."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from docx import Document as read_docx

from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.decision.models import Decision
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.methods.text_hearing.actions import publish_text
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

PAGE = "/d/skolan/take-part/1/consultation/"
DOCX = "/staff/d/skolan/text/1/consultation.docx"


@pytest.fixture
def heard(activity: Activity, said: Callable[..., Contribution], alma: Actor) -> dict[str, Contribution]:
    """Three views on a text of two paragraphs; then a version in which the first reads otherwise."""
    activity.method, activity.setup = "text_hearing", {"formal": True, "formal_url": "https://example.org/"}
    activity.save()
    texts = [Block(Kind.PARAGRAPH, "Högst 300 meter till en park."), Block(Kind.PARAGRAPH, "Träd sparas.")]
    publish_text(activity, actor=alma, blocks=texts)
    found = {
        "far": said("300 meter är för långt.", values={"paragraph": "1", "version": 1}),
        "whole": said("Bra plan.", channel="paper", values={"version": 1}),
        "trees": said("Spara fler träd.", values={"paragraph": "2", "version": 1}),
    }
    said("Hot och hat.", values={"paragraph": "2", "version": 1}, published_at=None)
    texts[0] = Block(Kind.PARAGRAPH, "Högst 250 meter till en park.")
    publish_text(activity, actor=alma, blocks=texts, note={"sv": "Närmare."})
    return found


@pytest.fixture
def settled(heard: dict[str, Contribution], accounts: Any, board: Any) -> None:
    """The first is read as a finding that is not met, the second set aside; nobody has read the third."""
    dialogue = heard["far"].dialogue
    finding = Finding.objects.create(
        dialogue=dialogue, number=4, statement={"sv": "Parkerna ska ligga närmare."}, written_at=clock.now()
    )
    Rest.objects.create(finding=finding, contribution=heard["far"])
    for key, aside in (("far", ""), ("whole", "empty")):
        Reading.objects.create(
            contribution=heard[key], dialogue=dialogue, read_at=clock.now(), read_by=accounts["bo"], aside=aside
        )
    SignOff.objects.create(dialogue=dialogue, signed_at=clock.now(), signed_by=accounts["bo"])
    Decision.objects.create(
        dialogue=dialogue,
        weighs=finding,
        outcome="not_met",
        reason={"sv": "Det finns ingen mark närmare."},
        body=board,
        decided_on=clock.today(),
        section="41",
        case_number="BUN 2026/17",
        recorded_at=clock.now(),
        recorded_by=accounts["cilla"],
    )


def test_every_view_stands_under_its_paragraph_with_position_and_reason(
    settled: None, heard: dict[str, Contribution], client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        response = client.get(PAGE, headers={"accept-language": "sv"})
    page = response.content.decode()
    order = [
        "Stycke 1",
        "Högst 250 meter till en park.",
        "300 meter är för långt.",
        "Högst 300 meter till en park.",
        "Parkerna ska ligga närmare.",
        "Inte tillgodosett",
        "Det finns ingen mark närmare.",
        "Stycke 2",
        "Spara fler träd.",
        "Ingen har läst den ännu.",
        "Hela texten",
        "Bra plan.",
        "Lagt åt sidan:",
    ]
    places = [page.find(words) for words in order]
    assert -1 not in places and places == sorted(places), dict(zip(order, places, strict=True))
    assert "Hot och hat." not in page and "1 till visas inte" in page
    assert "plan- och bygglagen" in page and f"/c/{heard['far'].reference}/" in page


def test_before_anything_is_decided_it_says_so(heard: dict[str, Contribution], client: Client) -> None:
    page = client.get(PAGE, headers={"accept-language": "sv"}).content.decode()
    assert page.count("Ingen har läst den ännu.") == 3


def test_what_stands_in_swedish_is_marked_for_who_reads_english(settled: None, client: Client) -> None:
    page = client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert '<strong>Reason:</strong> <span lang="sv" dir="ltr">Det finns ingen mark närmare.</span>' in page
    assert 'finding 4. <span lang="sv" dir="ltr">Parkerna ska ligga närmare.</span>' in page


def test_staff_take_it_out_as_a_word_file(settled: None, client: Client, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    assert f'href="{DOCX}"' in alma.get("/staff/d/skolan/text/1/").content.decode(), "and there is a way to it"
    file = alma.get(DOCX, headers={"accept-language": "sv"})
    text = "\n".join(paragraph.text for paragraph in read_docx(io.BytesIO(file.content)).paragraphs)
    assert "300 meter är för långt." in text and "Det finns ingen mark närmare." in text
    assert client.get(DOCX).status_code in (302, 303, 403, 404)
    assert signed_in("farid").get(DOCX).status_code in (403, 404)


def test_a_row_of_a_table_is_quoted_with_the_names_of_its_columns(
    activity: Activity, said: Callable[..., Contribution], signed_in: Callable[[str], Client], alma: Actor
) -> None:
    activity.method, activity.setup = "text_hearing", {}
    activity.save()
    rows = [(Kind.PARAGRAPH, "Planen."), (Kind.ROW, "Lös | rad"), (Kind.HEAD, "Träd | Antal")]
    rows += [(Kind.ROW, "Ek | 2"), (Kind.ROW, "Ask | 3")]
    publish_text(activity, actor=alma, blocks=[Block(kind, text) for kind, text in rows])
    views = [said("Fler.", values={"paragraph": number, "version": 1}) for number in ("2", "4")]
    assert "Träd: Ask | Antal: 3" in signed_in("alma").get(f"/d/skolan/c/{views[1].reference}/").text
    file = signed_in("alma").get(DOCX, headers={"accept-language": "sv"})
    texts = [paragraph.text for paragraph in read_docx(io.BytesIO(file.content)).paragraphs]
    assert "Träd: Ask | Antal: 3" in texts and "Lös | rad" in texts


def test_what_a_view_is_about_stands_on_its_page_and_in_its_data(
    heard: dict[str, Contribution], client: Client
) -> None:
    reference = heard["far"].reference
    page = client.get(f"/d/skolan/c/{reference}/", headers={"accept-language": "sv"}).content.decode()
    assert "Om stycke 1, så som det stod i version 1" in page and "Högst 300 meter till en park." in page
    data = client.get(f"/d/skolan/c/{reference}/thread.json").json()
    assert data["about"] == {"paragraph": "1", "version": 1, "text": "Högst 300 meter till en park."}
    receipt = client.get(f"/c/{heard['far'].participant.receipt}/", headers={"accept-language": "sv"}).content.decode()
    assert "Om stycke 1" in receipt


def test_only_a_hearing_on_a_text_has_such_a_report(
    opened: Any, client: Client, signed_in: Callable[[str], Client]
) -> None:
    assert client.get(PAGE).status_code == 404
    assert signed_in("alma").get(DOCX).status_code == 404
