"""Pure: what the main thing is on the page of a decision basis, for whoever looks at it."""

from enum import StrEnum


class Main(StrEnum):
    EARLY = "early"  # nobody can take part yet
    WRITE = "write"  # something is left to write
    WAIT = "wait"  # somebody else, or a later moment, must come first
    FREEZE = "freeze"
    FROZEN = "frozen"  # the board has it as it stands
    DECIDED = "decided"  # everything is decided: it has done its work
    CLOSED = "closed"  # the dialogue is: nothing is written any more


def main_thing(
    *,
    is_open: bool,
    is_closed: bool,
    all_decided: bool,
    may_write: bool,
    may_freeze: bool,
    is_waiting: bool,
    is_whole: bool,
    is_frozen: bool,
    is_changed: bool,
) -> Main:
    """is_waiting: freezing needs something first. is_whole: every part is written. is_changed: since it was frozen.

    >>> now = dict(is_open=True, is_closed=False, all_decided=False, may_write=True, may_freeze=True, is_waiting=False)
    >>> main_thing(**now, is_whole=True, is_frozen=True, is_changed=True).value
    'freeze'
    """
    if is_closed:
        return Main.CLOSED
    if not is_open:
        return Main.EARLY
    if all_decided and is_frozen:
        return Main.DECIDED
    if is_frozen and not is_changed:
        return Main.FROZEN
    if may_write and not is_whole and (is_waiting or not is_frozen):
        return Main.WRITE
    return Main.FREEZE if may_freeze and not is_waiting else Main.WAIT
