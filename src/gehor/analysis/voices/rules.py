"""Where a quotation stands in a wording, and where it stands when the wording is masked. Plain Python."""

import re
import unicodedata
from difflib import SequenceMatcher

QUOTATION_LONGEST = 1000
QUOTATIONS_MOST = 12  # for one finding: more is a list, and nobody chose it
NAME_LONGEST = 80
STATEMENT_LONGEST = 600
BACKING_MOST = 500
_MARKS = "\"”“„»«'’ \t\r\n"
_REFERENCE = re.compile(r"[0-9A-Za-z]+")

Place = tuple[int, int]


def place(typed: str, text: str) -> Place | None:
    """Where the words that somebody marked and pasted stand in the text, whatever the line breaks between them.

    >>> place("”Maten är kall”", "Hej! Maten  är kall när vi äter.")
    (5, 19)
    >>> place("Maten är varm", "Maten är kall") is None
    True
    """
    words = unicodedata.normalize("NFC", typed).strip(_MARKS).split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


def followed(was: str, at: Place, now: str) -> Place | None:
    """Where the same words stand in another wording of the same text, with what was put in place of masked ones.

    None when fewer than half of the words are left: then it is another quotation, and a person must choose it.
    What comes back is always a place in the wording that is shown now, so nothing masked can be shown by it.

    >>> was, now = "Läraren Anna Berg skrek åt oss.", "Läraren [namn] skrek åt oss."
    >>> begins, ends = followed(was, (0, 30), now); now[begins:ends]
    'Läraren [namn] skrek åt oss'
    """
    exactly = was[at[0] : at[1]]
    if now.count(exactly) == 1:
        return now.index(exactly), now.index(exactly) + len(exactly)
    before, after = _words(was), _words(now)
    first = next((i for i, (_, ends) in enumerate(before) if ends > at[0]), None)
    last = next((i for i in reversed(range(len(before))) if before[i][0] < at[1]), None)
    if first is None or last is None or not after:
        return None
    changes = SequenceMatcher(None, [was[a:b] for a, b in before], [now[a:b] for a, b in after], autojunk=False)
    kept = 0
    begins: int | None = None
    ends: int | None = None
    for tag, i1, i2, j1, j2 in changes.get_opcodes():
        if tag == "equal":
            kept += max(0, min(i2, last + 1) - max(i1, first))
        if i1 <= first < i2 and j1 < len(after):
            begins = _offset(before[first], at[0], after[j1 + first - i1]) if tag == "equal" else after[j1][0]
        if i1 <= last < i2 and j2:
            ends = _offset(before[last], at[1], after[j1 + last - i1]) if tag == "equal" else after[j2 - 1][1]
    if begins is None or ends is None or begins >= ends or 2 * kept < last - first + 1:
        return None
    return begins, ends


def references_in(typed: str) -> list[str]:
    """References as people list them, each once, in capitals.

    >>> references_in("r00001, R00002;\\nR00001")
    ['R00001', 'R00002']
    """
    return list(dict.fromkeys(word.upper() for word in _REFERENCE.findall(typed)))


def _words(text: str) -> list[Place]:
    return [found.span() for found in re.finditer(r"\S+", text)]


def _offset(was: Place, at: int, now: Place) -> int:
    """The same sign within a word that is the same: `at`, or the word's edge when `at` is the space beside it."""
    return now[0] + min(max(at, was[0]), was[1]) - was[0]
