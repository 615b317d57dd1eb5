"""The typefaces of letters and documents, and what they cannot show: a sign without a glyph would stop the whole.

Atkinson Hyperlegible Next carries Latin letters; the others stand in for what it lacks. Which characters a file
holds is read from the file itself (OpenType, table cmap), so nothing can drift when a file is exchanged.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent / "fonts"
FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Ethiopic",
    "Noto Sans Thai",
    "Gehor Hebrew",  # Hebrew and Yiddish, see OFL-GehorHebrew.txt
    "Noto Emoji",
)
UNPRINTABLE = "\ufffd"

_RIGHT_TO_LEFT = ("R", "AL")
_JOINERS = "\u200c\u200d"  # of use between Arabic and Persian letters
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # our emoji are black on white
_FOLDED = {0x2010: "-", 0x2011: "-", 0x2015: "–", 0x2028: "\n", 0x2029: "\n", 0x0085: "\n", 0x0009: " "}
_LONG_RUN = re.compile(r"[^\s/-]{41,}")
_PIECE = 10


@cache
def typefaces() -> "typst.Fonts":
    """The fonts of this folder and no others, so that every machine prints the same letter."""
    import typst  # on demand, as in press.py

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def printable(text: str) -> str:
    """The text with U+FFFD for what none of our fonts can show, and without signs that steer its direction."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_FOLDED)
    return "".join(_shown(cluster) for cluster in _clusters(_without_controls(plain)))


def line(text: str) -> str:
    """The printable text in one line, with places to break in what no line holds."""
    return breakable(" ".join(printable(text).split()))


def paragraphs(text: str) -> list[dict[str, object]]:
    """Paragraphs with their lines and the direction in which each is read; empty lines divide paragraphs."""
    found: list[list[str]] = [[]]
    for line in printable(text).split("\n"):
        if line.strip():
            found[-1].append(breakable(line.strip()))
        elif found[-1]:
            found.append([])
    return [{"dir": direction("".join(lines)), "lines": lines} for lines in found if lines]


def direction(text: str) -> str:
    """ "rtl" when the first letter with a direction is read from the right (Unicode Annex 9, P2 and P3), else "ltr"."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L":
            return "ltr"
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
    return "ltr"


def breakable(line: str) -> str:
    """The line with places to break in runs of letters that no line holds. An address breaks at its own slashes."""
    return _LONG_RUN.sub(
        lambda run: "\u200b".join(run[0][at : at + _PIECE] for at in range(0, len(run[0]), _PIECE)), line
    )


def _without_controls(text: str) -> str:
    kept = []
    for sign in text:
        category = unicodedata.category(sign)
        if category == "Zs":
            kept.append(" " if sign != "\u00a0" else sign)
        elif category[0] != "C" or sign == "\n" or sign in _JOINERS:
            kept.append(sign)
        elif category in ("Co", "Cn", "Cs"):
            kept.append(UNPRINTABLE)
    return "".join(kept)


def _clusters(text: str) -> Iterator[str]:
    """Every sign with the marks that stand on it."""
    cluster = ""
    for sign in text:
        if cluster and not cluster.isspace() and _is_mark(sign):
            cluster += sign
            continue
        if cluster:
            yield cluster
        cluster = sign
    if cluster:
        yield cluster


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or sign in _JOINERS or sign in _SKIN_TONES


def _shown(cluster: str) -> str:
    """The cluster if one font holds all of it, its first sign if one holds that, else the sign for what is missing."""
    if cluster == "\n" or cluster.isascii():
        return cluster
    first = cluster[0]
    if _is_mark(first) or not any(ord(first) in held for held in _held()):
        return UNPRINTABLE
    seen = [first, *(sign for sign in cluster[1:] if not _is_selector(sign))]
    needed = {ord(sign) for sign in seen if sign not in _JOINERS}
    return "".join(seen) if any(needed <= held for held in _held()) else first


def _is_selector(sign: str) -> bool:
    """A sign that only chooses between looks of the one before: colour or black, another shape."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef" or sign in _SKIN_TONES


@cache
def _held() -> tuple[frozenset[int], ...]:
    """The characters of every regular font file."""
    return tuple(frozenset(_characters(path.read_bytes())) for path in sorted(FOLDER.glob("*-Regular.ttf")))


def _characters(font: bytes) -> Iterator[int]:
    """Code points with a glyph, by the tables of formats 4 and 12 (OpenType 1.9, cmap)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = places[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for at in range(cmap + 4, cmap + 4 + 8 * count, 8):
        platform, _, offset = struct.unpack_from(">HHI", font, at)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if platform in (0, 3) and form == 4:
            yield from _format_4(font, cmap + offset)
        elif platform in (0, 3) and form == 12:
            yield from _format_12(font, cmap + offset)


def _format_4(font: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    size = twice // 2
    ends = struct.unpack_from(f">{size}H", font, at + 14)
    starts = struct.unpack_from(f">{size}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{size}h", font, at + 16 + 2 * twice)
    ranges = at + 16 + 3 * twice
    offsets = struct.unpack_from(f">{size}H", font, ranges)
    for segment, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, last + 1):
            glyph = point
            if offsets[segment]:
                place = ranges + 2 * segment + offsets[segment] + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", font, place) if place + 2 <= len(font) else (0,)
                if glyph == 0:
                    continue
            if (glyph + deltas[segment]) % 65536 and point != 0xFFFF:
                yield point


def _format_12(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for group in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        yield from (point for point in range(first, last + 1) if glyph + point - first)
