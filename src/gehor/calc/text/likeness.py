"""Which texts are about the same thing, whatever the order and the endings of their words.

Read `Likenesses` first. Alike is not the same opinion: “riv huset” and “riv inte huset” are alike. `keys.copies` asks
something else: which texts repeat another.
"""

import re
from array import array
from collections.abc import Hashable, Sized
from functools import lru_cache
from math import log, sqrt
from typing import Generic, TypeVar

from .keys import search_key

Id = TypeVar("Id", bound=Hashable)

ALIKE = 0.3
SHARED_LEAST = 2
TINY = 1e-9  # by which sums of the same numbers may differ

_SMALL_WORDS = """
alla allt att av bara bli blir borde bra bör de dem den denna deras dess det detta dig din dina ditt dock du där då
efter eftersom egen ej eller en enligt er era ert ett fick finns flera fler för från få får fått gick går gör göra ha
hade han hans har helt henne hennes hon honom hos hur här i icke in ingen inget inom inte ja jag ju kan kanske kom
kommer kommun kommunen kunde kunna lika lite låt man med mellan men mer mest mig min mina mitt mot mycket många måste
ni nog nu när någon något några också och om oss på redan samma se sedan sig sin sina sitt ska skall skulle som så
sådan sånt tack tills typ tycker under upp ut utan vad var vara varför varit varje vem vi vid vilka vilken vilket vill
vår våra vårt väl än är ännu även över behöver behövs bättre
a about all also an and any are as at be been but by can could do does for from get had has have he her his how i if
in into is it its just like more most my need needs no not of on one only or our out please she should so some than
that the their them then there they this those to too up us very want was we were what when where which who why will
with would you your better
"""
SMALL = frozenset(_SMALL_WORDS.split())  # words that say nothing of what a text is about

# Swedish endings, the longest first: case, number and definite form, then tense. Three letters or more are left.
_ENDINGS = tuple(
    sorted(
        "arna erna orna arne aren ande ende ade are ast aste an ar er or en et ing ingar ingen a e es".split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_LEFT_LEAST = 3
_WORDS_REMEMBERED = 20_000
_LONG = 40  # signs: what is longer is seldom a word, and seldom written twice
_NEUTER = re.compile(r"(?<=bb|dd|gg|kk|ll|mm|nn|pp|rr)t$")  # tryggt
_BARE = re.compile(r"(?<=[bdfgkmpstv])el(n?)$")  # cykel, cykeln: cyklar
_SHORE = re.compile(r"(?<=[^aeiouyåäö][åäöy])n$")  # sjön
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def stem(word: str) -> str:
    """What is left of a word of a search key without its ending. Not always a word; the same for forms of one word.

    >>> [stem(word) for word in ("bänk", "bänken", "bänkar", "bänkarnas")]
    ['bänk', 'bänk', 'bänk', 'bänk']
    """
    return _remembered(word) if len(word) <= _LONG else _without_ending(word)


def _without_ending(word: str) -> str:
    left = _SHORE.sub("", _BARE.sub("l", _without_s(word)))
    for ending in _ENDINGS:
        if left.endswith(ending) and len(left) - len(ending) >= _LEFT_LEAST:
            left = left[: -len(ending)]
            break
    return _NEUTER.sub("", _BARE.sub("l", _without_s(left)))


_remembered = lru_cache(_WORDS_REMEMBERED)(_without_ending)


def stems(text: str) -> frozenset[str]:
    """The stems of the words in a text that say what it is about: without small words such as “och”, “vill”, “the”.

    A text of small words alone keeps them. In writing without spaces between words, every two signs that follow each
    other stand for a word.

    >>> sorted(stems("Fler bänkar på torget, tack!"))
    ['bänk', 'torg']
    """
    found: set[str] = set()
    words = search_key(text).split()
    for word in [word for word in words if word not in SMALL] or words:
        if len(word) > 1 and _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(stem(word))
    return frozenset(found)


class Likenesses(Generic[Id]):
    """Texts in which those like another are found at once.

    With A and B the stems of two texts, and each stem s weighing w(s) = ln(1 + (N + 1) / (n(s) + 1)), where n(s) of the
    N texts kept have it, the likeness is Σ w(A ∩ B) / √(Σ w(A) · Σ w(B)), a number in [0, 1]. Two texts are alike from
    0.3 on if they share at least two stems, or have the same ones. What is rare weighs more than what everybody says;
    a long text is not like every short one whose words it happens to hold.
    Source: Ochiai (1957), Bull. Jap. Soc. Sci. Fish. 22, weighted by Spärck Jones (1972), J. Doc. 28.
    Finding takes time in proportion to how many of the kept texts share words with the one asked about, not to all of
    them; `size` says how much memory is taken.
    """

    def __init__(self) -> None:
        self._ids: list[Id] = []  # by place; a text that was replaced leaves its place empty
        self._stems: list[array[int] | None] = []
        self._place: dict[Id, int] = {}
        self._number: dict[str, int] = {}  # of each stem
        self._places: list[array[int]] = []  # by number of a stem: the places of the texts that have it
        self._had: list[int] = []  # by number of a stem: how many texts have it now
        self._words = 0  # of all texts together

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return 10 * self._words + 250 * len(self._places) + 220 * len(self._ids)

    def __len__(self) -> int:
        return len(self._place)

    def put(self, identity: Id, text: str) -> None:
        """Keep a text, in the place of an earlier one with the same id."""
        self._take_out(identity)
        place = len(self._ids)
        numbers = array("I", sorted(self._number_of(one) for one in stems(text)))
        for number in numbers:
            self._places[number].append(place)
            self._had[number] += 1
        self._words += len(numbers)
        self._ids.append(identity)
        self._stems.append(numbers)
        self._place[identity] = place

    def like(self, text: str, *, most: int) -> list[tuple[Id, float]]:
        """(id, likeness) of the texts that are alike, the most alike first, of equals the one kept first."""
        asked = stems(text)
        weight = _Weights(self._had, len(self))
        known = [number for number in (self._number.get(one) for one in asked) if number is not None]
        # A stem that nobody has used weighs as much as one can
        whole = sum(weight[number] for number in known) + (len(asked) - len(known)) * log(2 + len(self))
        found = []
        for place, shared in self._shared(known, weight).items():
            own = self._stems[place]
            # Σ w(B) is at least what both have, so that must weigh 0.3² · Σ w(A)
            if own is None or shared < ALIKE * ALIKE * whole - TINY:
                continue
            likeness = shared / sqrt(whole * sum([weight[number] for number in own]))
            if likeness >= ALIKE - TINY and _enough(len(set(known).intersection(own)), asked, own):
                found.append((place, min(1.0, likeness)))
        found.sort(key=lambda one: (-round(one[1], 9), one[0]))
        return [(self._ids[place], likeness) for place, likeness in found[:most]]

    def _shared(self, known: list[int], weight: "_Weights") -> dict[int, float]:
        """Place → Σ w(A ∩ B) of every text that shares anything."""
        shared: dict[int, float] = {}
        had = shared.get
        for number in known:
            more = weight[number]
            for place in self._places[number]:
                shared[place] = had(place, 0.0) + more
        return shared

    def _number_of(self, one: str) -> int:
        number = self._number.setdefault(one, len(self._places))
        if number == len(self._places):
            self._places.append(array("I"))
            self._had.append(0)
        return number

    def _take_out(self, identity: Id) -> None:
        place = self._place.pop(identity, None)
        if place is None:
            return
        for number in self._stems[place] or ():
            self._had[number] -= 1
        self._stems[place] = None


def _enough(shared: int, asked: Sized, own: Sized) -> bool:
    return shared >= SHARED_LEAST or shared == len(asked) == len(own)


class _Weights(dict[int, float]):
    """Number of a stem → w(s), worked out when first asked for."""

    def __init__(self, had: list[int], texts: int) -> None:
        self._had, self._texts = had, texts

    def __missing__(self, number: int) -> float:
        weight = self[number] = log(1 + (self._texts + 1) / (self._had[number] + 1))
        return weight


def _without_s(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) - 1 >= _LEFT_LEAST else word
