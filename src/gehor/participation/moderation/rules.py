"""Which rulings there are, and which can be made of a contribution as it stands."""

from enum import StrEnum

NOTE_MOST = 300
TEXT_MOST = 1000


class Ruling(StrEnum):
    """What was done with a contribution."""

    HIDE = "hide"
    RESTORE = "restore"
    KEEP = "keep"  # reported, looked at, and left as it is
    WITHHOLD = "withhold"  # set aside as unlawful by whoever read it: shown again only by reading it anew


class Reason(StrEnum):
    """Why a text is hidden. What is beside the point, impolite or critical is none."""

    PERSONAL_DATA = "personal_data"
    THREAT = "threat"
    UNLAWFUL = "unlawful"
    ADVERTISING = "advertising"


OTHER = "other"  # a reason to report, in one's own words
TO_REPORT = (*(reason.value for reason in Reason), OTHER)


def possible(latest: str, *, is_reported: bool) -> tuple[Ruling, ...]:
    """The rulings that can be made. latest: the kind of the latest ruling, or "".

    >>> [each.value for each in possible("hide", is_reported=True)]
    ['restore']
    """
    if latest == Ruling.HIDE:
        return (Ruling.RESTORE,)
    return (Ruling.KEEP, Ruling.HIDE) if is_reported else (Ruling.HIDE,)
