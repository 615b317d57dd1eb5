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
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|[0-9]{1,3}[.)]|[a-zåäö]\))[ \t]+(\S.*)")
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
        chunks = text.splitlines()
    blocks = [block for chunk in chunks for block in _blocks(chunk.strip("\n"))]
    return Read(tuple(blocks), left)


def _blocks(chunk: str) -> Iterator[Block]:
    """The blocks of what stands between two blank lines."""
    lines = [line for line in chunk.splitlines() if line.strip()]
    kept: list[str] = []
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
            yield _row(line)
        elif (item := _ITEM.fullmatch(line)) and not _is_numbered_heading(line, alone=len(lines) == 1):
            yield from _paragraph(kept)
            kept.append(item[1])
            if not below or _ITEM.fullmatch(below) or not below.startswith((" ", "\t")):
                yield from _paragraph(kept, Kind.ITEM)
        elif not kept and _is_numbered_heading(line, alone=len(lines) == 1):
            yield _heading(line, min(6, 1 + _NUMBERED.fullmatch(line.strip())[1].count(".")))  # type: ignore[index]
        else:
            kept.append(line.strip().removeprefix("> "))
            if at > first_item and _is_last_of_item(lines, at):
                yield from _paragraph(kept, Kind.ITEM)
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


def _row(line: str) -> Block:
    cells = [_plain(cell.strip()) for cell in line.strip().strip("|").split("|")]
    return Block(Kind.ROW, CELLS.join(cells))


def _is_table_rule(line: str) -> bool:
    return "|" in line and _TABLE_RULE.fullmatch(line.strip()) is not None


def _is_numbered_heading(line: str, *, alone: bool) -> bool:
    """“3.1 Mål”, on a line of its own and not a sentence. “1. Köp bröd” beside other points is one of a list."""
    found = _NUMBERED.fullmatch(line.strip())
    if found is None or len(line) > HEADING_MOST or line.rstrip().endswith(_SENTENCE_ENDS):
        return False
    return alone and found[2][:1].isupper()


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", text)
    for marks in (_MARKS, _MARKS, _LEANING):
        text = marks.sub(r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|>-])", r"\1", text).strip()
