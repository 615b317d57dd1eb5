"""Files that residents attach: pictures are made anew, PDFs are looked through, the rest is refused.

A picture can carry the place where it was taken, the name of its owner and a smaller copy of what was cut away. None of
that is meant to be sent, so nothing but the pixels is kept. Raises WrongInput with one of CODES.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from gehor.ground.errors import WrongInput

BYTES = 10 * 1024 * 1024
NAME = 100

# Every code that `check_upload` can answer with, and its parameters. texts.py has a sentence for each.
CODES = {
    "attachment_empty": ("name",),
    "attachment_too_big": ("name", "limit_mb"),
    "attachment_is_heic": ("name",),  # an iPhone's own format: send it as JPEG ("most compatible")
    "attachment_is_document": ("name",),  # Word, Excel, OpenDocument, zip: save it as PDF
    "attachment_type_unknown": ("name",),
    "picture_too_large": ("name", "limit_megapixels"),
    "picture_broken": ("name",),
    "pdf_runs_code": ("name",),
    "pdf_holds_files": ("name",),
    "pdf_locked": ("name",),  # a PDF with a password or encryption cannot be looked through
    "pdf_broken": ("name",),
}

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"heif", b"mif1", b"msf1")
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}

# Names in a PDF by which it would run something or bring other files (ISO 32000-1, 12.6.4 and 7.11.4).
_RUNS = re.compile(rb"/(JavaScript|Launch|RichMedia|XFA)\b")
_HOLDS = re.compile(rb"/EmbeddedFiles?\b")
_LOCKED = re.compile(rb"/Encrypt\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n?|\n)")
_OBJECTS = re.compile(rb"/ObjStm\b")
_DICTIONARY = 2_000
_OBJECTS_AT_MOST = 16 * 1024 * 1024
_LOOKED_INTO = 128 * 1024
_LOOKED_INTO_AT_MOST = 128 * 1024 * 1024

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*%\s]+')


@dataclass(frozen=True)
class Clean:
    """A file that can be kept and shown. `width` and `height` in pixels for pictures, None for a PDF."""

    data: bytes
    name: str
    content_type: str
    width: int | None = None
    height: int | None = None


def check_upload(data: bytes, declared_name: str) -> Clean:
    """The file as it can be kept: JPEG, PNG or WebP without metadata and at most 2000 pixels wide and high, or a PDF.

    The kind is told by the content. Of a moving picture the first frame is kept; a GIF becomes a PNG. A PDF is kept as
    it came, so that what its author wrote in its properties stays in it.
    """
    if not data:
        raise WrongInput("attachment_empty", name=declared_name)
    if len(data) > BYTES:
        raise WrongInput("attachment_too_big", name=declared_name, limit_mb=BYTES // 1024 // 1024)
    if data.startswith(b"%PDF-"):
        _look_through(data, name=declared_name)
        return Clean(data, safe_name(declared_name, "application/pdf"), "application/pdf")
    return _picture(data, _format(data, name=declared_name), name=declared_name)


def safe_name(declared: str, content_type: str) -> str:
    """A file name without paths and invisible signs, and with the ending of its content."""
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", declared)[-1])
    visible = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C")
    stem = _NOT_IN_NAMES.sub(" ", visible.rpartition(".")[0] or visible).strip(" .-'")
    stem = stem[:NAME].rstrip(" .") or "attachment"
    if _RESERVED.match(stem):
        stem = f"file {stem}"
    return f"{stem}.{_ENDINGS[content_type]}"


def type_of(name: str) -> str:
    """What a file is that was made safe and named here before.

    >>> type_of("Skolgården.jpg")
    'image/jpeg'
    """
    ending = name.rpartition(".")[2]
    return next(kind for kind, own in _ENDINGS.items() if own == ending)


def _format(data: bytes, *, name: str) -> str:
    """Pillow's name of the picture's format."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and any(brand in data[8:40] for brand in _HEIC_BRANDS):
        raise WrongInput("attachment_is_heic", name=name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise WrongInput("attachment_is_document", name=name)
    raise WrongInput("attachment_type_unknown", name=name)


def _picture(data: bytes, kind: str, *, name: str) -> Clean:
    from .redrawing import redrawn  # takes memory: loaded by whoever attaches a picture first

    picture = redrawn(data, kind, name=name)
    content_type = f"image/{picture.kind.lower()}"
    return Clean(picture.data, safe_name(name, content_type), content_type, picture.width, picture.height)


def _look_through(data: bytes, *, name: str) -> None:
    for content in _contents(data, name=name):
        plain = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), content)
        if _RUNS.search(plain):
            raise WrongInput("pdf_runs_code", name=name)
        if _HOLDS.search(plain):
            raise WrongInput("pdf_holds_files", name=name)
        if _LOCKED.search(plain):
            raise WrongInput("pdf_locked", name=name)


def _contents(data: bytes, *, name: str) -> Iterator[bytes]:
    """The file as it is, then what its compressed streams hold: objects may be packed into one (ISO 32000-1, 7.5.7)."""
    yield data
    view, seen = memoryview(data), 0
    for start in _STREAM.finditer(data):
        holds_objects = _OBJECTS.search(data, max(0, start.start() - _DICTIONARY), start.start())
        try:
            content = zlib.decompressobj().decompress(
                view[start.end() :], _OBJECTS_AT_MOST if holds_objects else _LOOKED_INTO
            )
        except zlib.error:
            if holds_objects:
                raise WrongInput("pdf_broken", name=name) from None
            continue
        seen += len(content)
        if seen > _LOOKED_INTO_AT_MOST:
            raise WrongInput("pdf_broken", name=name)
        yield content
