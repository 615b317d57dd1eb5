"""What a row of the plan is called as a measure, and which rows are proposed. Plain Python."""

import re

from gehor.process.words import Outcome

# Of these outcomes something is done; the others say no, or that somebody else decides
LEADS_SOMEWHERE = frozenset({Outcome.MET, Outcome.PARTLY_MET, Outcome.UNDER_WAY})
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def title_of(words: str, longest: int) -> str:
    """The first sentence of what shall be done, as one line.

    >>> title_of("En senare buss. Den går 18.30.", 200)
    'En senare buss'
    >>> title_of("Fyra vuxna till ute på rasterna", 12)
    'Fyra vuxna…'
    """
    first = _SENTENCE.split(words.strip(), maxsplit=1)[0].split("\n", 1)[0].strip()
    line = first.removesuffix(".")
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0] + "…"
