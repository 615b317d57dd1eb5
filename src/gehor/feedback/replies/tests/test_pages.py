"""The pages: what the holder of a code does, what everybody reads, and what staff see."""

import io
import json

import pytest
from pypdf import PdfReader

from gehor.feedback.replies.models import Correction, Notice, Rating, Reopening
from gehor.ground import clock, worker

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_dana_corrects_an_answer_by_her_code_and_reads_the_reply(client, code, contributions, released, reply):
    page = client.get(f"/c/{code}/", headers=EN).content.decode()
    address = f"/c/{code}/correct/{contributions[0].reference}/"
    assert address in page
    sent = client.post(address, {"kind": "misunderstood", "text": "Jag menade <skolgården>."}, headers=EN)
    assert (sent.status_code, sent["Location"]) == (303, f"/c/{code}/")
    page = client.get(f"/c/{code}/", headers=EN)
    assert page["Cache-Control"] == "no-store"
    assert "Jag menade &lt;skolgården&gt;." in page.content.decode()
    reply(Correction.objects.get())
    assert "Du har rätt." in client.get(f"/c/{code}/", headers=EN).content.decode()


def test_what_is_missing_is_said_with_all_that_was_typed(client, code, contributions, released):
    address = f"/c/{code}/correct/{contributions[0].reference}/"
    answer = client.post(address, {"text": "Jag menade skolgården."}, headers=EN)
    assert answer.status_code == 422 and "Jag menade skolgården." in answer.content.decode()
    client.post(address, {"kind": "misunderstood", "text": "Ett"})
    again = client.post(address, {"kind": "misunderstood", "text": "Ett till"}, headers=EN)
    assert again.status_code == 409 and "Ett till" in again.content.decode()


def test_a_code_opens_only_its_own_contributions_and_nothing_before_the_release(
    client, code, contributions, answered, alma
):
    assert client.get(f"/c/{code}/correct/{contributions[0].reference}/").status_code == 404
    assert client.get("/d/skolan/answers/ratings/").status_code == 404


def test_the_thread_shows_that_a_correction_came_and_its_words_when_they_are_read(
    client, contributions, correct, signed_in, django_assert_max_num_queries
):
    correction = correct("Bo Ek i parken ljög.")
    thread = f"/d/skolan/c/{contributions[0].reference}/"
    with django_assert_max_num_queries(8):
        page = client.get(thread, headers=EN).content.decode()
    assert "You misunderstood me" in page and "Bo Ek" not in page
    desk = signed_in("bo")
    told = desk.post(f"/staff/d/skolan/corrections/{correction.pk}/", {"show": "1", "show-shown": "[namn] ljög."})
    assert told.status_code == 303
    page = client.get(thread, headers=EN).content.decode()
    assert "[namn] ljög." in page and "Something has been taken away" in page and "Bo Ek" not in page
    data = json.loads(client.get(f"{thread}thread.json").content)
    assert data["corrections"][0]["text"] == "[namn] ljög."


def test_the_lead_replies_on_the_page_and_writes_the_answer_anew(client, correct, signed_in, answers, contributions):
    correction, desk = correct(), signed_in("alma")
    address = f"/staff/d/skolan/corrections/{correction.pk}/"
    typed = {"shown": correction.text, "text_sv": "Du har rätt.", "seen": "0", "version": "1"}
    assert desk.post(address, {**typed, "text_sv": ""}).status_code == 422
    late = desk.post(address, {**typed, "anew_sv": "Skolgården byggs ut.", "seen": "3"})
    assert late.status_code == 409 and "Skolgården byggs ut." in late.content.decode()
    assert late.context["reply_form"]["seen"].value() == "0", "sent once more, it is taken"
    assert desk.post(address, {**typed, "anew_sv": "Skolgården byggs ut."}).status_code == 303
    page = client.get("/d/skolan/answers/", headers=EN).content.decode()
    assert "Skolgården byggs ut." in page and "An earlier answer" in page
    thread = client.get(f"/d/skolan/c/{contributions[0].reference}/", headers=EN).content.decode()
    assert "An earlier answer, which has been written anew since" in thread and "Tack för det du sa." in thread


def test_a_reply_that_leaves_the_answer_as_it_is_does_not_write_it_anew(correct, signed_in, answers):
    correction = correct()
    typed = {"shown": "", "text_sv": "Svaret står fast.", "seen": "0", "version": "1", "anew_sv": "Tack för det du sa."}
    assert signed_in("alma").post(f"/staff/d/skolan/corrections/{correction.pk}/", typed).status_code == 303
    assert correction.replies.get().rewrote is False


def test_staff_type_in_a_correction_with_its_number(signed_in, released, contributions):
    desk, address = signed_in("tove"), "/staff/d/skolan/corrections/enter/"
    typed = {"channel": "phone", "kind": "not_answered", "text": "Nej.", "language": "sv"}
    assert '<option value="sv" selected>' in desk.get(address, headers={"accept-language": "sv"}).content.decode()
    wrong = desk.post(address, {**typed, "reference": "Q99999"}, headers=EN)
    assert wrong.status_code == 422 and "There is no contribution with this number" in wrong.content.decode()
    assert desk.post(address, {**typed, "reference": contributions[1].reference.lower()}).status_code == 303
    assert Correction.objects.get().channel == "phone"


def test_staff_type_in_ratings_one_form_after_the_other(client, signed_in, asked):
    desk, address = signed_in("tove"), "/staff/d/skolan/corrections/rating/"
    assert address in desk.get("/staff/d/skolan/corrections/").content.decode()
    wrong = desk.post(address, {"about": "1", "credible": "2"}, headers=EN)
    assert wrong.status_code == 422 and 'value="2" ' in wrong.content.decode()
    assert desk.post(address, {"about": "9", "channel": "paper", "credible": "2"}).status_code == 422
    assert desk.post(address, {"about": "1", "channel": "paper", "credible": "2"}).status_code == 303
    assert Rating.objects.get().channel == "paper"
    assert "I find the handling credible" in client.get("/d/skolan/answers/ratings/paper/", headers=EN).content.decode()


def test_letters_are_printed_and_noted_as_posted(signed_in, correct, reply, reachable, contributions):
    reachable(contributions[0], "Storgatan 1\n123 45 Orten", kind="letter")
    reply(correct())
    worker.work_off()
    desk, address = signed_in("tove"), "/staff/d/skolan/corrections/"
    page = desk.get(address, headers=EN).content.decode()
    assert "Letters to post" in page and "Tell them yourself" not in page
    printed = desk.get(f"{address}letters.pdf?language=sv")
    words = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed.content)).pages)
    assert "Storgatan 1" in words and "Du har rätt." in words and contributions[0].reference in words
    assert desk.post(f"{address}posted/", {"notice": [str(Notice.objects.get().pk), "x"]}).status_code == 303
    assert Notice.objects.get().done_at and desk.get(f"{address}letters.pdf").status_code == 404
    assert signed_in("bo").post(f"{address}posted/", {}).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("alma", 200), ("bo", 200), ("tove", 200), ("odd", 403), ("farid", 403)])
def test_the_worklist_opens_for_those_who_reply_read_or_type_in(
    signed_in, correct, name, status, django_assert_max_num_queries
):
    correct()
    desk = signed_in(name)
    with django_assert_max_num_queries(15):
        assert desk.get("/staff/d/skolan/corrections/").status_code == status


def test_the_desk_says_what_waits_and_by_when(signed_in, correct):
    correct()
    page = signed_in("alma").get("/staff/", headers=EN).content.decode()
    assert "Reply to corrections of answers" in page
    assert "Reply to corrections of answers" not in signed_in("bo").get("/staff/", headers=EN).content.decode()


def test_an_answer_is_rated_by_code_once(client, code, asked):
    assert f"/c/{code}/rate/1/" in client.get(f"/c/{code}/").content.decode()
    assert client.post(f"/c/{code}/rate/1/", {}).status_code == 422
    assert client.post(f"/c/{code}/rate/1/", {"got_answer": "2", "credible": "0"}).status_code == 303
    assert Rating.objects.get().ratings == {"got_answer": 2, "credible": 0}
    assert client.post(f"/c/{code}/rate/1/", {"got_answer": "5"}).status_code == 409
    assert "already been rated" in client.get(f"/c/{code}/rate/1/", headers=EN).content.decode()


def test_ratings_are_public_with_number_and_interval_after_the_last_day(
    client, asked, rate, django_assert_max_num_queries
):
    rate(5, 4, 5, 1, 4)
    with clock.at(clock.now() + (asked.closes_on - clock.today()) * 2), django_assert_max_num_queries(8):
        page = client.get("/d/skolan/answers/ratings/", headers=EN).content.decode()
    assert "80%" in page and "38% to 96%" in page and "of 5" in page
    assert "5 have rated it" in page and "1 person could rate it" in page


def test_the_lead_sees_to_a_reopened_answer(client, signed_in, asked, rate, django_assert_max_num_queries):
    rate(1, 1, 1, 1, 1)
    desk, address = signed_in("alma"), "/staff/d/skolan/answers/1/again/"
    assert address in desk.get("/staff/d/skolan/corrections/").content.decode()
    assert "Few find that this answers them" in client.get("/d/skolan/answers/", headers=EN).content.decode()
    with django_assert_max_num_queries(15):
        assert desk.get(address).status_code == 200
    same = desk.post(address, {"anew_sv": "Tack för det du sa.", "version": "1"}, headers=EN)
    assert same.status_code == 422 and "says the same" in same.content.decode()
    assert desk.post(address, {"explain": "1", "why_sv": "Lagen säger så."}).status_code == 303
    assert hasattr(Reopening.objects.get(), "settlement")
    assert "Lagen säger så." in client.get("/d/skolan/answers/", headers=EN).content.decode()
    assert "Lagen säger så." in client.get("/d/skolan/answers/ratings/", headers=EN).content.decode()
