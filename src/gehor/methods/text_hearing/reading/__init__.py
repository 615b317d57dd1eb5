"""A text out of a file or a box to paste into: DOCX, Markdown or plain text, told by what it is."""

from gehor.calc.text.tidying import tidy
from gehor.ground.errors import WrongInput
from gehor.ground.reading.files import what_else

from ..blocks import BLOCK_MOST, BLOCKS_MOST, TEXT_MOST, Block, Left, Read
from .markdown import read_markdown

BYTES_MOST = 20 * 1024 * 1024
ZIPPED = b"PK"  # as a DOCX is


def read_text(data: bytes, name: str) -> Read:
    """The blocks of a file. Raises WrongInput.

    data: a DOCX, or UTF-8 text in which Markdown's marks are understood.
    """
    if len(data) > BYTES_MOST:
        raise WrongInput("text_file_too_big", name=name, limit_mb=BYTES_MOST // 1024 // 1024)
    read = _read_docx(data, name=name) if data.startswith(ZIPPED) else _read_plain(data, name=name)
    if not any(block.is_numbered for block in read.blocks):
        raise WrongInput("text_is_empty", name=name)
    if len(read.blocks) > BLOCKS_MOST or sum(len(block.text) for block in read.blocks) > TEXT_MOST:
        raise WrongInput("text_too_long_to_hear", name=name, limit=BLOCKS_MOST)
    return _cut(read)


def _read_docx(data: bytes, *, name: str) -> Read:
    from .docx import read_docx  # takes memory: loaded by whoever brings a DOCX first

    return read_docx(data, name=name)


def _decoded(data: bytes, *, name: str) -> str:
    if b"\x00" in data or what_else(data):
        raise WrongInput("not_a_text", name=name)
    try:
        return tidy(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        return tidy(data.decode("cp1252"))
    except UnicodeDecodeError:
        raise WrongInput("not_a_text", name=name) from None


def _read_plain(data: bytes, *, name: str) -> Read:
    text = _decoded(data, name=name)
    if len(text) > 2 * TEXT_MOST:  # with room for comments and marks, which go
        raise WrongInput("text_too_long_to_hear", name=name, limit=BLOCKS_MOST)
    return read_markdown(text)


def _cut(read: Read) -> Read:
    """Paragraphs that nobody reads in one go become several, at the end of a sentence where there is one."""
    blocks: list[Block] = []
    left = read.left.copy()
    for block in read.blocks:
        text = block.text
        while len(text) > BLOCK_MOST:
            at = max(text.rfind(". ", 0, BLOCK_MOST), text.rfind("\n", 0, BLOCK_MOST)) + 1 or BLOCK_MOST
            blocks.append(Block(block.kind, text[:at].strip(), block.level))
            text = text[at:].strip()
            left[Left.LONG] += 1
        blocks.append(Block(block.kind, text, block.level))
    return Read(tuple(block for block in blocks if block.text), left)
