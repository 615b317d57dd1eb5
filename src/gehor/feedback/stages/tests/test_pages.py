"""The pages of feedback in stages: for staff, for everybody, and on paper."""

import io

import pytest
from pypdf import PdfReader

from gehor.feedback.actions import hand_over, release_answers
from gehor.feedback.stages import actions
from gehor.feedback.stages.models import Bulletin, Draft, Promise, Terms
from gehor.feedback.stages.rules import Stage
from gehor.feedback.stages.tasks import fix_promises
from gehor.ground import clock
from gehor.participation.models import Opening
from gehor.planning.retroactive.actions import bring_in

from .conftest import EASY, TEXT

HERE = "/staff/d/skolan/feedback/"
SUMMARY = f"{HERE}summary/"
TYPED = {"do": "write", "text_sv": "Ni sa mycket.", "easy_sv": "", "short_sv": "", "version": 0}


@pytest.fixture
def alma_at_work(signed_in, settings):
    browser = signed_in("alma")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def promised(closed):
    fix_promises.call([Opening.objects.get().pk])
    return closed


@pytest.fixture
def told(written, closed, contributions, reachable, alma):
    reachable(contributions[0], "Ågatan 1\n123 45 Älvsala", kind="letter", name="Dana Danielsson")
    return actions.release_stage(closed, actor=alma, stage=Stage.SUMMARY)


def shown(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def refused(answer, words, status=422):
    page = shown(answer, status)
    assert words in page
    return page


def test_what_is_soon_promised_waits_for_who_writes_it_and_for_who_releases_it(promised, signed_in, on):
    """On the desk and on the dialogue's own page, until it is written and released."""

    def waits(name):
        browser = signed_in(name)
        return [f'href="{SUMMARY}"' in shown(browser.get(page)) for page in ("/staff/", "/staff/d/skolan/")]

    with on(2026, 5, 20):
        assert waits("alma") == waits("kim") == [True, True] and waits("bo") == waits("cilla") == [False, False]
        assert signed_in("kim").post(SUMMARY, TYPED).status_code == 303
        assert waits("alma") == [True, True] and waits("kim") == [False, False], "it is the lead who releases it"


# For everybody


def test_everybody_sees_what_is_promised_told_and_late(english, promised, told, on, django_assert_max_num_queries):
    with on(2027, 1, 10), django_assert_max_num_queries(8):
        page = shown(english.get("/d/skolan/feedback/"))
    assert "You said that the yard is too small." in page
    assert "Skolgården är liten." in page  # the easy version, in its own language
    assert "31 days late" in page  # the follow-up of 10 December


def test_before_opening_the_page_says_what_will_be_promised(english, planned):
    page = shown(english.get("/d/skolan/feedback/"))
    assert "Will be promised by" in page and "2026-05-30" in page
    assert "late</" not in page


def test_an_idea_has_no_public_promises(english, idea):
    assert english.get("/d/skolan/feedback/").status_code == 404


# The plan of feedback


def test_the_plan_shows_every_stage_and_what_to_do(alma_at_work, promised, written, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = shown(alma_at_work.get(HERE))
    assert "Change, look and release" in page and "First follow-up" in page


def test_another_day_is_promised_and_a_past_one_is_refused(alma_at_work, promised):
    address = f"{SUMMARY}promise/"
    page = refused(alma_at_work.post(address, {"due_on": "2026-01-01", "reason_sv": "Därför"}), "already passed")
    assert "Därför" in page
    refused(alma_at_work.post(address, {"due_on": "2026-09-01"}), "reason")
    answer = alma_at_work.post(address, {"due_on": "2026-09-01", "reason_sv": "Många har svarat."})
    assert answer.status_code == 303
    assert Promise.objects.filter(due_on="2026-09-01").exists()


def test_a_late_promise_has_no_form(alma_at_work, promised, on):
    with on(2026, 6, 20):
        page = shown(alma_at_work.get(f"{SUMMARY}promise/"))
        assert "cannot be promised anew" in page and "due_on" not in page
        assert alma_at_work.post(f"{SUMMARY}promise/", {"due_on": "2026-09-01"}).status_code == 409


@pytest.mark.parametrize("stage", ["receipt", "nonsense"])
def test_there_is_no_page_for_what_nobody_writes(alma_at_work, promised, stage):
    assert alma_at_work.get(f"{HERE}{stage}/").status_code == 404


# Writing and releasing


def test_a_stage_is_written_seen_by_every_way_and_released(alma_at_work, closed, django_assert_max_num_queries):
    assert alma_at_work.post(SUMMARY, {**TYPED, "short_sv": "Läs vad vi hörde – nu!"}).status_code == 303
    with django_assert_max_num_queries(15):
        page = shown(alma_at_work.get(SUMMARY))
    assert "Älvsala kommun: Läs vad vi hörde - nu!" in page
    assert "1 part." in page
    assert alma_at_work.post(SUMMARY, {"do": "release"}).status_code == 303
    assert Bulletin.objects.get().text == {"sv": "Ni sa mycket."}
    assert alma_at_work.post(SUMMARY, {"do": "release"}).status_code == 409


def test_what_is_typed_is_kept_when_something_is_wrong(alma_at_work, closed):
    page = refused(alma_at_work.post(SUMMARY, {**TYPED, "text_sv": "", "easy_sv": "Kort text."}), "Kort text.")
    assert "Kort text." in page
    page = refused(alma_at_work.post(SUMMARY, {**TYPED, "short_sv": "я" * 290}), "parts; at most 4")
    assert not Draft.objects.exists()


def test_two_who_write_both_see_both(alma_at_work, written):
    page = refused(alma_at_work.post(SUMMARY, TYPED), "A colleague has changed this text", 409)
    assert "Ni sa mycket." in page and TEXT["sv"] in page
    assert 'name="version" value="1"' in page
    assert alma_at_work.post(SUMMARY, {**TYPED, "version": 1}).status_code == 303


def test_a_moment_is_set_taken_back_and_refused_when_it_has_passed(alma_at_work, written):
    refused(alma_at_work.post(SUMMARY, {"do": "time", "leaves_at": "2026-01-01T10:00"}), "already passed")
    refused(alma_at_work.post(SUMMARY, {"do": "time", "leaves_at": "i morgon"}), "valid date")
    assert alma_at_work.post(SUMMARY, {"do": "time", "leaves_at": "2026-06-01T10:00"}).status_code == 303
    assert "Leaves by itself" in shown(alma_at_work.get(SUMMARY))
    assert alma_at_work.post(SUMMARY, {"do": "take_back"}).status_code == 303
    assert Draft.objects.get().leaves_at is None


def test_a_button_that_does_not_exist_does_nothing(alma_at_work, written):
    assert alma_at_work.post(SUMMARY, {"do": "burn"}).status_code == 422
    assert not Bulletin.objects.exists()


def test_only_the_lead_releases(signed_in, written):
    assert signed_in("kim").post(SUMMARY, {"do": "release"}).status_code == 403
    assert signed_in("farid").get(SUMMARY).status_code in (403, 404)


def test_what_opens_the_answers_is_taken_from_the_draft(alma_at_work, answered, alma):
    actions.write_stage(answered, actor=alma, stage=Stage.DECISION, text=TEXT, easy=EASY, short={}, version=0)
    assert TEXT["sv"] in shown(alma_at_work.get("/staff/d/skolan/release/"))


# On its way


def test_what_is_on_its_way_is_counted_and_passed_on(alma_at_work, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = shown(alma_at_work.get(f"{SUMMARY}sent/"))
    assert "All letters are posted" in page and "All on the list have been told" in page
    assert alma_at_work.post(f"{SUMMARY}sent/", {"do": "letter"}).status_code == 303
    assert told.tellings.get(way="letter").done_at is not None
    assert alma_at_work.post(f"{SUMMARY}sent/", {"do": "again"}).status_code == 409
    assert alma_at_work.post(f"{SUMMARY}sent/", {"do": "burn"}).status_code == 422


def test_nothing_is_on_its_way_before_the_release(alma_at_work, written):
    assert alma_at_work.get(f"{SUMMARY}sent/").status_code == 404


# On paper


def read(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def test_letters_are_one_tagged_file_with_the_address_in_the_window(alma_at_work, told):
    reader = read(alma_at_work.get(f"{SUMMARY}letters.pdf"))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    found = []

    def where(text, outer, matrix, font, size):
        across, down = matrix[4], matrix[5]
        right = across * outer[0] + down * outer[2] + outer[4]
        up = across * outer[1] + down * outer[3] + outer[5]
        if "Ågatan" in text:
            found.append((right / 72 * 25.4, 297 - up / 72 * 25.4))

    text = reader.pages[0].extract_text(visitor_text=where)
    assert "Dana Danielsson" in text and TEXT["sv"] in text
    ((across, down),) = found
    assert 110 < across < 115 and 45 < down < 75  # millimetres: the right-hand window of C5, h2


def test_a_letter_can_be_seen_before_and_there_is_none_in_a_language_of_nobody(alma_at_work, written):
    assert "Förnamn Efternamn" in read(alma_at_work.get(f"{SUMMARY}letters.pdf")).pages[0].extract_text()


def test_a_letter_that_nearly_fits_is_made_to_fit_and_a_long_one_ends_with_more_than_its_code(
    alma_at_work, closed, alma
):
    def pages(paragraphs, version):
        text = {"sv": "\n\n".join([TEXT["sv"] * 4] * paragraphs)}
        actions.write_stage(closed, actor=alma, stage=Stage.SUMMARY, text=text, easy={}, short={}, version=version)
        return [page.extract_text() for page in read(alma_at_work.get(f"{SUMMARY}letters.pdf")).pages]

    assert [len(pages(n, version)) for version, n in enumerate((5, 8, 10, 13))] == [1, 1, 1, 2]
    assert TEXT["sv"][:20] in pages(13, 4)[-1]


def test_there_is_no_letter_where_nobody_wants_one(alma_at_work, told):
    assert alma_at_work.get(f"{SUMMARY}letters.pdf?language=en").status_code == 409


@pytest.mark.parametrize(
    ("size", "width", "language", "told_in"),
    [("a4", 210, "sv", "Skolgården är liten."), ("a3", 297, "en", "You said that the yard is too small.")],
)
def test_a_poster_is_one_tagged_page_in_one_language(alma_at_work, told, size, width, language, told_in):
    """In Swedish the easy version; in English, where there is none, the text itself."""
    reader = read(alma_at_work.get(f"{SUMMARY}poster.pdf?size={size}&language={language}"))
    assert len(reader.pages) == 1
    assert round(float(reader.pages[0].mediabox.width) / 72 * 25.4) == width
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = " ".join(reader.pages[0].extract_text().split())
    assert told_in in words and "/d/skolan/feedback/" in words
    assert ("Skolgården" in words) is (language == "sv")


def test_a_poster_of_long_texts_and_many_decisions_stays_one_page(alma_at_work, answered, alma):
    answered.title = {"sv": "Vad är kvalitet i skolan för dig som går där, arbetar där eller har barn där? " * 2}
    answered.save()
    actions.write_stage(
        answered, actor=alma, stage=Stage.DECISION, text={"sv": "Nämnden. " * 200}, easy={}, short={}, version=0
    )
    assert len(read(alma_at_work.get(f"{HERE}decision/poster.pdf")).pages) == 1


def test_the_local_paper_gets_the_decisions_as_plain_text(alma_at_work, answered, alma):
    release_answers(answered, actor=alma, greeting=TEXT)
    answer = alma_at_work.get(f"{HERE}decision/paper.txt?language=sv")
    text = shown(answer)
    assert answer["Content-Type"].startswith("text/plain")
    assert text.startswith("Beslutat: Vad är kvalitet i skolan?")
    assert "3 bidrag kom in: webb 2, pappersblankett 1." in text
    assert "Maten är kall.\nBeslut: Inte tillgodosett" in text and "Tack för det du sa." in text
    assert "/d/skolan/answers/" in text


def test_nothing_is_printed_before_it_is_written(alma_at_work, closed):
    for name in ("letters.pdf", "paper.txt", "poster.pdf"):
        assert alma_at_work.get(f"{SUMMARY}{name}").status_code == 409


# What an organisation promises


def test_times_are_set_by_lead_or_administrator(alma_at_work, signed_in, organisation, accounts):
    address = "/staff/o/alvsala/feedback/"
    typed = {"summary_days": 20, "decision_days": 10, "first_months": 3, "second_months": 3}
    refused(alma_at_work.post(address, typed), "must come after the first")
    assert alma_at_work.post(address, {**typed, "second_months": 9}).status_code == 303
    assert (Terms.objects.get().first_months, Terms.objects.get().second_months) == (3, 9)
    assert signed_in("bo").get(address).status_code == 403
    assert clock.today().year == 2026


# A summary that never came


def test_why_a_summary_never_came_is_said_in_public_and_then_it_closes(alma_at_work, english, promised, answered, alma):
    address, close = f"{SUMMARY}explain/", "/staff/d/skolan/close/"
    assert "The answers are not out yet" in shown(alma_at_work.get(address))
    released = release_answers(answered, actor=alma, greeting={})
    hand_over(released, actor=alma, deliveries=released.deliveries.filter(way="sheet"))
    page = shown(alma_at_work.get(close))
    assert "explained in public why not" in page and "Close the dialogue</button>" not in page
    assert "or why they were not told" in shown(alma_at_work.get("/staff/d/skolan/"))
    assert alma_at_work.post(close, {}).status_code == 409
    assert address in shown(alma_at_work.get(HERE)) and address in shown(alma_at_work.get(SUMMARY))
    refused(alma_at_work.post(address, {"reason_en": "We had no time."}), "We had no time.")
    assert alma_at_work.post(address, {"reason_sv": "Vi skrev ihop allt till nämnden."}).status_code == 303
    assert "Not given, explained" in shown(alma_at_work.get(HERE))
    assert "Vi skrev ihop allt till nämnden." in shown(english.get("/d/skolan/feedback/"))
    assert "Not given, explained" in shown(english.get("/o/alvsala/clock/"))
    assert alma_at_work.post(close, {}).status_code == 303


def test_what_is_late_stays_on_the_clock_when_the_dialogue_is_closed(
    alma_at_work, english, promised, answered, alma, on
):
    released = release_answers(answered, actor=alma, greeting={})
    hand_over(released, actor=alma, deliveries=released.deliveries.filter(way="sheet"))
    actions.explain_stage(answered, actor=alma, stage=Stage.SUMMARY, reason={"sv": "Vi hann inte."})
    assert alma_at_work.post("/staff/d/skolan/close/", {}).status_code == 303
    with on(2027, 1, 10):
        page = shown(english.get("/o/alvsala/clock/late/"))
    assert "First follow-up" in page and "31 days late" in page
    assert "What we heard" not in page


def test_a_dialogue_that_was_held_earlier_has_no_stages(alma_at_work, english, organisation, alma):
    said = {"title": {"sv": "Vuxenpsykiatrin"}, "question": {"sv": "Hur blir vården bättre?"}}
    bring_in(organisation, actor=alma, source_language="sv", slug="psykiatrin", **said)
    for address in (
        "/d/psykiatrin/feedback/",
        "/staff/d/psykiatrin/feedback/",
        "/staff/d/psykiatrin/feedback/summary/",
    ):
        page = refused(alma_at_work.get(address), "was held before it came here", 409)
        assert "This cannot be done</h1>" in page and "Älvsala" in page, "it never can, and it is theirs"
        assert f'<a href="{address.split("feedback/")[0]}">Back to the dialogue</a>' in page
