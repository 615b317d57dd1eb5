"""A place beside a proposal: asked for where the set-up says so, and shown where the proposal is followed."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gehor.ground.act import RESIDENT, Actor
from gehor.methods.proposals.actions import comment, merge
from gehor.participation.actions import contribute, open_participation
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue

pytestmark = pytest.mark.django_db
FORM = "/d/skolan/take-part/1/"
LIST = f"{FORM}proposals/"
SV = {"accept-language": "sv"}


@pytest.fixture
def asked(planned: Dialogue, alma: Actor) -> Activity:
    Activity.objects.filter(dialogue=planned, number=1).update(
        method="proposals", setup={"places": True, "similar": False}, shows_at_once=True
    )
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


def send(client: Client, **more: object) -> Any:
    sent = {"submission": str(uuid.uuid4()), "text": "Laga staketet.", **more}
    return client.post(FORM, sent, headers={"accept-language": "sv"})


def test_a_place_is_not_needed_and_is_shown_where_there_is_one(asked: Activity, client: Client) -> None:
    assert 'type="image"' in client.get(FORM).content.decode()
    assert send(client).status_code == 303
    assert send(client, place="17.6389,59.8586", **{"place.words": "Bakom matsalen"}).status_code == 303
    without, placed = Contribution.objects.order_by("pk")
    assert (without.values, placed.values) == ({}, {"places": "17.638900,59.858600", "where": "Bakom matsalen"})
    shown = client.get(f"/d/skolan/c/{placed.reference}/").content.decode()
    assert "map.svg?view=17.638900,59.858600,15" in shown and "Bakom matsalen" in shown
    assert "map.svg" not in client.get(f"/d/skolan/c/{without.reference}/").content.decode()


def test_a_press_on_the_map_sends_nothing_and_a_place_elsewhere_is_refused(asked: Activity, client: Client) -> None:
    pressed = send(client, **{"place.view": "17.65,59.85,12", "place.map-do": "middle"})
    assert pressed.status_code == 200 and 'value="17.650000,59.850000"' in pressed.content.decode()
    asked.setup |= {"attachments": True}
    asked.save()
    with_a_file = send(client, attachment=SimpleUploadedFile("ek.png", b"x"), **{"place.map-do": "middle"})
    assert with_a_file.status_code == 200 and "Välj filen ”ek.png” igen" in with_a_file.text
    refused = send(client, place="59.8586,17.6389")
    assert refused.status_code == 422
    assert "bytt plats" in refused.content.decode() and "Laga staketet." in refused.content.decode()
    assert not Contribution.objects.exists()


def at(one: Contribution, lon: float) -> None:
    Contribution.objects.filter(pk=one.pk).update(values={"places": f"{lon:.6f},59.858600"})


def test_the_list_has_a_map_with_the_numbers_of_its_proposals(
    asked: Activity, client: Client, alma: Actor, django_assert_max_num_queries: Any
) -> None:
    Activity.objects.update(setup={"places": True, "similar": False, "support": True, "amendments": True})
    for each in range(23):
        send(client, text=f"Laga staketet {each}.")
    newest, second, third, *rest = Contribution.objects.order_by("-received_at", "-pk")
    for lon, one in enumerate((newest, third, rest[-1]), 17):
        at(one, lon)
    comment(third, actor=alma, text={"sv": "Vi lagar det."})
    told = {"amends": third.reference, "from_wording": 1}
    change = {"submission": uuid.uuid4(), "title": "Nu", "text": "Laga det nu.", "language": "sv", "values": told}
    contribute(Activity.objects.select_related("dialogue__organisation").get(), actor=RESIDENT, **change)
    with django_assert_max_num_queries(8):
        page = client.get(f"{LIST}?order=newest", headers=SV).content.decode()
    drawn = page[page.index("<figure") : page.index("</figure>")]
    assert re.findall(r">(\d+)</text>", drawn) == ["1", "2"], "the third stands on the next page"
    for one, words in ((newest, "1 på kartan"), (third, "2 på kartan"), (second, "")):
        article = page[page.index(f'id="{one.reference}"') :].partition("</article>")[0]
        assert ("på kartan" in article) is bool(words) and words in article
    assert "förslag på andra sidor" in page
    after = client.get(f"{LIST}?order=newest&page=2", headers=SV).content.decode()
    assert "1 på kartan" in after and "2 på kartan" not in after


def test_a_proposal_that_is_merged_stands_on_the_map_with_the_other(
    asked: Activity, client: Client, alma: Actor
) -> None:
    for _ in range(2):
        send(client)
    one, other = Contribution.objects.order_by("pk")
    at(other, 17.5)
    merge(other, actor=alma, into=one, reason={"sv": "Samma."})
    page = client.get(LIST, headers=SV).content.decode()
    assert page.count(">1</text>") == 1 and "1 på kartan" in page and "på andra sidor" not in page
    Contribution.objects.filter(pk=other.pk).update(published_at=None)
    assert "på kartan" not in client.get(LIST, headers=SV).content.decode(), "what is hidden has no place"


def test_without_places_there_is_no_map(asked: Activity, client: Client) -> None:
    send(client)
    assert "<figure" not in client.get(LIST).content.decode()


def test_where_no_place_is_asked_for_none_is(asked: Activity, client: Client) -> None:
    Activity.objects.update(setup={"similar": False})
    assert 'type="image"' not in client.get(FORM).content.decode()


def test_a_table_says_where_in_two_columns_and_a_place_outside_the_country_is_told_by_its_row(
    asked: Activity, signed_in: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    alma, page = signed_in("alma"), "/staff/d/skolan/import/1/"
    rows = "Laga staketet.;17,6389;59,8586\nMer grönt.;648115;6638520\nBänkar.;2,35;48,85\nGungor.;17;\n"
    rows = f"text;Longitud;Lat\n{rows}"
    upload = alma.post(page, {"file": SimpleUploadedFile("f.csv", rows.encode())})
    where = upload["Location"].split("?")[0]
    looked = alma.get(where, {"text": "0", "all_channel": "paper", "all_language": "sv"}, headers=SV)
    told = [(each.row, each.column, words) for each, words in looked.context["faults"]]
    assert [row for row, *_ in told] == [4, 5] and "utanför Sverige" in told[0][2], told
    assert told[0][1] == "Longitud"
    chosen = {"text": "0", "all_channel": "paper", "all_language": "sv", "file_hash": looked.context["upload"].hash}
    assert alma.post(where, chosen).status_code == 303
    found = Contribution.objects.order_by("pk").values_list("values__places", flat=True)
    assert list(found) == ["17.638900,59.858600", "17.644571,59.857695"]
    assert '<dt translate="no">longitude</dt>' in alma.get(page).content.decode()
