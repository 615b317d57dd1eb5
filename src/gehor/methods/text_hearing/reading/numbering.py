"""The numbers that Word writes before headings and points by itself: they stand in no paragraph, and people cite them.

Word keeps for each list a row of levels, each with its form ("%1.%2"), and counts when it draws the page. Read
`Numbering.mark`; ECMA-376, part 1, 17.9.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN += ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LEVELS = 9


def roman(number: int) -> str:
    """
    >>> roman(1), roman(14), roman(90)
    ('i', 'xiv', 'xc')
    """
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def letters(number: int) -> str:
    """a … z, then aa, bb, as Word goes on.

    >>> letters(1), letters(26), letters(28)
    ('a', 'z', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True)
class Level:
    form: str  # such as "decimal"; "bullet" has a sign and no number
    start: int
    text: str  # such as "%1.%2"


class Numbering:
    """The lists of one document, counting on from paragraph to paragraph."""

    def __init__(self, root: Any = None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}  # abstract list → its levels
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}  # list → its abstract list, where levels begin anew
        self._counted: dict[str, list[int | None]] = {}  # abstract list → how far each level has come
        self._begun: set[str] = set()
        for each in () if root is None else root.iterfind(f"{_W}abstractNum"):
            self._levels[_of(each, "abstractNumId")] = {
                int(_of(level, "ilvl") or 0): _level(level) for level in each.iterfind(f"{_W}lvl")
            }
        for each in () if root is None else root.iterfind(f"{_W}num"):
            anew = {
                int(_of(one, "ilvl") or 0): _number(one.find(f"{_W}startOverride"), 1)
                for one in each.iterfind(f"{_W}lvlOverride")
                if one.find(f"{_W}startOverride") is not None
            }
            self._lists[_of(each, "numId")] = (_value(each.find(f"{_W}abstractNumId")), anew)

    def mark(self, of: str, depth: int) -> str | None:
        """What stands before the next paragraph of a list: "3.1", "a)", "" for a bullet; None where it is not known."""
        abstract, anew = self._lists.get(of, ("", {}))
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return None
        if level.form == "bullet":
            return ""
        counted = self._counted.setdefault(abstract, [None] * LEVELS)
        if of not in self._begun:
            self._begun.add(of)
            for at, start in anew.items():
                counted[at] = start - 1
        now = counted[depth]
        counted[depth] = level.start if now is None else now + 1
        counted[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return self._written(level, levels, counted)

    @staticmethod
    def _written(level: Level, levels: Mapping[int, Level], counted: list[int | None]) -> str | None:
        written = level.text
        for at in range(LEVELS):
            if f"%{at + 1}" not in written:
                continue
            each = levels.get(at)
            form = _FORMS.get(each.form) if each else None
            if form is None or each is None:
                return None
            number = counted[at]
            written = written.replace(f"%{at + 1}", form(each.start if number is None else number))
        return written.strip()


def _level(element: Any) -> Level:
    form = _value(element.find(f"{_W}numFmt")) or "decimal"
    return Level(form, _number(element.find(f"{_W}start"), 0), _value(element.find(f"{_W}lvlText")))


def _number(element: Any, default: int) -> int:
    found = _value(element)
    return int(found) if found.isdecimal() else default


def _of(element: Any, name: str) -> str:
    return str(element.get(f"{_W}{name}", ""))


def _value(element: Any) -> str:
    return "" if element is None else _of(element, "val")
