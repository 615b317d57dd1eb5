"""Talks and efforts are noted on the spot, received once, and told with their numbers."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gehor.ground.people.receipt import shown
from gehor.methods.outreach.models import Effort
from gehor.participation.models import Contribution
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Sheet
from gehor.planning.models import Activity
from gehor.recruitment.models import TargetGroup

PAGE = "/staff/d/skolan/outreach/1/"
QUEUE = {"HTTP_X_QUEUE": "1"}


def talk(**more: Any) -> dict[str, Any]:
    return {"text": "Det är mörkt.", "kind": "street", "place": "Torget", "language": "sv", **_key(), **more}


def effort(**more: Any) -> dict[str, Any]:
    return {"kind": "street", "place": "Torget", "day": "2026-03-02", "approached": 12, "spoke": 3, **_key(), **more}


def _key() -> dict[str, str]:
    return {"submission": str(uuid.uuid4())}


def test_what_is_said_is_a_contribution_with_its_channel_and_target_group(
    street: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    group = TargetGroup.objects.create(dialogue=street.dialogue, name={"sv": "Unga"}, reach_aim=40)
    tove = signed_in("tove")
    assert tove.post(PAGE, talk(group=group.pk)).status_code == 303
    assert tove.post(PAGE, talk(kind="phone", place="")).status_code == 303
    first, second = Contribution.objects.order_by("pk")
    assert (first.channel, first.values) == ("outreach", {"kind": "street", "place": "Torget", "group": group.pk})
    assert (second.channel, second.values) == ("phone", {"kind": "phone"})
    with django_assert_max_num_queries(15):
        page = " ".join(tove.get(PAGE).content.decode().split())
    assert 'data-label="Talks">1<' in page and 'data-label="Aim">40<' in page


def test_the_queue_is_told_plainly_and_what_is_sent_twice_is_received_once(
    street: Activity, signed_in: Callable[[str], Client]
) -> None:
    tove, sent = signed_in("tove"), talk()
    for _ in range(2):
        assert tove.post(PAGE, sent, **QUEUE).json() == {"received": True}
    assert Contribution.objects.count() == 1
    refused = tove.post(PAGE, talk(text="", kind="party"), **QUEUE)
    assert refused.status_code == 422 and refused.json()["received"] is False
    assert "Write something." in refused.json()["why"]
    logged = effort()
    for _ in range(2):
        assert tove.post(f"{PAGE}effort/", logged, **QUEUE).json() == {"received": True}
    assert Effort.objects.count() == 1


def test_a_slip_that_was_handed_over_is_the_receipt(
    street: Activity, alma: Any, signed_in: Callable[[str], Client]
) -> None:
    print_forms(street, actor=alma, sheets=1, language="sv")
    code = Sheet.objects.get().code
    assert signed_in("tove").post(PAGE, talk(slip=shown(code))).status_code == 303
    assert Contribution.objects.get().participant.receipt == code
    answer = signed_in("tove").post(PAGE, talk(slip=code))
    assert answer.status_code == 422 and "has been typed in already" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"spoke": 13}, "More people cannot have spoken than you approached."),
        ({"day": "2026-03-03"}, "Choose a day between"),
        ({"approached": -1}, "Write a number that is at least 0"),
        ({"place": ""}, "required"),
        ({"place": "\u200b\u2060"}, "This field is required."),
    ],
)
def test_an_effort_that_cannot_be_is_refused_with_all_that_was_typed(
    street: Activity, signed_in: Callable[[str], Client], wrong: dict[str, Any], sentence: str
) -> None:
    answer = signed_in("tove").post(f"{PAGE}effort/", effort(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert f'value="{wrong.get("approached", 12)}"' in page
    assert not Effort.objects.exists()


def test_an_effort_counts_also_when_nobody_spoke_and_is_taken_away_by_whoever_logged_it(
    street: Activity, signed_in: Callable[[str], Client]
) -> None:
    tove = signed_in("tove")
    assert tove.post(f"{PAGE}effort/", effort(spoke=0)).status_code == 303
    logged = Effort.objects.get()
    assert (logged.spoke, logged.role, logged.by.name) == (0, "facilitator", "Tove")
    assert "0–24 %</span>" in tove.get(PAGE).content.decode()
    drop = f"{PAGE}effort/{logged.pk}/drop/"
    assert signed_in("alma").post(drop).status_code == 403
    assert signed_in("tove").post(drop).status_code == 303
    assert not Effort.objects.exists()


def test_everybody_sees_where_we_were_but_not_where_few_spoke(
    street: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    tove = signed_in("tove")
    tove.post(f"{PAGE}effort/", effort(spoke=6))
    tove.post(f"{PAGE}effort/", effort(spoke=2, place="Hos Anna"))
    with django_assert_max_num_queries(8):
        page = Client().get("/d/skolan/take-part/1/").content.decode()
    assert "Torget" in page and "25–75 %</span>" in page and '<circle class="dot-1" cx="50.00%"' in page
    assert "Hos Anna" not in page and "fewer than five spoke are not listed" in page
    assert 'data-label="Approached">12<' in page and 'data-label="Approached">24<' not in page  # nor in the sum


def test_everybody_sees_which_target_groups_were_reached_but_not_those_of_few_talks(
    street: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    parents = TargetGroup.objects.get(pk=41)
    TargetGroup.objects.filter(pk=41).update(reach_aim=40)
    few = TargetGroup.objects.create(dialogue=street.dialogue, name={"sv": "Nyanlända"})
    tove = signed_in("tove")
    for group in (*[parents.pk] * 5, *[few.pk] * 4):
        assert tove.post(PAGE, talk(group=group)).status_code == 303
    with django_assert_max_num_queries(8):
        page = Client().get("/d/skolan/take-part/1/").content.decode()
    assert 'data-label="Talks">5<' in page and 'data-label="Aim">40<' in page
    assert "Nyanlända" not in page and "fewer than five talks are not listed" in page


def test_only_those_who_type_in_come_here(street: Activity, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("cilla").get(PAGE).status_code == 403
    assert signed_in("farid").post(PAGE, talk()).status_code in (403, 404)
    assert Client().get(PAGE).status_code == 302
    assert not Contribution.objects.exists()


def test_a_file_brings_what_our_own_export_writes_and_a_row_that_cannot_be_is_left_out_with_the_reason(
    street: Activity, signed_in: Callable[[str], Client], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    alma = signed_in("alma")
    group = TargetGroup.objects.create(dialogue=street.dialogue, name={"sv": "Unga", "en": "The young"})
    text = f"text;Kind;place;group\nMörkt.;samtal på gatan;Torget;{group.pk}\nHalt.;party;Torget;\nKallt.;;Torget;tre\n"
    chosen = alma.post("/staff/d/skolan/import/1/", {"file": SimpleUploadedFile("samtal.csv", text.encode())})
    looked = alma.get(chosen["Location"], headers={"accept-language": "en"})
    assert "Kind of talk: Talk in the street · Place: Torget · Target group: The young" in " ".join(
        looked.content.decode().split()
    )
    assert [(problem.row, problem.column) for problem, _words in looked.context["faults"]] == [
        (3, "Kind"),
        (4, "group"),
    ]
    assert all(words and "_" not in words for _problem, words in looked.context["faults"])
    alma.post(chosen["Location"], {**dict(looked.context["sent"]), "file_hash": looked.context["upload"].hash})
    (brought,) = Contribution.objects.all()
    assert {name: brought.values[name] for name in ("kind", "place", "group")} == {
        "kind": "street",
        "place": "Torget",
        "group": group.pk,
    }
