"""Shares raised without counting each of them: what one by one would have given, however small the unit is."""

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.budget import Project
from gehor.calc.budget.columns import Columns
from gehor.calc.budget.gaps import Course, Gap
from gehor.calc.budget.market import Market, Sold
from gehor.calc.budget.raising import raised
from gehor.calc.budget.shares import first_share, market_of


def one_by_one(market: Market, cap: int, first: Fraction, by: Fraction, most: int) -> Sold:
    found = market.sold(first)
    for at in range(1, most + 1):
        left = cap - cost(market, found)
        wanted = [cost for cost, pull in zip(market.costs, market.pull_all, strict=True) if pull]
        bought = [market.costs[each] for each in found.order]
        for each in bought:
            wanted.remove(each)
        if not any(each <= left for each in wanted):
            break
        more = market.sold(first + at * by)
        if cost(market, more) > cap:
            break
        found = more
    return found


def cost(market: Market, sold: Sold) -> int:
    return sum(market.costs[at] for at in sold.order)


@st.composite
def markets(draw: st.DrawFn) -> tuple[Market, int]:
    """Small, with many ties, with points and without."""
    unit = draw(st.sampled_from([1, 7, 100]))
    costs = draw(st.lists(st.integers(1, 9).map(lambda cost: cost * unit), min_size=1, max_size=6))
    projects = [Project(f"p{number}", cost) for number, cost in enumerate(costs)]
    keys = [each.key for each in projects]
    ballots = draw(st.lists(st.lists(st.sampled_from(keys), unique=True), min_size=1, max_size=9))
    points = [[draw(st.integers(0, 3)) for _ in ballot] for ballot in ballots] if draw(st.booleans()) else None
    cap = draw(st.integers(1, sum(costs)))
    return market_of(projects, ballots, points=points, by_cost=draw(st.booleans())), cap


@settings(max_examples=150, deadline=None)
@given(markets(), st.sampled_from([Fraction(1), Fraction(1, 7), Fraction(5, 2)]))
def test_leaping_gives_what_one_by_one_gives(drawn: tuple[Market, int], by: Fraction) -> None:
    market, cap = drawn
    first = first_share(cap, market)
    slow, quick = (each(market, cap, first, by, 300) for each in (one_by_one, raised))
    assert (quick.order, quick.share) == (slow.order, slow.share)


@pytest.mark.parametrize("seed", range(12))
def test_leaping_gives_what_one_by_one_gives_also_where_much_changes(seed: int) -> None:
    chance = random.Random(seed)
    costs = [chance.randint(50, 900) for _ in range(14)]
    ballots = [[f"p{at}" for at in chance.sample(range(14), chance.randint(1, 5))] for _ in range(60)]
    market = market_of([Project(f"p{at}", cost) for at, cost in enumerate(costs)], ballots, by_cost=bool(seed % 2))
    first = first_share(2_000, market)
    slow, quick = (each(market, 2_000, first, Fraction(1, 5), 2_000) for each in (one_by_one, raised))
    assert slow.share > first  # something was raised
    assert (quick.order, quick.share) == (slow.order, slow.share)


class Asked(Market):
    """Counts how often a price is asked for."""

    times = 0

    def price(self, *asked, **more):
        self.times += 1
        return super().price(*asked, **more)


def asked_of(costs: Sequence[int], ballots: Sequence[Sequence[str]]) -> Asked:
    projects = [Project(f"p{at}", cost) for at, cost in enumerate(costs)]
    return Asked(Columns(projects, ballots), by_cost=True, places=range(len(costs)))


def village() -> Asked:
    chance = random.Random(4)
    costs = [chance.randrange(100_000, 900_000, 1_000) for _ in range(12)]
    return asked_of(costs, [[f"p{at}" for at in chance.sample(range(12), 3)] for _ in range(80)])


def test_a_unit_a_thousand_times_as_small_hardly_takes_longer() -> None:
    found = {}
    for parts in (1, 1_000):
        market = village()
        sold = raised(market, 2_400_000, Fraction(30_000), Fraction(1, parts), 10**9)
        found[parts] = (sold.order, market.times)
    assert found[1][0] == found[1_000][0]
    assert found[1_000][1] < 2 * found[1][1]


def test_two_that_cost_the_same_all_the_time_are_not_compared_for_each_share() -> None:
    # Twins, and two that other people choose alike: equal until the last, and who is poor changes meanwhile
    ballots = [("p0", "p1", "p4")] * 3 + [("p2", "p4")] * 4 + [("p3", "p5")] * 4 + [("p4",)] * 5 + [("p5",)] * 5
    market = asked_of([50_000, 50_000, 40_000, 40_000, 70_000, 70_000], ballots)
    first = Fraction(5_000)
    slow, quick = (each(market, 400_000, first, Fraction(50), 1_000) for each in (one_by_one, raised))
    assert (quick.order, quick.share) == (slow.order, slow.share) == ([4, 5, 2, 3, 0, 1], 39_200)
    market.times = 0
    assert raised(market, 400_000, first, Fraction(1), 100_000).share == 39_167
    assert market.times < 600


def test_a_price_is_found_also_where_rounding_would_go_to_and_fro() -> None:
    projects = [Project(f"p{at}", cost) for at, cost in enumerate((12, 6, 6, 10, 7))]
    chosen = "0 1 0134 03 01 1 - 023 1 1 1 04 0 4 234 2 1 134 01234 4".split()
    market = market_of(projects, [[f"p{at}" for at in each.strip("-")] for each in chosen])
    slow, quick = (each(market, 13, Fraction(13, 20), Fraction(1, 2), 26) for each in (one_by_one, raised))
    assert (quick.order, quick.share) == (slow.order, slow.share)


def test_a_gap_is_open_as_far_as_it_can_close_and_back_as_far_as_it_can_have_opened() -> None:
    gap = Gap(10, 3.0, closes=0.7, opens=0.2)
    assert gap.until == 14
    assert gap.is_open_up_to(Gap(16, 0.3))  # with 15 it was 0.1 at least, looked at from 16
    assert not gap.is_open_up_to(Gap(17, 0.3))  # it may have been closed with 15, and opened since
    assert not gap.is_open_up_to(Gap(16, 0.0))
    assert Gap(10, 3.0, closes=-0.1, opens=0.2).until > 10**9
    assert Gap(10, 0.0).until == 10


def test_a_gap_that_never_opens_is_found_between_two_that_were_seen() -> None:
    course = Course(Gap(10, 3.0, closes=1.5, opens=-0.5))
    assert (course.until, course.guess) == (11, 14)
    course.saw(Gap(14, -0.4))
    assert course.until == 13  # it was closed for less than one step
    assert course.guess == 13
    course.saw(Gap(13, 0.2, closes=1.5, opens=-0.5))
    assert (course.until, course.guess) == (13, 13)
