"""Why a result came out as it did, worked by hand: who paid, who got nothing, whether anything more could be bought."""

from fractions import Fraction

from gehor.calc.budget import Allocation, Completion, Election, Project, Rule, Utility, count
from gehor.calc.budget.explaining import is_complete, payments, receipts, wasted

PARK, BENCH = Project("park", 60), Project("bench", 30)


def test_a_result_is_complete_where_no_wanted_project_fits_what_is_left() -> None:
    park = Allocation(("park",), 60, {})
    wanted, unwanted = (("park",), ("park",), ("bench",)), (("park",), ("park",), ())
    assert is_complete(Election((PARK, BENCH), 89, wanted), park, Rule.GREEDY)
    assert not is_complete(Election((PARK, BENCH), 90, wanted), park, Rule.GREEDY)  # to the last krona
    assert is_complete(Election((PARK, BENCH), 90, unwanted), park, Rule.GREEDY)
    area_of, caps = {"park": "north", "bench": "south"}, {"north": 120, "south": 29}
    by_area = Election((PARK, BENCH), 149, wanted, area_of=area_of, caps=caps)
    assert is_complete(by_area, park, Rule.BY_AREA) and not is_complete(by_area, park, Rule.GREEDY)


def test_more_than_ones_part_does_not_make_up_for_those_who_got_nothing() -> None:
    """Each has a part of 30. One got 60 of it, another nothing: of what they two have, half is wasted."""
    election = Election((PARK, BENCH), 90, (("park",), ("bench",), ("bench",)))
    one, other = wasted(election, ["park"], ["north", "north", "south"])
    assert (one.voters, one.without, one.share) == (2, 1, 0.5)
    assert (other.voters, other.without, other.share) == (1, 1, 1.0)
    assert wasted(election, ["park"])[0].group == ""
    assert wasted(election, ["park"], cap=360)[0].share == round(1 - 0.5 / 3, 12)  # 60 of a part of 120


def test_who_paid_what_is_told_from_the_largest_and_nobody_pays_nothing() -> None:
    """120 for six: 20 each. The park takes 15 of four; of the bench, one can pay 5, and two others the rest."""
    projects = (Project("park", 60), Project("bench", 40))
    votes = (("park",), ("park",), ("park",), ("park", "bench"), ("bench",), ("bench",))
    election = Election(projects, 120, votes)
    found = count(election, Rule.EQUAL_SHARES, completion=Completion.NONE)
    paid = payments(election, found, Rule.EQUAL_SHARES, Utility.COST)
    assert found.funded == ("park", "bench")
    assert paid["park"].each == ((15.0, 4),) and paid["park"].voters == 4
    assert paid["bench"].each == ((17.5, 2), (5.0, 1))
    told = receipts(election, found, Rule.EQUAL_SHARES, Utility.COST)
    assert (told[3].paid, [each.left for each in told]) == ({"park": 15.0, "bench": 5.0}, [5, 5, 5, 0, 2.5, 2.5])
    dearer = Election((Project("park", 80), Project("bench", 40)), 120, votes)  # one has nothing left for the bench
    found = count(dearer, Rule.EQUAL_SHARES, completion=Completion.NONE)
    assert payments(dearer, found, Rule.EQUAL_SHARES, Utility.COST)["bench"].each == ((20.0, 2),)


def test_what_was_bought_by_votes_is_split_between_those_who_chose_it() -> None:
    """Each has 18: three cannot pay for the park, so it is bought by votes, and is told apart, 20 for each of them."""
    election = Election((PARK, BENCH), 90, (("park",), ("park",), ("park",), ("bench",), ("bench",)))
    found = count(election, Rule.EQUAL_SHARES, completion=Completion.GREEDY)
    one, *_, other = receipts(election, found, Rule.EQUAL_SHARES, Utility.COST)
    assert found.funded == ("bench", "park")
    assert (one.paid, one.left, one.parts) == ({}, 18.0, {"park": 20.0})
    assert (other.paid, other.left, other.parts) == ({"bench": 15.0}, 3.0, {})


def test_phragmen_gives_all_voters_until_the_last_was_bought() -> None:
    """Everybody gets one krona a moment: at 30 both have enough, and whoever chose nothing keeps theirs."""
    election = Election((PARK, BENCH), 90, (("park",), ("park",), ("bench",), ()))
    found = count(election, Rule.PHRAGMEN)
    told = receipts(election, found, Rule.PHRAGMEN, Utility.COST)
    assert [each.paid for each in told] == [{"park": 30.0}, {"park": 30.0}, {"bench": 30.0}, {}]
    assert [each.left for each in told] == [0.0, 0.0, 0.0, 30.0]
    assert found.reasons["park"].after == Fraction(30)
    projects = (Project("path", 40), Project("hall", 75), BENCH)
    hall = Election(projects, 100, (("path",),) * 2 + (("hall",),) * 3 + (("bench",),))
    found = count(hall, Rule.PHRAGMEN)  # the hall has its 75 at 25, when 60 are left; what comes after it may fit
    assert found.funded == ("path", "bench")
    assert payments(hall, found, Rule.PHRAGMEN, Utility.COST)["bench"].each == ((30.0, 1),)
    nothing = Election((PARK,), 50, (("park",), ()))
    assert [each.left for each in receipts(nothing, count(nothing, Rule.PHRAGMEN), Rule.PHRAGMEN, Utility.COST)] == [
        0.0,
        0.0,
    ]
