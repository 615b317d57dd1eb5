"""Suggested changes of a proposal: written, shown with what differs, accepted or declined."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.aside import stored_whole
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.methods.proposals import actions, amending, rules
from gehor.methods.proposals.models import Amendment, Verdict
from gehor.methods.proposals.rules import Settled
from gehor.participation.actions import (
    close_participation,
    contribute,
    import_contributions,
    mask,
    open_participation,
    undo_import,
)
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution, Import, Opening
from gehor.participation.moderation.actions import rule
from gehor.participation.reading import Row
from gehor.planning.models import Activity
from gehor.process.method import Item
from gehor.process.words import Channel, MaskReason

LIST = "/d/skolan/take-part/1/proposals/"
STAFF = "/staff/d/skolan/proposals/1/"
TYPING = "/staff/d/skolan/enter/1/"
SV = {"accept-language": "sv"}
OLD = "Sätt upp två lampor vid grinden."
NEW = "Sätt upp fyra lampor vid grinden."
NEWER = "Sätt upp två lampor vid grinden och en vid dörren."
WHY = {"sv": "Två räcker inte."}


@pytest.fixture
def changing(planned: Any, activity: Activity, alma: Actor) -> Activity:
    activity.setup = {"support": True, "amendments": True}
    activity.save()
    open_participation(activity, actor=alma)
    return activity


@pytest.fixture
def one(changing: Activity, dana: Actor) -> Contribution:
    made = contribute(changing, actor=dana, submission=uuid.uuid4(), title="Ljus", text=OLD, language="sv")
    return Contribution.objects.select_related("participant", "activity", "dialogue").get(pk=made.pk)


@pytest.fixture
def suggest(one: Contribution, dana: Actor) -> Callable[..., Amendment]:
    def send(text: str, **values: Any) -> Amendment:
        told = {"amends": one.reference, "from_wording": 1, **values}
        given = {"submission": uuid.uuid4(), "title": "Fler lampor", "text": text, "language": "sv", "values": told}
        made = contribute(one.activity, actor=dana, **given)
        return Amendment.objects.select_related("of__dialogue", "of__activity", "contribution").get(contribution=made)

    return send


def form_of(one: Contribution, **fields: Any) -> dict[str, Any]:
    return {
        "text": NEW,
        "title": "Fler lampor",
        "amends": one.reference,
        "from_wording": "1",
        "language": "sv",
        **fields,
    }


def words(response: Any) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def accept(amendment: Amendment, actor: Actor, **more: Any) -> Verdict:
    return amending.settle(amendment, actor=actor, **{"outcome": Settled.ACCEPTED, "reason": WHY, "version": 1, **more})


def test_a_change_is_a_contribution_of_its_own_and_stands_below_the_proposal_with_what_differs(
    one: Contribution, client: Client, django_assert_max_num_queries: Any
) -> None:
    page = f"{LIST}{one.reference}/change/"
    with django_assert_max_num_queries(8):
        form = client.get(page).content.decode()
    assert OLD in form and 'name="from_wording" value="1"' in form
    for wrong in ({"text": OLD.replace(" ", "\n ")}, {"text": ""}, {"title": ""}, {"text": "x" * 10_001}):
        refused = client.post(page, form_of(one, **wrong))
        assert refused.status_code == 422, wrong
        assert wrong.get("text", NEW) in refused.content.decode()
    assert client.post(page, form_of(one, amends="FINNSE")).status_code == 422
    assert not Amendment.objects.exists()
    assert client.post(page, form_of(one)).status_code == 303
    made = Amendment.objects.get().contribution
    assert made.values == {"amends": one.reference, "from_wording": 1} and made.participant != one.participant
    with django_assert_max_num_queries(8):
        shown = client.get(f"{LIST}{one.reference}/").content.decode()
    assert "<del>" in shown and "taken out:" in shown and "<ins>" in shown and "Fler lampor" in shown
    with django_assert_max_num_queries(8):
        listed = words(client.get(LIST, headers=SV))
    assert OLD in listed and NEW not in listed and "1 ändringsförslag" in listed
    receipt = words(client.get(f"/c/{made.participant.receipt}/", headers=SV))
    assert f"Förslag {one.reference}" in receipt and "fyra" in receipt
    with django_assert_max_num_queries(8):
        assert "fyra" in words(client.get(f"/d/skolan/c/{made.reference}/", headers=SV))
    about = client.get(f"/d/skolan/c/{made.reference}/thread.json").json()["about"]
    assert (about["amends"], about["outcome"]) == (one.reference, None)
    assert client.post(f"{LIST}{made.reference}/support/").status_code == 404
    assert client.get(f"{LIST}{made.reference}/").status_code == 404


def test_its_author_accepts_it_and_those_who_agreed_before_are_told_apart(
    one: Contribution, suggest: Callable[..., Amendment], client: Client
) -> None:
    early, late = Client(), Client()
    for browser in (early, Client()):
        browser.post(f"{LIST}{one.reference}/support/")
    amendment = suggest(NEW)
    page = f"/c/{one.participant.receipt}/change/{amendment.contribution.reference}/"
    receipt = client.get(f"/c/{one.participant.receipt}/").content.decode()
    assert amendment.contribution.reference in receipt and "/change/" in receipt
    theirs = amendment.contribution.participant.receipt
    for code, reference, status in ((theirs, amendment.contribution.reference, 403), (theirs, "FINNSE", 404)):
        refused = client.get(f"/c/{code}/change/{reference}/")
        assert refused.status_code == status and "/o/alvsala/identity.css" in refused.content.decode()
    assert "/o/alvsala/" not in client.get(f"/c/22222-22222/change/{reference}/").content.decode(), "nobody's code"
    assert "no-store" in client.get(f"/c/{theirs}/change/{amendment.contribution.reference}/")["Cache-Control"]
    assert client.post(page, {"outcome": "accepted", "reason": "", "version": "1"}).status_code == 422
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        sent = {"outcome": "accepted", "reason": "Bra tanke.", "version": "1"}
        assert client.post(page, sent, headers=SV).status_code == 303
        late.post(f"{LIST}{one.reference}/support/")
        shown = words(client.get(f"{LIST}{one.reference}/", headers=SV))
        assert "3 håller med" in shown and "2 höll med före det, 1 efteråt" in shown
        assert NEW in shown and OLD in shown and "Bra tanke." in shown and "Den som skrev förslaget" in shown
        assert "2 höll med före det, 1 efteråt" in words(client.get(LIST, headers=SV))
        voters = Voter.objects.order_by("pk").values_list("participant__receipt", flat=True)
        told = [words(client.get(f"/c/{each}/", headers=SV)) for each in (voters[0], voters[2])]
        assert ["har ändrats sedan du höll med" in each for each in told] == [True, False] and "Ljus" in told[0]
        early.post(f"{LIST}{one.reference}/support/")  # having read it anew
        assert "1 höll med före det, 2 efteråt" in words(client.get(LIST, headers=SV))
        assert client.post(page, sent).status_code == 409
        thread = client.get(f"/d/skolan/c/{one.reference}/thread.json").json()
    assert [each.reason for each in one.wordings.all()] == ["", "amended"]
    assert (one.wordings.last().title, one.wordings.last().text) == ("Ljus", NEW)
    assert thread["said"]["text"] == NEW and thread["about"]["suggested_changes"][0]["by_the_author"] is True
    entry = Entry.objects.filter(step="proposals.settle_amendment").get()
    assert entry.codes == {
        "amendment": amendment.contribution_id,
        "proposal": one.pk,
        "outcome": "accepted",
        "wording": 2,
    }


def test_of_two_against_the_same_wording_the_second_is_seen_against_what_holds_now(
    one: Contribution, suggest: Callable[..., Amendment], signed_in: Callable[[str], Client], alma: Actor
) -> None:
    first, second = suggest(NEW), suggest(NEWER)
    accept(first, alma)
    with pytest.raises(WrongMoment, match="worded_since"):
        accept(second, alma)
    browser, page = signed_in("alma"), f"{STAFF}change/{second.contribution.reference}/"
    sent = {"outcome": "accepted", "reason_sv": "Båda behövs.", "version": "1"}
    answer = browser.post(page, sent, headers=SV)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Båda behövs." in shown and 'name="version" value="2"' in shown
    assert "fyra" in shown[shown.index("<del>", shown.index("Vad som skulle ändras nu")) :].split("</del>")[0]
    assert one.wordings.last().text == NEW
    assert browser.post(page, {**sent, "version": "2"}).status_code == 303
    assert one.wordings.last().text == NEWER


def test_staff_decline_with_a_reason_and_others_may_not(
    one: Contribution,
    suggest: Callable[..., Amendment],
    signed_in: Callable[[str], Client],
    client: Client,
    tove: Actor,
    dana: Actor,
    django_assert_max_num_queries: Any,
) -> None:
    amendment, browser = suggest(NEW), signed_in("bo")
    page = f"{STAFF}change/{amendment.contribution.reference}/"
    with django_assert_max_num_queries(15):
        assert "fyra" in words(browser.get(page))
    with django_assert_max_num_queries(15):
        assert "fyra" in words(browser.get(f"{STAFF}{one.reference}/"))
    refused = browser.post(page, {"outcome": "declined", "reason_sv": "", "reason_en": "Kept", "version": "1"})
    assert refused.status_code == 422 and "Kept" in refused.content.decode()
    for who in (tove, dana):
        with pytest.raises(WrongPerson):
            accept(amendment, who)
    with pytest.raises(WrongPerson, match="not_your_proposal"):
        accept(amendment, dana, holder=amendment.contribution.participant)
    assert signed_in("tove").get(page).status_code == 403
    Contribution.objects.filter(pk=amendment.contribution_id).update(published_at=None)
    assert browser.post(page, {"outcome": "declined", "reason_sv": "Nej.", "version": "1"}).status_code == 409
    assert NEW not in client.get(f"{LIST}{one.reference}/").content.decode()
    Contribution.objects.update(published_at=clock.now())
    assert browser.post(page, {"outcome": "declined", "reason_sv": "För dyrt.", "version": "1"}).status_code == 303
    shown = words(client.get(f"{LIST}{one.reference}/", headers=SV))
    assert "För dyrt." in shown and "Ändringen är avslagen" in shown and one.wordings.count() == 1


def test_what_an_author_gives_as_reason_is_looked_at_first_where_all_else_is(
    one: Contribution,
    suggest: Callable[..., Amendment],
    dana: Actor,
    signed_in: Callable[[str], Client],
    client: Client,
) -> None:
    amendment = suggest(NEW)
    Activity.objects.update(shows_at_once=False)
    amendment.of.activity.refresh_from_db()
    accept(amendment, dana, holder=one.participant, reason={"sv": "Ring mig."})
    address = f"{LIST}{one.reference}/"
    assert "Ring mig." not in client.get(address).content.decode()
    assert signed_in("tove").post(f"{STAFF}change/{amendment.contribution.reference}/reason/").status_code == 403
    bo, page = signed_in("bo"), f"{STAFF}change/{amendment.contribution.reference}/reason/"
    for sent, shown in (({"show": "1"}, True), ({}, False)):
        assert bo.post(page, sent).status_code == 303
        assert ("Ring mig." in client.get(address).content.decode()) is shown


def test_nothing_is_settled_once_the_findings_are_signed_off(analysed: Any, alma: Actor) -> None:
    first, second = Contribution.objects.order_by("pk")[:2]
    amendment = Amendment.objects.create(contribution=second, of=first, from_wording=1)
    with pytest.raises(NotYet):
        accept(amendment, alma)


def test_what_is_no_proposal_that_is_shown_cannot_be_changed(
    one: Contribution, suggest: Callable[..., Amendment], changing: Activity, dana: Actor, alma: Actor, client: Client
) -> None:
    change = suggest(NEW)
    for reference in ("FINNSE", change.contribution.reference):
        with pytest.raises(WrongInput, match="unknown_proposal"):
            suggest(NEWER, amends=reference)
    other = contribute(changing, actor=dana, submission=uuid.uuid4(), text="Måla grinden.", language="sv")
    actions.merge(one, actor=alma, into=other, reason={"sv": "Samma."})
    with pytest.raises(WrongInput, match="merged_itself"):
        suggest(NEWER)
    assert client.get(f"{LIST}{one.reference}/change/")["Location"] == f"{LIST}{one.reference}/"
    page = f"{LIST}{other.reference}/change/"
    close_participation(changing, actor=alma, reason={"sv": "Alla har svarat."})
    late = client.post(page, form_of(other))
    assert f'href="{LIST}"' in client.get("/d/skolan/take-part/1/").content.decode()
    assert late.status_code == 409 and NEW in late.content.decode()
    Opening.objects.update(closed_at=None)
    Contribution.objects.filter(pk=other.pk).update(published_at=None)
    assert client.get(page).status_code == 404
    Contribution.objects.update(published_at=clock.now())
    Activity.objects.update(setup={})
    assert client.get(page).status_code == 404
    with pytest.raises(WrongInput, match="no_changes_here"):
        rules.checked({}, {"amends": one.reference})


def test_what_has_been_masked_is_read_in_no_difference_and_no_earlier_wording(
    one: Contribution, suggest: Callable[..., Amendment], bo: Actor, client: Client, signed_in: Callable[[str], Client]
) -> None:
    amendment, browser = suggest(NEWER), signed_in("bo")
    change = amendment.contribution.reference
    warned = words(browser.get(f"/staff/d/skolan/read/{one.reference}/mask/", headers=SV))
    assert "1 annan text säger samma ord en gång till" in warned and change in warned
    wording = mask(one, actor=bo, title="Ljus", text="Sätt upp lampor.", reason=MaskReason.PERSONAL_DATA, note="Namn.")
    entry = Entry.objects.filter(step="participation.mask").get()
    assert entry.subject_id == wording.pk and entry.codes["also"] == [amendment.contribution_id]
    pages = (f"{LIST}{one.reference}/", f"/d/skolan/c/{change}/", "/d/skolan/contributions.csv", LIST)
    for page in pages:
        assert "grinden" not in client.get(page).content.decode(), page
    assert change in words(browser.get("/staff/d/skolan/moderation/?show=waiting", headers=SV))
    page = f"{STAFF}change/{change}/"
    assert "har maskerats sedan det här skrevs" in words(browser.get(page, headers=SV))
    assert browser.post(page, {"outcome": "accepted", "reason_sv": "Ja.", "version": "2"}).status_code == 409
    mask(amendment.contribution, actor=bo, title="Ljus", text="Fler.", reason=MaskReason.PERSONAL_DATA, note="")
    assert browser.post(f"/staff/d/skolan/read/{change}/publish/").status_code == 303
    shown = client.get(f"{LIST}{one.reference}/", headers=SV).content.decode()
    assert "Tidigare lydelser" not in shown and "<del>" in shown and "grinden" not in shown
    with pytest.raises(WrongInput, match="unknown_mask_reason"):
        mask(one, actor=bo, title="", text="Annat.", reason=MaskReason.AMENDED, note="")


def test_what_was_begun_before_a_masking_waits_to_be_looked_at(
    one: Contribution, suggest: Callable[..., Amendment], bo: Actor, client: Client
) -> None:
    mask(one, actor=bo, title="Ljus", text="Sätt upp lampor.", reason=MaskReason.PERSONAL_DATA, note="")
    assert suggest("Sätt upp en lampa.", from_wording=2).contribution.published_at is not None
    late = suggest(NEW, from_wording=1)
    assert late.contribution.published_at is None
    assert "grinden" not in client.get(f"{LIST}{one.reference}/").content.decode()


@pytest.mark.parametrize("kind", ["hide", "apart"])
def test_a_proposal_that_is_hidden_takes_its_changes_with_it(
    one: Contribution, suggest: Callable[..., Amendment], alma: Actor, client: Client, kind: str
) -> None:
    change = suggest(NEW).contribution
    rule(one, actor=alma, kind=kind, reason="personal_data")
    change.refresh_from_db()
    assert change.published_at is None
    assert "fyra" not in client.get(f"/d/skolan/c/{change.reference}/").content.decode()


def test_a_change_that_was_accepted_and_is_masked_takes_the_proposal_with_it(
    one: Contribution, suggest: Callable[..., Amendment], alma: Actor, bo: Actor, client: Client
) -> None:
    amendment, other = suggest(NEW), suggest(NEWER)
    accept(amendment, alma)
    later = suggest("Sätt upp fyra lampor.", from_wording=2)
    mask(amendment.contribution, actor=bo, title="", text="Fler.", reason=MaskReason.PERSONAL_DATA, note="")
    shown = dict(Contribution.objects.values_list("pk", "published_at"))
    assert shown[one.pk] is None and shown[later.contribution_id] is None
    assert shown[other.contribution_id] is not None, "it was written from the wording before"
    assert client.get(f"{LIST}{one.reference}/").status_code == 404


def test_a_change_may_be_of_the_title_too_and_of_that_alone(
    one: Contribution, client: Client, alma: Actor, bo: Actor, signed_in: Callable[[str], Client]
) -> None:
    page = f"{LIST}{one.reference}/change/"
    assert 'name="heading" value="Ljus"' in client.get(page).content.decode()
    assert client.post(page, form_of(one, text=OLD, heading=" Ljus ")).status_code == 422
    refused = client.post(page, form_of(one, heading="x" * 201))
    assert refused.status_code == 422 and "x" * 201 in refused.content.decode()
    assert client.post(page, form_of(one, heading="Ljus")).status_code == 303
    assert client.post(page, form_of(one, text=OLD, heading="Ljus vid grinden")).status_code == 303
    same, titled = Amendment.objects.order_by("pk")
    assert "heading" not in same.contribution.values and titled.contribution.values["heading"] == "Ljus vid grinden"
    for address in (f"{LIST}{one.reference}/", f"/d/skolan/c/{titled.contribution.reference}/"):
        shown = words(client.get(address, headers=SV))
        assert "Rubrik: Ljus[nytt: vid grinden]" in shown, address
    accept(same, alma)
    accept(titled, alma, version=2)
    now = one.wordings.last()
    assert (now.title, now.text) == ("Ljus vid grinden", OLD)
    shown = words(client.get(f"{LIST}{one.reference}/", headers=SV))
    assert "Tidigare lydelser" in shown and shown.count("Rubrik:") == 2, "in the suggestion, and in how it read before"
    exported = client.get("/d/skolan/contributions.csv").content.decode()
    assert "Ljus vid grinden" in exported and ";heading" in exported.splitlines()[0]
    browser = signed_in("bo")
    masking = f"/staff/d/skolan/read/{titled.contribution.reference}/mask/"
    assert "Ljus vid grinden" in words(browser.get(masking))
    sent = {"title": "Fler lampor", "text": OLD, "reason": "personal_data", "note": "", "beside": "heading"}
    assert browser.post(masking, sent).status_code == 303
    titled.contribution.refresh_from_db()
    assert "heading" not in titled.contribution.values
    assert titled.contribution.covered == {"heading": "Ljus vid grinden"}


def test_paper_and_file_give_the_same_as_the_web_and_a_file_brings_its_own_proposals(
    one: Contribution, client: Client, signed_in: Callable[[str], Client], alma: Actor, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.post(f"{LIST}{one.reference}/change/", form_of(one))
    paper = {"channel": "paper", "received_on": clock.today().isoformat(), "language": "sv", "amends": one.reference}
    browser = signed_in("alma")
    assert browser.post(TYPING, {**paper, "text": OLD}).status_code == 422
    assert browser.post(TYPING, {**paper, "text": NEW, "amends": "finnse"}).status_code == 422
    assert browser.post(TYPING, {**paper, "text": NEW, "amends": one.reference.lower()}).status_code == 303
    assert "Vill du ändra ett förslag" in words(client.get("/d/skolan/take-part/1/paper/", headers=SV))
    exported = client.get("/d/skolan/contributions.csv").content

    def bring(content: bytes) -> Any:
        page = browser.post("/staff/d/skolan/import/1/", {"file": SimpleUploadedFile("f.csv", content)})
        chosen = browser.get(page["Location"]).context["form"]
        return browser.post(page["Location"], {each.name: each.value() or "" for each in chosen})

    assert bring(exported).status_code == 303
    brought = Import.objects.get()
    rows = Amendment.objects.order_by("pk")
    assert [each.from_wording for each in rows] == [1, 1, 1, 1]
    assert {each.of.imported_in_id for each in rows[2:]} == {brought.pk} and {each.of_id for each in rows[:2]} == {
        one.pk
    }
    items = [Item(each.reference, Channel(each.channel), each.values) for each in Contribution.objects.all()]
    counts = [(row.key, row.count) for row in rules.results(one.activity.setup, items)]
    assert counts == [("", 2), ("_changes", 4)]
    undo_import(brought, actor=alma)
    assert Amendment.objects.count() == 2
    alone = f"reference;text;amends\r\nA;Nytt;{one.reference}\r\nB;Annat;FINNSE\r\nC;Om A;A\r\n".encode()
    assert bring(alone).status_code == 303
    imported = Import.objects.latest("pk")
    assert imported.rows == 1, "what is found nowhere, or is a change itself, is left out row by row"
    assert Amendment.objects.count() == 3
    accept(Amendment.objects.latest("pk"), alma)
    with pytest.raises(WrongMoment, match="already_used"):
        undo_import(Import.objects.latest("pk"), actor=alma)


def test_a_proposal_that_is_changed_while_a_large_file_is_made_ready_stops_it(one: Contribution, alma: Actor) -> None:
    rows = [Row(2, NEW, values={"amends": one.reference}), Row(3, NEW, values={"amends": one.reference.lower()})]
    told = {"actor": alma, "rows": rows, "file_name": "a.csv", "file_hash": "a" * 64, "mapping": {}}

    def masked_meanwhile() -> None:
        with stored_whole():
            import_contributions(one.activity, **told)
            mask(one, actor=alma, title="", text="Maskat", reason=MaskReason.PERSONAL_DATA, note="")

    with pytest.raises(WrongMoment, match="worded_meanwhile"):
        masked_meanwhile()
    assert not Amendment.objects.exists() and not Import.objects.exists()
    with stored_whole():
        import_contributions(one.activity, **told)
    assert [each.from_wording for each in Amendment.objects.all()] == [2, 2]


def test_what_everybody_may_read_begins_where_something_was_masked_last() -> None:
    assert rules.readable_from([""]) == 0
    assert rules.readable_from(["", "amended", "amended"]) == 0
    assert rules.readable_from(["", "amended", "personal_data", "amended"]) == 2
    assert rules.says_the_same("ett\r\ntvå ", "ett två") and not rules.says_the_same("ett", "Ett")


def test_whoever_reads_it_sees_what_it_would_change(
    suggest: Callable[..., Amendment],
    one: Contribution,
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    change = suggest(NEW).contribution
    Contribution.objects.filter(pk=change.pk).update(published_at=None)  # as where texts are read first
    reader = signed_in("bo")
    with django_assert_max_num_queries(15):
        page = reader.get(f"/staff/d/skolan/read/{change.reference}/").content.decode()
    assert "<del>" in page and "<ins>" in page and f"Proposal {one.reference}" in page
