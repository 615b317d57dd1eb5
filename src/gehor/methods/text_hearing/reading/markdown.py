"""Markdown and pasted text: blank lines stand between paragraphs, # and numbers such as 3.1 make headings.

Marks for bold, links and so on are taken away, the words stay; the address of a link stands after them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from gehor.calc.text.tidying import tidy_line

from ..blocks import CELLS, Block, Kind, Left, Read

HEADING_MOST = 120  # characters; a longer line that begins with a number is a paragraph

# None of them may look far ahead from many places: a text can be long, and be all brackets.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:<)?([^()\s>]+)(?:>)?(?: \"[^\"\n]*\")?\)")
_MARKS = re.compile(r"(\*\*|__|~~|`)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_LEANING = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])")
_HASHES = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_NUMBERED = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\.?[ \t]+(\S.*)")
_ITEM = re.compile(r"[ \t]*([-*+•–]|[0-9]{1,3}[.)]|[a-zåäö]\))[ \t]+(\S.*)")
_BULLETS = "-*+•–"
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?")
_SENTENCE_ENDS = (".", ":", ";", ",", "!", "?")


def read_markdown(text: str) -> Read:
    left: Counter[Left] = Counter()
    last = text.rfind("-->") + 3  # what begins after it is never closed
    before, comments = _COMMENT.subn("", text[:last])
    text = before + text[last:]
    text, pictures = _PICTURE.subn("", text)
    left += Counter({Left.COMMENTS: comments, Left.PICTURES: pictures})
    chunks = re.split(r"\n[ \t]*\n", text)
    if len(chunks) == 1:  # a text in which every line is a paragraph
        chunks = _lines(text)
    chunks = [chunk.strip("\n") for chunk in chunks if chunk.strip()]
    blocks = [
        block
        for at, chunk in enumerate(chunks)
        for block in _blocks(chunk, is_heading=_is_numbered_heading(chunk) and not _is_in_a_row(chunks, at))
    ]
    return Read(tuple(blocks), left)


def _lines(text: str) -> list[str]:
    """Line by line; what is indented below a point of a list belongs to it."""
    found: list[str] = []
    for line in text.splitlines():
        below = line.startswith((" ", "\t")) and not _ITEM.fullmatch(line)
        if found and below and _ITEM.fullmatch(found[-1].partition("\n")[0]):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _is_in_a_row(chunks: list[str], at: int) -> bool:
    """“1. Ett” right before “2. Två” is a point of a list; a heading has something below it."""
    beside = [chunks[place].partition("\n")[0] for place in (at - 1, at + 1) if 0 <= place < len(chunks)]
    points = [line for line in beside if _NUMBERED.fullmatch(line.strip()) and _is_point(line)]
    return any(_depth(each) == _depth(chunks[at]) for each in points)


def _is_point(line: str) -> bool:
    return bool(_ITEM.fullmatch(line)) or _is_numbered_heading(line)


def _blocks(chunk: str, *, is_heading: bool) -> Iterator[Block]:
    """The blocks of what stands between two blank lines. is_heading: its one line is a numbered heading."""
    lines = [line for line in chunk.splitlines() if line.strip()]
    kept: list[str] = []
    kind = Kind.PARAGRAPH  # of the point of a list that is being read
    first_item = next((at for at, line in enumerate(lines) if _ITEM.fullmatch(line)), len(lines))
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        above = lines[at - 1] if at else ""
        if hashes := _HASHES.fullmatch(line):
            yield from _paragraph(kept)
            yield _heading(hashes[2].strip().rstrip("#"), len(hashes[1]))
        elif below and _UNDERLINE.fullmatch(below) and not kept and "|" not in line and not _ITEM.fullmatch(line):
            yield _heading(line, 1 if below.strip()[0] == "=" else 2)
        elif _UNDERLINE.fullmatch(line) and above and not kept:
            continue  # the line under a heading
        elif _RULE.fullmatch(line) or _is_table_rule(line):
            yield from _paragraph(kept)
        elif line.strip().startswith("|") or (below and _is_table_rule(below) and "|" in line):
            yield from _paragraph(kept)
            yield _row(line, Kind.HEAD if _is_table_rule(below) and not _is_row(above) else Kind.ROW)
        elif (item := _ITEM.fullmatch(line)) and not is_heading:
            yield from _paragraph(kept)
            kind = Kind.ITEM if item[1] in _BULLETS else Kind.PARAGRAPH
            kept.append(item[2] if kind is Kind.ITEM else f"{item[1]} {item[2]}")
            if not below or _ITEM.fullmatch(below) or not below.startswith((" ", "\t")):
                yield from _paragraph(kept, kind)
        elif is_heading:
            yield _heading(line, min(6, 1 + _depth(line)))
        else:
            kept.append(line.strip().removeprefix("> "))
            if at > first_item and _is_last_of_item(lines, at):
                yield from _paragraph(kept, kind)
    yield from _paragraph(kept)


def _is_last_of_item(lines: list[str], at: int) -> bool:
    """Whether this line below a list item is its last one."""
    if not lines[at].startswith((" ", "\t")):
        return False
    return at + 1 == len(lines) or not lines[at + 1].startswith((" ", "\t"))


def _paragraph(kept: list[str], kind: Kind = Kind.PARAGRAPH) -> Iterator[Block]:
    text = _plain("\n".join(kept))
    kept.clear()
    if text:
        yield Block(kind, text)


def _heading(text: str, level: int) -> Block:
    return Block(Kind.HEADING, _plain(tidy_line(text)), level)


def _row(line: str, kind: Kind) -> Block:
    cells = [_plain(cell.strip()) for cell in line.strip().strip("|").split("|")]
    return Block(kind, CELLS.join(cells))


def _is_row(line: str) -> bool:
    return line.strip().startswith("|")


def _is_table_rule(line: str) -> bool:
    return "|" in line and _TABLE_RULE.fullmatch(line.strip()) is not None


def _is_numbered_heading(line: str) -> bool:
    """“3.1 Mål”, on a line of its own and not a sentence."""
    found = _NUMBERED.fullmatch(line.strip())
    if found is None or len(line) > HEADING_MOST or line.rstrip().endswith(_SENTENCE_ENDS):
        return False
    return found[2][:1].isupper()


def _depth(line: str) -> int:
    found = _NUMBERED.fullmatch(line.strip())
    return found[1].count(".") if found else 0


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", text)
    for marks in (_MARKS, _MARKS, _LEANING):
        text = marks.sub(r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|>-])", r"\1", text).strip()
