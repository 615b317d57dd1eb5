"""Which words differ between two wordings of the same text.

Read `difference` first. Which paragraphs of two texts belong together is another question: see align.py.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

ALIKE_LEAST = 0.25  # of the words; below it a text is another text, and is shown whole
WORDS_MOST = 4000  # of a longer text only what is the same at both ends is sought
PAIRS_MOST = 250_000  # and of one that repeats itself; running text of 4,000 words and signs has some 200,000 pairs

# A word or a sign, with the white space before it: so that a word at the end of a line is still the same word
_TOKEN = re.compile(r"(\s*)(\w+|[^\w\s])")


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Words that follow one another and share a fate."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, in pieces: what is the same, what is gone and what is new.

    before, after: any texts. White space at the ends is left out.
    What is same or new, put together, is `after`, letter by letter; what is same or gone is `before`, but for white
    space. Two pieces that follow one another differ in kind, and what is gone stands before what took its place. Where
    less than a quarter of the words are the same, all of it is gone and new: scattered words help nobody.
    No randomness. Source: Ratcliff & Metzener (1988), Dr. Dobb's Journal 13(7), as in Python's difflib.

    >>> [(piece.change.value, piece.text) for piece in difference("Alla ska få plats.", "Alla barn ska få plats.")]
    [('same', 'Alla'), ('new', ' barn'), ('same', ' ska få plats.')]
    """
    old, new = _tokens(before), _tokens(after)
    steps = _steps([word for _, word in old], [word for _, word in new])
    pieces = [piece for step in steps for piece in _pieces(step, old, new)]
    return tuple(_joined(pieces))


Step = tuple[str, int, int, int, int]


def _tokens(text: str) -> list[tuple[str, str]]:
    return _TOKEN.findall(text.strip())


def _steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    if max(len(old), len(new)) > WORDS_MOST or _pairs(old, new) > PAIRS_MOST:
        return _ends(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps: list[Step] = list(matcher.get_opcodes())
    same = sum(last - first for tag, first, last, _, _ in steps if tag == "equal")
    if 2 * same < ALIKE_LEAST * (len(old) + len(new)):
        return [("replace", 0, len(old), 0, len(new))]
    return steps


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words of one are a word of the other, each with each: the matcher looks at all of them, many times."""
    there = Counter(new)
    return sum(times * there[word] for word, times in Counter(old).items())


def _ends(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """What is the same from the beginning, and from the end: in time proportional to the length."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return [
        ("equal", 0, head, 0, head),
        ("replace", head, len(old) - tail, head, len(new) - tail),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]


def _pieces(step: Step, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    tag, first, last, start, stop = step
    if tag == "equal":
        yield Piece(Change.SAME, _text(new[start:stop]))
    else:
        yield Piece(Change.GONE, _text(old[first:last]))
        yield Piece(Change.NEW, _text(new[start:stop]))


def _text(tokens: Iterable[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in tokens)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for change, some in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.change):
        yield Piece(change, "".join(piece.text for piece in some))
