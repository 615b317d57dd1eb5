"""What the files of a Polis export are called, how their cells are written, and which way round the votes in them are.

Asked by who reads an export whole (calc/opinion/reading.py), and by who takes it in row by row, with what is wrong with
each (methods/statements/polis.py). Plain Python: a page does not load numpy for it.
"""

from collections.abc import Iterable

COMMENTS, VOTES, MATRICES = "comments.csv", "votes.csv", ("participants-votes.csv", "participant-votes.csv")
BODY = "comment-body"
BESIDE = frozenset({"xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"})  # of a matrix, no statements
FITS_CLEARLY = 2  # so many times worse must one sign fit than the other

_VOTES = {"1": 1, "0": 0, "-1": -1, "+1": 1, "1.0": 1, "0.0": 0, "-0": 0, "-0.0": 0, "-1.0": -1, "−1": -1}


def mark_of(cell: str) -> str:
    """The file's own id of a person or a statement: 12, also where a programme has made 12.0 of it."""
    return cell.strip().removesuffix(".0")


def vote_of(cell: str) -> int | None:
    """1, 0 or -1 as it stands; None for anything else.

    >>> vote_of(" 1.0 "), vote_of("−1"), vote_of("2"), vote_of("")
    (1, -1, None, None)
    """
    return _VOTES.get(cell.strip())


def off_by(counted: Iterable[tuple[int, int, int, int]]) -> tuple[int, int]:
    """By how many votes they differ from what comments.csv counts: (as they stand, turned about).

    counted: of each statement the votes with 1 and with -1, and how many it says agree and disagree. In an export 1
    agrees; in the database and its dumps -1 does.

    >>> off_by([(5, 2, 5, 2), (1, 0, 2, 0)])
    (1, 9)
    """
    as_they_stand = turned = 0
    for plus, minus, agrees, disagrees in counted:
        as_they_stand += abs(plus - agrees) + abs(minus - disagrees)
        turned += abs(minus - agrees) + abs(plus - disagrees)
    return as_they_stand, turned


def fits_clearly(off: int, other: int) -> bool:
    """Whether what is off by so much fits clearly better than the other. The counts need not be right, only nearer."""
    return other > off and other >= FITS_CLEARLY * off
