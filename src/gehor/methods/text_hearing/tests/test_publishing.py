"""A version of the text is published: who may, what must hold, and what stays."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.translation import override

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.methods.text_hearing.actions import publish_text
from gehor.methods.text_hearing.forms import SetupForm
from gehor.methods.text_hearing.models import Paragraph, TextVersion
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity

from .conftest import LATER, TEXT

STAFF = "/staff/d/skolan/text/1/"


def numbers(version: TextVersion) -> list[str]:
    return list(version.paragraphs.exclude(number="").values_list("number", flat=True))


def test_nothing_opens_without_a_text(planned_hearing: Activity, alma: Actor) -> None:
    with pytest.raises(WrongMoment, match="no_text_to_hear"):
        open_participation(planned_hearing, actor=alma)


def test_until_it_opens_another_text_takes_its_place(publish: Callable[..., TextVersion]) -> None:
    publish(TEXT)
    version = publish(LATER)
    assert (version.number, numbers(version)) == (1, ["1", "2", "3"])
    assert TextVersion.objects.count() == 1


def test_once_open_a_new_version_stands_beside_the_old_one_and_paragraphs_keep_their_numbers(
    hearing: Activity, publish: Callable[..., TextVersion]
) -> None:
    version = publish(LATER, note={"sv": "Barn nämns, och det är närmare till parken."})
    assert (version.number, numbers(version)) == (2, ["0a", "1", "3"])
    assert numbers(TextVersion.objects.get(number=1)) == ["1", "2", "3"]
    third = publish(TEXT, note={"sv": "Träden är tillbaka."})
    assert numbers(third) == ["1", "1a", "3"]  # what was 2 has gone once, so it is another now
    entry = Entry.objects.order_by("-pk").filter(step="text_hearing.publish").first()
    assert entry.codes == {"activity": hearing.pk, "number": 3, "paragraphs": 5}


@pytest.mark.parametrize(
    ("blocks", "note", "code"),
    [
        (TEXT, {"sv": "Nytt."}, "text_is_the_same"),
        (LATER, {}, "say_what_is_new"),
        (LATER, {"en": "Only in English"}, "say_what_is_new"),
        (TEXT[:1], {"sv": "Nytt."}, "text_is_empty"),
    ],
)
def test_a_version_that_says_nothing_new_is_refused(
    hearing: Activity, publish: Callable[..., TextVersion], blocks: tuple[object, ...], note: dict[str, str], code: str
) -> None:
    with pytest.raises(WrongInput, match=code):
        publish(blocks, note=note)
    assert TextVersion.objects.count() == 1


def test_only_those_who_lead_publish(hearing: Activity, tove: Actor, dana: Actor, farid: Actor) -> None:
    for actor in (tove, dana, farid):
        with pytest.raises(WrongPerson):
            publish_text(hearing, actor=actor, blocks=LATER, note={"sv": "Nytt."})


def test_what_was_published_cannot_be_changed(hearing: Activity) -> None:
    for rows in (Paragraph.objects.all(), TextVersion.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**({"text": "Annat"} if rows.model is Paragraph else {"number": 7}))


def test_a_file_is_looked_at_before_it_is_published(
    planned_hearing: Activity, signed_in: Callable[[str], Client], settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    alma = signed_in("alma")
    file = io.BytesIO("# Mål\n\nAlla ska ha nära.\n\n<!-- kolla -->\n\nTräd sparas.".encode())
    file.name = "plan.md"
    look = alma.post(STAFF, {"file": file})
    assert look.status_code == 303 and not TextVersion.objects.exists()
    page = alma.get(look["location"], headers={"accept-language": "en"}).content.decode()
    assert "2 paragraphs." in page and "1 comment in the margin is left out." in page and "Alla ska ha nära." in page
    assert alma.post(look["location"]).status_code == 303
    assert [each.text for each in Paragraph.objects.all()] == ["Mål", "Alla ska ha nära.", "Träd sparas."]
    assert TextVersion.objects.get().file_name == "plan.md"
    gone = alma.get(look["location"])
    assert (gone.status_code, gone["location"]) == (303, STAFF)


def test_the_first_text_is_read_as_it_is_and_what_was_pasted_is_mended_where_it_was_written(
    planned_hearing: Activity, signed_in: Callable[[str], Client], settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    alma = signed_in("alma")
    look = alma.post(STAFF, {"pasted": "# Mål\n\nAlla ska ha nära till park."})["location"]
    page = alma.get(look)
    assert "<ins>" not in page.content.decode()
    assert "# Mål\n\nAlla ska ha nära till park." in alma.get(page.context["again"]).content.decode()


def test_an_empty_file_and_an_address_that_is_none_say_how_to_mend_them(
    planned_hearing: Activity, signed_in: Callable[[str], Client]
) -> None:
    empty = SimpleUploadedFile("plan.md", b"")
    page = signed_in("alma").post(STAFF, {"file": empty}, headers={"accept-language": "sv"})
    assert page.status_code == 422 and "Filen är tom. Välj en annan." in page.text
    with override("sv"):
        form = SetupForm({"formal": "on", "formal_url": "samråd"}, source="sv")
        assert form.errors["formal_url"] == ["Skriv hela sidans adress, som i https://example.org."]


def test_what_differs_is_seen_before_a_new_version_is_published_and_nothing_typed_is_lost(
    hearing: Activity, signed_in: Callable[[str], Client], settings: object, tmp_path: object, accounts: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    alma = signed_in("alma")
    assert alma.post(STAFF, {"pasted": ""}).status_code == 422
    refused = alma.post(STAFF, {"pasted": "# Bara en rubrik"})
    assert refused.status_code == 422 and "# Bara en rubrik" in refused.content.decode()
    pasted = "# Mål\n\nAlla ska ha högst 250 meter till en park.\n\nTräd sparas.\n\n# Skötsel\n\n| Gräs | Varje vecka |"
    look = alma.post(STAFF, {"pasted": pasted})["location"]
    page = alma.get(look, headers={"accept-language": "en"}).content.decode()
    assert "<del><span" in page and " 300" in page and "Reworded" in page
    assert alma.post(look, {"note_sv": ""}).status_code == 422
    assert alma.post(look, {"note_sv": "Närmare till parken."}).status_code == 303
    assert numbers(TextVersion.objects.get(number=2)) == ["1", "2", "3"]


def test_the_pages_of_the_text_are_for_those_who_lead(hearing: Activity, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("tove").get(STAFF).status_code == 403
    assert signed_in("farid").get(STAFF).status_code in (403, 404)
    Activity.objects.update(method="proposals")
    assert signed_in("alma").get(STAFF).status_code == 404
