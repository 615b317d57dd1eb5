"""Search keys, and which texts are copies of another.

Read `copies` first. Copies come from campaigns, from pressing send twice and from the same form arriving by post and by
web. They are shown together to the analyst; each remains a contribution of its own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from math import ceil
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)

NEAR = 0.8
SHINGLE = 5
SHORT_WORDS = 12
SMALL_CHANGE = 4

_SWEDISH = frozenset("åäö")

# A text that differs in one of these may say the opposite, however alike the two look.
_TURNING_WORDS = """
inte icke ej aldrig ingen inget inga utan nej ja för mot mer mera mindre fler färre höj höja höjd höjas sänk
sänka sänkt sänkas öka ökas ökad minska minskas minskad öppna öppnas stäng stänga stängas stängd bevara bevaras
riv riva rivas behåll behålla behållas avskaffa avskaffas tillåt tillåta tillåtas förbjud förbjuda förbjudas bra
bättre dåligt dålig sämre före efter
not no never none nobody nothing without yes for against more less fewer raise lower increase decrease reduce
open close keep abolish remove allow forbid ban good better bad worse before after don t
"""
_POLARITY = frozenset(_TURNING_WORDS.split())


def search_key(text: str) -> str:
    """The text in the form by which it is compared and found.

    Compatibility forms, case, accents on Latin letters, punctuation and white space no longer differ; å, ä and ö stay
    letters of their own. Symbols such as € and emoji stay. Returns "" when nothing but punctuation was there.

    >>> search_key("  Kök & café på ÖN?\\n")
    'kök cafe på ön'
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    if not plain.isascii():
        plain = plain.translate(_FOLDED)
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Share of all shingles that both sets hold: |A ∩ B| / |A ∪ B|.

    Returns a number in [0, 1]; two empty sets are equal, 1. Source: Jaccard (1901), Bull. Soc. Vaud. Sci. Nat. 37.

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    if not left and not right:
        return 1.0
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def shingles(key: str) -> frozenset[str]:
    """Every run of five characters in a search key; the key itself when it is shorter. Empty for an empty key.

    >>> sorted(shingles("en gata"))
    [' gata', 'en ga', 'n gat']
    """
    if not key:
        return frozenset()
    return frozenset(key[at : at + SHINGLE] for at in range(max(1, len(key) - SHINGLE + 1)))


def copies(texts: Sequence[tuple[Id, str]]) -> list[tuple[Id, Id]]:
    """Pairs (copy, original): texts that repeat an earlier one, exactly or nearly.

    texts: (id, text) in the order received; ids unique (else ValueError). Not modified.
    Returns at most one pair per text, in the order of `texts`. An original is never itself a copy, so the pairs form
    stars round originals, not chains in which the ends have nothing in common.
    Exact: equal search keys. Near: Jaccard similarity of five-character shingles >= 0.8 with the original, unless the
    words that differ can turn the meaning: in texts of fewer than 12 words a word such as "inte", "mot" or "sänk", a
    number or another name; in longer texts such a word when no more than four words differ. Of several originals the
    most alike is taken, the earliest first.
    No randomness. A text that comes later never changes the pairs of earlier ones. Texts without a single letter, digit
    or symbol are copies of nothing.
    Time grows about linearly with the amount of text; memory is about 100 bytes for each character of distinct text.
    Source: prefix filtering, Bayardo, Ma & Srikant (2007), WWW '07, p. 131-140, section 3; it loses no pair.

    >>> copies([(7, "Fler bänkar i parken!"), (3, "fler bänkar i parken"), (9, "Laga gatan")])
    [(3, 7)]
    """
    if len({identity for identity, _ in texts}) < len(texts):
        raise ValueError("ids must be unique")
    keyed = [(identity, text, search_key(text)) for identity, text in texts]
    by_key: dict[str, tuple[Id, str]] = {}
    for identity, text, key in keyed:
        if key:
            by_key.setdefault(key, (identity, text))
    near = _nearest([(key, text) for key, (_, text) in by_key.items()])
    pairs = []
    for identity, _, key in keyed:
        if not key:
            continue
        original = by_key[near.get(key, key)][0]
        if original != identity:
            pairs.append((identity, original))
    return pairs


def _nearest(distinct: list[tuple[str, str]]) -> dict[str, str]:
    """Key → key of the original that it nearly repeats. `distinct`: (key, text) in the order received, no key twice."""
    sets = {key: shingles(key) for key, _ in distinct}
    written = dict(distinct)
    commonness = Counter(piece for pieces in sets.values() for piece in pieces)
    originals: dict[str, list[int]] = {}
    order = [key for key, _ in distinct]
    near: dict[str, str] = {}
    for at, key in enumerate(order):
        rarest = _prefix(sets[key], commonness)
        candidates = sorted({place for piece in rarest for place in originals.get(piece, ())})
        best = _best(key, [order[place] for place in candidates], sets, written)
        if best is not None:
            near[key] = best
            continue
        for piece in rarest:
            originals.setdefault(piece, []).append(at)
    return near


def _prefix(pieces: frozenset[str], commonness: Counter[str]) -> list[str]:
    """The rarest shingles of a text. Two texts with J >= t share one of their |A| - ceil(t·|A|) + 1 rarest (p. 134)."""
    needed = len(pieces) - ceil(NEAR * len(pieces) - 1e-9) + 1
    return sorted(pieces, key=lambda piece: (commonness[piece], piece))[:needed]


def _best(key: str, candidates: list[str], sets: dict[str, frozenset[str]], written: dict[str, str]) -> str | None:
    """The candidate most like the text, among those alike enough that do not say something else."""
    size = len(sets[key])
    best, likeness = None, 0.0
    for candidate in candidates:
        # J can be at most the smaller size divided by the greater
        if min(size, len(sets[candidate])) / max(size, len(sets[candidate])) < NEAR:
            continue
        found = jaccard(sets[key], sets[candidate])
        if found >= NEAR and found > likeness and not _says_otherwise(written[candidate], written[key]):
            best, likeness = candidate, found
    return best


def _says_otherwise(one: str, other: str) -> bool:
    """Whether the words that only one of two similar texts holds can turn its meaning."""
    words, others = Counter(search_key(one).split()), Counter(search_key(other).split())
    here, there = words - others, others - words
    differing = set(here) | set(there)
    if min(words.total(), others.total()) >= SHORT_WORDS:
        # In a long text a personal line is added to a campaign's words; a single "inte" put in is no such line
        return here.total() + there.total() <= SMALL_CHANGE and bool(differing & _POLARITY)
    if differing & _POLARITY:
        return True
    if any(any(sign.isdigit() for sign in word) for word in differing):
        return True
    return bool(_names(one) & set(here)) and bool(_names(other) & set(there))


def _names(text: str) -> set[str]:
    """Words with a capital that do not begin a sentence, as search keys."""
    return {search_key(name) for name in _NAME.findall(text)}


def _folded(sign: str) -> str:
    """One character of a search key: accents of Latin letters taken off, invisible characters taken out."""
    if sign.isascii() or sign in _SWEDISH:
        return sign
    category = unicodedata.category(sign)
    if category == "Cf" or "\ufe00" <= sign <= "\ufe0f" or "\U0001f3fb" <= sign <= "\U0001f3ff":  # skin tones too
        return ""
    if category[0] in "PZC" or category in ("Sm", "Sk"):
        return " "
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isascii() else sign


class _Folding(dict[int, str]):
    """Code point → folded text, worked out when first met: `str.translate` is ten times as fast as a loop."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _folded(chr(point))
        return folded


_FOLDED = _Folding()
_PUNCTUATION = re.compile(r"[\x00-\x20!-#%-/:-@\[-`{-\x7f]+")
_NAME = re.compile(r"(?<=[^\s.!?:][ ])[A-ZÅÄÖÉ]\w+")
