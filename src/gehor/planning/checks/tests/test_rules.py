"""What may be said of principles and criteria, as values."""

from hypothesis import given
from hypothesis import strategies as st

from gehor.planning.checks.rules import Said, Say, Verdict, answer_fault, counted

VERDICTS = st.lists(st.sampled_from([*(verdict.value for verdict in Verdict), None]))


@given(VERDICTS)
def test_every_principle_is_counted_once(latest):
    found = counted(latest)
    assert sum(found.values()) == len(latest)
    assert all(found.values())


@given(VERDICTS, st.randoms())
def test_the_order_of_the_principles_does_not_matter(latest, chance):
    other = list(latest)
    chance.shuffle(other)
    assert counted(latest) == counted(other)


def test_an_answer_is_one_of_four_to_the_words_that_hold():
    assert [answer_fault(Said(say, 3), 3) for say in Say] == [None] * 4
    assert answer_fault(Said("", 3), 3) == "criterion_unanswered"
    assert answer_fault(None, 3) == "criterion_unanswered"
    assert answer_fault(Said("yes", 2), 3) == "criterion_reworded"
