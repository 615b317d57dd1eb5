"""CSV as it comes in Sweden: any of five character sets, semicolon or comma, quotation marks that may be missing."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice

from gehor.ground.errors import WrongInput

from .cells import imported_cell
from .tables import CELL, Table, tabulate

_DELIMITERS = (";", ",", "\t", "|")
_NO_DELIMITER = "\x1f"
_LOOK_AT = 300
_LAST_LINE = "\x1e"
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")

# å ä ö between two letters, in the character sets that Excel has called plain "CSV". In Windows-1252 the bytes of the
# other two are quotation marks and letters such as Œ, which hardly ever stand inside a word.
_LETTERS_1252 = re.compile(rb"[\xe5\xe4\xf6\xc5\xc4\xd6\xe9]")
_LETTERS_DOS = re.compile(rb"(?<=[A-Za-z])[\x84\x86\x94](?=[A-Za-z])")
_LETTERS_MAC = re.compile(rb"(?<=[A-Za-z])[\x8a\x8c\x9a](?=[A-Za-z])")


def read_delimited(data: bytes, *, name: str) -> Table:
    """The table in the bytes of a CSV file."""
    text, encoding = decoded(data, name=name)
    if len(_CONTROL.findall(text[:20_000])) > len(text[:20_000]) // 100:
        raise WrongInput("file_is_binary", name=name)
    if not text.strip("".join(_DELIMITERS) + '" \r\n\ufeff'):
        raise WrongInput("file_empty", name=name)
    told = _SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    records = list(_records(text, delimiter or _NO_DELIMITER, name=name))
    numbered = [(number, [imported_cell(cell) for cell in cells]) for number, cells in enumerate(records, start=1)]
    columns, rows, problems = tabulate(numbered, name=name, delimiter=delimiter, ragged=True)
    return Table(columns, rows, encoding=encoding, delimiter=delimiter, problems=tuple(problems))


def decoded(data: bytes, *, name: str) -> tuple[str, str]:
    """The text and the name of its character set."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace"), "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _without_nul(data.decode("utf-16", "replace"), name=name), "utf-16"
    if b"\x00" in data:
        return _without_nul(data.decode(_utf_16_by_zeros(data, name=name), "replace"), name=name), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded_otherwise(data)


def _without_nul(text: str, *, name: str) -> str:
    if "\x00" in text:
        raise WrongInput("file_has_nul", name=name)
    return text


def _utf_16_by_zeros(data: bytes, *, name: str) -> str:
    """UTF-16 without its mark: nearly every other byte of western text is zero."""
    half = len(data) / 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    zeros, controls = even + odd, len(_CONTROL_BYTES.findall(data[:20_000]))
    is_text = zeros < 0.01 * len(data) and controls < 0.01 * len(data[:20_000])
    raise WrongInput("file_has_nul" if is_text else "file_is_binary", name=name)


def _decoded_otherwise(data: bytes) -> tuple[str, str]:
    mended = data.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if sum(sign > "\x7f" for sign in mended) - lost > lost:
        # UTF-8 with a few broken characters; `preview` points out the rows that have them
        return mended, "utf-8"
    found = {
        "windows-1252": len(_LETTERS_1252.findall(data)),
        "cp850": len(_LETTERS_DOS.findall(data)),
        "mac_roman": len(_LETTERS_MAC.findall(data)),
    }
    encoding = max(found, key=lambda each: found[each])
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _delimiter(text: str) -> str | None:
    """The delimiter by which most rows are as wide as the header; None when there is one column only."""
    best, best_fit = None, (0.0, 0)
    for delimiter in _DELIMITERS:
        fit = _fit(text, delimiter)
        if fit > best_fit:
            best, best_fit = delimiter, fit
    return best


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """(share of rows as wide as the header, width of the header); (0, 0) when it divides prose rather than columns."""
    sample = _sample(text, delimiter)
    width = next((len(cells) for cells in sample[:6] if sum(bool(cell.strip()) for cell in cells) > 1), 1)
    if width == 1:
        return 0.0, 0
    share = round(sum(len(cells) == width for cells in sample) / len(sample), 2)
    if len(sample[0]) == 1:
        needed = 0.8  # a heading stands above, or the commas are those of a text
    else:
        needed = 0.5 if width < 4 and delimiter == "," else 0.2
    return (share, width) if share >= needed or width > 6 else (0.0, 0)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """The first filled records, as far as they can be read."""
    sample = []
    reader = _reader(StringIO(text, newline=""), delimiter)
    try:
        for cells in islice(reader, _LOOK_AT):
            if any(cell.strip() for cell in cells):
                sample.append(cells)
    except csv.Error:
        return sample
    return sample


def _records(text: str, delimiter: str, *, name: str) -> Iterator[list[str]]:
    """Every record. A line of our own at the end shows whether the last quotation mark was ever closed."""
    number = 0
    reader = _reader(chain(StringIO(text, newline=""), [_LAST_LINE]), delimiter)
    while True:
        number += 1
        try:
            cells = next(reader)
        except csv.Error:
            # The reader refuses cells beyond 131,072 characters: what an open quotation mark swallows, or one long text
            if text.count('"') % 2:
                raise WrongInput("quote_not_closed", name=name, row=number) from None
            raise WrongInput("cell_too_long", name=name, row=number, column=None, limit=CELL) from None
        if cells == [_LAST_LINE]:
            return
        if cells and cells[-1].endswith(_LAST_LINE):
            raise WrongInput("quote_not_closed", name=name, row=number)
        yield cells


def _reader(lines: Iterator[str] | StringIO, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter)
