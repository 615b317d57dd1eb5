"""How reading goes about, in plain Python: likely copies, searched words, where to begin."""

import re
from collections.abc import Sequence

from gehor.calc.text.keys import copies, search_key

STATEMENT_LONGEST = 300
EXPLANATION_LONGEST = 5000
NOTE_LONGEST = 1000
RECEIVER_LONGEST = 200
TELLING = 3  # words by which candidates for a copy are looked up
_WORD = re.compile(r"\w{4,}")


def says_the_same(one: str, other: str) -> bool:
    """Whether two findings say the same in the same words, whatever their case and punctuation."""
    return search_key(one) == search_key(other)


def telling_words(text: str) -> list[str]:
    """The longest words of a text, as written: another text with none of them is hardly its copy.

    >>> telling_words("Fler bänkar i parken, och fler papperskorgar!")
    ['papperskorgar', 'bänkar', 'parken']
    """
    return sorted(dict.fromkeys(_WORD.findall(text)), key=len, reverse=True)[:TELLING]


def lengths_alike(text: str) -> tuple[int, int]:
    """The shortest and the longest that a copy can be, in characters, with room for spaces and punctuation.

    >>> lengths_alike("x" * 100)
    (55, 165)
    """
    return int(0.75 * len(text)) - 20, int(1.35 * len(text)) + 30


def kin(texts: Sequence[tuple[int, str]], of: int) -> list[int]:
    """Ids of the texts that repeat the text `of`, that it repeats, or that repeat the same original.

    texts: (id, text) in the order received, `of` among them.

    >>> kin([(4, "Fler bänkar i parken"), (7, "Laga gatan"), (9, "fler bänkar i parken!")], of=9)
    [4]
    """
    original = dict(copies(texts))
    star = original.get(of, of)
    return [identity for identity, _ in texts if identity != of and original.get(identity, identity) == star]


def spellings(word: str) -> list[str]:
    """A searched word in the cases people write it in: SQLite folds the case of A–Z only, not of Å, Ä and Ö.

    >>> spellings("ån")
    ['ån', 'Ån', 'ÅN']
    """
    if word.isascii():
        return [word]
    return list(dict.fromkeys([word, word.lower(), word.capitalize(), word.upper()]))


def begin_at(unread: int, *, colleagues_reading: int) -> int:
    """Which unread contribution to begin with, counted from 0: apart from a colleague who began at the first.

    >>> begin_at(10, colleagues_reading=0), begin_at(10, colleagues_reading=1), begin_at(9, colleagues_reading=2)
    (0, 5, 6)
    """
    return unread * colleagues_reading // (colleagues_reading + 1)
