"""What is said of a paragraph by other ways than its page: typed in from paper, and in a file."""

import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.methods.text_hearing.models import TextVersion
from gehor.participation.actions import undo_import
from gehor.participation.models import Contribution, Import
from gehor.planning.models import Activity

from .conftest import LATER

TYPING = "/staff/d/skolan/enter/1/"
IMPORT = "/staff/d/skolan/import/1/"
BY_HAND = {"channel": "paper", "language": "sv"}


def test_a_sheet_is_typed_in_by_the_number_of_its_paragraph(
    hearing: Activity, signed_in: Callable[[str], Client]
) -> None:
    tove = signed_in("tove")
    data = {**BY_HAND, "received_on": clock.today().isoformat(), "text": "För långt.", "submission": str(uuid.uuid4())}
    wrong = tove.post(TYPING, {**data, "paragraph": "9"})
    assert wrong.status_code == 422 and "För långt." in wrong.content.decode()
    assert tove.post(TYPING, {**data, "paragraph": "Stycke 1"}).status_code == 303
    assert Contribution.objects.get().values == {"paragraph": "1", "version": 1}


def test_a_file_says_which_paragraph_each_row_is_about(
    hearing: Activity, signed_in: Callable[[str], Client], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    alma = signed_in("alma")
    file = BytesIO("Stycke;Synpunkt\n1;För långt.\n;Bra text.\n9;Finns inte.\n".encode())
    file.name = "brev.csv"
    look = alma.post(IMPORT, {"file": file})["location"]
    page = alma.get(look, headers={"accept-language": "en"}).content.decode()
    assert "What it is about" in page and "“9” is not among what can be commented on here." in page
    assert (
        alma.post(look, {"text": "1", "category": "0", "all_channel": "paper", "all_language": "sv"}).status_code == 303
    )
    found = {each.wordings.get().text: each.values for each in Contribution.objects.all()}
    assert {text: (values.get("paragraph"), values["version"]) for text, values in found.items()} == {
        "För långt.": ("1", 1),
        "Bra text.": (None, 1),
    }


def test_a_file_that_names_a_paragraph_or_a_version_that_is_not_there_is_refused_row_by_row(
    hearing: Activity,
    publish: Callable[..., TextVersion],
    signed_in: Callable[[str], Client],
    alma: Actor,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    publish(LATER, note={"sv": "Kortare väg."})
    rows = ["text;paragraph;version", "För långt.;1;1", "Ny.;§ 0 A;2", "Fanns inte då.;0a;1", "Fel.;99;", "Sen.;1;7"]
    content = "\n".join([*rows, "Hela.;;", "Senaste.;1;"]).encode()
    file = BytesIO(content)
    file.name = "brev.csv"
    browser = signed_in("alma")
    look = browser.post(IMPORT, {"file": file})["location"]
    page = browser.get(look, headers={"accept-language": "sv"})
    problems = {each.row: each.column for each in page.context["checked"].problems}
    assert problems == {4: "paragraph", 5: "paragraph", 6: "version"}
    text = page.content.decode()
    assert (
        "Det finns inget stycke 0 a i version 1 av texten." in text and "Det finns ingen version 7 av texten." in text
    )
    assert not Contribution.objects.exists(), "a look stores nothing"
    chosen = {each.name: each.value() or "" for each in page.context["form"]}
    assert browser.post(look, chosen).status_code == 303
    found = {each.values["row"]: each.values for each in Contribution.objects.all()}
    assert {row: (values.get("paragraph"), values["version"]) for row, values in found.items()} == {
        2: ("1", 1),
        3: ("0a", 2),
        7: (None, 2),
        8: ("1", 2),
    }
    undo_import(Import.objects.get(), actor=alma)
    assert not Contribution.objects.exists()
    look = browser.post(IMPORT, {"file": SimpleUploadedFile("brev.csv", b"text;stycke\nHela.;1\n")})["location"]
    chosen = {each.name: each.value() or "" for each in browser.get(look).context["form"]}
    brought = browser.get(browser.post(look, chosen)["location"], headers={"accept-language": "sv"}).text
    assert "Vad det gäller" in brought and "Kategori" not in brought, "as it was called when the columns were chosen"


def test_the_paper_form_holds_a_short_text_with_room_to_write_and_a_long_one_by_number(
    hearing: Activity, publish: Callable[..., Any], client: Client
) -> None:
    page = client.get("/d/skolan/take-part/1/paper/", headers={"accept-language": "sv"}).content.decode()
    assert "Alla ska ha högst 300 meter" in page and page.count("lines two") >= 3
    publish([Block(Kind.PARAGRAPH, f"Mål nummer {at} i planen.") for at in range(60)], note={"sv": "Mycket längre."})
    page = client.get("/d/skolan/take-part/1/paper/", headers={"accept-language": "sv"}).content.decode()
    assert "Mål nummer" not in page and page.count("Styckets nummer") == 5
