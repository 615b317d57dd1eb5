"""How much groups change when other people had come, and what is said of it."""

import dataclasses

import numpy as np
import pytest

from gehor.calc.opinion import Stability, opinion, stability, trust, votes_of


def conversation(rows):
    rows = np.asarray(rows)
    who, what = np.indices(rows.shape)
    return votes_of(who.ravel(), what.ravel(), rows.ravel())


def camps(people=120, statements=12, seed=0):
    """Two camps that differ in everything but a little chance."""
    rng = np.random.default_rng(seed)
    side = np.where(np.arange(people) < people * 0.6, 1, -1)[:, None] * np.where(np.arange(statements) % 2, 1, -1)
    return conversation(np.where(rng.random(side.shape) < 0.85, side, -side))


def test_camps_come_again_and_noise_does_not():
    clear, noise = camps(), conversation(np.random.default_rng(1).integers(-1, 2, size=(120, 12)))
    steady = stability(clear, opinion(clear), resamples=6)
    shaky = stability(noise, opinion(noise), resamples=6)
    assert min(steady.per_group) > 0.95 and steady.agreement > 0.95 and steady.same_number == 1
    assert min(shaky.per_group) < 0.6 and shaky.agreement < 0.5
    assert trust(opinion(clear), steady).level in ("firm", "fair")
    assert "groups_unsteady" in trust(opinion(noise), shaky).reasons


def test_the_same_seed_draws_the_same_people_and_nought_is_a_seed():
    votes = camps(60)
    found = opinion(votes)
    zero, again, one = (stability(votes, found, resamples=3, seed=seed) for seed in (0, 0, 1))
    assert zero == again and zero != one


def test_where_there_are_no_groups_nothing_is_drawn():
    votes = camps(9)
    assert stability(votes, opinion(votes)) is None
    assert trust(opinion(votes), None).reasons == ("one_group",)


STEADY = Stability(30, 0.9, (0.9, 0.8), 0.9)


@pytest.mark.parametrize(
    ("changed", "steady", "level", "reason"),
    [
        ({}, STEADY, "firm", None),
        ({}, None, "firm", None),
        ({}, dataclasses.replace(STEADY, per_group=(0.9, 0.7)), "fair", "groups_shift"),
        ({}, dataclasses.replace(STEADY, per_group=(0.9, 0.5)), "weak", "groups_unsteady"),
        ({}, dataclasses.replace(STEADY, same_number=0.4), "fair", "number_unsteady"),
        ({"sizes": (30, 10), "participants": 40}, STEADY, "weak", "few_people"),
        ({"participants": 500}, STEADY, "fair", "many_outside"),
        ({"votes": 90}, STEADY, "fair", "little_seen"),
        ({"alone": (0,)}, STEADY, "fair", "small_groups"),
        ({"silhouette": 0.4}, STEADY, "fair", "blurred"),
        ({"silhouette": 0.2}, STEADY, "weak", "no_gap"),
    ],
)
def test_every_reason_to_doubt_is_told(changed, steady, level, reason):
    found = opinion(camps())
    silhouette = changed.pop("silhouette", 0.6)
    tried = tuple(dataclasses.replace(each, silhouette=silhouette) for each in found.tried)
    told = trust(dataclasses.replace(found, tried=tried, **changed), steady)
    assert (told.level, told.reasons) == (level, () if reason is None else (reason,))
