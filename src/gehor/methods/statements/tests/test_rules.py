"""Which statement comes next, and what is counted: no database is asked."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.methods.statements.counting import dividing, outcome, statements, uniting
from gehor.methods.statements.routing import Votes, division, drawn, weight
from gehor.methods.statements.rules import choice_of, own_statements, same_text, statement_of
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

VOTES = st.builds(Votes, *[st.integers(0, 300)] * 3)
SETUP = {"statements": {"sv": "Fler träd\n\n Fler  bänkar", "en": "More trees\nMore benches"}}


def cast(voter, item, choice, channel=Channel.WEB):
    return Cast(voter, item, channel, {"choice": choice})


def test_the_weight_is_what_the_formula_says():
    assert weight(Votes()) == pytest.approx((1 / 2 * 2 * 9) ** 2)
    # 10 agree, 10 do not, 5 passed: p = 6/27, d = 1, new = 1 + 8 · 2^-5
    assert weight(Votes(10, 10, 5)) == pytest.approx((21 / 27 * 2 * 1.25) ** 2)
    # 20 agree, none against: d = 4·21/22²
    assert weight(Votes(20)) == pytest.approx((21 / 22 * (1 + 84 / 484) * 1.5) ** 2)


@settings(max_examples=50)
@given(VOTES)
def test_no_opinion_is_favoured_and_whoever_passes_says_that_it_is_less_clear(votes):
    turned = Votes(votes.disagree, votes.agree, votes.passed)
    assert weight(votes) == pytest.approx(weight(turned))
    assert weight(votes) > 0
    assert 0 < division(votes) <= 1
    more_passed = Votes(votes.agree, votes.disagree, votes.passed + 1)
    assert weight(more_passed) < weight(votes)


def test_new_statements_and_those_that_divide_get_enough_votes():
    """Sixty people who each vote on 20 of 100: on average 12 votes each. Nine divide, ten come at half time."""
    rng = random.Random(4)
    counts = {f"s{number:03}": Counter() for number in range(90)}
    for person in range(60):
        if person == 30:
            counts |= {f"x{number}": Counter() for number in range(10)}
        unseen = dict(counts)
        for _ in range(20):
            key = drawn({each: Votes(*map(unseen[each].__getitem__, (1, -1, 0))) for each in unseen}, rng)
            divides = key.endswith("7")
            counts[key][1 if not divides or rng.random() < 0.5 else -1] += 1
            del unseen[key]
    seen = {key: sum(count.values()) for key, count in counts.items()}
    assert sum(seen.values()) == 60 * 20
    assert min(seen.values()) >= 6
    dividing_ones = [seen[key] for key in seen if key.endswith("7") and key.startswith("s")]
    others = [seen[key] for key in seen if not key.endswith("7") and key.startswith("s")]
    assert sum(dividing_ones) / len(dividing_ones) > 1.2 * sum(others) / len(others)


def test_what_is_drawn_follows_from_the_chance_alone_and_of_nothing_comes_nothing():
    unseen = {"s2": Votes(3, 4), "s1": Votes(), "s3": Votes(9, 0, 9)}
    assert drawn(unseen, random.Random(1)) == drawn(dict(reversed(unseen.items())), random.Random(1))
    assert {drawn(unseen, random.Random(seed)) for seed in range(60)} >= {"s1", "s2"}
    assert drawn({}, random.Random(1)) is None


def test_the_organisations_statements_are_numbered_in_its_order_in_every_language():
    first, second = own_statements(SETUP)
    assert (first.key, second.key) == ("s1", "s2")
    assert second.text == {"sv": "Fler bänkar", "en": "More benches"}
    assert own_statements({}) == ()
    assert same_text([first, second])["more trees"] == "s1"


@pytest.mark.parametrize(
    ("typed", "code"), [("", "statement_short"), (" ja ", "statement_short"), ("x" * 10_000, "statement_long")]
)
def test_a_statement_is_neither_nothing_nor_an_essay(typed, code):
    with pytest.raises(WrongInput, match=code):
        statement_of(typed)
    assert statement_of(" Fler\nbänkar ") == "Fler bänkar"


@pytest.mark.parametrize("nonsense", [2, "2", True, 1.0, None, "yes"])
def test_a_vote_is_one_of_three(nonsense):
    with pytest.raises(WrongInput, match="unknown_vote"):
        choice_of(nonsense)
    assert [choice_of(each) for each in ("agree", "disagree", "pass", 1, -1, 0)] == [1, -1, 0, 1, -1, 0]


def test_every_statement_is_counted_and_nobody_twice():
    """Two people by web and one who came by both: six votes on three statements."""
    casts = [
        cast(0, "s1", 1),
        cast(0, "REF222", -1),
        cast(1, "s1", 1),
        cast(2, "s1", 0, Channel.PAPER),
        cast(2, "s2", -1, Channel.PAPER),
        cast(2, "REF222", 1),
    ]
    found = outcome(SETUP, Said(casts=casts))
    assert (found.people, found.unknown) == (3, 0)
    assert {channel: n for channel, n in found.by_channel.items() if n} == {Channel.WEB: 2, Channel.PAPER: 1}
    (table,) = found.tables
    assert [(line.key, [figure.value for figure in line.figures]) for line in table.lines] == [
        ("s1", [2, 0, 1, 3]),
        ("s2", [0, 1, 0, 1]),
        ("REF222", [1, 1, 0, 2]),
    ]
    assert table.lines[2].label == {}
    assert [figure.of for figure in table.lines[0].figures] == [3, 3, 3, None]
    assert outcome(SETUP, Said(casts=list(reversed(casts)))) == found


def test_what_unites_is_sure_and_what_divides_has_many_on_both_sides():
    votes = {"few": (4, 0, 0), "sure": (40, 2, 3), "no": (2, 30, 0), "half": (9, 9, 2), "unsure": (5, 3, 0)}
    casts = [
        cast(person, key, choice)
        for key, counts in votes.items()
        for person, choice in enumerate([1] * counts[0] + [-1] * counts[1] + [0] * counts[2])
    ]
    counted = statements({}, casts)
    assert [each.key for each in uniting(counted)] == ["no", "sure"]  # at least 80 % and 77 %
    assert [each.key for each in dividing(counted)] == ["half", "unsure"]
