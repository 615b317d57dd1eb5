"""What is frozen is what the board saw, and what everybody reads."""

import datetime as dt
import io
import json

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from gehor.analysis.checking.models import Check, Offered, Response
from gehor.analysis.models import Finding, SignOff
from gehor.analysis.voices.models import Backing, Position, Quotation
from gehor.decision.basis import actions, making, queries
from gehor.decision.basis.content import basis_of, brought_back, kept
from gehor.decision.basis.labels import ours
from gehor.decision.basis.models import Frozen
from gehor.ground import clock
from gehor.ground.documents.parts import Heading, Link, Table, inline, links, plain
from gehor.ground.errors import NotYet, WrongMoment, WrongPerson
from gehor.participation.models import Contribution, Wording

BASIS = "/d/skolan/basis/"


@pytest.fixture
def written(analysed, alma):
    """A basis with everything that staff write."""
    actions.write_basis(
        analysed,
        actor=alma,
        method={"sv": "Vi stod utanför skolan två eftermiddagar."},
        reach={"sv": "Få unga kom."},
        proposal={"sv": "Nämnden föreslås bygga ut gården."},
        limits={"sv": "Frågan ställdes bara på svenska."},
    )
    for title, is_proposed in (("Bygg ut", True), ("Gör inget", False)):
        actions.write_alternative(
            analysed,
            actor=alma,
            title={"sv": title},
            text={},
            consequences={"sv": f"Det kostar: {title}."},
            is_proposed=is_proposed,
        )
    finding = Finding.objects.get(dialogue=analysed, number=1)
    actions.meet_finding(finding, actor=alma, text={"sv": "Gården blir större."})
    return analysed


@pytest.fixture
def voiced(written, accounts):
    """One quotation, and one minority position beside each of a finding and all of them."""
    finding = Finding.objects.get(dialogue=written, number=1)
    contribution = Contribution.objects.get(pk=finding.rests.get().contribution_id)
    wording = Wording.objects.get(contribution=contribution)
    Quotation.objects.create(
        finding=finding,
        contribution=contribution,
        wording=wording,
        begins=0,
        ends=12,
        chosen_at=clock.now(),
        chosen_by=accounts["bo"],
    )
    for number, beside in ((1, finding), (2, None)):
        position = Position.objects.create(
            dialogue=written,
            finding=beside,
            number=number,
            name={"sv": f"De tysta {number}"},
            statement={"sv": "Gården är bra som den är."},
            written_at=clock.now(),
        )
        Backing.objects.create(position=position, contribution=contribution)
    return written


def words(basis):
    return " ".join(
        plain(text)
        for part in basis.document.parts
        for text in (
            [getattr(part, "text", "")]
            + list(getattr(part, "items", ()))
            + [cell for row in getattr(part, "rows", ()) for cell in row]
        )
    )


def test_the_basis_says_all_that_a_decision_needs_in_its_order(voiced):
    basis = basis_of(voiced)
    headings = [part.text for part in basis.document.parts if isinstance(part, Heading) and part.level == 1]
    assert headings == [
        "Frågan och dess ramar",
        "Delaktighetsnivå",
        "Så gick det till",
        "Vilka som deltog och vilka som skulle nås",
        "Det som har sagts",
        "Avvikande uppfattningar",
        "Vad som lades åt sidan, och varför",
        "Alternativ och konsekvenser",
        "Förslaget och hur det svarar mot varje slutsats",
        "Underlagets begränsningar",
    ]
    said = words(basis)
    for sentence in (
        "Vi stod utanför skolan två eftermiddagar.",
        "Föräldrar",
        "Okänt",
        "Mer utemiljö",
        "De tysta 1",
        "De tysta 2",
        "Det kostar: Gör inget.",
        "Gården blir större.",
        "Anges inte.",
        "Frågan ställdes bara på svenska.",
    ):
        assert sentence in said, sentence


def test_the_basis_says_that_nobody_was_asked_to_check_it(written):
    assert "Ingen avstämning gjordes" in words(basis_of(written))


def test_the_basis_says_what_the_participants_check_confirmed_and_what_was_reworded_since(written, accounts):
    first, second = Finding.objects.filter(dialogue=written).order_by("number")
    check = Check.objects.create(
        dialogue=written, number=1, last_day=clock.today(), opened_at=clock.now(), opened_by=accounts["alma"]
    )
    for finding in (first, second):
        Offered.objects.create(check_round=check, finding=finding, version=1)
    for people, verdict in ((9, "confirm"), (1, "confirm"), (1, "correct")):
        Response.objects.create(
            check_round=check,
            finding=first,
            version=1,
            people=people,
            verdict=verdict,
            text="Rätta." if verdict == "correct" else "",
            channel="meeting",
            received_at=clock.now(),
            entered_by=accounts["alma"],
        )
    Finding.objects.filter(dialogue=written).update(checked=1)
    Finding.objects.filter(pk=second.pk).update(version=2)
    said = words(basis_of(written))
    assert "innan de skrevs under. 1 slutsats skrevs eller ändrades efteråt" in said
    assert "Avstämning med deltagarna: 10 personer bekräftade den här lydelsen, 1 bad om en rättelse." in said
    assert said.count("fick en ny lydelse efter avstämningen") == 1
    assert "Ingen avstämning gjordes" not in said


def test_every_number_leads_to_what_it_counts(voiced):
    basis = basis_of(voiced)
    numbers = {link.text: link.to for link in links(basis.document) if link.text.split()[0].isdecimal()}
    assert numbers["3 bidrag"].endswith("/d/skolan/contributions/")
    assert numbers["2"].endswith("/d/skolan/contributions/?channel=web")
    assert numbers["1 bidrag"].endswith("/d/skolan/basis/2/")
    table = next(
        part
        for part in basis.document.parts
        if getattr(part, "caption", "") == "Bidrag som inte ligger bakom någon slutsats"
    )
    assert isinstance(inline(table.rows[0][2])[0], Link)
    anchors = {part.anchor for part in basis.document.parts if isinstance(part, Heading)}
    assert {"finding-1", "finding-2", "alternative-1"} <= anchors


def test_a_minority_position_is_named_and_counted_with_its_contributions(voiced):
    basis = basis_of(voiced)
    table = next(part for part in basis.document.parts if getattr(part, "caption", "") == "Avvikande uppfattningar")
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["De tysta 1", "Slutsats 1", "1", "1"],
        ["De tysta 2", "Alla slutsatser", "1", "1"],
    ]


def test_every_heading_and_column_of_ours_is_known_in_the_readers_language(voiced):
    known = ours("sv", "en")
    document = basis_of(voiced).document
    said = [part.text for part in document.parts if isinstance(part, Heading) and not part.text[0].isdigit()]
    said += [word for part in document.parts if isinstance(part, Table) for word in (part.caption, *part.columns)]
    assert not {word for word in said if word not in known}
    assert known["Det som har sagts"] == "What was said" and not ours("sv", "sv")


def test_it_is_kept_as_text_and_comes_back_as_it_was(voiced):
    basis = basis_of(voiced)
    assert brought_back(kept(basis)) == basis


def test_a_frozen_version_has_the_hashes_of_its_content_and_its_file(written, alma):
    frozen = actions.freeze(written, actor=alma)
    assert frozen.number == 1 and queries.is_untouched(frozen)
    assert queries.sha256(frozen.content.encode()) == frozen.content_sha256
    assert brought_back(frozen.content) == basis_of(written)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(frozen.pdf)).pages)
    assert "Nämnden föreslås bygga ut gården." in text


def test_what_is_written_while_a_version_is_made_is_in_it(written, alma):
    """The file is made before the transaction; what comes in between makes it anew within."""
    made = making.made(written)
    finding = Finding.objects.get(dialogue=written, number=2)
    actions.meet_finding(finding, actor=alma, text={"sv": "Maten serveras först."})
    frozen = actions.freeze(written, actor=alma, made=made)
    assert "Maten serveras först." not in made.content and "Maten serveras först." in frozen.content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(frozen.pdf)).pages)
    assert "Maten serveras först." in text


def test_a_version_that_nobody_touched_is_stored_as_it_was_made(written, alma, django_assert_max_num_queries):
    made = making.made(written)
    with django_assert_max_num_queries(13):  # the document alone takes sixteen
        assert actions.freeze(written, actor=alma, made=made).content == made.content


def test_nobody_changes_or_takes_away_what_is_frozen(written, alma):
    frozen = actions.freeze(written, actor=alma)
    for change in (
        lambda: Frozen.objects.filter(pk=frozen.pk).update(content="{}"),
        lambda: Frozen.objects.filter(pk=frozen.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    frozen.content += " "
    assert not queries.is_untouched(frozen)


def test_what_is_written_later_goes_into_the_next_version(written, alma, client):
    first = actions.freeze(written, actor=alma)
    with pytest.raises(WrongMoment) as refusal:
        actions.freeze(written, actor=alma)
    assert refusal.value.code == "nothing_new_to_freeze"
    finding = Finding.objects.get(dialogue=written, number=2)
    actions.meet_finding(finding, actor=alma, text={"sv": "Maten serveras först."})
    second = actions.freeze(written, actor=alma)
    assert second.number == 2 and "Maten serveras först." not in first.content
    newest, older = client.get(BASIS).content.decode(), client.get(f"{BASIS}version/1/").content.decode()
    assert "Maten serveras först." in newest and "Maten serveras först." not in older
    assert second.pdf_sha256 in newest and first.pdf_sha256 in older and f"{BASIS}version/2/" in older


def test_everybody_reads_the_frozen_version_and_takes_it_home(written, alma, client, django_assert_max_num_queries):
    frozen = actions.freeze(written, actor=alma)
    with django_assert_max_num_queries(8):
        page = client.get(BASIS).content.decode()
    assert frozen.pdf_sha256 in page and frozen.content_sha256 in page and "Bygg ut" in page
    short = page[page.index("In short") : page.index('class="entry"')]  # what is proposed and found, before all of it
    assert "Nämnden föreslås bygga ut gården." in short and 'href="#finding-2"' in short and "Så svarar" not in short
    got = client.get(f"{BASIS}version/1.pdf")
    assert queries.sha256(got.content) == frozen.pdf_sha256 and got["Content-Type"] == "application/pdf"
    got = client.get(f"{BASIS}version/1.json")
    assert queries.sha256(got.content) == frozen.content_sha256 and json.loads(got.content)["about"]["title"]
    assert client.get(f"{BASIS}version/1.docx").content[:2] == b"PK"
    assert client.get(f"{BASIS}version/2/").status_code == 404


def test_before_it_is_frozen_only_staff_read_what_is_written(written, client):
    page = client.get(BASIS).content.decode()
    assert "Nämnden föreslås bygga ut gården." not in page and "Skolgården är för liten." in page


def test_the_lead_or_the_registrar_freezes_it_when_the_findings_are_signed_off(written, actors, alma):
    for name in ("bo", "cilla", "kim", "ada", "farid"):
        with pytest.raises(WrongPerson):
            actions.freeze(written, actor=actors[name])
    signed = SignOff.objects.filter(dialogue=written)
    signed.delete()
    with pytest.raises(NotYet) as refusal:
        actions.freeze(written, actor=alma)
    assert refusal.value.missing == ("signed_off",)


@pytest.mark.parametrize(("decided_on", "number"), [("2026-03-01", None), ("2026-03-05", 1), ("2026-06-10", 2)])
def test_the_board_had_the_version_that_was_frozen_by_the_day_it_decided(decided_on, number):
    def version(number, day):
        return Frozen(number=number, frozen_at=dt.datetime.fromisoformat(f"{day}T12:00+00:00"))

    had = queries.before_the_board(
        [version(2, "2026-05-20"), version(1, "2026-03-02")], dt.date.fromisoformat(decided_on)
    )
    assert (had.number if had else None) == number


def test_the_decision_page_says_which_version_the_board_had(decided, alma, client):
    actions.freeze(decided, actor=alma)
    client.cookies["django_language"] = "en"
    page = client.get("/d/skolan/decision/").content.decode()
    assert "The body had version 1 of the decision basis" in page and f"{BASIS}version/1/" in page
