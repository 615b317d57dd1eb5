"""Proposals that others agree with, that are merged, and that the organisation comments on."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client, override_settings
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground import clock, pages
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.receipt import shown
from gehor.methods.proposals import actions, rules
from gehor.methods.proposals.models import Merging, OfficialComment
from gehor.participation.actions import close_participation, contribute, open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.method import Cast, Said
from gehor.process.words import Channel, Role

LIST = "/d/skolan/take-part/1/proposals/"
STAFF = "/staff/d/skolan/proposals/1/"
SV = {"accept-language": "sv"}


@pytest.fixture
def agreeing(planned: Any, activity: Activity, alma: Actor) -> Activity:
    """Open, and people can say that they agree: once for each device."""
    activity.setup = {"support": True}
    activity.save()
    open_participation(activity, actor=alma)
    return activity


def test_whoever_writes_is_not_told_that_writing_counts_once(agreeing: Activity, client: Client) -> None:
    page = strip_tags(client.get("/d/skolan/take-part/1/", headers=SV).content.decode())
    assert "Du behöver inte visa vem du är." in page and "Så visar du vem du är" in page
    assert "När du håller med om vad någon annan har föreslagit: Ett svar räknas från varje enhet." in page


@pytest.fixture
def proposed(agreeing: Activity, dana: Actor) -> Callable[..., Contribution]:
    def propose(text: str) -> Contribution:
        return contribute(agreeing, actor=dana, submission=uuid.uuid4(), text=text, language="sv")

    return propose


def agree(one: Contribution, browser: Client | None = None, **more: str) -> Any:
    return (browser or Client()).post(f"{LIST}{one.reference}/support/", more)


def taking_back(one: Contribution) -> str:
    return f"/d/skolan/take-part/1/support/{one.reference}/take-back/"


def words(response: Any) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.mark.parametrize("first", ["writes", "agrees"])
def test_whoever_writes_and_agrees_has_one_receipt(
    first: str, proposed: Callable[..., Contribution], client: Client
) -> None:
    one = proposed("Mer grönt.")

    def writes(text: str = "En lekplats.") -> str:
        sent = {"text": text, "language": "sv", "submission": str(uuid.uuid4())}
        answer = client.post("/d/skolan/take-part/1/", sent)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/c/")
        return str(answer.headers["location"]).split("/")[2]

    def agrees() -> str:
        assert agree(one, client).status_code == 303
        return str(Voter.objects.latest("pk").participant.receipt)

    both = [writes(), agrees()] if first == "writes" else [agrees(), writes()]
    told = client.get("/d/skolan/contributions/").content.decode()
    assert "is counted" in told and (shown(both[0].replace("-", "")) in told) is (first == "agrees")
    assert len({each.replace("-", "") for each in both}) == 1
    another = writes("Fler bänkar.")  # perhaps somebody else at the same computer
    assert another not in both and Voter.objects.count() == 1


def test_each_device_counts_once_and_can_take_its_support_back(
    proposed: Callable[..., Contribution], client: Client
) -> None:
    one = proposed("Mer grönt.")
    assert [agree(one, client).status_code for _ in range(2)] == [303, 303]
    agree(one)
    assert Voter.objects.count() == 2 and Ballot.objects.count() == 3
    page = words(client.get(LIST, headers=SV))
    assert "2 håller med" in page and "En enhet räknas en gång." in page
    voter = Voter.objects.order_by("pk").first()
    receipt = words(client.get(f"/c/{voter.participant.receipt}/", headers=SV))
    assert "Du stöder 1 sak här." in receipt and f"Ta tillbaka: {one.reference}" in receipt
    assert "Det du stöder här: 1" in page and "Du stöder det här." in words(
        client.get(f"{LIST}{one.reference}/", headers=SV)
    )
    assert client.post(taking_back(one)).headers["location"] == LIST
    page = words(client.get(LIST, headers=SV))
    assert "1 håller med" in page and "Ta tillbaka" not in page
    receipt = words(client.get(f"/c/{voter.participant.receipt}/", headers=SV))
    assert "Räknas inte" in receipt and "Du har tagit tillbaka det du stödde här." in receipt


def test_support_is_taken_back_by_whoever_gave_it_and_by_nobody_else(
    proposed: Callable[..., Contribution], agreeing: Activity, alma: Actor
) -> None:
    one, supporter, stranger = proposed("Mer grönt."), Client(), Client()
    agree(one, supporter)
    supporter.get(LIST)  # the message that it is counted
    with override_settings(KEEP_PAGES=True):
        pages.forget()
        told = [browser.get(LIST, headers=SV).content.decode() for browser in (stranger, supporter, stranger)]
        pages.forget()
    assert [taking_back(one) in page for page in told] == [False, True, False]
    assert stranger.post(taking_back(one)).status_code == 409
    assert Voter.objects.count() == Ballot.objects.count() == 1
    code = Voter.objects.get().participant.receipt
    by_receipt = f"/c/{code}/support/{one.reference}/"
    assert stranger.post(by_receipt.replace(code, "ABCDEFGHJK")).status_code == 404
    assert stranger.post(by_receipt).headers["location"].startswith("/c/")
    assert [each.choice for each in Ballot.objects.order_by("pk")] == [1, 0]
    assert stranger.post(by_receipt).status_code == 409
    agree(one, supporter)
    close_participation(agreeing, actor=alma, reason={"sv": "Alla har svarat."})
    assert supporter.post(by_receipt).status_code == 409
    assert by_receipt not in supporter.get(f"/c/{code}/").content.decode()


def test_each_form_has_a_key_of_its_own_on_a_page_that_is_not_kept(proposed: Callable[..., Contribution]) -> None:
    one, other = proposed("Mer grönt."), proposed("Fler träd.")
    for each in (one, other, one):  # three people, each with the form as it was shown to them
        browser = Client()
        page = browser.get(LIST).content.decode()
        key = re.search(rf'{each.reference}/support/.*?name="submission" value="([^"]+)"', page, re.DOTALL)
        assert key and agree(each, browser, submission=key.group(1)).status_code == 303
    assert Voter.objects.count() == Ballot.objects.count() == 3


def test_what_cannot_be_supported_says_so(
    proposed: Callable[..., Contribution], agreeing: Activity, alma: Actor
) -> None:
    one = proposed("Mer grönt.")
    assert agree(one, Client()).status_code == 303
    assert Client().post(f"{LIST}FINNSE/support/").status_code == 404
    assert Client().get(f"{LIST}{one.reference}/support/").status_code == 405
    Contribution.objects.update(published_at=None)
    assert agree(one).status_code == 409
    Contribution.objects.update(published_at=clock.now())
    close_participation(agreeing, actor=alma, reason={"sv": "Alla har svarat."})
    assert agree(one).status_code == 409
    assert Ballot.objects.count() == 1


def test_where_nothing_was_said_of_support_there_is_none(
    opened: Any, said: Callable[..., Contribution], client: Client
) -> None:
    one = said("Mer grönt.")
    assert agree(one).status_code == 404
    page = words(client.get(LIST, headers=SV))
    assert "Mer grönt." in page and "håller med" not in page
    before = words(client.get("/d/skolan/take-part/1/", headers=SV))
    assert "Du behöver inte visa vem du är." in before and "Så visar du vem du är" not in before
    assert "håller med" not in words(client.get(f"/d/skolan/c/{one.reference}/", headers=SV))


def test_merged_they_are_followed_together_and_whoever_supports_both_counts_once(
    proposed: Callable[..., Contribution], alma: Actor, client: Client, signed_in: Callable[[str], Client]
) -> None:
    one, other = proposed("Mer grönt."), proposed("Fler träd.")
    agree(one, client)
    agree(other, client)
    agree(other)
    merging = actions.merge(other, actor=alma, into=one, reason={"sv": "Båda vill ha mer växtlighet."})
    page = words(client.get(LIST, headers=SV))
    assert "2 håller med" in page and "Fler träd." not in page and f"Följs tillsammans med: {other.reference}" in page
    thread = words(client.get(f"/d/skolan/c/{other.reference}/", headers=SV))
    assert f"Förslag {one.reference}" in thread and "Båda vill ha mer växtlighet." in thread and "2 personer" in thread
    assert "Fler träd." in thread
    receipt = words(client.get(f"/c/{other.participant.receipt}/", headers=SV))
    assert "Båda vill ha mer växtlighet." in receipt
    assert "Båda vill ha mer växtlighet." in words(client.get(f"{LIST}{other.reference}/", headers=SV))
    about = client.get(f"/d/skolan/c/{other.reference}/thread.json").json()["about"]
    assert (about["support"], about["merged_into"]) == (2, one.reference)
    agree(other)  # leads to the one that it is merged into
    assert Ballot.objects.order_by("-pk").first().item == one.reference
    Contribution.objects.filter(pk=one.pk).update(published_at=None)  # hidden: the other is followed by itself
    assert agree(other, client).status_code == 303 and Ballot.objects.order_by("-pk").first().item == other.reference
    for address in (f"{LIST}{other.reference}/", f"/d/skolan/c/{other.reference}/"):
        assert one.reference not in client.get(address).content.decode()
    staff = words(signed_in("alma").get(f"/staff/d/skolan/proposals/1/{other.reference}/", headers=SV))
    assert "Det förslaget är dolt, så det här följs för sig så länge." in staff and "Låt det stå för sig igen" in staff
    Contribution.objects.update(published_at=clock.now())
    actions.undo_merge(merging, actor=alma)
    page = words(client.get(LIST, headers=SV))
    assert "Fler träd." in page and page.count("2 håller med") == 2
    assert [entry.step for entry in Entry.objects.order_by("pk")][-2:] == ["participation.cast", "proposals.undo_merge"]


def test_what_cannot_be_merged_is_refused(
    proposed: Callable[..., Contribution], alma: Actor, tove: Actor, dana: Actor
) -> None:
    first, second, third = (proposed(text) for text in ("Ett.", "Två.", "Tre."))
    why = {"sv": "Samma sak."}
    for actor in (tove, dana):
        with pytest.raises(WrongPerson):
            actions.merge(first, actor=actor, into=second, reason=why)
    with pytest.raises(WrongInput, match="not_to_be_merged"):
        actions.merge(first, actor=alma, into=first, reason=why)
    with pytest.raises(WrongInput, match="say_why_merged"):
        actions.merge(first, actor=alma, into=second, reason={"en": "Same."})
    merging = actions.merge(first, actor=alma, into=second, reason=why)
    with pytest.raises(WrongMoment, match="merged_before"):
        actions.merge(first, actor=alma, into=third, reason=why)
    with pytest.raises(WrongInput, match="merged_itself"):
        actions.merge(third, actor=alma, into=first, reason=why)
    with pytest.raises(WrongMoment, match="others_are_merged_into_it"):
        actions.merge(second, actor=alma, into=third, reason=why)
    actions.undo_merge(merging, actor=alma)
    with pytest.raises(WrongMoment, match="merge_undone_before"):
        actions.undo_merge(merging, actor=alma)
    actions.merge(first, actor=alma, into=third, reason=why)
    assert Merging.objects.count() == 2


def test_an_official_comment_is_signed_and_its_earlier_wordings_stay(
    proposed: Callable[..., Contribution], alma: Actor, tove: Actor, client: Client
) -> None:
    one = proposed("Mer grönt.")
    with pytest.raises(WrongPerson):
        actions.comment(one, actor=tove, text={"sv": "Nej."})
    with pytest.raises(WrongInput, match="say_the_comment"):
        actions.comment(one, actor=alma, text={})
    actions.comment(one, actor=alma, text={"sv": "Nämnden utreder det."})
    with pytest.raises(WrongInput, match="comment_is_the_same"):
        actions.comment(one, actor=alma, text={"sv": "Nämnden utreder det."})
    latest = actions.comment(one, actor=alma, text={"sv": "Utredningen är klar i maj."})
    assert (latest.number, latest.role) == (2, Role.LEAD)
    for address in (LIST, f"/d/skolan/c/{one.reference}/", f"/c/{one.participant.receipt}/"):
        assert "Utredningen är klar i maj." in words(client.get(address, headers=SV)), address
    thread = words(client.get(f"/d/skolan/c/{one.reference}/", headers=SV))
    assert "Nämnden utreder det." in thread and "Dialogledare" in thread
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OfficialComment.objects.update(text={"sv": "Annat."})


def test_nothing_is_merged_once_the_findings_are_signed_off(analysed: Any, alma: Actor) -> None:
    first, second = Contribution.objects.order_by("pk")[:2]
    with pytest.raises(NotYet):
        actions.merge(first, actor=alma, into=second, reason={"sv": "Samma."})
    assert actions.comment(first, actor=alma, text={"sv": "Beslutas i juni."}).number == 1


def test_staff_comment_and_merge_on_pages_that_keep_what_is_typed(
    proposed: Callable[..., Contribution], signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    one, other = proposed("Mer grönt."), proposed("Fler träd.")
    alma, page = signed_in("alma"), f"{STAFF}{one.reference}/"
    with django_assert_max_num_queries(15):
        listed = alma.get(STAFF)
    assert "Mer grönt." in words(listed) and '<p lang="sv" dir="ltr">Mer grönt.' in listed.content.decode()
    with django_assert_max_num_queries(15):
        alma.get(page)
    assert alma.post(page, {"text_sv": "", "text_en": "Only this."}).status_code == 422
    assert alma.post(page, {"text_sv": "Utreds."}).status_code == 303
    merge = f"{page}merge/"
    refused = alma.post(merge, {"into": "XXXXXX", "reason_sv": "Samma sak."})
    assert (
        refused.status_code == 422 and "Samma sak." in refused.content.decode() and "XXXXXX" in refused.content.decode()
    )
    assert alma.post(merge, {"into": f" {other.reference.lower()} ", "reason_sv": "Samma sak."}).status_code == 303
    merging = Merging.objects.get()
    assert alma.post(f"{merge}{merging.pk}/undo/").status_code == 303
    merging.refresh_from_db()
    assert merging.undone_by.email.startswith("alma")
    assert signed_in("tove").get(STAFF).status_code == 403
    assert signed_in("farid").get(page).status_code in (403, 404)
    assert alma.get(f"{STAFF}FINNSE/").status_code == 404


def test_a_list_of_many_is_shown_by_few_queries_and_in_the_order_asked_for(
    said: Callable[..., Contribution], activity: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    activity.setup = {"support": True}
    activity.save()
    start = clock.now()
    many = [said(f"Förslag {at}.", received_at=start + dt.timedelta(hours=at)) for at in range(30)]
    agree(many[0])
    with django_assert_max_num_queries(8):
        mixed = client.get(LIST).content.decode()
    places = [mixed.find(f"Förslag {at}.") for at in (29, 0, 28)]
    assert places == sorted(places) and -1 not in places
    assert client.get(f"{LIST}?order=support").content.decode().find("Förslag 0.") != -1
    newest = client.get(f"{LIST}?order=newest").content.decode()
    assert "Förslag 29." in newest and "Förslag 0." not in newest


REFERENCES = st.lists(st.sampled_from("ABCDEFGH"), unique=True)


@settings(max_examples=50, deadline=None)
@given(REFERENCES, st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 5)))
def test_neither_the_new_nor_the_supported_is_buried(newest: list[str], support: dict[str, int]) -> None:
    found = rules.mixed(newest, support)
    assert sorted(found) == sorted(newest)
    for place, reference in enumerate(newest):
        assert found.index(reference) <= 2 * place
    for place, reference in enumerate(sorted(newest, key=lambda each: -support.get(each, 0))):
        assert found.index(reference) <= 2 * place + 1


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from("ABCD"), st.frozensets(st.integers(0, 5))), st.sampled_from(["", "A", "B"]))
def test_whoever_supports_several_that_are_merged_counts_once(voters: dict[str, Any], target: str) -> None:
    into = dict.fromkeys("CD", target) if target else {}
    together = rules.supported(voters, into)
    everybody = frozenset().union(*(voters.get(each, frozenset()) for each in ("C", "D", target) if target))
    assert together.get(target, 0) == (len(everybody) if target else 0)
    assert not target or not together.keys() & {"C", "D"}


def test_the_result_counts_each_person_once_and_those_who_took_it_back_as_unknown() -> None:
    casts = [
        Cast(0, "A", Channel.WEB, {"choice": 1}),
        Cast(0, "B", Channel.WEB, {"choice": 1}),
        Cast(1, "B", Channel.PAPER, {"choice": 1}),
        Cast(2, "A", Channel.WEB, {"choice": 0}),
    ]
    setup = {"support": True}
    outcome = rules.outcome(setup, Said(casts=casts))
    assert (outcome.people, outcome.unknown, outcome.by_channel[Channel.PAPER]) == (3, 1, 1)
    assert [(line.key, line.figures[0].value) for line in outcome.tables[0].lines] == [("B", 2), ("A", 1)]
    assert rules.outcome(setup, Said(casts=casts[::-1])) == outcome
