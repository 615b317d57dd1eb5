"""Raising a matter, supporting it, and noting its way to those who decide."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from gehor.ground import clock, pages
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.organisations.models import Body
from gehor.methods.petition.actions import handle
from gehor.methods.petition.forms import PetitionForm
from gehor.methods.petition.method import METHOD
from gehor.methods.petition.models import Handling
from gehor.methods.petition.rules import Handled
from gehor.participation.ballots import results
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.support import supporters
from gehor.participation.identity.models import Demand
from gehor.participation.models import Contribution, Opening
from gehor.participation.paper.actions import print_forms, settle_share
from gehor.participation.paper.asking import asked_on_paper
from gehor.participation.paper.listing import read_list_again, settle_list
from gehor.participation.paper.lists import agreements
from gehor.participation.paper.models import Again, ListAgain, Sheet
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from .conftest import FORM, LAW
from .examples import FILLED

STAFF = "/staff/d/skolan/petition/1/"


def support(client: Client, petition: Contribution, **more: str) -> Any:
    return client.post(f"{FORM}petitions/{petition.reference}/support/", more)


def page_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_rules_stand_above_the_form_each_with_where_it_comes_from(
    asked: Callable[..., Activity], client: Client, django_assert_max_num_queries: Any
) -> None:
    asked(**LAW)
    with django_assert_max_num_queries(8):
        page = page_of(client.get(FORM, headers={"accept-language": "sv"}))
    for words in ("folkbokförd i kommunen", "inom ett år", "Kommunallagen (2017:725) 8 kap. 1 §", "2012-02-27 § 18"):
        assert words in page
    assert "stöder det" not in page


def test_whoever_does_not_say_that_they_live_here_is_asked_with_everything_typed_kept(
    asked: Callable[..., Activity], client: Client
) -> None:
    asked()
    sent = {"title": "Belysning", "text": "Sätt upp lampor."}
    page = client.post(FORM, sent)
    assert page.status_code == 422 and "Sätt upp lampor." in page_of(page)
    assert not Contribution.objects.exists()
    assert client.post(FORM, {**sent, "resident": "on"}).status_code == 303


def test_the_printed_form_asks_whether_one_lives_here_and_what_says_nothing_of_it_is_received(
    asked: Callable[..., Activity], signed_in: Callable[[str], Client]
) -> None:
    found = asked()
    (question,) = [each for each in asked_on_paper(found, "sv") if each.key == "resident"]
    assert question.label["sv"] == "Jag är folkbokförd i kommunen"
    assert [each.label["sv"] for each in question.options] == ["Ja"]
    typed = {"channel": "paper", "received_on": clock.today().isoformat(), "language": "sv"}
    sent = {**typed, "title": "Belysning", "text": "Sätt upp lampor.", "submission": str(uuid.uuid4())}
    assert signed_in("tove").post("/staff/d/skolan/enter/1/", sent).status_code == 303
    one = Contribution.objects.get()
    alma, unsaid = signed_in("alma"), "has not said that they are registered as living here"
    assert one.channel == "paper" and unsaid in page_of(alma.get(f"{STAFF}{one.reference}/"))
    signed_in("tove").post("/staff/d/skolan/enter/1/", {**sent, "submission": str(uuid.uuid4()), "resident": "on"})
    assert unsaid not in page_of(alma.get(f"{STAFF}{Contribution.objects.exclude(pk=one.pk).get().reference}/"))
    table = page_of(alma.get("/d/skolan/contributions.csv")).splitlines()
    assert table[0].endswith(";resident") and sorted(row[-1] for row in table[1:]) == ["1", ";"]


def test_whoever_must_show_that_they_live_here_is_not_asked_to_say_it(
    asked: Callable[..., Activity], client: Client
) -> None:
    activity = asked()
    assert 'name="resident"' in page_of(client.get(FORM))
    form = PetitionForm({"title": "Belysning", "text": "Sätt upp lampor."}, setup=activity.setup)
    form.already_shown(Proof.EID)
    assert "resident" in form.errors
    for proof, is_asked in ((Proof.EID, True), (Proof.RESIDENT, False)):
        Demand.objects.update_or_create(activity=activity, doing=Doing.COMMENT, defaults={"proof": proof.value})
        pages.forget()
        assert ('name="resident"' in page_of(client.get(FORM))) == is_asked
        assert "registered as living in the municipality" in page_of(client.get(f"{FORM}paper/"))
    form = PetitionForm({"title": "Belysning", "text": "Sätt upp lampor."}, setup=activity.setup)
    form.already_shown(Proof.RESIDENT)
    assert form.is_valid() and METHOD.values(form.cleaned_data) == {"resident": True}


def test_who_raises_the_same_again_sees_the_first_before_anything_is_sent(
    petition: Contribution, client: Client
) -> None:
    page = client.post(FORM, {"title": "Lampor", "text": "Vi vill ha lampor längs Åstigen.", "resident": "on"})
    assert page.status_code == 200 and FILLED[0]["text"] in page_of(page)
    assert Contribution.objects.count() == 1


def test_support_is_counted_once_and_can_be_taken_back(
    petition: Contribution, client: Client, django_assert_max_num_queries: Any
) -> None:
    assert support(client, petition).status_code == 303
    assert support(client, petition).status_code == 303
    assert Voter.objects.count() == 1
    with django_assert_max_num_queries(12):
        page = page_of(client.get(f"{FORM}petitions/", headers={"accept-language": "sv"}))
    assert "1 person stöder det; 3 behövs" in page and "Samlar stöd" in page
    assert "Det du stöder här: 1" in page
    assert client.post(f"{FORM}support/{petition.reference}/take-back/").status_code == 303
    assert "0 personer stöder det" in page_of(Client().get(f"{FORM}petitions/", headers={"accept-language": "sv"}))


def test_nothing_is_supported_after_its_last_day_or_where_the_law_asks_for_none(
    petition: Contribution, client: Client
) -> None:
    Activity.objects.update(ends_on=clock.today() + dt.timedelta(days=200))
    with clock.at(clock.now() + dt.timedelta(days=60)):
        assert support(client, petition).status_code == 409
    Activity.objects.update(setup=LAW)
    assert support(client, petition).status_code == 409
    assert not Ballot.objects.exists()
    assert support(client, Contribution(reference="NOPE22")).status_code == 404


def test_its_way_is_seen_by_everybody(
    petition: Contribution, client: Client, signed_in: Callable[[str], Client], alma: Actor, board: Body
) -> None:
    for _each in range(3):
        support(Client(), petition)
    assert "Tillräckligt många" in page_of(client.get(f"{FORM}petitions/", headers={"accept-language": "sv"}))
    alma_at_desk = signed_in("alma")
    today = clock.today().isoformat()
    page = f"{STAFF}{petition.reference}/"
    assert page_of(alma_at_desk.get(STAFF)).count(FILLED[0]["title"]) == 1
    steps = (
        {"kind": "registered", "on": today, "case_number": "KS 2026/77"},
        {"kind": "sent", "on": today, "body": str(board.pk)},
        {
            "kind": "decided",
            "on": today,
            "body": str(board.pk),
            "link": "https://example.org/beslut",
            "note_sv": "Bifall.",
        },
    )
    unread, here = "Ingen har läst det än", f"/d/skolan/c/{petition.reference}/"
    assert unread in page_of(client.get(here, headers={"accept-language": "sv"}))
    for step in steps:
        assert alma_at_desk.post(page, step).status_code == 303
        assert unread not in page_of(client.get(here, headers={"accept-language": "sv"}))
    thread = page_of(client.get(f"/d/skolan/c/{petition.reference}/", headers={"accept-language": "sv"}))
    assert all(
        words in thread for words in ("KS 2026/77", board.name, "https://example.org/beslut", "Beslut är fattat")
    )
    data = client.get(f"/d/skolan/c/{petition.reference}/thread.json")
    assert "KS 2026/77" in page_of(data)
    with pytest.raises(WrongMoment, match="petition_is_over"):
        handle(petition, actor=alma, kind=Handled.SENT, on=clock.today(), body=board)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "registered", "on": "2026-03-02"}, "Write the diary number"),
        ({"kind": "sent", "on": "2026-03-02"}, "Choose which body"),
        ({"kind": "not_taken_up", "on": "2026-03-02"}, "Say why"),
        ({"kind": "registered", "on": "2099-01-01", "case_number": "KS 1"}, "not what will be"),
        (
            {"kind": "registered", "on": "2026-03-02", "case_number": "KS 1", "link": "javascript:alert(1)"},
            "whole address",
        ),
        ({"kind": "registered", "on": "2026-02-28", "case_number": "KS 1"}, "or a later day"),
        ({"kind": "nonsense", "on": "2026-03-02"}, "nonsense"),
    ],
)
def test_what_cannot_be_noted_comes_back(
    wrong: dict[str, str], words: str, petition: Contribution, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("alma").post(f"{STAFF}{petition.reference}/", wrong)
    assert page.status_code == 422 and words in page_of(page)
    assert not Handling.objects.exists()


def test_only_leads_and_registrars_note_its_way_and_nobody_unsays_it(
    petition: Contribution, cilla: Actor, alma: Actor, farid: Actor, signed_in: Callable[[str], Client]
) -> None:
    for actor in (cilla, farid):
        with pytest.raises(WrongPerson):
            handle(petition, actor=actor, kind=Handled.REGISTERED, on=clock.today(), case_number="KS 1")
    assert signed_in("cilla").get(STAFF).status_code == 403
    made = handle(petition, actor=alma, kind=Handled.REGISTERED, on=clock.today(), case_number="KS 1")
    with pytest.raises(DatabaseError):
        Handling.objects.filter(pk=made.pk).update(case_number="KS 2")


def test_all_that_a_note_lacks_is_told_at_once(petition: Contribution, signed_in: Callable[[str], Client]) -> None:
    today = clock.today().isoformat()
    page = page_of(signed_in("alma").post(f"{STAFF}{petition.reference}/", {"kind": "decided", "on": today}))
    assert "Choose which body it is." in page and "Say what was decided" in page


def test_a_note_needs_words_where_it_ends_the_way(petition: Contribution, alma: Actor, board: Body) -> None:
    with pytest.raises(WrongInput, match="say_what_was_decided"):
        handle(petition, actor=alma, kind=Handled.DECIDED, on=clock.today(), body=board)
    with pytest.raises(WrongInput, match="say_why_not_taken_up"):
        handle(petition, actor=alma, kind=Handled.NOT_TAKEN_UP, on=clock.today(), note={"en": "No"})
    handle(petition, actor=alma, kind=Handled.NOT_TAKEN_UP, on=clock.today(), note={"sv": "Det är statens väg."})


def test_the_same_support_by_web_list_and_file_gives_the_same(
    petition: Contribution, signed_in: Callable[[str], Client], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    alma, found, reference = signed_in("alma"), [], petition.reference

    def by_list() -> None:
        told = {"about": reference, "channel": "paper", "listed": "A", "rows": "1-5"}
        signed_in("tove").post("/staff/d/skolan/support/1/", {**told, "received_on": clock.today().isoformat()})

    def by_file(text: str) -> Any:
        page = "/staff/d/skolan/import/1/"
        chosen = alma.post(page, {"exchange": "", "file": SimpleUploadedFile("stöd.csv", text.encode())})
        looked = alma.get(chosen["Location"], headers={"accept-language": "sv"})
        assert "sedl" not in page_of(looked)
        alma.post(chosen["Location"], {"exchange": "support", "file_hash": looked.context["upload"].hash})
        return looked

    rows = "".join(f"{reference.lower()};{person}\n" for person in (1, 2, 3, 4, 5))
    by_words = rows.replace("\n", ";På stan\n")
    ways = [
        lambda: [support(Client(), petition) for _ in range(5)],
        by_list,
        lambda: by_file(f"Stöder;Person;Kanal\n{by_words}"),
    ]
    for way in ways:
        way()
        result = results.whole(petition.activity).outcome
        found.append((result.people, result.unknown, result.tables))
        Ballot.objects.all().delete()
        Voter.objects.all().delete()
    assert found[0] == found[1] == found[2] and found[0][0] == 5
    looked = page_of(by_file(f"Stöder;Kanal\n{reference};telefon\n"))
    assert "stöd är klart" in looked and "Stöder det · Telefon" in looked
    Ballot.objects.all().delete()
    Voter.objects.all().delete()
    wrong = f"supports;choice;received\nFINNSE;1;\n{reference};2;\n;1;\n{reference};1;2031-01-01\n"
    assert [(each.row, each.column, words) for each, words in by_file(wrong).context["faults"]] == [
        (2, None, "Inget som visas här har referensen ”FINNSE”."),
        (3, "choice", "Stöd ges eller tas tillbaka. Inget annat går att säga med det."),
        (4, "supports", "Raden säger inte vad som stöds: skriv dess referens."),
        (5, None, "1 januari 2031 ligger i framtiden."),
    ]
    assert not Ballot.objects.exists()
    for _ in range(5):
        support(Client(), petition)
    Opening.objects.update(closed_at=clock.now())
    told = page_of(Client().get("/d/skolan/take-part/1/result/", headers={"accept-language": "sv"}))
    assert "Allt stöd som data" in told and "sedel" not in told


def test_a_list_of_supporters_counts_by_the_day_on_which_it_came(
    petition: Contribution, signed_in: Callable[[str], Client]
) -> None:
    tove, page = signed_in("tove"), "/staff/d/skolan/support/1/"
    beside = page_of(signed_in("alma").get(f"{STAFF}{petition.reference}/"))
    assert f"{page}list/?about={petition.reference}" in beside and f'"{page}?about={petition.reference}"' in beside
    for proof, is_told in ((Proof.EID, False), (Proof.RESIDENT, True)):
        Demand.objects.update_or_create(activity=petition.activity, doing=Doing.VOTE, defaults={"proof": proof.value})
        printed = page_of(tove.get(f"{page}list/?about={petition.reference}"))
        assert ("Only those who are registered as living in" in printed) == is_told
    told = {"about": petition.reference, "channel": "paper", "listed": "A", "rows": "1-2", "received_on": "2026-03-02"}
    with clock.at(clock.now() + dt.timedelta(days=60)):
        Activity.objects.update(ends_on=clock.today())
        late = {**told, "received_on": clock.today().isoformat()}
        refused = tove.post(page, late)
        assert refused.status_code == 409 and 'value="1-2"' in page_of(refused) and not Ballot.objects.exists()
        assert tove.post(page, told).status_code == 303
    assert Ballot.objects.filter(item=petition.reference, channel="paper").count() == 2
    assert tove.post(page, {**told, "about": "FINNSE"}).status_code == 422


def test_a_list_of_support_is_read_by_two_and_a_third_settles_what_counts(
    petition: Contribution,
    signed_in: Callable[[str], Client],
    alma: Actor,
    bo: Actor,
    django_assert_max_num_queries: Any,
) -> None:
    settle_share(petition.activity, actor=alma, percent=100)
    told = {"about": petition.reference, "channel": "paper", "listed": "A", "received_on": clock.today().isoformat()}
    tove, bosse, page = signed_in("tove"), signed_in("bo"), "/staff/d/skolan/paper/1/twice/"
    tove.post("/staff/d/skolan/support/1/", {**told, "rows": "1-4"})
    tove.post("/staff/d/skolan/support/1/", {**told, "listed": "RING", "rows": "1", "channel": "phone"})
    support(Client(), petition)
    chosen = {"listed": f"{petition.reference}:A", "rows": "1-3 5"}
    assert tove.post(f"{page}list/", chosen).status_code == 422  # who typed it the first time
    looked = page_of(bosse.get(f"{page}list/"))
    assert "RING" not in looked and "1–4" not in looked and "1-4" not in looked
    assert bosse.post(f"{page}list/", {**chosen, "rows": "rad ett"}).status_code == 422
    assert bosse.post(f"{page}list/", chosen).status_code == 303
    again = ListAgain.objects.get()
    assert (again.first, again.second, again.differ) == ([1, 2, 3, 4], [1, 2, 3, 5], [4, 5])
    with django_assert_max_num_queries(15):
        seen = " ".join(page_of(signed_in("alma").get(page)).split())
    assert (
        "1 list of support independently of each other: 0 (0.0 %" in seen
        and "Of 5 rows that either of them found filled in, 3 were the same" in seen
    )
    on_forms, on_lists = agreements(petition.activity)
    assert on_forms is None and on_lists and (on_lists.answers.alike, on_lists.answers.of) == (3, 5)
    with pytest.raises(WrongPerson, match="third_look_by_another"):
        settle_list(again, actor=bo, rows=[5])
    assert len(supporters(petition.activity)[petition.reference]) == 6
    assert signed_in("alma").post(f"{page}list/{again.pk}/", {"rows": ["5"]}).status_code == 303
    counted = Ballot.objects.filter(voter__pseudonym__startswith="list:", replaced_by__isnull=True, channel="paper")
    assert sorted(each.voter.pseudonym[-1] for each in counted if each.choice == 1) == ["1", "2", "3", "5"]
    with pytest.raises(WrongMoment, match="settled_before"):
        settle_list(again, actor=alma, rows=[])
    with pytest.raises(WrongMoment, match="typed_again_before"):
        read_list_again(petition.activity, actor=bo, about=again.about, listed="A", rows=[1])


def test_the_box_on_a_printed_form_is_typed_in_twice_and_settled(
    asked: Callable[..., Activity], signed_in: Callable[[str], Client], alma: Actor
) -> None:
    found = asked()
    settle_share(found, actor=alma, percent=100)
    print_forms(found, actor=alma, sheets=1, language="sv")
    code = Sheet.objects.get().code
    sent = {"channel": "paper", "received_on": clock.today().isoformat(), "language": "sv", "sheet": code}
    words = {"title": "Belysning", "text": "Sätt upp lampor.", "submission": str(uuid.uuid4())}
    assert signed_in("tove").post("/staff/d/skolan/enter/1/", {**sent, **words}).status_code == 303
    page = "/staff/d/skolan/paper/1/twice/"
    form = page_of(signed_in("bo").get(f"{page}again/"))
    assert 'name="q.resident"' in form and "Sätt upp" not in form and "q.text" not in form
    assert signed_in("bo").post(f"{page}again/", {"sheet": code, "q.resident": "on"}).status_code == 303
    again = Again.objects.get()
    assert (again.first, again.second, again.differ) == ({}, {"resident": "on"}, ["resident"])
    assert signed_in("alma").post(f"{page}{again.pk}/", {"q.resident": "on"}).status_code == 303
    one = Contribution.objects.get()
    assert one.values == {"resident": True}
    assert "1 forms" not in page_of(signed_in("alma").get(page))
