"""The three rules: worked by hand, against slow obvious ones, and what must hold of any."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.budget import Project, Reason, Why, by_votes, equal_shares, phragmen, shares_filled_up, votes_of
from gehor.calc.budget.election import before

PARK, PATH, BENCH, LIGHT = Project("park", 60), Project("path", 50), Project("bench", 30), Project("light", 10)
STREET = (PARK, PATH, BENCH, LIGHT)
# Three want park and path, two want bench and light: 100 among five is 20 each
BALLOTS = [("park", "path")] * 3 + [("bench", "light")] * 2


@st.composite
def elections(draw: st.DrawFn) -> tuple[tuple[Project, ...], int, list[tuple[str, ...]]]:
    """Small ones, with many ties."""
    costs = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6))
    projects = tuple(Project(f"p{number}", cost) for number, cost in enumerate(costs))
    keys = [each.key for each in projects]
    ballots = draw(st.lists(st.lists(st.sampled_from(keys), unique=True).map(tuple), max_size=8))
    return projects, draw(st.integers(0, 40)), ballots


# Worked by hand


def test_by_votes_takes_the_most_wanted_first_and_goes_on_past_what_does_not_fit() -> None:
    found = by_votes(STREET, 100, votes_of(STREET, BALLOTS))
    # path 3 votes and cheaper than park; park does not fit in the 50 that are left; then light and bench with 2 each
    assert found.funded == ("path", "light", "bench")
    assert found.cost == 90
    assert found.reasons["park"] == Reason(Why.NO_ROOM, 2, 50)
    assert found.reasons["bench"] == Reason(Why.CHOSEN, 4, 40)


def test_equal_shares_lets_the_few_pay_for_something_too() -> None:
    found = equal_shares(STREET, 100, BALLOTS)
    # 20 each. Use per krona is the number of supporters: park and path go before, path is cheaper and is chosen first,
    # 50 / 3 each. The three have 10 left together: park needs 60. The two pay 5 each for light, then 15 each for bench.
    assert found.funded == ("path", "light", "bench")
    assert found.reasons["path"].most == Fraction(50, 3)
    assert found.reasons["park"].had == 10
    assert found.reasons["bench"].most == 15


def test_whoever_has_too_little_left_gives_all_of_it_and_the_others_pay_the_rest() -> None:
    projects = (Project("first", 30), Project("second", 24))
    ballots = [("first", "second"), ("first",), ("first",), ("second",)]
    found = equal_shares(projects, 72, ballots)  # 18 each; first costs 10 each; then 8 and 18 are left for second
    assert found.reasons["second"].most == 16  # 8 from the one, 16 from the other
    assert found.funded == ("first", "second")


def test_shares_are_raised_until_nothing_fits_any_more() -> None:
    projects = (Project("hall", 90), Project("pond", 45), Project("sign", 5))
    ballots = [("hall",)] * 4 + [("pond",)] * 3 + [("sign",)]
    first = equal_shares(projects, 100, ballots)  # 12.5 each: four have 50, three have 37.5, one has 12.5
    assert first.funded == ("sign",)
    found = shares_filled_up(projects, 100, ballots, step=Fraction(1))
    # Three krona steps later three have 46.5 for the pond. Then 50 are left, and nothing fits any more
    assert found.funded == ("pond", "sign")  # three supporters a krona before one
    assert found.share == Fraction(100, 8) + 3
    assert found.reasons["hall"].why is Why.NO_ROOM
    assert found.reasons["hall"].left == 50
    assert found.reasons["hall"].had == 4 * found.share


def test_the_step_before_the_one_that_costs_too_much_stands_and_what_is_left_goes_by_votes() -> None:
    # 100 / 7 each: one could not pay for the sign. Hall and pond come at the same step, 120 together
    projects = (Project("hall", 60), Project("pond", 60), Project("sign", 30))
    found = shares_filled_up(projects, 100, [("hall",)] * 3 + [("pond",)] * 3 + [("sign",)])
    assert found.funded == ("hall", "sign")
    assert found.reasons["sign"].why is Why.CHOSEN_AFTER
    assert found.reasons["pond"].left == 40


def test_phragmen_buys_at_the_moment_supporters_have_enough() -> None:
    found = phragmen(STREET, 100, BALLOTS)
    # light after 5, bench after (30 + 2·5) / 2 = 20, path after 50/3 = 16.7, park after (60 + 3·50/3) / 3 = 36.7
    assert found.funded == ("light", "path", "bench")
    assert found.reasons["path"].after == Fraction(50, 3)
    assert found.reasons["bench"].after == 20
    assert found.reasons["park"] == Reason(Why.NO_ROOM, 4, 10, after=Fraction(110, 3))


def test_phragmen_counts_from_when_somebody_last_paid() -> None:
    found = phragmen((Project("a", 2), Project("b", 3), Project("c", 4)), 9, [("a", "b", "c")])
    assert [each.after for each in found.reasons.values()] == [2, 5, 9]


def test_phragmen_as_the_paper_has_it_stops_at_the_first_that_does_not_fit() -> None:
    projects = (Project("bench", 4), Project("hall", 10), Project("sign", 5), Project("palace", 11))
    ballots = [("bench",)] * 10 + [("hall", "palace")] * 5 + [("sign",)]
    assert phragmen(projects, 10, ballots).funded == ("bench", "sign")
    found = phragmen(projects, 10, ballots, goes_on=False)
    assert found.funded == ("bench",)
    assert found.reasons["sign"].why is found.reasons["palace"].why is Why.NO_ROOM


def test_phragmen_as_the_paper_has_it_stops_where_one_of_several_equal_ones_does_not_fit() -> None:
    projects = (Project("hall", 10), Project("sign", 5))
    ballots = [("hall",)] * 2 + [("sign",)]
    assert phragmen(projects, 14, ballots, goes_on=False).funded == ("hall",)
    assert phragmen(projects, 9, ballots, goes_on=False).funded == ("sign",)
    assert phragmen((Project("hall", 5), Project("sign", 3)), 4, [("hall",), ("sign",)], goes_on=False).funded == (
        "sign",
    )


def test_what_costs_the_whole_sum_at_a_step_stands() -> None:
    found = shares_filled_up((Project("hall", 50), Project("pond", 50)), 100, [("hall",)] * 2 + [("pond",)] * 2 + [()])
    assert [each.why for each in found.reasons.values()] == [Why.CHOSEN, Why.CHOSEN]


def test_prices_that_are_the_same_float_are_compared_exactly() -> None:
    wide, plain = Project("broad", 3 * 10**17 + 1), Project("plain", 10**17)
    found = equal_shares((wide, plain), 16 * 10**17, [("broad",)] * 3 + [("plain",)], by_cost=False)
    assert found.funded == ("plain", "broad")  # a third of a krona more for each, with more votes


def test_equal_projects_are_settled_by_votes_then_cost_then_the_list() -> None:
    projects = (Project("a", 5), Project("b", 4), Project("c", 4), Project("d", 9))
    assert list(before(projects, {"a": 2, "b": 2, "c": 2, "d": 3})) == ["d", "b", "c", "a"]
    two = (Project("b", 10), Project("a", 10))
    for rule in (equal_shares, shares_filled_up, phragmen):
        assert rule(two, 10, [("a", "b"), ("b", "a")]).funded == ("b",), "the one that is listed first"


def test_where_all_projects_are_of_the_same_use_the_cheap_come_first() -> None:
    projects = (Project("hall", 40), Project("sign", 10))
    ballots = [("hall", "sign")] * 2 + [("hall",)]
    assert equal_shares(projects, 45, ballots).funded == ("hall",)  # 3 supporters a krona against 2
    assert equal_shares(projects, 45, ballots, by_cost=False).funded == ("sign",)  # 5 each against 13.3 each


# Limits


RULES = [
    lambda projects, cap, ballots: by_votes(projects, cap, votes_of(projects, ballots)),
    equal_shares,
    shares_filled_up,
    phragmen,
]


@pytest.mark.parametrize("rule", RULES)
def test_nothing_comes_of_nothing(rule: object) -> None:
    assert rule((), 100, []).funded == ()  # type: ignore[operator]
    assert rule(STREET, 0, BALLOTS).funded == ()  # type: ignore[operator]
    assert rule(STREET, 100, []).funded == ()  # type: ignore[operator]
    assert {each.why for each in rule(STREET, 100, [()]).reasons.values()} == {Why.NO_VOTES}  # type: ignore[operator]


@pytest.mark.parametrize("rule", RULES)
def test_one_who_is_alone_gets_what_they_want(rule: object) -> None:
    assert rule((PARK,), 60, [("park",)]).funded == ("park",)  # type: ignore[operator]
    assert rule((PARK,), 59, [("park",)]).funded == ()  # type: ignore[operator]


def test_nonsense_is_refused() -> None:
    for nonsense in (
        lambda: Project("free", 0),
        lambda: votes_of((PARK, PARK), []),
        lambda: votes_of((PARK,), [("pond",)]),
        lambda: votes_of((PARK,), [("park", "park")]),
        lambda: by_votes((PARK,), -1, {"park": 1}),
        lambda: shares_filled_up((PARK,), 1, [("park",)], step=Fraction(0)),
    ):
        with pytest.raises(ValueError):
            nonsense()


# Against slow and obvious ones


def slow_price(purses: Sequence[Fraction], cost: int) -> Fraction | None:
    """The least q with Σ min(b, q) = cost: between two neighbouring purses the sum is a straight line."""
    if sum(purses) < cost:
        return None
    paid, left = Fraction(0), sorted(purses)
    while left:
        q = (cost - paid) / len(left)
        if q <= left[0]:
            return q
        paid += left.pop(0)
    return None


def slow_shares(projects: Sequence[Project], cap: int, ballots: Sequence[Sequence[str]]) -> tuple[str, ...]:
    purses = [Fraction(cap, len(ballots)) for _ in ballots]
    place = before(projects, votes_of(projects, ballots))
    funded: list[str] = []
    while True:
        offers = []
        for each in projects:
            mine = [purse for purse, ballot in zip(purses, ballots, strict=True) if each.key in ballot]
            price = slow_price(mine, each.cost)
            if price is not None and each.key not in funded:
                offers.append((price / each.cost, place[each.key], each.key, price))
        if not offers:
            return tuple(funded)
        *_, key, price = min(offers)
        funded.append(key)
        purses = [
            max(Fraction(0), b - price) if key in ballot else b for b, ballot in zip(purses, ballots, strict=True)
        ]


@settings(max_examples=50, deadline=None)
@given(elections())
def test_equal_shares_gives_what_a_slow_one_gives(election: tuple) -> None:
    projects, cap, ballots = election
    if ballots:
        assert equal_shares(projects, cap, ballots).funded == slow_shares(projects, cap, ballots)


# What holds of any


@settings(max_examples=50, deadline=None)
@given(elections(), st.randoms(use_true_random=False), st.sampled_from(RULES))
def test_the_order_of_ballots_and_the_currency_change_nothing(election: tuple, chance, rule) -> None:
    projects, cap, ballots = election
    found = rule(projects, cap, ballots)
    assert rule(projects, cap, chance.sample(ballots, len(ballots))) == found
    assert rule(projects, cap, [tuple(reversed(ballot)) for ballot in ballots]) == found
    öre = tuple(Project(each.key, each.cost * 100) for each in projects)
    assert rule(öre, cap * 100, ballots).funded == found.funded


@settings(max_examples=50, deadline=None)
@given(elections(), st.sampled_from(RULES))
def test_the_cap_holds_every_project_has_a_reason_and_nothing_that_was_given_is_changed(election: tuple, rule) -> None:
    projects, cap, ballots = election
    copy = (tuple(projects), list(ballots))
    found = rule(projects, cap, ballots)
    assert (projects, ballots) == copy
    cost = {each.key: each.cost for each in projects}
    assert found.cost == sum(cost[key] for key in found.funded) <= cap
    assert list(found.reasons) == list(cost)
    chosen = {key for key, each in found.reasons.items() if each.why in (Why.CHOSEN, Why.CHOSEN_AFTER)}
    assert chosen == set(found.funded)
    if rule is not equal_shares:  # nothing that somebody wants and that fits is left out
        votes = votes_of(projects, ballots)
        left = [key for key in cost if votes[key] and key not in chosen]
        assert all(cost[key] > cap - found.cost for key in left)
    turns = [each.turn for each in found.reasons.values() if each.turn]
    assert len(turns) == len(set(turns))


@settings(max_examples=50, deadline=None)
@given(elections())
def test_a_group_that_agrees_gets_what_its_share_pays_for(election: tuple) -> None:
    """Whoever all want the same project, and have the money for it together, get it by equal shares."""
    projects, cap, ballots = election
    found = equal_shares(projects, cap, ballots)
    for each in projects:
        alone = [ballot for ballot in ballots if ballot == (each.key,)]
        if alone and Fraction(cap, len(ballots)) * len(alone) >= each.cost:
            assert each.key in found.funded
