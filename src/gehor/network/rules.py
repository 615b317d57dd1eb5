"""What a network is, from what has been decided on it. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from stdnum.se import orgnr

from gehor.process.learning import NetworkFacts


class Status(StrEnum):
    PLANNED = "planned"
    TRIAL = "trial"
    EVALUATED = "evaluated"  # the trial's evaluation is written, and nothing decided because of it yet
    PERMANENT = "permanent"
    ENDED = "ended"


def status(outcomes: Sequence[str], *, evaluated: bool = False) -> Status:
    """What the decisions say, in their order; evaluated: whether the trial has been since the last of them.

    >>> status([]).value, status(["try"]).value, status(["try"], evaluated=True).value, status(["try", "end"]).value
    ('planned', 'trial', 'evaluated', 'ended')
    """
    last = outcomes[-1] if outcomes else None
    if last is None:
        return Status.PLANNED
    if last == "end":
        return Status.ENDED
    if last == "make_permanent":
        return Status.PERMANENT
    return Status.EVALUATED if evaluated else Status.TRIAL


def possible(outcomes: Sequence[str]) -> tuple[str, ...]:
    """What can be decided next: a trial first, then how it goes on.

    >>> possible([]), possible(["try"]), possible(["try", "make_permanent"]), possible(["end"])
    (('try',), ('prolong', 'make_permanent', 'end'), ('end',), ())
    """
    last = outcomes[-1] if outcomes else None
    return {None: ("try",), "make_permanent": ("end",), "end": ()}.get(last, ("prolong", "make_permanent", "end"))


def facts(outcomes: Sequence[str]) -> NetworkFacts:
    return NetworkFacts(started=bool(outcomes), ended=bool(outcomes) and outcomes[-1] == "end")


def is_registration_number(number: str) -> bool:
    """Whether this can be the registration number of a Swedish organisation.

    >>> is_registration_number("212000-0142"), is_registration_number("212000-0143")
    (True, False)
    """
    return bool(orgnr.is_valid(number))
