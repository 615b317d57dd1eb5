"""What may be said of a principle and of a criterion. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gehor.ground.languages import LocalText


class Verdict(StrEnum):
    """Whether a dialogue has kept a principle."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"  # what it asks for comes later in the dialogue


class Say(StrEnum):
    """The answer to a criterion. To know nothing is an answer too, and an honest one."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Said:
    """An answer to one criterion. wording: the number of the wording that was read."""

    say: str
    wording: int
    note: LocalText = field(default_factory=dict)


def answer_fault(said: Said | None, wording: int) -> str | None:
    """What is wrong with an answer to the wording that holds now; None where nothing is.

    >>> answer_fault(Said("unknown", wording=2), 2)
    >>> answer_fault(Said("yes", wording=1), 2)
    'criterion_reworded'
    """
    if said is None or said.say not in list(Say):
        return "criterion_unanswered"
    if said.wording != wording:
        return "criterion_reworded"
    return None


def counted(latest: Iterable[str | None]) -> Mapping[str | None, int]:
    """How many principles have each verdict, in the order of the verdicts; None: not judged. Nothing that is nought.

    >>> counted(["not_yet", "met", None, "met"])
    {'met': 2, 'not_yet': 1, None: 1}
    """
    given = list(latest)
    return {each: given.count(each) for each in (*(verdict.value for verdict in Verdict), None) if each in given}
