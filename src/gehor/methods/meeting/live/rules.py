"""What may be asked in a room, and what a vote is told as. Plain Python."""

from collections.abc import Mapping, Sequence

from gehor.ground.languages import LocalText
from gehor.process.ratings import FEWEST

QUESTION_MOST = 300  # characters, of what is voted on
ASKED_MOST = 500  # characters, of a question from the floor: it is read from a screen
OPTIONS_LEAST, OPTIONS_MOST = 2, 8
ON_SCREEN = 6  # questions that the last row can read


def tally(votes: Mapping[int, int], options: int) -> tuple[int, ...]:
    """Votes for each option in order. votes: option → how many."""
    return tuple(votes.get(number, 0) for number in range(options))


def may_be_told(tallied: Sequence[int]) -> bool:
    """Of four people in a room everybody knows who voted how."""
    return sum(tallied) >= FEWEST


def options_of(lines: LocalText) -> list[dict[str, str]]:
    """One option from each line, in the languages that have it.

    >>> options_of({"sv": "Ja\\nNej", "en": "Yes\\nNo"})
    [{'sv': 'Ja', 'en': 'Yes'}, {'sv': 'Nej', 'en': 'No'}]
    """
    written = {
        language: [line.strip() for line in text.splitlines() if line.strip()] for language, text in lines.items()
    }
    count = max(map(len, written.values()), default=0)
    return [{language: rows[at] for language, rows in written.items() if at < len(rows)} for at in range(count)]
