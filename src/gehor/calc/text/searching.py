"""Free text in Swedish that finds inflected words, compounds, and the parts of compounds: in memory, in any order.

Read `Texts` first. Words meet by their roots. “cykel” finds “cykelvägar”, “cykelväg” finds “väg för cyklar”, and
“badhus” finds “simhallen” by a short list of words that mean the same.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

from .compounds import Splitter, root
from .keys import search_key
from .likeness import SMALL

Id = TypeVar("Id", bound=Hashable)

WORDS_MOST = 12  # of what is searched for
WORD_LONGEST = 60
PREFIX_LEAST = 4
# How much a word counts that is not the one that was searched for
WITHIN, SAME, PARTED, BEGUN = 0.6, 0.8, 0.5, 0.4
_TIMES_MOST = 4  # a word that is said oftener counts no more

# Words that people search by, and what it may be called where they search: the first may stand for each
_SAME = """
badhus simhall
dagis förskola
fritis fritidshem
hemtjänst hemvård
soptipp återvinningscentral
pensionär senior äldre
ungdom unga
invandrare nyanländ
handikapp funktionsnedsättning funktionshinder
enkät undersökning frågeformulär
webb internet nät digital
träff möte
politiker förtroendevald ledamot
tjänsteperson tjänsteman handläggare
återkoppling återföring
medborgare invånare
delta medverka
kostnad pris
kollektivtrafik busstrafik
lottning lotta lottad lottat slumpurval
omröstning röstning
vårdcentral hälsocentral
landsbygd glesbygd
medborgarråd medborgarförsamling
"""


def _meanings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _SAME.split("\n"):
        alike = {root(word) for word in line.split()}
        for word in alike:
            found[word] |= alike - {word}
    return {word: frozenset(others) for word, others in found.items()}


_MEANINGS = _meanings()
_BARE = re.compile(r"(?<=[bdfgkmpstv])l$")  # cykl: cykel


@dataclass(frozen=True)
class Found(Generic[Id]):
    """What was found, the best first. is_whole: every one of them has all the words; else none has."""

    ids: tuple[Id, ...]
    is_whole: bool


class Texts(Generic[Id]):
    """Texts in which words are searched.

    The score of a text is Σ over the words searched for of idf · max over the ways in which it has the word of
    (what the way counts · the weight of the piece it stands in · (1 + ln(times))), with idf = ln(1 + N / (1 + n)) for a
    word that n of the N texts have in some way. Texts that have all the words come alone, where there are any.
    Nothing is random: of equals the one put in first stands first. Memory is about 100 bytes for each root of a text.
    Source of the weights: Spärck Jones (1972), J. Doc. 28; of how much a way counts: tried on the tests' searches.
    """

    def __init__(self) -> None:
        self._weights: dict[str, dict[int, float]] = {}  # root → place of a text → how much it says the word
        self._written: dict[str, str] = {}  # root → the word as it stood where it was first met
        self._roots: dict[int, tuple[str, ...]] = {}  # place → the roots of that text
        self._ids: dict[int, Id] = {}
        self._place: dict[Id, int] = {}
        self._next = 0
        self._changed()

    def _changed(self) -> None:
        self._splitter = Splitter(self._weights)  # there may be words by which others can be taken apart
        self._sheet: _Sheet | None = None

    def __len__(self) -> int:
        return len(self._place)

    def put(self, identity: Id, pieces: Iterable[tuple[float, str]]) -> None:
        """Keep a text, in the place of an earlier one with the same id. pieces: (weight, words), weights above 0."""
        self.take_out(identity)
        place, self._next = self._next, self._next + 1
        said: dict[str, float] = {}
        for weight, words in pieces:
            for found, times in self._counted(words).items():
                said[found] = said.get(found, 0.0) + weight * (1 + log(min(times, _TIMES_MOST)))
        for found, much in said.items():
            self._weights.setdefault(found, {})[place] = much
        self._roots[place], self._ids[place], self._place[identity] = tuple(said), identity, place
        self._changed()

    def take_out(self, identity: Id) -> None:
        place = self._place.pop(identity, None)
        if place is None:
            return
        del self._ids[place]
        for found in self._roots.pop(place):
            del self._weights[found][place]
            if not self._weights[found]:
                del self._weights[found], self._written[found]
        self._changed()

    def find(self, query: str) -> Found[Id]:
        """The texts that have the words searched for; nothing where none of them says anything."""
        asked = list(dict.fromkeys(search_key(query).split()))
        words = ([word for word in asked if word not in SMALL] or asked)[:WORDS_MOST]
        scores: dict[int, float] = {}
        has: dict[int, int] = defaultdict(int)
        for word in words:
            found = self._said(word[:WORD_LONGEST])
            rare = log(1 + len(self) / (1 + len(found)))
            for place, much in found.items():
                scores[place] = scores.get(place, 0.0) + rare * much
                has[place] += 1
        most = max(has.values(), default=0)
        is_whole = most == len(words)
        places = [place for place in scores if has[place] == most or not is_whole]
        places.sort(key=lambda place: (-has[place], -round(scores[place], 9), place))
        return Found(tuple(self._ids[place] for place in places), is_whole)

    def _counted(self, words: str) -> dict[str, int]:
        times: dict[str, int] = {}
        for word in search_key(words).split():
            found = root(word)
            times[found] = times.get(found, 0) + 1
            self._written.setdefault(found, word)
        return times

    def _said(self, word: str) -> dict[int, float]:
        """Place of each text that has the word in some way → how much it says it."""
        found = self._simply(root(word))
        for other in _MEANINGS.get(root(word), ()):
            _at_least(found, self._simply(other), SAME)
        if parts := [part for part in self._splitter.parts(word) if not self._splitter.parts(part)]:
            each = [self._simply(part) for part in parts]
            everywhere = set(each[0]).intersection(*each[1:])
            _at_least(found, {place: min(says[place] for says in each) for place in everywhere}, PARTED)
        if not found and len(word) >= PREFIX_LEAST:
            for other in self._words.beginning(word):
                _at_least(found, self._weights[other], BEGUN)
        return found

    def _simply(self, wanted: str) -> dict[int, float]:
        """The same of one root, alone and in compounds."""
        found = dict(self._weights.get(wanted, ()))
        for spelt in {wanted, _BARE.sub("el", wanted)}:
            for other in self._words.holding(spelt):
                if other != wanted and wanted in self._splitter.parts(self._written[other]):
                    _at_least(found, self._weights[other], WITHIN)
        return found

    @property
    def _words(self) -> "_Sheet":
        if self._sheet is None:
            self._sheet = _Sheet(self._written)
        return self._sheet


class _Sheet:
    """Every word on a line of its own in one text: to look through it takes a tenth of looking at each."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._roots = {word: found for found, word in written.items()}
        self._text = "\n".join(["", *self._roots, ""])

    def holding(self, piece: str) -> Iterator[str]:
        """The roots of the words in which it stands."""
        at = self._text.find(piece)
        while at >= 0:
            ends = self._text.find("\n", at + 1)
            yield self._roots[self._text[self._text.rfind("\n", 0, at + 1) + 1 : ends]]
            at = self._text.find(piece, ends)

    def beginning(self, piece: str) -> Iterator[str]:
        """The roots of the words that begin with it."""
        return self.holding(f"\n{piece}")


def _at_least(found: dict[int, float], others: dict[int, float], counts: float) -> None:
    for place, much in others.items():
        if found.get(place, 0.0) < counts * much:
            found[place] = counts * much
