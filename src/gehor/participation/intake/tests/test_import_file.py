"""Bringing in a file in the browser: choose, look, bring in, undo. Nothing here needs JavaScript."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gehor.analysis.models import Reading
from gehor.ground import clock, worker
from gehor.ground.journal import relay
from gehor.ground.people.models import Contact, Participant
from gehor.participation import rules
from gehor.participation.intake import uploads
from gehor.participation.intake.texts import READING
from gehor.participation.models import Contribution, Import, Opening, Wording
from gehor.participation.reading import CODES
from gehor.planning.models import Activity, Dialogue

PAGE = "/staff/d/skolan/import/1/"
FILE = "Datum;Rubrik;Synpunkt;Kanal;E-post\n2026-02-20;Skolgården;Mer utemiljö;papper;dana@example.se\n\
2026-02-21;;Maten är kall;telefon;\n;;;;\n2026-02-30;;Bänkar längs ån;paper;\n2026-02-22;;=1+1 är två;;\n"


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alma_browses(opened: Dialogue, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("alma")


def choose(browser: Client, data: bytes | str, name: str = "Synpunkter.csv") -> HttpResponse:
    content = data.encode() if isinstance(data, str) else data
    return browser.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def look(browser: Client, data: bytes | str, name: str = "Synpunkter.csv", **columns: str) -> HttpResponse:
    answer = choose(browser, data, name)
    assert answer.status_code == 303, answer.context["form"].errors
    return browser.get(answer["Location"], columns)


def bring(browser: Client, page: HttpResponse, **more: str) -> HttpResponse:
    form = {**dict(page.context["sent"]), "file_hash": page.context["upload"].hash, **more}
    return browser.post(page.request["PATH_INFO"], form)


def kept_files() -> list[Path]:
    return [path for path in uploads._folder().glob("*") if path.is_file()]


def test_a_file_is_looked_at_before_anything_is_stored(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    assert [count for count, _ in page.context["figures"]] == [3, 1, 0]
    first = page.context["rows"][0]
    assert (first["row"].title, first["row"].text, first["channel"]) == ("Skolgården", "Mer utemiljö", "paper")
    assert first["row"].received == dt.date(2026, 2, 20)
    (problem, words) = page.context["faults"][0]
    assert (problem.row, problem.code) == (5, "date_unreadable")
    assert "2026-02-30" in words
    assert [problem.code for problem, _ in page.context["hints"]] == ["starts_as_formula"]
    assert not Contribution.objects.exists()
    assert not Import.objects.exists()


def test_the_columns_that_are_read_by_their_name_are_told(alma_browses: Client) -> None:
    page = alma_browses.get(PAGE).content.decode()
    assert '<dt translate="no">places</dt>' in page and '<dt translate="no">where</dt>' in page
    assert '<dt translate="no">category</dt>' not in page, "that one is chosen on the next page"


def test_the_ready_rows_are_brought_in_and_the_file_is_gone(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    assert len(kept_files()) == 1
    answer = bring(alma_browses, page)
    imported = Import.objects.get()
    assert answer["Location"] == f"/staff/d/skolan/imports/{imported.pk}/"
    assert kept_files() == []
    assert (imported.file_name, imported.rows) == ("Synpunkter.csv", 3)
    texts = Wording.objects.order_by("contribution").values_list("text", "contribution__channel")
    assert list(texts) == [("Mer utemiljö", "paper"), ("Maten är kall", "phone"), ("=1+1 är två", "import")]
    assert Contact.objects.get().address == "dana@example.se"
    result = alma_browses.get(answer["Location"]).content.decode()
    assert "Synpunkter.csv" in result and "/undo/" in result


def test_the_columns_can_be_chosen_otherwise(alma_browses: Client) -> None:
    data = "a;b\nMer utemiljö;Skolgården\nMaten är kall;Matsalen\n"
    page = look(alma_browses, data)
    assert page.context["rows"][0]["row"].text == "Mer utemiljö", "guessed: the column with the longest texts"
    page = alma_browses.get(page.request["PATH_INFO"], {"text": "1", "title": "0", "all_channel": "outreach"})
    assert page.context["rows"][0]["row"].text == "Skolgården"
    bring(alma_browses, page)
    assert set(Contribution.objects.values_list("channel", flat=True)) == {"outreach"}
    assert Import.objects.get().mapping == {
        "text": "b",
        "title": "a",
        "otherwise": {"channel": "outreach", "language": ""},
    }


def test_rows_that_do_not_say_their_language_get_the_chosen_one(alma_browses: Client) -> None:
    page = look(alma_browses, "comment\nMore benches\n", text="0", all_language="en")
    bring(alma_browses, page)
    assert Wording.objects.get().language == "en"


@pytest.mark.parametrize(
    "columns",
    [{"text": ""}, {"text": "77"}, {"text": "0", "title": "0"}, {"text": "0", "all_channel": "brevduva"}],
)
def test_columns_that_cannot_be_meant_are_refused(alma_browses: Client, columns: dict[str, str]) -> None:
    page = look(alma_browses, FILE, **columns)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert bring(alma_browses, page, **columns).status_code == 422
    assert not Contribution.objects.exists()


def test_what_is_wrong_can_be_taken_home_as_a_table(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    answer = alma_browses.get(f"{page.request['PATH_INFO']}rows.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["5", "6"]
    assert len({len(row) for row in rows}) == 1


def test_a_table_of_faults_runs_no_formula(alma_browses: Client) -> None:
    page = look(alma_browses, 'Synpunkt;"=HYPERLINK(""x"")"\nHej;2026-99-99\n', text="0", received="1")
    answer = alma_browses.get(f"{page.request['PATH_INFO']}rows.csv", {"text": "0", "received": "1"})
    assert "'=HYPERLINK" in answer.content.decode()


# What people choose by mistake


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_excel_file_is_read(alma_browses: Client) -> None:
    data = workbook(["Synpunkt", "Datum"], ["Mer utemiljö", dt.date(2026, 2, 20)], ["=1+1", None])
    page = look(alma_browses, data, "Synpunkter.xlsx")
    assert page.context["rows"][0]["row"].received == dt.date(2026, 2, 20)
    assert [problem.code for problem, _ in page.context["hints"]] == [
        "formula_without_value",
        "starts_as_formula",
    ]


def test_a_file_in_latin_1_from_excel_is_read_rightly(alma_browses: Client) -> None:
    page = look(alma_browses, "Synpunkt\nBänkar på Åvägen, för äldre\n".encode("latin-1"))
    assert page.context["rows"][0]["row"].text == "Bänkar på Åvägen, för äldre"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "tom.csv"),
        (b"\xef\xbb\xbf \r\n", "nästan tom.csv"),
        (b"%PDF-1.7 ...", "blankett.csv"),
        (b"\x00\x01\x02\x03" * 500, "program.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "gammal.xls"),
        (b"PK\x03\x04 not really", "trasig.xlsx"),
        ('Synpunkt\n"Jag tycker\n' + "att\n" * 50, "citat.csv"),
        (b"Synpunkt\n", "bara rubriker.csv"),
        ("Synpunkt\n" + "rad\n" * 50_001, "lång.csv"),
        (b'[{"text": "Hej"}]', "data.json"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    alma_browses: Client, data: bytes | str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MANY_LINES", 100_000)  # else the worker looks at a long one, and it is said later
    answer = choose(alma_browses, data, name)
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["file"]
    assert sentence.endswith(".") and "{" not in sentence and "_" not in sentence.replace(name, "")
    assert kept_files() == []


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(alma_browses: Client) -> None:
    answer = alma_browses.generic(
        "POST", PAGE, b"x" * (50 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413


def test_no_file_at_all_is_said_at_the_field(alma_browses: Client) -> None:
    answer = alma_browses.post(PAGE, {})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"file"})


def test_markup_in_a_file_is_text_on_the_page(alma_browses: Client) -> None:
    data = 'Synpunkt;"<script>a</script>"\n<script>alert(1)</script>;<img src=x onerror=b>\n'
    page = look(alma_browses, data, "<b>.csv", text="0", title="1").content.decode()
    assert "<script>a" not in page and "<img src=x" not in page and "<b>.csv" not in page


# The same file, twice; a file that has gone; a moment that has passed


def test_the_same_file_again_is_warned_about_and_not_brought_in_twice(alma_browses: Client) -> None:
    bring(alma_browses, look(alma_browses, FILE))
    page = look(alma_browses, FILE)
    assert page.context["before"] == Import.objects.get()
    assert "<form" in page.content.decode() and 'name="file_hash"' not in page.content.decode()
    assert bring(alma_browses, page).status_code == 409
    assert Contribution.objects.count() == 3


def test_an_impatient_double_click_ends_at_the_one_import(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    assert bring(alma_browses, page)["Location"] == bring(alma_browses, page)["Location"]
    assert Import.objects.count() == 1


def test_a_file_that_is_no_longer_kept_must_be_chosen_again(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert bring(alma_browses, page)["Location"] == PAGE
        assert kept_files() == []
    assert not Contribution.objects.exists()


def test_old_files_go_when_somebody_chooses_another(alma_browses: Client) -> None:
    choose(alma_browses, FILE)
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        choose(alma_browses, FILE)
        assert len(kept_files()) == 1


def test_the_worker_forgets_old_files_too(alma_browses: Client) -> None:
    choose(alma_browses, FILE)
    relay.discover()
    worker.tidy()
    assert len(kept_files()) == 1
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        worker.tidy()
    assert kept_files() == []


def test_nobody_goes_on_with_somebody_elses_file(alma_browses: Client, signed_in: Callable[[str], Client]) -> None:
    address = choose(alma_browses, FILE)["Location"]
    assert signed_in("bo").get(address).status_code == 404
    assert signed_in("farid").get(address).status_code == 403


@pytest.mark.parametrize("key", ["x", "..", "A" * 32, "%2e%2e%2fsecret"])
def test_a_key_that_was_never_given_leads_nowhere(alma_browses: Client, key: str) -> None:
    assert alma_browses.get(f"{PAGE}{key}/").status_code in (303, 404)


def test_who_may_bring_in_files(opened: Dialogue, signed_in: Callable[[str], Client]) -> None:
    names = ("alma", "kim", "bo", "rut", "tove", "cilla", "farid")
    may = {name: (signed_in(name).get(PAGE).status_code, choose(signed_in(name), FILE).status_code) for name in names}
    assert may == {
        **dict.fromkeys(("alma", "kim", "bo", "rut"), (200, 303)),
        **dict.fromkeys(("tove", "cilla", "farid"), (403, 403)),
    }
    assert signed_in("tove").get("/staff/d/skolan/imports/").status_code == 403


def test_nothing_is_brought_into_what_is_closed(alma_browses: Client) -> None:
    page = look(alma_browses, FILE)
    Opening.objects.update(closed_at=clock.now())
    assert bring(alma_browses, page).status_code == 409
    assert choose(alma_browses, FILE).status_code == 409
    assert 'type="file"' not in alma_browses.get(PAGE).content.decode()
    assert not Contribution.objects.exists()


def test_an_expired_session_is_told(opened: Dialogue, client: Client) -> None:
    assert choose(client, FILE).status_code == 403


# Undo


def test_an_import_is_undone_as_a_whole(alma_browses: Client) -> None:
    result = bring(alma_browses, look(alma_browses, FILE))["Location"]
    assert alma_browses.post(f"{result}undo/").status_code == 303
    assert not Contribution.objects.exists() and not Participant.objects.exists() and not Contact.objects.exists()
    page = alma_browses.get(result).content.decode()
    assert "/undo/" not in page
    assert alma_browses.post(f"{result}undo/").status_code == 409
    assert len(look(alma_browses, FILE).context["rows"]) == 3, "and the file may come again"


def test_what_somebody_has_begun_to_read_is_not_undone(alma_browses: Client, accounts: dict[str, Any]) -> None:
    result = bring(alma_browses, look(alma_browses, FILE))["Location"]
    read = Contribution.objects.first()
    Reading.objects.create(contribution=read, dialogue=read.dialogue, read_at=clock.now(), read_by=accounts["bo"])
    answer = alma_browses.post(f"{result}undo/")
    assert answer.status_code == 409
    assert Contribution.objects.count() == 3


def test_only_those_who_may_import_undo_it(alma_browses: Client, signed_in: Callable[[str], Client]) -> None:
    result = bring(alma_browses, look(alma_browses, FILE))["Location"]
    for name in ("tove", "cilla", "farid"):
        assert signed_in(name).post(f"{result}undo/").status_code == 403
    shown = signed_in("kim").get(result).text
    assert "/undo/" in shown and "/read/" not in shown, "who may bring it in but not read it is led to no shut door"
    assert "/read/" in alma_browses.get(result).text
    assert Contribution.objects.count() == 3


def test_a_mended_file_keeps_what_was_chosen(alma_browses: Client) -> None:
    faulty = "Namn;Synpunkt;Dag\nA;Maten är kall;2026-02-30\n"
    page = look(alma_browses, faulty, text="0", title="1", received="2", all_language="fi")
    assert page.context["faults"]
    again = f"{PAGE}?{page.context['chosen']}"
    assert again.replace("&", "&amp;") in page.content.decode()
    sent = alma_browses.post(again, {"file": SimpleUploadedFile("b.csv", faulty.replace("30", "20").encode())})
    mended = alma_browses.get(sent["Location"])
    (row,) = mended.context["rows"]
    assert (row["row"].text, row["row"].title, row["language"]) == ("A", "Maten är kall", "Suomi")


def test_what_may_not_be_undone_any_more_offers_no_undo(alma_browses: Client) -> None:
    result = bring(alma_browses, look(alma_browses, FILE))["Location"]
    assert "/undo/" in alma_browses.get(result).content.decode()
    Opening.objects.update(closed_at=clock.now())
    assert "/undo/" not in alma_browses.get(result).content.decode()


def test_all_imports_are_listed(alma_browses: Client) -> None:
    bring(alma_browses, look(alma_browses, FILE))
    assert "Synpunkter.csv" in alma_browses.get("/staff/d/skolan/imports/").content.decode()


# Texts and measures


def test_every_code_of_reading_has_a_sentence() -> None:
    assert READING.keys() == CODES.keys()
    for code, names in CODES.items():
        assert str(READING[code]).format_map(dict.fromkeys(names, "x"))


def test_the_pages_ask_the_database_little(
    alma_browses: Client, activity: Activity, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    result = bring(alma_browses, look(alma_browses, FILE))["Location"]
    columns = choose(alma_browses, "Synpunkt\n" + "\n".join(f"Text {n}" for n in range(500)))["Location"]
    for address in (PAGE, columns, result, "/staff/d/skolan/imports/"):
        with django_assert_max_num_queries(15):
            assert alma_browses.get(address).status_code == 200


def test_many_rows_come_in_by_few_statements(
    alma_browses: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    data = "Synpunkt;E-post\n" + "\n".join(f"Text {n} om skolan;n{n}@example.se" for n in range(1_000))
    page = look(alma_browses, data)
    with django_assert_max_num_queries(150):
        assert bring(alma_browses, page).status_code == 303
    assert Contribution.objects.count() == 1_000
