import pytest

from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers, write_answer
from gehor.feedback.models import Answer
from gehor.participation.models import Contribution

LIST = "/staff/d/skolan/answers/"
FIRST = f"{LIST}1/"


def typed(text="Ni får en ny gård.", version=0, english=""):
    return {"text_sv": text, "text_en": english, "version": version}


def test_an_answer_is_written_and_then_seen_as_the_resident_will(signed_in, decided, django_assert_max_num_queries):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert "Skolgården är för liten." in alma.get(LIST).content.decode()
    assert "preview" not in alma.get(FIRST).content.decode()

    response = alma.post(FIRST, typed())
    assert response.status_code == 303 and response["Location"] == FIRST
    with django_assert_max_num_queries(15):
        page = alma.get(FIRST).content.decode()
    assert page.count("Ni får en ny gård.") == 3  # the form, their own page, the message
    assert "Mer utemiljö på skolgården." in page
    receipt = Contribution.objects.order_by("pk").first().participant.receipt
    assert receipt[:5] not in page  # the code is the resident's alone


def test_two_who_write_at_once_lose_nothing(signed_in, decided):
    alma, kim = signed_in("alma"), signed_in("kim")
    alma.post(FIRST, typed("Almas svar."))
    response = kim.post(FIRST, typed("Kims svar."))
    page = response.content.decode()
    assert response.status_code == 409 and "Almas svar." in page and "Kims svar." in page
    assert 'name="version" value="1"' in page
    assert Answer.objects.get().text == {"sv": "Almas svar."}

    assert kim.post(FIRST, typed("Båda svaren.", version=1)).status_code == 303


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_what_makes_no_sense_comes_back(signed_in, decided, text):
    response = signed_in("alma").post(FIRST, typed(text, english="Only English"))
    assert response.status_code == 422 and "text" in response.context["form"].errors
    assert "Only English" in response.content.decode()


def test_a_broken_version_is_refused(signed_in, decided):
    assert signed_in("alma").post(FIRST, {**typed(), "version": "x"}).status_code == 422


def test_markup_stays_text_in_the_page_and_in_the_preview(signed_in, decided):
    alma = signed_in("alma")
    alma.post(FIRST, typed("<script>alert(1)</script>"))
    assert "<script>alert" not in alma.get(FIRST).content.decode()


def test_who_may_not_write_sees_no_form(signed_in, decided):
    bo = signed_in("bo")
    assert 'name="text_sv"' not in bo.get(FIRST).content.decode()
    assert bo.post(FIRST, typed()).status_code == 403
    assert signed_in("farid").get(LIST).status_code == 403
    assert signed_in("farid").get(FIRST).status_code == 403


def test_before_the_decision_the_list_says_what_is_missing(signed_in, analysed):
    assert "/staff/d/skolan/decide/" in signed_in("cilla").get(LIST).content.decode()
    assert "Done by: board member" in signed_in("alma").get(LIST).content.decode()
    assert signed_in("alma").get(FIRST).status_code == 404  # nothing is decided, so there is nothing to answer


def test_who_cannot_mend_what_is_missing_reads_who_does(signed_in, said, accounts):
    """Every link of the list opens for the one who reads it."""
    for name in ("kim", "cilla", "alma"):
        browser = signed_in(name)
        needs = browser.get(LIST).context["needs"]
        assert needs and all(need.get("url") or need["why"] for need in needs)
        assert all(browser.get(need["url"]).status_code == 200 for need in needs if need.get("url"))
    assert "Done by: dialogue lead, analyst" in signed_in("kim").get(LIST).content.decode()


def test_after_the_release_answers_are_read_and_not_changed(signed_in, answered, alma):
    release_answers(answered, actor=alma, greeting={})
    browser = signed_in("alma")
    assert 'name="text_sv"' not in browser.get(FIRST).content.decode()
    assert browser.post(FIRST, typed("Nytt", version=1)).status_code == 409


def test_the_list_counts_what_is_written(signed_in, decided, alma):
    decision = Decision.objects.select_related("dialogue").first()
    write_answer(decision, actor=alma, text={"sv": "Svar."}, version=0)
    context = signed_in("alma").get(LIST).context
    assert context["written"] == 1 and len(context["rows"]) == 2
