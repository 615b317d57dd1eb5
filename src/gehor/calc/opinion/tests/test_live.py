"""A map that follows every vote is the one that is reckoned anew."""

import numpy as np
import pytest

from gehor.calc.opinion import opinion, votes_of
from gehor.calc.opinion.live import Live


def test_after_every_vote_and_vote_anew_the_axes_are_those_reckoned_at_once():
    rng = np.random.default_rng(6)
    people, statements = 40, 12
    live, last = Live([f"s{at}" for at in range(statements)]), {}
    for step in range(900):
        who, what, how = int(rng.integers(people)), int(rng.integers(statements)), int(rng.integers(-1, 2))
        live.vote(f"p{who}", what, how)
        last[who, what] = how
        if step % 150 == 149 or step < 4:
            order = {who: at for at, who in enumerate(dict.fromkeys(who for who, _ in last))}
            votes = votes_of([order[who] for who, _ in last], [what for _, what in last], list(last.values()),
                             statements=[f"s{at}" for at in range(statements)])  # fmt: skip
            anew, followed = opinion(votes).axes, live.axes()
            assert followed.mean == pytest.approx(anew.mean, abs=1e-12)
            assert followed.total == pytest.approx(anew.total)
            if step > 100:
                assert followed.components == pytest.approx(anew.components, abs=1e-8)
    found = live.map()
    assert found.points == pytest.approx(opinion(votes).points, abs=1e-7)
    assert found.labels.tolist() == opinion(votes).labels.tolist()


def test_more_votes_than_there_was_room_for():
    live = Live([str(at) for at in range(40)])
    for person in range(3):
        for at in range(40):
            live.vote(f"p{person}", at, (at * person) % 3 - 1)
    assert live.axes().total > 0 and live.map().votes == 120


def test_with_nothing_said_there_is_nothing_to_see():
    live = Live(["a", "b"])
    assert live.axes().total == 0
    live.vote("p", 0, 1)
    assert live.axes().total == 0


@pytest.mark.parametrize(("statement", "value"), [(0, 2), (2, 1), (-1, 1)])
def test_what_is_no_vote_is_refused(statement, value):
    live = Live(["a", "b"])
    with pytest.raises(ValueError, match="vote"):
        live.vote("p", statement, value)
    with pytest.raises(ValueError, match="statement"):
        Live([])
