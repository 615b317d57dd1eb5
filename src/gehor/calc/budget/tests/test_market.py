"""Equal shares on whole columns: against a slow one in fractions, with points and raised."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.budget import Project, by_area, equal_shares, shares_filled_up, votes_of
from gehor.calc.budget.counting import Election, Rule, Utility, count, election_of
from gehor.calc.budget.election import before
from gehor.calc.budget.explaining import lacked, payments, wasted
from gehor.calc.budget.pabulib import read
from gehor.calc.budget.shares import Completion, market_of

Pointed = tuple[tuple[Project, ...], int, list[tuple[str, ...]], list[tuple[int, ...]]]


@st.composite
def pointed(draw: st.DrawFn) -> Pointed:
    """Small elections with points, with many ties."""
    costs = draw(st.lists(st.integers(1, 12), min_size=1, max_size=5))
    projects = tuple(Project(f"p{number}", cost) for number, cost in enumerate(costs))
    ballots = draw(st.lists(st.lists(st.sampled_from([each.key for each in projects]), unique=True), max_size=7))
    points = [tuple(draw(st.integers(0, 3)) for _ in ballot) for ballot in ballots]
    return projects, draw(st.integers(0, 40)), [tuple(each) for each in ballots], points


def slow_use(held: Sequence[tuple[Fraction, int]], cost: int) -> Fraction | None:
    """The least q with Σ min(b, q·u) = cost: at one of the bends, or between two of them."""
    if sum(b for b, u in held if u) < cost:
        return None
    for bend in sorted({b / u for b, u in held if u}):
        if sum(min(b, bend * u) for b, u in held) >= cost:
            poor = [b for b, u in held if u and b / u < bend]
            pulling = sum(u for b, u in held if u and b / u >= bend)
            return (cost - sum(poor)) / Fraction(pulling)
    raise AssertionError


def slow(election: Pointed, share: Fraction, *, by_cost: bool) -> tuple[str, ...]:
    projects, _, ballots, points = election
    u = {each.key: [dict(zip(b, p, strict=True)).get(each.key, 0) for b, p in zip(ballots, points, strict=True)]
         for each in projects}  # fmt: skip
    given = [[key for key, u in zip(b, p, strict=True) if u] for b, p in zip(ballots, points, strict=True)]
    purses, place = [share for _ in ballots], before(projects, votes_of(projects, given))
    funded: list[str] = []
    while True:
        offers = []
        for each in projects:
            q = slow_use(list(zip(purses, u[each.key], strict=True)), each.cost)
            if q is not None and each.key not in funded:
                offers.append((q / (each.cost if by_cost else 1), place[each.key], each.key, q))
        if not offers:
            return tuple(funded)
        *_, key, q = min(offers)
        funded.append(key)
        purses = [max(Fraction(0), b - q * worth) for b, worth in zip(purses, u[key], strict=True)]


@settings(max_examples=50, deadline=None)
@given(pointed(), st.booleans())
def test_points_are_paid_for_as_the_slow_one_says(election: Pointed, by_cost: bool) -> None:
    projects, cap, ballots, points = election
    found = equal_shares(projects, cap, ballots, points=points, by_cost=by_cost)
    assert found.funded == slow(election, Fraction(cap, max(1, len(ballots))), by_cost=by_cost)


@settings(max_examples=50, deadline=None)
@given(pointed(), st.sampled_from([Fraction(1), Fraction(1, 7)]))
def test_leaping_over_shares_gives_what_every_single_one_would_have_given(election: Pointed, step: Fraction) -> None:
    projects, cap, ballots, points = election
    cost = {each.key: each.cost for each in projects}
    share = Fraction(cap, max(1, len(ballots)))
    best = slow(election, share, by_cost=True)
    wanted = {
        key for ballot, given in zip(ballots, points, strict=True) for key, u in zip(ballot, given, strict=True) if u
    }
    while share and any(cost[key] <= cap - sum(map(cost.__getitem__, best)) for key in wanted - {*best}):
        share += step
        found = slow(election, share, by_cost=True)
        if sum(map(cost.__getitem__, found)) > cap:
            break
        best = found
    told = shares_filled_up(projects, cap, ballots, points=points, step=step, completion=Completion.ADD1)
    assert told.funded == best


def test_what_floats_cannot_tell_apart_is_decided_in_whole_numbers() -> None:
    # After the first is bought, three have half of their share left and give it all; the others pay 2/3 of a share
    big = 10**16
    projects = (Project("first", 15 * big), Project("dear", 35 * big + 1), Project("fair", 35 * big))
    ballots = [("first", "dear", "fair")] * 3 + [("dear",)] * 3 + [("fair",)] * 3
    found = equal_shares(projects, 90 * big, ballots, by_cost=False)
    assert found.funded[:2] == ("first", "fair")
    assert found.reasons["fair"].most == Fraction(20 * big, 3)
    exactly = equal_shares(projects[1:2], 1, [("dear",)] * 6, share=Fraction(35 * big + 1, 6))
    assert exactly.funded == ("dear",)
    assert equal_shares(projects[1:2], 1, [("dear",)] * 6, share=Fraction(35 * big, 6)).funded == ()


def test_the_currency_unit_changes_neither_winners_nor_how_often_all_is_counted() -> None:
    projects = tuple(Project(f"p{at}", 700_000 + 37_000 * at) for at in range(8))
    ballots = [tuple(f"p{(at * 3 + k) % 8}" for k in range(1 + at % 3)) for at in range(40)]
    kronor = shares_filled_up(projects, 3_000_000, ballots, step=Fraction(1, 100))
    assert shares_filled_up(projects, 3_000_000, ballots, step=Fraction(1, 10_000)).funded == kronor.funded


# Around the rules


FILE = """META
key;value
budget;100
vote_type;ordinal
max_length;3
PROJECTS
project_id;cost
a;60
b;50
c;30
VOTES
voter_id;vote
1;a,b
2;b
3;c,a,b
"""


def test_an_order_gives_points_and_points_of_the_file_stand() -> None:
    found = election_of(read(FILE.encode()))
    assert found.points == ((3, 2), (3,), (3, 2, 1))
    assert found.score == {"a": 5, "b": 6, "c": 3}
    text = FILE.replace("ordinal", "scoring").replace(";vote\n", ";vote;points\n")
    text = text.replace("1;a,b", "1;a,b;1.5,0").replace("2;b", "2;b;2").replace("c,a,b", "c,a,b;1,1,1")
    found = election_of(read(text.encode()))
    assert found.ballots[0] == ("a",) and found.points == ((15,), (20,), (10, 10, 10))


def test_every_rule_counts_the_same_election() -> None:
    found = election_of(read(FILE.encode()), area_of={"a": "N", "b": "S", "c": "S"}, caps={"N": 50, "S": 50})
    assert count(found, Rule.GREEDY).funded == ("b", "c")
    assert count(found, Rule.BY_AREA).funded == ("b",)
    assert count(found, Rule.PHRAGMEN).funded == ("b", "c")
    assert count(found, Rule.EQUAL_SHARES, completion=Completion.NONE).funded == ("b",)
    with pytest.raises(ValueError):
        count(election_of(read(FILE.encode())), Rule.BY_AREA)
    with pytest.raises(ValueError):
        by_area([Project("a", 1)], {}, {"N": 5}, {"a": 1})


@settings(max_examples=30, deadline=None)
@given(pointed(), st.sampled_from([Rule.EQUAL_SHARES, Rule.PHRAGMEN]), st.sampled_from(Utility))
def test_what_was_paid_together_is_what_it_cost(drawn: Pointed, rule: Rule, utility: Utility) -> None:
    projects, cap, ballots, points = drawn
    election = Election(projects, cap, tuple(ballots), tuple(points) if rule is Rule.EQUAL_SHARES else None)
    found = count(election, rule, utility=utility, completion=Completion.ADD1)
    for key, paid in payments(election, found, rule, utility).items():
        cost = next(each.cost for each in projects if each.key == key)
        assert sum(amount * voters for amount, voters in paid.each) == pytest.approx(cost, abs=1e-4)
    assert all(0 <= each.share <= 1 for each in wasted(election, found.funded))


def test_what_a_project_lacked_is_told() -> None:
    projects = (Project("park", 60), Project("bench", 30), Project("pond", 80))
    election = Election(projects, 90, (("park",), ("park",), ("bench", "pond")))
    found = count(election, Rule.EQUAL_SHARES, completion=Completion.NONE)
    assert found.funded == ("park", "bench")
    told = lacked(election, found, "pond")
    assert told is not None and (told.money, told.by_supporters) == (80, True)
    by_votes = lacked(election, count(election, Rule.GREEDY), "pond")
    assert by_votes is not None and (by_votes.money, by_votes.by_supporters) == (80, False)
    assert lacked(election, found, "park") is None


def test_the_market_can_be_asked_again() -> None:
    projects = (Project("park", 60), Project("bench", 30))
    market = market_of(projects, [("park",), ("park", "bench")])
    first = market.sold(Fraction(45))
    assert (first.order, first.purses.tolist()) == (market.sold(Fraction(45)).order, [15, 15])
