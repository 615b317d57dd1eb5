"""From any contribution forwards, from any decision backwards, without an account."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.decision.models import Decision
from gehor.feedback.models import Answer, ReceiptMessage, Release
from gehor.feedback.stages.models import Bulletin
from gehor.feedback.stages.rules import Stage
from gehor.followup.evaluation.keys import of_participant
from gehor.followup.evaluation.models import Group, Part, Round, Ticket
from gehor.followup.models import Measure, Report
from gehor.ground import clock
from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code, shown
from gehor.participation.models import Attachment, Contribution, Wording
from gehor.planning.models import Dialogue

pytestmark = pytest.mark.django_db
EN, SV = {"accept-language": "en"}, {"accept-language": "sv"}
QUERIES = 8


@pytest.fixture
def released(answered: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    Release.objects.create(dialogue=answered, released_at=clock.now(), released_by=accounts["alma"])
    answer = Answer.objects.filter(dialogue=answered).order_by("pk")[0]
    measure = Measure.objects.create(
        decision=answer.decision,
        dialogue=answered,
        title={"sv": "Bygg ut skolgården"},
        owner="Fastighetschefen",
        due_on=clock.today(),
        promised_at=clock.now(),
    )
    Report.objects.create(measure=measure, status="started", reported_at=clock.now(), reported_by=accounts["alma"])
    return answered


def tell_and_ask(dialogue: Dialogue, participant: Participant, by: Account) -> None:
    """Everybody has been told what was heard, and is asked about the answer."""
    Bulletin.objects.create(
        dialogue=dialogue,
        stage=Stage.SUMMARY.value,
        text={"sv": "Det här hörde vi."},
        released_at=clock.now(),
        released_by=by,
    )
    until = clock.today() + dt.timedelta(days=7)
    asked = Round.objects.create(
        dialogue=dialogue, part=Part.ANSWER.value, opened_at=clock.now(), opened_by=by, closes_on=until
    )
    Ticket.objects.create(key=of_participant(asked, participant), round=asked, group=Group.PARTICIPANTS.value)


def first(dialogue: Dialogue) -> Contribution:
    return Contribution.objects.filter(dialogue=dialogue).order_by("pk")[0]


def thread_of(client: Client, contribution: Contribution) -> dict[str, object]:
    address = f"/d/{contribution.dialogue.slug}/c/{contribution.reference}/thread.json"
    data: dict[str, object] = json.loads(client.get(address).content)
    return data


def test_a_contribution_is_followed_to_answer_and_measure_on_one_page(
    client: Client, released: Dialogue, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(QUERIES):
        page = client.get(f"/d/skolan/c/{first(released).reference}/", headers=EN).content.decode()
    for words in (
        "Mer utemiljö på skolgården.",
        "Skolgården är för liten.",
        "Barn- och utbildningsnämnden decided, § 41",
        "Nämndens skäl.",
        "Tack för det du sa.",
        "Bygg ut skolgården: Started",
    ):
        assert words in page


def test_a_decision_is_followed_back_to_every_contribution(
    client: Client, released: Dialogue, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(QUERIES):
        page = client.get("/d/skolan/decision/1/", headers=EN).content.decode()
    assert "Mer utemiljö på skolgården." in page
    assert "1 contribution stands behind it" in page
    data = json.loads(client.get("/d/skolan/decision/1/grounds.json").content)
    assert data["rests_on"] == [first(released).reference]
    assert data["per_channel"] == {"web": 1}


def test_findings_show_only_when_they_are_signed_and_answers_only_when_released(
    client: Client, closed: Dialogue, analysed: Dialogue, decided: Dialogue, answered: Dialogue
) -> None:
    thread = thread_of(client, first(answered))
    assert thread["findings"][0]["decision"]["outcome"] == "met"  # type: ignore[index]
    assert thread["findings"][0]["answer"] is None, "written but not released"  # type: ignore[index]


def test_what_happened_stands_in_the_order_of_its_days_and_what_is_waited_for_last(
    client: Client, answered: Dialogue, accounts: dict[str, Account]
) -> None:
    """Decided in June, answered in July, decided anew in October; the new answer is not there yet."""
    with clock.at(dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)):
        Release.objects.create(dialogue=answered, released_at=clock.now(), released_by=accounts["alma"])
    old = Decision.objects.get(dialogue=answered, weighs__number=1)
    Decision.objects.create(
        dialogue=answered,
        weighs=old.weighs,
        replaces=old,
        changed_because={"sv": "Budgeten blev större."},
        outcome="partly_met",
        reason={"sv": "Halva skolgården."},
        body=old.body,
        decided_on=dt.date(2026, 10, 14),
        section="61",
        case_number=old.case_number,
        recorded_at=clock.now(),
        recorded_by=accounts["cilla"],
    )
    with clock.at(dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)):
        page = client.get(f"/d/skolan/c/{first(answered).reference}/", headers=EN).text
    places = [page.index(words) for words in ("§ 41", "The earlier answer", "§ 61", "A new answer is being written")]
    assert places == sorted(places)


def test_what_is_waited_for_says_by_when(
    client: Client, analysed: Dialogue, django_assert_max_num_queries: Callable[..., object]
) -> None:
    address = f"/d/skolan/c/{first(analysed).reference}/"
    page = client.get(address, headers=EN).text
    assert "It is to be decided on 10 June 2026." in page and "It is promised by 24 June 2026." in page
    with clock.at(dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)), django_assert_max_num_queries(QUERIES):
        late = client.get(address, headers=EN).text
    assert "It was to be decided on 10 June 2026." in late and "It was promised by 24 June 2026." in late


def test_the_receipt_begins_with_what_has_come_and_ends_with_the_code(client: Client, decided: Dialogue) -> None:
    code = shown(first(decided).participant.receipt)
    sent = client.get(f"/c/{code}/", headers=EN).text
    assert sent.index(code) < sent.index("What happens now"), "just sent: write the code down"
    with clock.at(dt.datetime(2026, 6, 11, 9, tzinfo=dt.UTC)):
        page = client.get(f"/c/{code}/", headers=EN).text
    assert "A person has read what you said." in page and "It has been decided." in page
    assert page.index("What you said") < page.index("Print the receipt")


def test_many_contributions_of_one_person_are_folded_each_with_how_far_it_has_come(
    client: Client, said: Callable[..., Contribution]
) -> None:
    one = said("Mer cykelväg. " * 20)
    address = f"/c/{shown(one.participant.receipt)}/"
    assert "<details" not in client.get(address, headers=EN).text.split("What you said")[1].split("Your details")[0]
    two = said("Mindre buller", participant=one.participant)
    page = client.get(address, headers=EN).text
    assert "What you said, 2 contributions" in page and page.count("Not read yet") == 2
    assert f'id="{two.reference}"' in page and page.count('<details class="entry">') == 2
    assert client.get(f"{address}?open=all").text.count('<details class="entry" open>') == 2


def test_the_steps_of_a_folded_contribution_are_below_its_heading(client: Client, decided: Dialogue) -> None:
    one, other = Contribution.objects.filter(dialogue=decided).order_by("pk")[:2]
    Contribution.objects.filter(pk=other.pk).update(participant=one.participant)
    page = client.get(f"/c/{shown(one.participant.receipt)}/", headers=EN).text
    for folded in page.split('<details class="entry">')[1:]:
        assert folded.split("</details>")[0].count("<h3") == 1
    assert "<h4>It was read as finding" in page


def test_before_anybody_has_read_it_the_thread_says_so(client: Client, closed: Dialogue) -> None:
    page = client.get(f"/d/skolan/c/{first(closed).reference}/", headers=EN).content.decode()
    assert "Nobody has read it yet" in page


def test_what_was_set_aside_says_why(client: Client, analysed: Dialogue) -> None:
    third = Contribution.objects.filter(dialogue=analysed).order_by("pk")[2]
    assert thread_of(client, third)["set_aside"]["reason"] == "empty"  # type: ignore[index]
    page = client.get(f"/d/skolan/c/{third.reference}/", headers=EN).content.decode()
    assert "Innehåller ingen synpunkt." in page


def test_a_masked_wording_hides_what_was_received_from_everybody_but_its_author(
    client: Client, said: Callable[..., Contribution]
) -> None:
    contribution = said("Läraren Kalle Karlsson är orättvis.")
    Wording.objects.create(
        contribution=contribution,
        number=2,
        text="Läraren är orättvis.",
        reason="personal_data",
        note="Ett namn är borttaget.",
        worded_at=clock.now(),
    )
    public = client.get(f"/d/skolan/c/{contribution.reference}/", headers=SV).content.decode()
    assert "Kalle Karlsson" not in public
    why = "Texten är ändrad: Något som pekar ut en person är borttaget. Ett namn är borttaget."
    assert why in public and "Så här ser andra den" not in public
    assert "Kalle Karlsson" not in json.dumps(thread_of(client, contribution))
    own = client.get(f"/c/{shown(contribution.participant.receipt)}/", headers=SV).content.decode()
    assert "Kalle Karlsson" in own and why in own
    assert "Läraren är orättvis." in own[own.index("Så här ser andra den:") :]


def test_an_unpublished_text_is_shown_to_nobody_else(client: Client, said: Callable[..., Contribution]) -> None:
    contribution = said("Hemligt än så länge", published_at=None)
    assert "Hemligt" not in client.get(f"/d/skolan/c/{contribution.reference}/").content.decode()
    assert thread_of(client, contribution)["said"] is None


def test_script_in_a_contribution_stays_text(client: Client, said: Callable[..., Contribution]) -> None:
    contribution = said("<script>alert(1)</script>", title="<img src=x onerror=alert(1)>")
    page = client.get(f"/d/skolan/c/{contribution.reference}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("typed", ["{}", "{} ", " {}", "lower"])
def test_the_code_opens_the_page_however_it_is_typed(
    client: Client, said: Callable[..., Contribution], typed: str
) -> None:
    code = shown(said("Hej").participant.receipt)
    asked = code.lower().replace("-", " ") if typed == "lower" else typed.format(code)
    answer = client.post("/c/", {"code": asked})
    assert (answer.status_code, answer["Location"]) == (303, f"/c/{code}/")


def test_a_wrong_code_is_a_clear_sentence_and_keeps_what_was_typed(client: Client, opened: Dialogue) -> None:
    answer = client.post("/c/", {"code": "AAAAA-AAAAB"}, headers=EN)
    assert answer.status_code == 422
    assert "We know no such code" in answer.content.decode()
    assert "AAAAA-AAAAB" in answer.content.decode()
    assert client.get("/c/AAAAA-AAAAB/").status_code == 404


def test_only_an_answer_that_has_not_come_is_late(
    client: Client, answered: Dialogue, accounts: dict[str, Account]
) -> None:
    address = f"/c/{shown(first(answered).participant.receipt)}/"
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        assert "3 days late" in client.get(address, headers=EN).text
        Release.objects.create(dialogue=answered, released_at=clock.now(), released_by=accounts["alma"])
        page = client.get(address, headers=EN).text
    assert "Tack för det du sa." in page
    assert "days late" not in page


def test_the_receipt_page_is_kept_and_indexed_nowhere(
    client: Client,
    released: Dialogue,
    django_assert_max_num_queries: Callable[..., object],
    accounts: dict[str, Account],
) -> None:
    """In eight queries, also for somebody with two contacts who is told of a stage and asked what they think."""
    participant = first(released).participant
    Contact.objects.create(participant=participant, kind="email", address="dana@example.org", given_at=clock.now())
    Contact.objects.create(participant=participant, kind="sms", address="+46701234567", given_at=clock.now())
    tell_and_ask(released, participant, accounts["alma"])
    code = shown(participant.receipt)
    with django_assert_max_num_queries(QUERIES):
        page = client.get(f"/c/{code}/")
    assert "dana@example.org" in page.text and "+46" in page.text
    assert "Det här hörde vi." in page.text
    assert f"/c/{code}/evaluation/" in page.text
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "Tack för det du sa." in page.content.decode()


def test_everything_about_me_holds_contact_and_words(client: Client, said: Callable[..., Contribution]) -> None:
    contribution = said("Mer cykelväg")
    Contact.objects.create(
        participant=contribution.participant, kind="email", address="dana@example.org", given_at=clock.now()
    )
    data = json.loads(client.get(f"/c/{shown(contribution.participant.receipt)}/everything.json").content)
    assert data["contacts"][0]["address"] == "dana@example.org"
    assert data["contributions"][0]["as_received"]["text"] == "Mer cykelväg"


def test_erasing_a_person_leaves_the_thread_whole(client: Client, released: Dialogue) -> None:
    contribution = first(released)
    Contact.objects.create(
        participant=contribution.participant, kind="email", address="dana@example.org", given_at=clock.now()
    )
    before = thread_of(client, contribution)
    code = shown(contribution.participant.receipt)
    assert client.post(f"/c/{code}/erase/").status_code == 303
    assert not Contact.objects.exists()
    assert thread_of(client, contribution) == before
    assert client.post(f"/c/{code}/erase/").status_code == 409, "erased once"


def test_an_address_that_is_none_is_refused_and_kept_in_the_field(
    client: Client, said: Callable[..., Contribution]
) -> None:
    code = shown(said("Hej").participant.receipt)
    answer = client.post(f"/c/{code}/contact/", {"email": "dana at example"})
    assert answer.status_code == 422
    assert "dana at example" in answer.content.decode()
    assert client.post(f"/c/{code}/contact/", {"email": "dana@example.org"}).status_code == 303
    assert Contact.objects.get().address == "dana@example.org"


def test_a_mobile_number_is_kept_and_what_is_none_is_refused(
    client: Client, said: Callable[..., Contribution], settings: Any
) -> None:
    address = f"/c/{shown(said('Hej').participant.receipt)}/contact/"
    answer = client.post(address, {"phone": "08-123 45 67"})
    assert answer.status_code == 422
    assert "08-123 45 67" in answer.content.decode()
    assert client.post(address, {"email": "", "phone": ""}).status_code == 422
    assert client.post(address, {"phone": "070-123 45 67"}).status_code == 303
    assert (Contact.objects.get().kind, Contact.objects.get().address) == ("sms", "+46701234567")
    settings.SMS_DIR = None  # nobody is asked for what cannot be used
    assert b'name="phone"' not in client.get(address).content


def test_the_printed_receipt_is_a_tagged_pdf_with_the_code(client: Client, said: Callable[..., Contribution]) -> None:
    import io

    from pypdf import PdfReader

    code = shown(said("Fler bänkar i parken").participant.receipt)
    pdf = PdfReader(io.BytesIO(client.get(f"/c/{code}/sheet.pdf").content))
    text = pdf.pages[0].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert code in text.replace("\n", "")
    assert "Fler bänkar i parken" in text


def test_a_picture_shows_when_somebody_has_looked_at_it(client: Client, said: Callable[..., Contribution]) -> None:
    contribution = said("Se bilden")
    attachment = Attachment.objects.create(
        contribution=contribution, file="x.jpg", name="hålet.jpg", content_type="image/jpeg", size=2000
    )
    address = f"/d/skolan/c/{contribution.reference}/"
    assert "hålet.jpg" not in client.get(address).content.decode()
    Attachment.objects.filter(pk=attachment.pk).update(published_at=clock.now())
    assert "hålet.jpg" in client.get(address).content.decode()


def test_who_was_there_and_said_nothing_has_a_page_too(client: Client, organisation: object) -> None:
    silent = Participant.objects.create(organisation=organisation, receipt=new_code(), created_at=clock.now())
    code = shown(silent.receipt)
    assert "You were there." in client.get(f"/c/{code}/", headers=EN).content.decode()
    assert client.get(f"/c/{code}/sheet.pdf").status_code == 404


def test_who_was_told_of_what_was_then_taken_away_reads_so(client: Client, planned: Dialogue) -> None:
    told = Participant.objects.create(organisation=planned.organisation, receipt=new_code(), created_at=clock.now())
    ReceiptMessage.objects.create(participant=told, dialogue=planned, done_at=clock.now())
    page = client.get(f"/c/{shown(told.receipt)}/", headers=EN).content.decode()
    assert "has been taken away again" in page and "You were there." not in page


def test_a_reference_of_another_dialogue_leads_nowhere(client: Client, said: Callable[..., Contribution]) -> None:
    contribution = said("Hej")
    assert client.get(f"/d/annan/c/{contribution.reference}/").status_code == 404
    assert client.get(f"/d/skolan/c/{uuid.uuid4().hex[:6].upper()}/").status_code == 404
