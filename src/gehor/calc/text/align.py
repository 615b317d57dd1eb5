"""Which paragraphs of two versions of a text are the same paragraph, reworded or not.

Read `align` first, then `renumbered`: the number of a paragraph follows it through every version.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .keys import search_key

Pair = tuple[int, int]

REWORDED = 0.5  # so alike, and in the same place among those round it, it is the same paragraph
MOVED = 0.75  # so alike, and it may stand anywhere
RARE = 40  # a word that more paragraphs have does not say which of them it is
ALWAYS = 3  # but so many of a paragraph's words are looked for, the rarest first
SHARES = 1_000_000  # likenesses are compared as whole numbers: parts of a million

_NUMBER = re.compile(r"([0-9]+)([a-z]*)")


def align(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each paragraph of `after`, the place in `before` of the one that it was; None where it is new.

    before, after: the paragraphs in their order. Not modified. No place is given twice.
    1. The longest common subsequence of equal texts, where case, punctuation and white space do not count.
    2. Between two of those, in order: the pairs of the greatest total likeness, each at least 0.5.
    3. Of what is left, equal texts wherever they stand, then the most alike first, at least 0.75: they were moved.
    Likeness of two texts is 2 · |A ∩ B| / (|A| + |B|) of their words, one that stands twice counted twice (Dice 1945).
    The same texts give the same answer; of equally good ones the one that stands first is taken.
    In steps 2 and 3 two paragraphs are compared if they share one of the three rarest words of the first, or any word
    that stands in at most 40 paragraphs: where everything is reworded, that keeps 3,000 paragraphs to some seconds.
    Source: Hunt & Szymanski (1977), CACM 20, p. 350-353, for step 1, with weights for step 2.

    >>> align(["Alla ska ha nära till grönt.", "Träd sparas."], ["Träd sparas.", "Alla ska ha nära till mycket grönt."])
    [1, 0]
    """
    old, new = [_words(text) for text in before], [_words(text) for text in after]
    found = dict(_in_order(_equal(old, new)))
    for some, others in _gaps(found, len(old), len(new)):
        found |= _in_order(_alike(old, new, some, others, least=REWORDED))
    was = {place: at for at, place in found.items()}
    left, right = [at for at in range(len(old)) if at not in found], [at for at in range(len(new)) if at not in was]
    for (at, place), _ in sorted(_alike(old, new, left, right, least=MOVED), key=lambda one: (-one[1], one[0])):
        if at not in found and place not in was:
            found[at], was[place] = place, at
    return [was.get(place) for place in range(len(new))]


def renumbered(was: Sequence[str | None], *, taken: Iterable[str] = ()) -> list[str]:
    """The number of each paragraph: the one it had, or one of its own after the paragraph that it stands behind.

    was: for each paragraph the number that it had, or None where it is new. No number stands there twice.
    taken: numbers of earlier versions, also of paragraphs that are gone. They are never given again.
    Where no number was ever given they are 1, 2, 3 …; a new one after 12 is 12a, then 12b; before the first, 0a. A new
    one at the end gets the number after the highest that was ever given.

    >>> renumbered([None, None]), renumbered(["1", None, "2", None], taken=["1", "2", "3"])
    (['1', '2'], ['1', '1a', '2', '4'])
    """
    used = {*taken, *(number for number in was if number)}
    after_all = max((place for place, number in enumerate(was) if number), default=-1)
    highest = max((_parts(number)[0] for number in used), default=0)
    numbers = []
    behind = 0
    for place, number in enumerate(was):
        if number is None and place > after_all:
            highest += 1
            number = str(highest)
        elif number is None:
            number = next(each for each in _lettered(behind) if each not in used)
        used.add(number)
        numbers.append(number)
        behind = _parts(number)[0]
    return numbers


def _parts(number: str) -> tuple[int, str]:
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"{number!r} is no number of a paragraph")
    return int(found[1]), found[2]


def _lettered(number: int) -> Iterator[str]:
    """12a … 12z, 12aa …"""
    count = 1
    while True:
        letters, left = "", count
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("a") + letter) + letters
        yield f"{number}{letters}"
        count += 1


Word = tuple[str, int]  # and the how manieth of its text it is: the second "och" is another than the first
Words = tuple[str, frozenset[Word]]  # the key by which texts are equal, and the words


def _words(text: str) -> Words:
    key = search_key(text) or " ".join(text.split())
    seen: Counter[str] = Counter()
    words = set()
    for word in key.split():
        seen[word] += 1
        words.add((word, seen[word]))
    return key, frozenset(words)


def _equal(old: Sequence[Words], new: Sequence[Words]) -> list[tuple[Pair, int]]:
    places = defaultdict(list)
    for place, (key, _) in enumerate(new):
        places[key].append(place)
    return [((at, place), 1) for at, (key, _) in enumerate(old) for place in places[key]]


def _alike(
    old: Sequence[Words], new: Sequence[Words], left: Sequence[int], right: Sequence[int], *, least: float
) -> list[tuple[Pair, int]]:
    """Pairs (one of left, one of right) at least so alike, with their likeness in parts of a million."""
    if not left or not right:
        return []
    holding: defaultdict[Word, list[int]] = defaultdict(list)
    for place in right:
        for word in new[place][1]:
            holding[word].append(place)

    def telling(words: frozenset[Word]) -> list[Word]:
        known = sorted((word for word in words if word in holding), key=lambda word: (len(holding[word]), word))
        return [word for at, word in enumerate(known) if at < ALWAYS or len(holding[word]) <= RARE]

    found = []
    for at in left:
        words = old[at][1]
        tried = {place for word in telling(words) for place in holding[word]}
        for place in tried:
            likeness = 2 * len(words & new[place][1]) * SHARES // (len(words) + len(new[place][1]))
            if likeness >= least * SHARES:
                found.append(((at, place), likeness))
    return found


@dataclass(frozen=True)
class _Chain:
    """The best pairs in order that end at this place of the other side."""

    place: int
    total: int
    pair: Pair | None = None
    before: "_Chain | None" = None


def _in_order(pairs: Iterable[tuple[Pair, int]]) -> dict[int, int]:
    """The pairs that stand in the same order on both sides and weigh the most together; each place in one at most."""
    by_left = defaultdict(list)
    for (at, place), weight in pairs:
        by_left[at].append((place, weight))
    best = [_Chain(-1, 0)]  # by place; what ends later weighs more, or is left out
    for at in sorted(by_left):
        reached = []
        for place, weight in by_left[at]:
            before = best[bisect_left(best, place, key=lambda each: each.place) - 1]
            reached.append(_Chain(place, before.total + weight, (at, place), before))
        for one in reached:
            _take_in(best, one)
    found = {}
    chain: _Chain | None = best[-1]
    while chain and chain.pair:
        found[chain.pair[0]] = chain.pair[1]
        chain = chain.before
    return found


def _take_in(best: list[_Chain], one: _Chain) -> None:
    """Keep it where it weighs more than all that end at the same place or before; then drop what weighs no more."""
    at = bisect_left(best, one.place + 1, key=lambda each: each.place)
    if best[at - 1].total >= one.total:
        return
    first = at - 1 if best[at - 1].place == one.place else at
    last = first
    while last < len(best) and best[last].total <= one.total:
        last += 1
    best[first:last] = [one]


def _gaps(found: dict[int, int], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The places between two pairs that follow one another."""
    before = (-1, -1)
    for pair in (*sorted(found.items()), (old, new)):
        yield range(before[0] + 1, pair[0]), range(before[1] + 1, pair[1])
        before = pair
