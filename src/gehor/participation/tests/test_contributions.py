"""The public list, its files and its export."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gehor.ground import clock, pages
from gehor.ground.act import Actor
from gehor.ground.people.actions import NewContact
from gehor.ground.reading import imported_cell
from gehor.participation import queries
from gehor.participation.actions import import_contributions, mask, withhold
from gehor.participation.models import Attachment, Contribution
from gehor.participation.queries import Narrowed
from gehor.participation.reading import Row
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import MaskReason

LIST = "/d/skolan/contributions/"
Said = Callable[..., Contribution]


def shown(client: Client, address: str = LIST) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_what_is_published_is_shown_with_its_way_here(opened: Dialogue, said: Said, client: Client) -> None:
    contribution = said("Mer utemiljö.\nTack.", title="Skolgården", channel="paper")
    page = shown(client)
    assert "Skolgården" in page and "Mer utemiljö.<br>Tack." in page
    assert "Paper form" in page
    assert f"/d/skolan/c/{contribution.reference}/" in page
    assert 'lang="sv"' in page and "Svenska" in page


def test_what_nobody_has_looked_at_is_not_shown(opened: Dialogue, said: Said, client: Client) -> None:
    said("Väntar på läsning", published_at=None)
    page = shown(client)
    assert "Väntar på läsning" not in page
    assert "Nothing can be read here yet" in page


def test_the_latest_wording_is_shown_with_its_reason(opened: Dialogue, said: Said, client: Client, bo: Actor) -> None:
    contribution = said("Ring Dana på 070-123 45 67.")
    mask(
        contribution,
        actor=bo,
        title="",
        text="Ring […].",
        reason=MaskReason.PERSONAL_DATA,
        note="Namn och nummer.",
    )
    page = shown(client)
    assert "Ring […]." in page and "Namn och nummer." in page
    assert "Something that points out a person has been taken away." in page
    assert "070-123" not in page


def test_nobody_finds_a_masked_word(opened: Dialogue, said: Said, client: Client, bo: Actor) -> None:
    contribution = said("Ring Dana om skolgården.")
    mask(contribution, actor=bo, title="", text="Ring […] om skolgården.", reason="personal_data", note="")
    assert contribution.reference not in shown(client, f"{LIST}?q=dana")
    assert contribution.reference in shown(client, f"{LIST}?q=skolgården")


def test_what_is_withheld_disappears(opened: Dialogue, said: Said, client: Client, bo: Actor) -> None:
    withhold(said("Ett hot"), actor=bo)
    assert "Ett hot" not in shown(client)


@pytest.mark.both
@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        (Narrowed(), {"A", "B", "C"}),
        (Narrowed(category="mat"), {"B", "C"}),
        (Narrowed(channel="paper"), {"B"}),
        (Narrowed(words="ÄTA"), {"B"}),
        (Narrowed(words="äta sist"), {"B"}),
        (Narrowed(words="sist utemiljö"), set()),
        (Narrowed(words="rubriken"), {"A"}),
        (Narrowed(words="100%"), {"C"}),
        (Narrowed(words="_"), set()),
        (Narrowed(category="mat", channel="web"), {"C"}),
    ],
)
def test_the_list_is_narrowed(opened: Dialogue, said: Said, narrowed: Narrowed, found: set[str]) -> None:
    said("Mer utemiljö.", title="Rubriken", reference="A")
    said("Vi får äta sist.", channel="paper", values={"category": "mat"}, reference="B")
    said("Ekologiskt till 100%", values={"category": "mat"}, reference="C")
    assert {each.reference for each in queries.published(opened, narrowed)} == found


def test_an_unknown_filter_finds_everything_and_says_so(opened: Dialogue, said: Said, client: Client) -> None:
    contribution = said("Bra")
    said("Bra", channel="paper")
    page = shown(client, f"{LIST}?channel=pigeon&category=x&page=-3")
    assert contribution.reference in page


def test_fifty_on_a_page_the_newest_first(
    opened: Dialogue, activity: Activity, alma: Actor, client: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [Row(number, f"Svar nummer {number}.") for number in range(120)]
    import_contributions(activity, actor=alma, rows=rows, file_name="x", file_hash="x", mapping={})
    with django_assert_max_num_queries(8):
        first = shown(client)
    assert first.count("<article") == 50
    assert "Svar nummer 119." in first and "Svar nummer 69." not in first
    with django_assert_max_num_queries(8):
        assert "Svar nummer 0." in shown(client, f"{LIST}?page=3")
    with django_assert_max_num_queries(8):
        assert shown(client, f"{LIST}?q=nummer+11&page=1").count("<article") == 11  # 11 and 110 to 119
    assert "Svar nummer 0." in shown(client, f"{LIST}?page=99")  # there is no such page: the last one comes


def test_a_long_text_is_cut_and_leads_on(opened: Dialogue, said: Said, client: Client) -> None:
    said("ord " * 500)
    page = shown(client)
    assert page.count("ord ") < 250
    assert "Read all of it" in page


def test_a_card_is_made_once_and_anew_when_the_wording_changes(
    opened: Dialogue, said: Said, client: Client, bo: Actor, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.KEEP_PAGES = True
    pages.forget()
    contribution = said("Ring Dana.")
    shown(client)
    mask(contribution, actor=bo, title="", text="Ring […].", reason="personal_data", note="")
    pages._pages.clear()
    assert "Ring […]." in shown(client)
    pages.forget()


def test_other_peoples_dialogues_are_not_mixed_in(opened: Dialogue, said: Said, client: Client) -> None:
    assert client.get("/d/finns-inte/contributions/").status_code == 404


# Files


@pytest.fixture
def attachment(opened: Dialogue, said: Said, settings: Any, tmp_path: Path) -> Attachment:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "x.jpg").write_bytes(b"a picture")
    return Attachment.objects.create(
        contribution=said("Se bilden"),
        file="x.jpg",
        name='Gård "1".jpg',
        content_type="image/jpeg",
        size=9,
        published_at=clock.now(),
    )


def test_a_published_file_is_shown_so_that_nothing_in_it_acts(attachment: Attachment, client: Client) -> None:
    response = client.get(f"/d/skolan/attachments/{attachment.pk}/")
    assert b"".join(response.streaming_content) == b"a picture"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline")
    assert "Gård" in shown(client)


def test_a_pdf_is_downloaded(attachment: Attachment, client: Client) -> None:
    Attachment.objects.update(content_type="application/pdf", name="x.pdf")
    response = client.get(f"/d/skolan/attachments/{attachment.pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    response.getvalue()


def test_what_is_not_published_is_not_served(attachment: Attachment, client: Client) -> None:
    address = f"/d/skolan/attachments/{attachment.pk}/"
    Contribution.objects.update(published_at=None)
    assert client.get(address).status_code == 404
    Contribution.objects.update(published_at=clock.now())
    Attachment.objects.update(published_at=None)
    assert client.get(address).status_code == 404
    assert "Gård" not in shown(client)


def test_staff_look_before_they_publish(attachment: Attachment, signed_in: Callable[[str], Client]) -> None:
    Attachment.objects.update(published_at=None)
    address = f"/staff/d/skolan/read/{attachment.contribution.reference}/attachments/{attachment.pk}/"
    response = signed_in("bo").get(address)
    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]
    response.getvalue()
    assert signed_in("farid").get(address).status_code in (403, 404)
    assert Client().get(address).status_code == 302


# As data


def rows_of(client: Client) -> list[dict[str, str]]:
    content = client.get("/d/skolan/contributions.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


def test_everything_published_comes_out_as_a_table(
    opened: Dialogue, with_categories: Activity, said: Said, client: Client
) -> None:
    said("Väntar", published_at=None)
    contribution = said('Rad ett;\n"rad två"', title="Å", channel="phone", values={"category": "mat", "row": 3})
    (row,) = rows_of(client)
    assert row["reference"] == contribution.reference
    assert (row["title"], row["text"], row["channel"], row["category"]) == ("Å", 'Rad ett;\n"rad två"', "phone", "mat")
    assert row["received"] == "2026-03-02T10:00:00+01:00"
    assert row["thread"] == f"/d/skolan/c/{contribution.reference}/"
    assert "row" not in row


def test_no_spreadsheet_runs_what_somebody_wrote(opened: Dialogue, said: Said, client: Client) -> None:
    said('=HYPERLINK("http://evil.example")', title="@SUM(1)")
    (row,) = rows_of(client)
    assert row["text"].startswith("'=") and row["title"].startswith("'@")
    assert imported_cell(row["text"]) == '=HYPERLINK("http://evil.example")'


def test_json_says_what_its_columns_hold(
    opened: Dialogue, with_categories: Activity, said: Said, client: Client
) -> None:
    said("Bra", values={"category": "mat"})
    data = json.loads(client.get("/d/skolan/contributions.json").content)
    assert set(data["columns"]) == set(data["contributions"][0])
    assert all(data["columns"].values())
    assert data["categories"]["mat"] == {"sv": "Mat", "en": "Food"}


def test_what_was_said_in_one_activity_comes_out_by_itself(opened: Dialogue, said: Said, client: Client) -> None:
    other = said("Bra").activity
    other.pk, other.number = None, 2
    other.save()
    exports = [client.get(f"/d/skolan/contributions.json?activity={number}") for number in ("1", "2", "3", "x")]
    assert [each.status_code for each in exports] == [200, 200, 404, 404]
    assert [len(json.loads(each.content)["contributions"]) for each in exports[:2]] == [1, 0]
    csv_file = client.get("/d/skolan/contributions.csv?activity=1")
    assert "Bra" in csv_file.content.decode() and "skolan-1-contributions.csv" in csv_file["Content-Disposition"]


def test_no_export_tells_who(opened: Dialogue, send: Said, client: Client) -> None:
    contribution = send("Bra", contact=NewContact("dana@example.org", name="Dana"))
    for ending in ("csv", "json"):
        content = client.get(f"/d/skolan/contributions.{ending}").content.decode()
        assert "dana" not in content.lower()
        assert contribution.participant.receipt not in content
        assert str(contribution.participant.pseudonym) not in content


def test_exports_ask_the_database_little(
    opened: Dialogue, said: Said, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        said(f"Bra {number}")
    for ending in ("csv", "json"):
        with django_assert_max_num_queries(4):
            client.get(f"/d/skolan/contributions.{ending}")
