import datetime as dt

import pytest

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.ground import clock

ANSWERS = "/d/skolan/answers/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_released_answers_stand_beside_what_was_said_and_decided(english, released, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = english.get(ANSWERS).content.decode()
    assert "Skolgården är för liten." in page and "Nämndens skäl." in page and "Tack för det du sa." in page
    assert "Thank you!" in page and "1 contribution stands behind it" in page
    assert "dana@example.se" not in page


def test_nothing_is_shown_before_the_release(english, answered):
    page = english.get(ANSWERS).content.decode()
    assert "Tack för det du sa." not in page and "24 June 2026" in page and "late" not in page


def test_everybody_sees_how_late_the_answer_is(english, answered, alma):
    with clock.at(dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)):
        page = english.get(ANSWERS).content.decode()
        assert "The answer is late" in page and "3 days late" in page
        release_answers(answered, actor=alma, greeting={})
        assert "late" not in english.get(ANSWERS).content.decode()


def test_an_idea_has_no_answers(client, idea):
    assert client.get(ANSWERS).status_code == 404


def test_markup_in_every_text_stays_text(english, answered, alma):
    evil = "<script>alert(1)</script>"
    Answer.objects.update(text={"sv": evil})
    for answer in Answer.objects.select_related("decision"):  # a decision is never altered, so it is taken anew
        answer.delete()
        decision = answer.decision
        decision.delete()
        decision.reason, decision.referred_to = {"sv": evil}, evil
        decision.section, decision.case_number = "<b>1", "<b>2"
        decision.save()
        answer.decision = decision
        answer.save()
    Finding.objects.update(statement={"sv": evil})
    answered.title = {"sv": evil}
    answered.save()
    release_answers(answered, actor=alma, greeting={"sv": evil})
    page = english.get(ANSWERS).content.decode()
    assert evil not in page and "<b>1" not in page and "<b>2" not in page


def test_a_link_to_one_of_many_opens_the_page_on_which_it_lies(english, answered, released, accounts, signed_in):
    first = Decision.objects.get(weighs__number=1)
    for number in range(3, 74):
        finding = Finding.objects.create(
            dialogue=answered, number=number, statement={"sv": f"Slutsats {number}"}, written_at=clock.now()
        )
        taken = Decision.objects.create(
            dialogue=answered,
            weighs=finding,
            outcome="met",
            reason={"sv": "Ja."},
            body=first.body,
            decided_on=first.decided_on,
            section="1",
            recorded_at=clock.now(),
            recorded_by=accounts["cilla"],
        )
        Answer.objects.create(
            dialogue=answered, decision=taken, text={"sv": "Tack."}, written_at=clock.now(), written_by=accounts["alma"]
        )
    for browser, address in ((english, ANSWERS), (signed_in("alma"), "/staff/d/skolan/answers/")):
        response = browser.get(f"{address}?finding=73")
        assert (response.status_code, response["Location"]) == (303, f"{address}?page=2#finding-73")
        assert 'id="finding-73"' in browser.get(f"{address}?page=2").content.decode()
