"""Which rulings there are, and which can be made of a contribution as it stands."""

from enum import StrEnum

NOTE_MOST = 300
TEXT_MOST = 1000
# What a report says goes so long after somebody has looked at it: time enough to ask why a text was hidden or left.
# Where nobody has looked, it goes after a year.
TEXT_DAYS, UNSEEN_DAYS = 90, 365


class Ruling(StrEnum):
    """What was done with a contribution."""

    HIDE = "hide"
    RESTORE = "restore"
    KEEP = "keep"  # reported, looked at, and left as it is
    APART = "apart"  # hidden, and from then on read by few, each time with a note in the journal
    WITHHOLD = "withhold"  # set aside as unlawful by whoever read it: shown again only by reading it anew


class Reason(StrEnum):
    """Why a text is hidden. What is beside the point, impolite or critical is none."""

    PERSONAL_DATA = "personal_data"
    THREAT = "threat"
    UNLAWFUL = "unlawful"
    ADVERTISING = "advertising"


HIDDEN = (Ruling.HIDE, Ruling.APART)  # everybody reads the reason instead of the text
OTHER = "other"  # a reason to report, in one's own words
TO_REPORT = (*(reason.value for reason in Reason), OTHER)


class Crowd(StrEnum):
    """How much may come from one network, a home or a school, in a minute."""

    FEW = "few"
    USUAL = "usual"
    MANY = "many"


def possible(latest: str, *, is_reported: bool) -> tuple[Ruling, ...]:
    """The rulings that can be made. latest: the kind of the latest ruling, or "".

    >>> [each.value for each in possible("hide", is_reported=True)]
    ['restore', 'apart']
    """
    if latest == Ruling.APART:
        return ()
    if latest == Ruling.HIDE:
        return (Ruling.RESTORE, Ruling.APART)
    return (Ruling.KEEP, Ruling.HIDE, Ruling.APART) if is_reported else (Ruling.HIDE, Ruling.APART)
