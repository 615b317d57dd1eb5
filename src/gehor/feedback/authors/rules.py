"""What authors are told of. Plain Python."""

from enum import StrEnum


class Kind(StrEnum):
    HIDDEN = "hidden"  # or not let through, where texts are looked at first
    SHOWN = "shown"  # again, to those who were told that it was hidden
    MASKED = "masked"
    SUGGESTED = "suggested"  # somebody else wants to change a proposal
    SETTLED = "settled"  # that change was accepted or declined
