"""A map that follows every vote is the one that is reckoned anew, whatever has happened."""

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gehor.calc.opinion import Live, opinion, votes_of


def must_be_the_axes(found, matrix):
    """Against the whole matrix, (n, m), NaN for what was not seen: two vectors of ZᵀZ with its largest values."""
    empty = np.isnan(matrix).all(axis=0)
    mean = np.nanmean(np.where(empty, 0.0, matrix), axis=0)
    off = np.where(np.isnan(matrix), 0.0, matrix - mean)
    products, degrees = off.T @ off, max(len(matrix) - 1, 1)
    values = np.append(np.linalg.eigvalsh(products), [0, 0]) if len(mean) < 2 else np.linalg.eigvalsh(products)
    largest = np.sort(values)[::-1][:2]
    assert found.mean == pytest.approx(mean, abs=1e-12)
    assert found.total == pytest.approx(np.trace(products) / degrees, abs=1e-9)
    assert found.variance == pytest.approx(largest / degrees, abs=1e-8)
    assert products @ found.components.T == pytest.approx(found.components.T * found.variance * degrees, abs=1e-7)
    assert np.linalg.norm(found.components, axis=1) == pytest.approx((largest > 1e-9).astype(float), abs=1e-9)


class Conversation(RuleBasedStateMachine):
    """People vote and vote anew, statements come, are taken out and put back."""

    def __init__(self):
        super().__init__()
        self.live = Live(["s0", "s1"])
        self.last = {}
        self.statements, self.out, self.meta = 2, set(), set()

    @rule(who=st.integers(0, 5), what=st.integers(0, 30), how=st.sampled_from([-1, 0, 1]))
    def vote(self, who, what, how):
        self.live.vote(f"p{who}", what % self.statements, how)
        self.last[f"p{who}", what % self.statements] = how

    @rule(who=st.integers(6, 30), how=st.lists(st.sampled_from([-1, 0, 1]), min_size=20, max_size=20))
    def somebody_votes_on_all(self, who, how):
        for what, value in zip(range(self.statements), how, strict=False):
            self.live.vote(f"p{who}", what, value)
            self.last[f"p{who}", what] = value

    @rule(is_meta=st.sampled_from([False, False, False, True]))
    def add(self, is_meta):
        if self.statements < 20:
            assert self.live.add(f"s{self.statements}", is_meta=is_meta) == self.statements
            self.meta |= {self.statements} if is_meta else set()
            self.statements += 1

    @rule(what=st.integers(0, 30))
    def take_out(self, what):
        self.live.take_out(what % self.statements)
        self.out |= {what % self.statements} - self.meta

    @rule(what=st.integers(0, 30))
    def put_back(self, what):
        self.live.put_back(what % self.statements)
        self.out.discard(what % self.statements)

    @rule()
    def look(self):
        self.live.axes()

    @invariant()
    def the_votes_are_those_that_were_said_last(self):
        votes = self.live.votes()
        told = zip(votes.participant.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True)
        assert {(votes.participants[who], what): how for who, what, how in told} == self.last
        assert self.live.out == tuple(sorted(self.out))

    def teardown(self):
        if not self.last:
            return
        people = list(dict.fromkeys(who for who, _ in self.last))
        who, what = [people.index(who) for who, _ in self.last], [what for _, what in self.last]
        matrix = np.full((len(people), self.statements), np.nan)
        matrix[who, what] = list(self.last.values())
        matrix[:, list(self.out | self.meta)] = np.nan
        must_be_the_axes(self.live.axes(), matrix)
        names = [f"s{at}" for at in range(self.statements)]
        votes = votes_of(who, what, list(self.last.values()), participants=people, statements=names)
        found, anew = self.live.map(), opinion(votes, excluded=sorted(self.out), meta=sorted(self.meta))
        assert found.points.tobytes() == anew.points.tobytes() and found.labels.tobytes() == anew.labels.tobytes()
        assert (found.priority == anew.priority).all() and found.majority == anew.majority
        must_be_the_axes(anew.axes, matrix)


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_after_hundreds_of_votes_and_votes_anew_the_axes_are_those_reckoned_at_once():
    rng = np.random.default_rng(6)
    people, statements = 40, 12
    live, matrix = Live([f"s{at}" for at in range(statements)]), np.full((people, statements), np.nan)
    for step in range(900):
        who, what, how = int(rng.integers(people)), int(rng.integers(statements)), int(rng.integers(-1, 2))
        live.vote(f"p{who}", what, how)
        matrix[who, what] = how
        if step % 150 == 149 or step < 4:
            must_be_the_axes(live.axes(), matrix[~np.isnan(matrix).all(axis=1)])


def test_a_statement_put_back_may_hold_what_divides_most():
    # Two halves of the statements that nobody voted on both of: nothing in the axes of one leads to those of the other
    live, matrix = Live(map(str, range(8))), np.full((60, 8), np.nan)
    rng = np.random.default_rng(2)
    for at in range(4, 8):
        live.take_out(at)
    for who in range(60):
        for at in range(4) if who < 20 else range(4, 8):
            how = int(rng.choice([-1, 1]))
            live.vote(f"p{who}", at, how)
            matrix[who, at] = how
    live.axes()
    for at in range(4, 8):
        live.put_back(at)
    must_be_the_axes(live.axes(), matrix)


def test_two_directions_as_large_as_each_other_are_both_seen():
    # Two statements on which other people differ just as much: what leads to the one never leads to the other
    live, matrix = Live(["a", "b", "c"]), np.full((4, 3), np.nan)
    for who, (what, how) in enumerate([(0, -1), (2, 0), (2, -1), (0, 0)]):
        live.vote(f"p{who}", what, how)
        matrix[who, what] = how
    assert live.axes().variance == pytest.approx([1 / 6, 1 / 6])
    must_be_the_axes(live.axes(), matrix)


def test_more_votes_and_statements_than_there_was_room_for():
    live = Live()
    for at in range(40):
        assert live.add(str(at)) == at
        for person in range(3):
            live.vote(f"p{person}", at, (at * person) % 3 - 1)
    matrix = np.array([[(at * person) % 3 - 1.0 for at in range(40)] for person in range(3)])
    must_be_the_axes(live.axes(), matrix)
    assert live.map().votes == 120


def test_with_nothing_said_there_is_nothing_to_see():
    live = Live(["a", "b"])
    assert live.axes().total == 0
    live.vote("p", 0, 1)
    assert live.axes().total == 0
    assert Live().axes().components.shape == (2, 0)


@pytest.mark.parametrize(("statement", "value"), [(0, 2), (2, 1), (-1, 1)])
def test_what_is_no_vote_is_refused_and_changes_nothing(statement, value):
    live = Live(["a", "b"])
    with pytest.raises(ValueError):
        live.vote("p", statement, value)
    assert len(live.votes()) == 0 == len(live.votes().participants)


def test_what_there_is_not_cannot_be_moderated_nor_come_twice():
    live = Live(["a"])
    for refused in (lambda: live.take_out(1), lambda: live.put_back(-1), lambda: live.add("a"), lambda: Live("aa")):
        with pytest.raises(ValueError):
            refused()
    assert live.statements == ("a",)
