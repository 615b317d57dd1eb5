"""gzip for pages that tell nothing by their size (RFC 1951 and 1952).

A page that repeats what was asked for and holds a secret can tell the secret by how well it compresses (BREACH). So a
page is either packed in pieces, with what is secret stored between them as it is, or as a whole under a file name of
random length.
"""

import gzip
import io
import re
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, HttpResponse

WORTH_IT = 500  # bytes
COMPRESSED = ("text/", "application/json", "image/svg")

_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_LAST_BLOCK = b"\x03\0"  # with nothing in it


def takes_gzip(request: HttpRequest) -> bool:
    return _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None


def is_worth_it(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.headers.get("Content-Type", "").startswith(COMPRESSED)
        and len(response.content) >= WORTH_IT
    )


def packed(content: bytes) -> bytes:
    """A page of one reader, at once."""
    name = secrets.token_hex(50)[: secrets.randbelow(100)]
    stream = io.BytesIO()
    with gzip.GzipFile(name, "wb", 4, stream, mtime=0) as file:
        file.write(content)
    return stream.getvalue()


def unpacked(content: bytes) -> bytes:
    return gzip.decompress(content)


def packed_pieces(pieces: Iterable[bytes]) -> tuple[bytes, ...]:
    """Each piece as whole deflate blocks, which end at a byte and never point back beyond its beginning."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return tuple(packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for piece in pieces)


def joined(pieces: Sequence[bytes], in_blocks: Sequence[bytes], between: Sequence[bytes]) -> bytes:
    """The packed pieces with other words between them, as one gzip file. pieces: the same before they were packed."""
    check, size = 0, 0
    for part in in_turn(pieces, between):
        check, size = zlib.crc32(part, check), size + len(part)
    stored = [struct.pack("<BHH", 0, len(part), len(part) ^ 0xFFFF) + part for part in between]
    return b"".join([_HEAD, *in_turn(in_blocks, stored), _LAST_BLOCK, struct.pack("<LL", check, size & 0xFFFFFFFF)])


def in_turn(pieces: Sequence[bytes], between: Sequence[bytes]) -> Iterator[bytes]:
    """One piece more than there is between them."""
    for piece, filling in zip(pieces, between, strict=False):
        yield piece
        yield filling
    yield pieces[-1]
