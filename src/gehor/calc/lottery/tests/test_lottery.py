"""Chances, panels and proof: by hand, against a slow reference, by property, and broken on purpose."""

import itertools
import json
import random
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from gehor.calc.errors import BadInput
from gehor.calc.lottery import Quota, lottery, pool_of
from gehor.calc.lottery.certificate import certificate, certificate_file
from gehor.calc.lottery.check import checked
from gehor.calc.lottery.draw import panel_with, reserves, ticket_of
from gehor.calc.lottery.fairness import fairness

HALVES = (Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1))


def made_up(people: int, seed: int):
    """A pool with three features and quotas that some panel of five meets."""
    dice = random.Random(seed)
    rows = {f"p{i}": {"a": dice.choice("xxy"), "b": dice.choice("uvw"), "c": dice.choice("kl")} for i in range(people)}
    panel = dice.sample(sorted(rows), 5)
    quotas = []
    for feature, values in (("a", "xy"), ("b", "uvw"), ("c", "kl")):
        for value in values:
            count = sum(rows[key][feature] == value for key in panel)
            quotas.append(Quota(feature, value, count, count + dice.choice((0, 1))))
    return rows, quotas


def test_half_women_of_one_woman_and_three_men():
    """The only woman is always on it; each man is in a third of the panels."""
    people = {"w": {"sex": "f"}, "m1": {"sex": "m"}, "m2": {"sex": "m"}, "m3": {"sex": "m"}}
    made = lottery(pool_of(people, HALVES), seats=2)
    assert dict(zip(made.pool.keys, made.chances.round(12), strict=True)) == {
        "m1": pytest.approx(1 / 3), "m2": pytest.approx(1 / 3), "m3": pytest.approx(1 / 3), "w": 1.0,
    }  # fmt: skip
    assert made.exact and sum(made.tickets) == 10**15


def test_two_in_one_household_share_their_chance():
    """Two women live together, one alone, one seat for women: 1/3 each, since only one of them is on a panel anyway.
    With two seats for women and one man, the two together share the one that is left for their home."""
    people = {key: {"sex": "f"} for key in ("a", "b", "c")} | {"m": {"sex": "m"}}
    homes = {"a": "Storgatan 1", "b": "storgatan  1 ", "c": "Lillgatan 2", "m": ""}
    quotas = (Quota("sex", "f", 2, 2), Quota("sex", "m", 1, 1))
    made = lottery(pool_of(people, quotas, households=homes), seats=3)
    assert made.chances.tolist() == pytest.approx([0.5, 0.5, 1.0, 1.0])


def enumerated(rows, quotas, seats):
    """Every panel that meets the quotas."""
    keys = sorted(rows)
    for panel in itertools.combinations(range(len(keys)), seats):
        counts = {(q.feature, q.value): 0 for q in quotas}
        for i in panel:
            for feature, value in rows[keys[i]].items():
                counts[feature, value] += 1
        if all(q.low <= counts[q.feature, q.value] <= q.high for q in quotas):
            yield panel


@pytest.mark.parametrize("seed", range(12))
def test_the_lowest_chance_is_that_of_all_panels_there_are(seed):
    """Slow reference: one programme over every single panel. Where the bound cannot be met the gap says so."""
    rows, quotas = made_up(11, seed)
    panels = list(enumerated(rows, quotas, 5))
    made = lottery(pool_of(rows, quotas), seats=5)
    table = np.zeros((len(rows), len(panels)))
    for j, panel in enumerate(panels):
        table[list(panel), j] = 1
    best = linprog(
        np.r_[-1.0, np.zeros(len(panels))],
        A_ub=np.c_[np.ones(len(rows)), -table],
        b_ub=np.zeros(len(rows)),
        A_eq=np.r_[0.0, np.ones(len(panels))][None, :],
        b_eq=[1.0],
    )
    lowest = float(made.chances.min())
    assert lowest <= -best.fun + 1e-9
    assert -best.fun - lowest <= made.gap + 1e-9
    if made.exact:
        assert lowest == pytest.approx(-best.fun, abs=1e-9)


@pytest.fixture(scope="module")
def made():
    rows, quotas = made_up(40, 4)
    return lottery(pool_of(rows, quotas), seats=5, seed=0)


def test_every_panel_meets_every_quota_and_the_chances_sum_to_the_seats(made):
    for panel in made.panels:
        counts = np.bincount(made.pool.rows[panel].ravel(), minlength=len(made.pool.quotas))
        assert (counts >= made.pool.low).all() and (counts <= made.pool.high).all()
    assert made.chances.sum() == pytest.approx(5, abs=1e-12)


def test_the_same_people_in_another_order_draw_the_same(made):
    rows, quotas = made_up(40, 4)
    turned = dict(sorted(rows.items(), reverse=True))
    again = lottery(pool_of(turned, quotas[::-1]), seats=5, seed=0)
    assert certificate_file(again) == certificate_file(made)


def test_seed_0_is_a_seed(made):
    rows, quotas = made_up(40, 4)
    other = lottery(pool_of(rows, quotas), seats=5, seed=1)
    assert (other.tickets, other.panels.tolist()) != (made.tickets, made.panels.tolist())
    assert other.chances == pytest.approx(made.chances, abs=1e-9)


def test_the_checker_agrees(made):
    wrong, figures = checked(json.loads(certificate_file(made)))
    assert wrong == []
    assert figures["gap"] <= 1e-9 and figures["lowest"] == pytest.approx(made.chances.min())


@pytest.mark.parametrize(
    "break_it",
    [
        lambda told: told["tickets"].__setitem__(0, told["tickets"][0] + 1),
        lambda told: told["panels"].__setitem__(0, [0, 0, 1, 2, 3]),
        lambda told: told["panels"].__setitem__(0, told["panels"][0][:4]),
        lambda told: told["quotas"][0].__setitem__("min", 5),
        lambda told: told["chances"].__setitem__(0, told["chances"][0] + 1e-6),
        lambda told: told["bounds"][0].__setitem__("seat", told["bounds"][0]["seat"] + 0.001),
        lambda told: told.__setitem__("bounds", []),
        lambda told: told.__setitem__("bounds", told["bounds"][:1]),
        lambda told: told["people"]["household"].__setitem__(0, told["people"]["household"][1]),
        lambda told: told["people"]["id"].__setitem__(0, told["people"]["id"][1]),
    ],
)
def test_the_checker_finds_what_was_changed(made, break_it):
    told = json.loads(json.dumps(certificate(made)))
    break_it(told)
    assert checked(told)[0]


def test_households_have_a_certificate_too():
    rows, quotas = made_up(40, 4)
    homes = {key: f"home {i // 2}" for i, key in enumerate(rows)}
    made = lottery(pool_of(rows, quotas, households=homes), seats=5)
    assert checked(json.loads(certificate_file(made)))[0] == []
    for panel in made.panels:
        assert len(set(made.pool.households[panel].tolist())) == 5


def test_all_of_a_class_have_the_same_chance_to_the_ticket():
    """60 people of 6 classes, in homes of one, two alike and two unlike: the alike differ by a ticket at most."""
    rows = {f"p{i:02d}": {"a": "xy"[i % 2], "b": "uvw"[i // 3 % 3]} for i in range(60)}
    homes = {key: f"home {i if i < 20 else i // 2}" for i, key in enumerate(rows)}
    quotas = [Quota("a", v, 3, 4) for v in "xy"] + [Quota("b", v, 1, 3) for v in "uvw"]
    made = lottery(pool_of(rows, quotas, households=homes), seats=7)
    tickets = np.rint(made.chances * 10**15)
    for c in range(made.classes.count):
        assert np.ptp(tickets[made.classes.of_person == c]) <= 1
    assert checked(json.loads(certificate_file(made)))[0] == []


def test_seats_that_cannot_be_traded_are_dealt_round_a_wheel():
    """Two homes, each with one of either class, and both on every panel: who goes in whose stead is never free."""
    rows = {"a1": {"s": "f"}, "a2": {"s": "m"}, "b1": {"s": "f"}, "b2": {"s": "m"}}
    homes = {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}
    quotas = [Quota("s", "f", 1, 1), Quota("s", "m", 1, 1)]
    made = lottery(pool_of(rows, quotas, households=homes), seats=2)
    assert made.chances.tolist() == [0.5, 0.5, 0.5, 0.5]


def test_who_was_selected_before_is_kept_and_counts(made):
    rows, quotas = made_up(40, 4)
    before = [made.pool.keys[i] for i in made.panels[0][:3]]
    again = lottery(pool_of(rows, quotas), seats=5, selected=before)
    assert again.selected == tuple(sorted(before))
    assert again.panels.shape[1] == 2 and not set(before) & set(again.pool.keys)
    counts = {(q.feature, q.value): (q.low, q.high) for q in quotas}
    for panel in again.panels:
        people = [*before, *(again.pool.keys[i] for i in panel)]
        for (feature, value), (low, high) in counts.items():
            assert low <= sum(rows[key][feature] == value for key in people) <= high


def test_quotas_that_clash_are_named_with_the_smallest_loosening():
    people = {f"m{i}": {"sex": "m", "age": "old"} for i in range(5)} | {"w": {"sex": "f", "age": "old"}}
    quotas = [Quota("sex", "f", 2, 2), Quota("sex", "m", 1, 2), Quota("age", "old", 0, 3)]
    with pytest.raises(BadInput) as refusal:
        lottery(pool_of(people, quotas), seats=3)
    assert refusal.value.code == "lottery_infeasible"
    assert {(each.feature, each.value) for each in refusal.value.params["clash"]} == {("sex", "f")}
    (step,) = refusal.value.params["loosening"]
    assert (step.value, step.low, step.new_low) == ("f", 2, 1)


def test_inputs_are_not_changed(made):
    rows, quotas = made_up(40, 4)
    kept = json.dumps(rows), list(quotas)
    pool_of(rows, quotas)
    assert (json.dumps(rows), quotas) == kept
    with pytest.raises(ValueError):
        made.chances[0] = 1


def test_a_ticket_is_drawn_by_a_hash_that_anybody_can_reckon():
    """python -c 'import hashlib; print(int(hashlib.sha256(b"ab:12").hexdigest(), 16) * 1000 >> 256)'"""
    assert ticket_of("AB", " 1 2\n", 1000) == ticket_of("ab", "12", 1000) == 840
    assert [panel_with(ticket, (2, 0, 1)) for ticket in (0, 1, 2)] == [0, 0, 2]
    with pytest.raises(BadInput):
        ticket_of("ab", "  ", 1000)


def test_a_reserve_can_take_a_seat_with_every_quota_met(made):
    panel = [made.pool.keys[i] for i in made.panels[0]]
    order = reserves(made.pool, panel, number=6, file_hash="ab", figure="12")
    assert len(set(order)) == len(order) and not set(order) & set(panel)
    first = int(made.pool.places([order[0]])[0])
    fits = []
    for leaves in made.panels[0]:
        after = [first, *(i for i in made.panels[0] if i != leaves)]
        counts = np.bincount(made.pool.rows[after].ravel(), minlength=len(made.pool.quotas))
        fits.append(bool((counts >= made.pool.low).all() and (counts <= made.pool.high).all()))
    assert any(fits)


def test_fairness_by_hand():
    """Chances 1/4, 1/4, 1/2: Gini = 4 * 1/4 / (2 * 9 * 1/3) = 1/6, geometric mean (1/32)^(1/3)."""
    told = fairness(np.array([0.25, 0.25, 0.5]))
    assert told.gini == pytest.approx(float(Fraction(1, 6)))
    assert told.geometric_mean == pytest.approx((1 / 32) ** (1 / 3))
    assert (told.lowest, told.highest, told.none) == (0.25, 0.5, 0)


@pytest.mark.parametrize(("seats", "selected"), [(0, ()), (99, ()), (1, ("p1",))])
def test_seats_that_cannot_be(seats, selected):
    rows, quotas = made_up(11, 1)
    with pytest.raises(BadInput) as refusal:
        lottery(pool_of(rows, quotas), seats=seats, selected=selected)
    assert refusal.value.code == "lottery_seats"
