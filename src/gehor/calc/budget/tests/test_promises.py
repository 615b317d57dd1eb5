"""What the rules promise: proportionality on every small election, published examples, and what may not matter."""

import itertools
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gehor.calc.budget import (
    Allocation,
    Completion,
    Project,
    by_area,
    by_votes,
    equal_shares,
    phragmen,
    shares_filled_up,
    votes_of,
)
from gehor.calc.budget.counting import Election
from gehor.calc.budget.explaining import wasted

from .test_rules import RULES, elections

Ballots = Sequence[tuple[str, ...]]
Rule = Callable[[Sequence[Project], int, Ballots], Allocation]


def ballots_over(keys: str, voters: int) -> Iterator[Ballots]:
    """Every election of so many voters, but for their order."""
    all_ballots = [chosen for size in range(len(keys) + 1) for chosen in itertools.combinations(keys, size)]
    return itertools.combinations_with_replacement(all_ballots, voters)


def betrayed(
    projects: Sequence[Project], cap: int, ballots: Ballots, funded: Sequence[str], *, by_cost: bool, up_to: int
) -> bool:
    """Whether a group that agrees on a bundle, and could pay for it with its part of the sum, has nobody satisfied.

    Extended justified representation: Peters, Pierczyński, Skowron (2021), definitions 2 and 3. Satisfied is who has as
    much use of what is funded as the bundle is worth, or more than that with `up_to` projects of the bundle beside.
    """
    use = {each.key: each.cost if by_cost else 1 for each in projects}
    has = [sum(use[key] for key in funded if key in ballot) for ballot in ballots]
    for wide in range(1, len(projects) + 1):
        for bundle in itertools.combinations(projects, wide):
            keys, due = {each.key for each in bundle}, sum(use[each.key] for each in bundle)
            agreed = [at for at, ballot in enumerate(ballots) if keys <= set(ballot)]
            missing = max((use[key] for key in keys - {*funded}), default=0) * up_to
            # A group is betrayed if all in it are; so those who are count as one group, and smaller ones have less
            unsatisfied = [at for at in agreed if has[at] < due and (not missing or has[at] + missing <= due)]
            if unsatisfied and sum(each.cost for each in bundle) * len(ballots) <= cap * len(unsatisfied):
                return True
    return False


@pytest.mark.parametrize("voters", [2, 3, 4, 5])
def test_equal_shares_betrays_no_group_in_any_election_of_projects_that_cost_the_same(voters: int) -> None:
    projects = [Project(key, 1) for key in "abc"]
    for cap, ballots in itertools.product((1, 2, 3), ballots_over("abc", voters)):
        funded = equal_shares(projects, cap, ballots).funded
        assert not betrayed(projects, cap, ballots, funded, by_cost=False, up_to=0), (cap, ballots)


@pytest.mark.parametrize("by_cost", [True, False])
@pytest.mark.parametrize("costs", [(1, 2, 3), (2, 2, 3), (1, 1, 4)])
def test_equal_shares_betrays_no_group_by_more_than_one_project_where_costs_differ(costs, by_cost: bool) -> None:
    projects = [Project(key, cost) for key, cost in zip("abc", costs, strict=True)]
    for cap, ballots in itertools.product((2, 3, 5), ballots_over("abc", 4)):
        funded = equal_shares(projects, cap, ballots, by_cost=by_cost).funded
        assert not betrayed(projects, cap, ballots, funded, by_cost=by_cost, up_to=1), (cap, ballots)


@settings(max_examples=50, deadline=None)
@given(elections(), st.booleans())
def test_equal_shares_betrays_no_group_by_more_than_one_project_in_any_small_election(election, by_cost: bool) -> None:
    projects, cap, ballots = election
    funded = equal_shares(projects, cap, ballots, by_cost=by_cost).funded
    assert not betrayed(projects, cap, ballots, funded, by_cost=by_cost, up_to=1)


def test_the_most_votes_first_does_betray_groups_and_that_is_found() -> None:
    projects = [Project(key, 1) for key in "abc"]
    ballots = [("a", "b")] * 3 + [("c",)] * 2
    funded = by_votes(projects, 2, votes_of(projects, ballots)).funded
    assert funded == ("a", "b")
    assert not betrayed(projects, 2, ballots, funded, by_cost=False, up_to=0)  # two of five are no half
    assert betrayed(projects, 2, [*ballots, ("c",)], funded, by_cost=False, up_to=0)


# Published


def test_the_example_of_lackner_and_skowron() -> None:
    """Multi-Winner Voting with Approval Preferences (2023), example 2.12: the two rules differ."""
    ballots = [*["cd"] * 3, *["ab"] * 2, *["ac"] * 2, "bd"]
    ballots = [tuple(each) for each in ballots]
    projects = [Project(key, 1) for key in "abcd"]
    assert equal_shares(projects, 3, ballots).funded == ("c", "a")  # 1/5 of each, then 2 · 3/8 + 2 · 7/40 for a
    assert set(shares_filled_up(projects, 3, ballots, completion=Completion.GREEDY).funded) == {"a", "c", "d"}
    assert set(phragmen(projects, 3, ballots).funded) == {"b", "c", "d"}


def test_the_example_of_phragmén_himself() -> None:
    """Phragmén (1894), told by Janson (2016), Phragmén’s and Thiele’s election methods, arXiv:1611.08826.

    A is first at 1/1171, Q at 0.00170, B at 0.001812, just before C at 0.001821.
    """
    ballots = [*[("A", "B", "C")] * 1034, *[("P", "Q", "R")] * 519, *[("A", "B", "Q")] * 90, *[("A", "P", "Q")] * 47]
    found = phragmen([Project(key, 1) for key in "ABCPQR"], 3, ballots)
    assert found.funded == ("A", "Q", "B")
    assert float(found.reasons["B"].after or 0) == pytest.approx(0.0018116, abs=1e-7)


def test_phragmén_can_betray_a_group_where_equal_shares_does_not() -> None:
    """Brill, Freeman, Janson, Lackner (2017), Phragmén’s Voting Methods and Justified Representation, AAAI."""
    many = [f"c{at:02}" for at in range(1, 13)]
    ballots = [("a", "b", "c01")] * 2 + [("a", "b", "c02")] * 2
    ballots += [tuple(many)] * 6 + [tuple(many[1:])] * 5 + [tuple(many[2:])] * 9
    projects = [Project(key, 1) for key in [*many, "a", "b"]]
    assert set(phragmen(projects, 12, ballots).funded) == {*many}
    assert {"a", "b"} & set(equal_shares(projects, 12, ballots).funded)  # four of 24 are due two of twelve seats


# What may not matter


@settings(max_examples=50, deadline=None)
@given(elections(), st.integers(2, 4), st.sampled_from(RULES))
def test_if_everybody_came_several_times_the_same_is_funded(election: tuple, times: int, rule: Rule) -> None:
    projects, cap, ballots = election
    assert rule(projects, cap, [*ballots] * times).funded == rule(projects, cap, ballots).funded


@settings(max_examples=50, deadline=None)
@given(elections(), st.randoms(use_true_random=False), st.sampled_from(RULES))
def test_the_order_of_projects_decides_only_between_equals(election: tuple, chance, rule: Rule) -> None:
    projects, cap, ballots = election
    votes = votes_of(projects, ballots)
    assume(len({(votes[each.key], each.cost) for each in projects}) == len(projects))
    found, other = rule(projects, cap, ballots), rule(chance.sample(projects, len(projects)), cap, ballots)
    assert other.funded == found.funded and other.reasons == found.reasons


@settings(max_examples=50, deadline=None)
@given(elections(), st.sampled_from(RULES))
def test_a_project_that_nobody_chose_changes_nothing_for_the_others(election: tuple, rule: Rule) -> None:
    projects, cap, ballots = election
    found = rule((Project("unwanted", 1), *projects, Project("unwanted too", 9)), cap, ballots)
    assert found.funded == rule(projects, cap, ballots).funded


@settings(max_examples=50, deadline=None)
@given(elections(), st.sampled_from(RULES))
def test_of_two_that_are_alike_in_all_the_one_that_is_listed_first_goes_before(election: tuple, rule: Rule) -> None:
    projects, cap, ballots = election
    first = projects[0].key
    doubled = [(*ballot, "copy") if first in ballot else ballot for ballot in ballots]
    funded = rule((*projects, Project("copy", projects[0].cost)), cap, doubled).funded
    assert "copy" not in funded or funded.index(first) < funded.index("copy")


# One more vote, or a lower price, harms no project where the rule promises that


@settings(max_examples=50, deadline=None)
@given(elections(), st.data())
def test_with_the_most_votes_first_a_vote_more_or_a_lower_cost_harms_no_funded_project(election: tuple, data) -> None:
    projects, cap, ballots = election
    funded = by_votes(projects, cap, votes_of(projects, ballots)).funded
    areas, caps = {each.key: "all" for each in projects}, {"all": cap}
    for each in projects:
        if each.key in funded:
            more = [*ballots, (each.key,)]
            cheaper = Project(each.key, data.draw(st.integers(1, each.cost)))
            changed = [cheaper if other == each else other for other in projects]
            for told, votes in ((projects, votes_of(projects, more)), (changed, votes_of(projects, ballots))):
                assert each.key in by_votes(told, cap, votes).funded
                assert each.key in by_area(told, areas, caps, votes).funded


@settings(max_examples=50, deadline=None)
@given(elections())
def test_with_phragmén_a_vote_more_harms_no_funded_project_where_all_cost_the_same(election: tuple) -> None:
    """Phragmén (1896); Janson (2016), section 7: one more voter for it alone, or it on one more ballot."""
    projects, cap, ballots = [Project(each.key, 1) for each in election[0]], election[1] % 6, election[2]
    for key in phragmen(projects, cap, ballots).funded:
        assert key in phragmen(projects, cap, [*ballots, (key,)]).funded
        for at, ballot in enumerate(ballots):
            if key not in ballot:
                assert key in phragmen(projects, cap, [*ballots[:at], (*ballot, key), *ballots[at + 1 :]]).funded


@settings(max_examples=50, deadline=None)
@given(elections(), st.randoms(use_true_random=False), st.sampled_from(RULES))
def test_what_was_wasted_does_not_hang_on_order_or_currency(election: tuple, chance, rule: Rule) -> None:
    projects, cap, ballots = election
    groups = ["even" if at % 2 else "odd" for at in range(len(ballots))]
    funded = rule(projects, cap, ballots).funded
    found = {each.group: each for each in wasted(Election(projects, cap, tuple(ballots)), funded, groups)}
    order = chance.sample(range(len(ballots)), len(ballots))
    öre = tuple(Project(each.key, each.cost * 100) for each in projects)
    other = Election(öre, cap * 100, tuple(ballots[at] for at in order))
    for each in wasted(other, funded, [groups[at] for at in order]):
        assert (each.voters, each.without) == (found[each.group].voters, found[each.group].without)
        assert each.share == pytest.approx(found[each.group].share, abs=1e-9)
