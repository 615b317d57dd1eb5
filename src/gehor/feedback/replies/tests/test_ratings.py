"""Answers are rated without anybody knowing by whom, and low ratings lead to a second try."""

import pytest

from gehor.feedback.queries import facts
from gehor.feedback.replies import actions, queries, rated
from gehor.feedback.replies.models import Rating, Reopening, Round, Ticket
from gehor.ground import clock, worker
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
GOOD = {"got_answer": 5}


def test_everybody_whom_an_answer_concerns_gets_one_ticket_when_it_is_released(released):
    worker.work_off()
    worker.work_off()
    assert list(Round.objects.values_list("number", "asked")) == [(1, 1), (1, 1)]
    assert Ticket.objects.count() == 2


def test_a_code_rates_once_and_nothing_leads_from_the_rating_to_it(asked, key, dana):
    actions.rate(asked, actor=dana, key=key, ratings=GOOD)
    assert not Ticket.objects.filter(pk=key).exists() and Rating.objects.get().channel is None
    assert {field.name for field in Rating._meta.get_fields()} == {"id", "round", "ratings", "channel"}
    entry = Entry.objects.filter(step="replies.rate").get()
    assert (entry.subject_id, entry.codes) == (asked.pk, {})
    with pytest.raises(WrongMoment, match="rated_already"):
        actions.rate(asked, actor=dana, key=key, ratings=GOOD)


@pytest.mark.parametrize(
    ("ratings", "code"),
    [({}, "nothing_rated"), ({"got_answer": 6}, "unknown_rating"), ({"kind": 1}, "unknown_rating")],
)
def test_a_wrong_rating_costs_no_ticket(asked, key, dana, ratings, code):
    with pytest.raises(WrongInput) as refusal:
        actions.rate(asked, actor=dana, key=key, ratings=ratings)
    assert refusal.value.code == code and Ticket.objects.filter(pk=key).exists()


def test_nobody_rates_after_the_last_day(asked, key, dana):
    with clock.at(clock.now() + (asked.closes_on - clock.today()) * 2), pytest.raises(WrongMoment, match="rating_over"):
        actions.rate(asked, actor=dana, key=key, ratings=GOOD)


def test_nothing_is_shown_before_the_last_day_nor_of_four(asked, rate):
    rate(5, 5, 4, 2)
    dialogue = asked.answer.dialogue
    assert rated.in_dialogue(dialogue)[0].n == 0  # not over yet
    with clock.at(clock.now() + (asked.closes_on - clock.today()) * 2):
        assert rated.in_dialogue(dialogue)[0].n is None
        assert rated.in_all(rated.in_dialogue(dialogue))["credible"] is None


def test_low_ratings_reopen_the_answer_and_the_lead_writes_it_anew(asked, rate, alma, bo):
    dialogue, answer = asked.answer.dialogue, asked.answer
    rate(1, 2, 1, 1)
    assert facts(dialogue).reopened_answers == 0
    rate(1)
    assert facts(dialogue).reopened_answers == 1
    reopening = queries.reopening_of(dialogue, 1)
    with pytest.raises(WrongPerson):
        actions.try_again(reopening, actor=bo, text={"sv": "Nytt svar."}, version=answer.version)
    actions.try_again(reopening, actor=alma, text={"sv": "Nytt svar."}, version=answer.version)
    assert facts(dialogue).reopened_answers == 0
    worker.work_off()
    assert list(Round.objects.filter(answer=answer).values_list("number", flat=True)) == [1, 2]
    with pytest.raises(WrongMoment, match="settled_already"):
        actions.explain_answer(reopening, actor=alma, why={"sv": "Så är det."})


def test_or_it_is_explained_why_the_answer_stands(asked, rate, alma):
    rate(1, 1, 1, 1, 1)
    reopening = Reopening.objects.get()
    with pytest.raises(WrongInput, match="text_missing"):
        actions.explain_answer(reopening, actor=alma, why={"sv": ""})
    settlement = actions.explain_answer(reopening, actor=alma, why={"sv": "Lagen säger så."})
    assert (settlement.rewrote, settlement.why) == (False, {"sv": "Lagen säger så."})


def test_an_answer_that_people_find_good_is_left_alone(asked, rate):
    rate(5, 4, 5, 1, 4, 5)
    assert not Reopening.objects.exists()


def test_what_came_on_paper_is_counted_with_the_rest_and_with_its_channel(asked, rate, tove, cilla):
    """Beside five with a code, four on paper are not told apart, five are."""
    rate(5, 5, 4, 4, 5)
    for _form in range(4):
        actions.enter_rating(asked, actor=tove, channel="paper", ratings=GOOD)

    def told():
        with clock.at(clock.now() + (asked.closes_on - clock.today()) * 2):
            [found] = rated.in_dialogue(asked.answer.dialogue)
        return found.n, found.typed_in

    assert told() == (9, None)
    actions.enter_rating(asked, actor=tove, channel="meeting", ratings=GOOD)
    assert told() == (10, 5)
    assert Entry.objects.filter(step="replies.enter_rating").last().codes == {"channel": "meeting"}
    with pytest.raises(WrongInput, match="unknown_channel"):
        actions.enter_rating(asked, actor=tove, channel="web", ratings=GOOD)
    with pytest.raises(WrongInput, match="nothing_rated"):
        actions.enter_rating(asked, actor=tove, channel="paper", ratings={})
    with pytest.raises(WrongPerson):
        actions.enter_rating(asked, actor=cilla, channel="paper", ratings=GOOD)
    assert Ticket.objects.filter(round=asked, key__in="012345678").count() == 4  # paper took none


def test_low_ratings_on_paper_reopen_the_answer_too(asked, alma):
    for _form in range(5):
        actions.enter_rating(asked, actor=alma, channel="meeting", ratings={"credible": 1})
    assert Reopening.objects.get().round == asked
