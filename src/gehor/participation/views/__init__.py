"""What residents meet: the ways in, and what has been said."""

from .attachments import attachment
from .export import contributions_csv, contributions_json
from .reading import contributions
from .taking_part import activity, paper, take_part

__all__ = [
    "activity",
    "attachment",
    "contributions",
    "contributions_csv",
    "contributions_json",
    "paper",
    "take_part",
]
