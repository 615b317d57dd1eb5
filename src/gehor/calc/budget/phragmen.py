"""Sequential Phragmén: all are given money at the same pace, and supporters buy a project when they have enough."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .election import Allocation, Ballots, Project, Reason, Why, must_be_a_cap

if TYPE_CHECKING:
    from .columns import Columns


def phragmen(
    projects: Sequence[Project], cap: int, ballots: "Ballots | Columns", *, goes_on: bool = True
) -> Allocation:
    """Which projects are bought when all voters are given money at the same pace.

    Voters start with nothing. A project is bought at the moment its supporters together have what it costs; then they
    have nothing again. With x(i) what voter i had been given when last they paid, project p is bought at

        t(p) = (cost(p) + Σ x(i)) / n(p)        over the n(p) supporters of p

    projects: in the order in which they are listed. cap: the sum, whole units, >= 0 (else ValueError).
    ballots: the keys that each voter supports, or columns of them.
    goes_on: what does not fit when its turn comes is left out, and the rule goes on with the others, so that the money
    is used; False: the rule stops there, as the paper has it, also where one of several equal ones does not fit. (What
    costs more than the whole sum is no candidate in the paper.)
    Equal moments: election.before. Exact: floats compare, and what is within 1e-9 is compared in whole numbers;
    deterministic. Points say nothing here, but what has none is not supported.
    Source: Brill, Freeman, Janson, Lackner (2017), AAAI; with costs Los, Christoff, Grossi (2022), IJCAI, section 3.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> ballots = [("park", "path")] * 3 + [("bench",)] * 2
    >>> phragmen(projects, 100, ballots).funded
    ('bench', 'path')
    """
    from .pace import pace_of  # numpy is not loaded before anything is counted

    must_be_a_cap(cap)
    pace = pace_of(projects, ballots)
    columns = pace.columns
    pace.goes_to(cap, goes_on=goes_on)
    left, funded, reasons = cap, list[str](), dict[str, Reason]()
    for turn, settled in enumerate(pace.settled):
        each = projects[settled.at]
        why = Why.CHOSEN if settled.is_bought else Why.NO_ROOM
        reasons[each.key] = Reason(why, turn + 1, left, after=pace.exactly(turn))
        if settled.is_bought:
            funded.append(each.key)
            left -= each.cost
    for each in projects:
        if not columns.votes[each.key]:
            reasons[each.key] = Reason(Why.NO_VOTES, 0, cap)
        elif each.key not in reasons:  # nobody had come so far
            reasons[each.key] = Reason(Why.NO_ROOM, 0, left)
    return Allocation(tuple(funded), cap - left, {each.key: reasons[each.key] for each in projects})
