"""Equal shares raised by one unit at a time, without counting where nothing can change. Read `raised`, then `Ahead`."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .columns import Flags, Floats
from .exact import Exact
from .gaps import NEAR, NEVER, Course, Gap
from .market import Market, Offer, Sold

AT_FIRST = 64  # part of the first share that is looked over at once; then more where that goes well, or less
LOOKS = 4  # for each change, where it goes well
STEEP = 1e30  # as good as any fall, and still a number


def raised(market: Market, cap: int, first: Fraction, by: Fraction, most: int) -> Sold:
    """The last run that fits under the cap, of those with shares first, first + by, … first + most · by.

    It ends as soon as no project with votes fits any more. What one by one would give, to the last tie; but of all
    those shares only the ones are counted with which something may be other than with the one before.
    """
    at, wide = 0, max(1, int(first / by / AT_FIRST))
    order: list[int] = []
    while at <= most:
        ahead = Ahead(market, first, by, min(at + wide, most), order)
        while at <= ahead.far and not ahead.is_vague:
            order = ahead.bought(at)
            cost = sum(market.costs[each] for each in order)
            if cost > cap:
                return market.sold(first + max(at - 1, 0) * by)
            if not _something_fits(market, order, cap - cost):
                return market.sold(first + at * by)
            at = ahead.next()
        wide = 1 + wide * 4 // 3 if ahead.went_well else max(1, wide // 2)
    return market.sold(first + most * by)


def _something_fits(market: Market, order: Sequence[int], left: int) -> bool:
    bought = set(order)
    return any(
        cost <= left and pull and at not in bought
        for at, (cost, pull) in enumerate(zip(market.costs, market.pull_all, strict=True))
    )


@dataclass
class Candidate:
    """A project that may be first at one turn. near, far: what it costs with the share looked at, and with the far one.

    low, high: by how much what its supporters (rows) hold rises with the share, at least and at most.
    """

    at: int
    near: Offer
    far: Offer
    low: Floats
    high: Floats


@dataclass
class Rival:
    """One that may come to be first. can_pay: what it lacks is a lower use; else its supporters lack money to pay."""

    candidate: Candidate
    can_pay: bool
    course: Course


@dataclass
class Turn:
    """One purchase, or the end, where nobody can pay for anything (chosen None).

    floors: of all projects, before this turn. is_steady: up to here the same are poor with both shares.
    """

    chosen: Candidate | None
    rivals: list[Rival]
    floors: Floats
    is_steady: bool


class Ahead:
    """A run with one share, and how far it holds, up to a larger share `far` (both as numbers of steps).

    In the same order of purchases a larger share leaves everybody at least as much; so nobody becomes poor, and no
    price rises. Between the two shares the price of a project falls, for each unit that the share rises, by

        Σ w(i)·b'(i) over the poor / Σ w(i)·u(i) over the others

    and what is held rises by b' = 1 + Σ u·(what prices fall by), or by nothing once all was given. Who is poor with the
    larger share is so all the time, who is not with the smaller one never is: that gives bounds on both (low, high),
    and so on how soon a rival can come first. is_vague: they are too wide to tell, and a nearer `far` is needed. sold,
    with_far: the two runs. floors: of each project, a lower bound of its use with the far share. hints: an order of
    purchases that is likely.
    """

    def __init__(self, market: Market, first: Fraction, by: Fraction, far: int, hints: Sequence[int]) -> None:
        self.market, self.first, self.by, self.far, self.hints = market, first, by, far, list(hints)
        self.at, self.sold = -1, market.opened(first)
        self.with_far = market.opened(first + far * by)
        self.low, self.high = np.ones(len(self.sold.purses)), np.ones(len(self.sold.purses))
        self.floors = np.array(market.floors, float)
        self.floors[~market.could_pay(self.with_far.share)] = NEVER
        self.turns: list[Turn] = []
        self.is_vague = False
        self.looks = self.changes = 0

    @property
    def went_well(self) -> bool:
        return not self.is_vague and self.looks <= LOOKS * self.changes

    @property
    def order(self) -> list[int]:
        return [turn.chosen.at for turn in self.turns if turn.chosen]

    def bought(self, at: int) -> list[int]:
        """What is bought with first + at · by, in order. at: the first share of all, or what `next` gave."""
        self.changes += 1
        if at != self.at:
            self._open(at)
        while not self.turns or self.turns[-1].chosen:
            self.turns.append(self._turn())
        return self.order

    def next(self) -> int:
        """The first share with which something else may be bought than with the one before, or the one after `far`."""
        while True:
            courses = [rival.course for turn in self.turns for rival in turn.rivals]
            doubt = min((each.until for each in courses), default=self.far)
            if doubt >= self.far or self.is_vague:
                return min(doubt, self.far) + 1
            at = min(max(doubt + 1, min(each.guess for each in courses)), self.far)
            failed = self._failed(at)
            if failed is not None and not self.is_vague and at == 1 + min(each.until for each in courses):
                self._go_back_to(failed)
                return at

    def _open(self, at: int) -> None:
        self.at, self.sold = at, self.market.opened(self.first + at * self.by)

    # A larger share

    def _failed(self, at: int) -> int | None:
        """At what turn it is not certain that the same is bought with all shares up to this one; None: at no turn."""
        self.looks += 1
        self._open(at)
        doubtful = [any(rival.course.until < at for rival in turn.rivals) for turn in self.turns]
        last = max(number for number, is_doubtful in enumerate(doubtful) if is_doubtful)
        for number, turn in enumerate(self.turns[: last + 1]):
            chosen = turn.chosen
            if chosen:
                chosen.near = self.market.price(chosen.at, self.sold.purses, chosen.near[0])
            if doubtful[number] and not all(self._holds(chosen, rival) for rival in turn.rivals):
                return number
            if chosen:
                self.market.buy(chosen.at, chosen.near, self.sold)
        return None

    def _holds(self, chosen: Candidate | None, rival: Rival) -> bool:
        """Whether it is certain that a rival is not first with any share up to this one."""
        course, each = rival.course, rival.candidate
        if course.until >= self.at:
            return True
        each.near = self.market.price(each.at, self.sold.purses, each.far[0])
        now = self._gap(chosen, each) if chosen and rival.can_pay else self._lack(each)
        if now.size > 0 and not course.last.is_open_up_to(now):
            self.is_vague = True
            return False
        if now.size <= 0 and chosen and not rival.can_pay and course.until == self.at - 1:
            gap = self._gap(chosen, each)  # they can pay for it now, with all they have
            if gap.size > 0:
                rival.can_pay, rival.course = True, Course(gap)
                return True
        course.saw(now)
        return now.size > 0

    def _go_back_to(self, number: int) -> None:
        """Take back the purchases from this turn on."""
        self.hints = self.order
        for turn in reversed(self.turns[number:]):
            self.floors = turn.floors
            if turn.chosen:
                rows = self.market.rows[turn.chosen.at]
                self.with_far.undo(rows)
                self.low[rows], self.high[rows] = turn.chosen.low, turn.chosen.high
        del self.turns[number:]

    # One turn

    def _turn(self) -> Turn:
        """What is bought next, and who could be so with a larger share."""
        exact = Exact(self.market, self.sold)
        seen, offers, lowest = self._seen(exact)
        is_steady = not self.turns or self.turns[-1].is_steady
        chosen = self._candidate(self.market.first(offers, lowest, exact)[0], seen) if offers else None
        payable = {at for _, at, _ in offers}
        rivals = []
        for at in seen:
            if self.floors[at] > lowest * (1 + NEAR) or (chosen and at == chosen.at):
                continue
            each = self._candidate(at, seen)
            is_one = chosen is not None and at in payable
            gap = self._gap(chosen, each, is_steady=is_steady) if chosen and is_one else self._lack(each)
            if gap.until < self.far:
                rivals.append(Rival(each, is_one, Course(gap)))
        turn = Turn(chosen, rivals, self.floors.copy(), is_steady)
        if chosen:
            self.floors[chosen.at] = NEVER
            turn.is_steady &= self._buy(chosen)
        return turn

    def _seen(self, exact: Exact) -> tuple[dict[int, tuple[Offer, Offer]], list[tuple[float, int, Offer]], float]:
        """(what those cost, with both shares, who may be first with the far one; with this one; the lowest use then).

        The likely one is looked at first, since only those are of interest that cost less, with the far share, than the
        best with this one.
        """
        market, lowest = self.market, NEVER
        seen, offers = dict[int, tuple[Offer, Offer]](), list[tuple[float, int, Offer]]()
        hint = self.hints[len(self.turns) : len(self.turns) + 1]
        for at in [*hint, *np.argsort(self.floors).tolist()]:
            floor, ceiling = float(self.floors[at]), lowest * (1 + NEAR)
            if at in seen or floor > ceiling or floor == NEVER:
                continue
            useful = market.useful[at]
            most = ceiling * useful
            far = market.price(at, self.with_far.purses, floor * useful if lowest == NEVER else most, most)
            self.floors[at] = far[0] / useful
            if far[0] == NEVER or far[0] > most:
                continue
            near = market.price(at, self.sold.purses, far[0])
            seen[at] = near, far
            if near[0] < NEVER and (near[2] or exact.can_pay(at)):
                offers.append((near[0] / useful, at, near))
                lowest = min(lowest, near[0] / useful)
        return seen, offers, lowest

    def _candidate(self, at: int, seen: dict[int, tuple[Offer, Offer]]) -> Candidate:
        rows = self.market.rows[at]
        return Candidate(at, *seen[at], self.low.take(rows), self.high.take(rows))

    def _buy(self, chosen: Candidate) -> bool:
        """Buy it with both shares; whether the same are poor with both."""
        market, at = self.market, chosen.at
        rows, u = market.rows[at], market.u[at]
        market.buy(at, chosen.near, self.sold)
        market.buy(at, chosen.far, self.with_far)
        if chosen.near[3]:
            return True
        least, most, were_poor, are_poor = self._fall(chosen)
        self.low[rows] = np.where(were_poor, 0.0, chosen.low + (least if u is None else least * u))
        self.high[rows] = np.where(are_poor, 0.0, chosen.high + (most if u is None else most * u))
        return bool((were_poor == are_poor).all())

    # How far it is to another order

    def _fall(self, each: Candidate) -> tuple[float, float, Flags, Flags]:
        """By how much a price falls with the share, at least and at most; who may be poor now, who is so with far."""
        market, at, off = self.market, each.at, NEAR * float(self.sold.share)
        u, heads, pull, pull_all = market.u[at], market.heads[at], market.pull[at], float(market.pull_all[at])
        (q, held, *_), (q_far, held_far, *_) = each.near, each.far
        were_poor = held < (q if u is None else q * u) + off
        are_poor = held_far < (q_far if u is None else q_far * u) - off
        were, are = were_poor.astype(float), are_poor.astype(float)
        others, others_far = pull_all - float(pull.dot(were)), pull_all - float(pull.dot(are))
        least = float((each.low * heads).dot(are)) / others_far if others_far > 0 else 0.0
        most = min(STEEP, float((each.high * heads).dot(were)) / others) if others > 0 else STEEP
        return least, most, were_poor, are_poor

    def _lack(self, rival: Candidate) -> Gap:
        """What its supporters lack to pay for a project."""
        heads, step = self.market.heads[rival.at], float(self.by)
        lacks = self.market.costs[rival.at] * (1 - NEAR) - float(rival.near[1].dot(heads))
        low, high = float(rival.low.dot(heads)), float(rival.high.dot(heads))
        return Gap(self.at, lacks, closes=step * high, opens=-step * low)

    def _gap(self, chosen: Candidate, rival: Candidate, *, is_steady: bool | None = None) -> Gap:
        """By how much the use of a rival is more than that of the one that is chosen.

        is_steady: as of a turn; then it was decided already that the rival is not first, however near it is.
        """
        market, step = self.market, float(self.by)
        if chosen.near[3] and rival.near[3]:  # neither price changes any more
            mine, theirs = ((market.plain_use(each.at), market.places[each.at]) for each in (chosen, rival))
            return Gap(self.at, 1.0 if mine < theirs else 0.0, 0.0, 0.0)
        use, worth = market.useful[chosen.at], market.useful[rival.at]
        size = _apart(chosen.near[0] / use, rival.near[0] / worth)
        if size <= 0:
            is_tied = is_steady is not None and self._are_tied(chosen, rival, is_steady=is_steady)
            return Gap(self.at, 1.0, 0.0, 0.0) if is_tied else Gap(self.at, size)
        least, most, *_ = self._fall(chosen)
        rival_least, rival_most, *_ = self._fall(rival)
        up, down = 1 + NEAR, 1 - NEAR
        gap = Gap(
            self.at,
            size,
            closes=step * (rival_most / worth * up - least / use * down),
            opens=step * (most / use * up - rival_least / worth * down),
        )
        at_far = Gap(self.far, _apart(chosen.far[0] / use, rival.far[0] / worth))
        return Gap(self.at, size, 0.0, 0.0) if gap.is_open_up_to(at_far) else gap

    def _are_tied(self, chosen: Candidate, rival: Candidate, *, is_steady: bool) -> bool:
        """Whether two cost the same use all the time: the same people choose them, or are poor, and both ends agree."""
        market, columns, at, other = self.market, self.market.columns, chosen.at, rival.at
        if market.costs[at] == market.costs[other] and all(
            np.array_equal(each[at], each[other]) for each in (columns.rows, columns.given)
        ):
            return True
        near, far = Exact(market, self.sold), Exact(market, self.with_far)
        if near.use(at) != near.use(other):
            return False
        if is_steady and all((were == are).all() for *_, were, are in map(self._fall, (chosen, rival))):
            return far.use(at) == far.use(other)
        self.is_vague = True
        return False


def _apart(use: float, rival: float) -> float:
    """By how much a rival's use is certainly more than that of the one that is first."""
    return rival - use - NEAR * (use + rival)
