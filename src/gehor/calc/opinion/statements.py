"""What each statement says about the groups: the statistics of Polis (Small et al. 2021, Recerca 26(2), p. 11–15).

For a statement and a group g, with A who agreed and N who voted, and the same of everybody else outside it:

    P(g)   = (A + 1) / (N + 2)                                   probability, with one vote for and one against added
    z(g)   = 2 √(N + 1) ((A + 1) / (N + 1) − ½)                  whether that is more than half
    R(g)   = P(g) / P(not g)                                     representativeness
    zR(g)  = (p₁ − p₂) / √(p (1 − p) (1/n₁ + 1/n₂)),             whether g agrees more than others (two proportions);
             p₁ = (A + 1)/(N + 1), p of both together            0 where p is 1

and so for disagree. Group-informed consensus is the product of P over the groups: what one group is against cannot
unite.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .votes import Floats, Marks, Votes

Counts = NDArray[np.int64]

SIGNIFICANT = 1.2815515655446004  # standard normal, 90 % on one side
PICKED_MOST = 5
NEW = 8.0  # how much more a statement weighs that nobody has voted on
META = 7.0


@dataclass(frozen=True, eq=False)
class Counted:
    """(groups, m) each: how many agreed, disagreed, passed."""

    agree: Counts
    disagree: Counts
    passed: Counts

    @property
    def votes(self) -> Counts:
        return self.agree + self.disagree + self.passed

    @property
    def mean(self) -> Floats:
        """(groups, m) of the votes; 0 where there are none."""
        return (self.agree - self.disagree) / np.maximum(self.votes, 1)


@dataclass(frozen=True, eq=False)
class Side:
    """Of agreeing, or of disagreeing, (groups, m) each. See the module for the letters.

    probability: P. surely: z. representativeness: R. more_than_others: zR.
    """

    probability: Floats
    surely: Floats
    representativeness: Floats
    more_than_others: Floats


@dataclass(frozen=True)
class Pick:
    """A statement that is typical of a group, or on which all are of one mind. statement: index. agrees: else not."""

    statement: int
    agrees: bool
    count: int
    votes: int
    probability: float
    surely: float
    representativeness: float
    more_than_others: float


def counted(votes: Votes, labels: NDArray[np.int8], groups: int) -> Counted:
    """How each group voted. labels: (n,) from 0, -1 for whoever is in none."""
    disagree, passed, agree = votes.tally(labels.astype(np.int32) + 1, groups + 1)[:, 1:]
    return Counted(agree, disagree, passed)


def sides(count: Counted) -> tuple[Side, Side]:
    """Of agreeing and of disagreeing. Where there is one group only, nobody else has voted."""
    return _side(count.agree, count.votes), _side(count.disagree, count.votes)


def _side(inside: Counts, votes: Counts) -> Side:
    outside, others = inside.sum(axis=0) - inside, votes.sum(axis=0) - votes
    probability = (inside + 1) / (votes + 2)
    one, other = (inside + 1) / (votes + 1), (outside + 1) / (others + 1)
    both = (inside + outside + 2) / (votes + others + 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        test = (one - other) / np.sqrt(both * (1 - both) * (1 / (votes + 1) + 1 / (others + 1)))
    return Side(
        probability,
        2 * np.sqrt(votes + 1) * (one - 0.5),
        probability / ((outside + 1) / (others + 2)),
        np.where(both == 1, 0.0, test),
    )


def consensus(side: Side) -> Floats:
    """(m,) group-informed consensus of one side."""
    return side.probability.prod(axis=0)  # type: ignore[no-any-return]


def representative(count: Counted, agree: Side, disagree: Side, counts_in: Marks) -> tuple[tuple[Pick, ...], ...]:
    """Of each group up to five statements that are typical of it, those it agrees with first.

    Typical: on one side both tests are above SIGNIFICANT; ordered by R · zR · P · z. The one that it agrees with best
    stands first, also where it is not typical; where nothing is, the one in which it differs most. Of equals the first.
    """
    return tuple(_of_group(group, count, agree, disagree, counts_in) for group in range(len(count.agree)))


def _of_group(group: int, count: Counted, agree: Side, disagree: Side, counts_in: Marks) -> tuple[Pick, ...]:
    allowed = np.flatnonzero(counts_in)
    for_agree = agree.more_than_others[group] > disagree.more_than_others[group]
    typical = ((agree.surely[group] > SIGNIFICANT) & (agree.more_than_others[group] > SIGNIFICANT)) | (
        (disagree.surely[group] > SIGNIFICANT) & (disagree.more_than_others[group] > SIGNIFICANT)
    )
    weight = np.where(for_agree, _weight(agree, group), _weight(disagree, group))
    chosen = allowed[typical[allowed]]
    chosen = chosen[np.argsort(-weight[chosen], kind="stable")]
    first = _best_agreed(group, count, agree, allowed)
    if first is None and not len(chosen) and len(allowed):
        differs = np.maximum(agree.more_than_others[group], disagree.more_than_others[group])[allowed]
        first = int(allowed[np.argmax(differs)])
    if first is None:
        return ()  # as the peer has it: what nobody would call agreed heads no list
    picked = [first, *(at for at in chosen.tolist() if at != first)][:PICKED_MOST]
    picks = [_pick(at, group, bool(for_agree[at]), count, agree, disagree) for at in picked]
    return tuple(sorted(picks, key=lambda pick: not pick.agrees))


def _weight(side: Side, group: int) -> Floats:
    return (  # type: ignore[no-any-return]
        side.representativeness[group] * side.more_than_others[group] * side.probability[group] * side.surely[group]
    )


def _best_agreed(group: int, count: Counted, agree: Side, allowed: NDArray[np.intp]) -> int | None:
    """Walks through the statements as Polis does: what is better than the best so far depends on that one."""
    probable = (agree.probability[group] * agree.surely[group]).tolist()
    weight = _weight(agree, group).tolist()
    ratio = agree.representativeness[group].tolist()
    stands = (count.agree[group] + count.disagree[group] > 0).tolist()
    good = (agree.surely[group] > SIGNIFICANT) | (
        (agree.representativeness[group] > 1) & (agree.probability[group] > 0.5)
    )
    is_good = good.tolist()
    found: int | None = None
    for at in allowed.tolist():
        if not stands[at]:
            continue
        if found is None:
            found = at if is_good[at] else None
        elif (weight[at] > weight[found]) if ratio[found] > 1 else (probable[at] > probable[found]):
            found = at
    return found


def _pick(at: int, group: int, agrees: bool, count: Counted, agree: Side, disagree: Side) -> Pick:
    side = agree if agrees else disagree
    return Pick(
        at,
        agrees,
        int((count.agree if agrees else count.disagree)[group, at]),
        int(count.votes[group, at]),
        float(side.probability[group, at]),
        float(side.surely[group, at]),
        float(side.representativeness[group, at]),
        float(side.more_than_others[group, at]),
    )


def majority(everybody: Counted, counts_in: Marks) -> tuple[Pick, ...]:
    """Up to five statements that more than half surely agree with, groups or not, by P · z; then likewise disagree."""
    agree, disagree = sides(everybody)
    found: list[Pick] = []
    for agrees, side in ((True, agree), (False, disagree)):
        fit = np.flatnonzero(counts_in & (side.probability[0] > 0.5) & (side.surely[0] > SIGNIFICANT))
        rank = side.probability[0, fit] * side.surely[0, fit]
        chosen = fit[np.argsort(-rank, kind="stable")][:PICKED_MOST]
        found += [_pick(at, 0, agrees, everybody, agree, disagree) for at in chosen.tolist()]
    return tuple(found)


def uniting(agree: Side, disagree: Side, votes: Counts, counts_in: Marks) -> tuple[Pick, ...]:
    """Every statement on which each group for itself is surely on the same side, the strongest consensus first."""
    found: list[tuple[float, Pick]] = []
    for agrees, side in ((True, agree), (False, disagree)):
        of_all = consensus(side)
        fit = counts_in & (side.surely > SIGNIFICANT).all(axis=0)
        for at in np.flatnonzero(fit).tolist():
            total = int(votes[:, at].sum())
            pick = Pick(at, agrees, 0, total, float(of_all[at]), float(side.surely[:, at].min()), 1.0, 0.0)
            found.append((-pick.probability, pick))
    return tuple(pick for _, pick in sorted(found, key=lambda pair: (pair[0], pair[1].statement)))


def dividing(
    count: Counted, agree: Side, disagree: Side, counts_in: Marks, groups: Sequence[int]
) -> tuple[tuple[int, float, int, int], ...]:
    """Statements on which one group surely agrees and another surely disagrees: (statement, how far apart, who, who).

    groups: those to compare. How far apart: the difference of their stands, each (A − D) / (N + 2), halved: 0 to 1.
    The farthest apart first.
    """
    if not groups:
        return ()
    own = np.array(groups)
    stand = ((count.agree - count.disagree) / (count.votes + 2))[own]
    pro = np.where(agree.surely[own] > SIGNIFICANT, stand, -np.inf)
    contra = np.where(disagree.surely[own] > SIGNIFICANT, stand, np.inf)
    apart = (pro.max(axis=0) - contra.min(axis=0)) / 2
    fit = np.flatnonzero(counts_in & np.isfinite(apart))
    fit = fit[np.argsort(-apart[fit], kind="stable")]
    most, least = own[pro[:, fit].argmax(axis=0)], own[contra[:, fit].argmin(axis=0)]
    return tuple(zip(fit.tolist(), apart[fit].tolist(), most.tolist(), least.tolist(), strict=True))


def priorities(everybody: Counted, extremity: Floats, is_meta: Marks) -> Floats:
    """(m,) how much oftener than others a statement is to be shown next; Polis' comment routing.

        ((1 − p) a (1 + E) (1 + 8 · 2^(−N/5)))²,  p = (passed + 1)/(N + 2), a = (A + 1)/(N + 2)

    extremity: (m,) E, how far from the middle somebody would stand who agreed with this one alone. A statement about
    the conversation itself (is_meta) weighs 49.
    """
    votes = everybody.votes[0]
    engaged = 1 - (everybody.passed[0] + 1) / (votes + 2)
    important = (everybody.agree[0] + 1) / (votes + 2) * engaged * (1 + extremity)
    return np.where(is_meta, META, important * (1 + NEW * 2.0 ** (-votes / 5))) ** 2
