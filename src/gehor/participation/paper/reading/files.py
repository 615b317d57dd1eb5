"""The pages of a file as pictures: a PDF from a scanner, or pictures, also several in one TIFF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageSequence

PAGES_MOST = 600
MEGAPIXELS = 60
TO_THE_INCH = 200
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError)

# What can be wrong with a file; texts.py has a sentence for each
UNREADABLE, LOCKED, TOO_LONG, TOO_LARGE = "unreadable", "locked", "too_many_pages", "picture_too_large"


class Unread(Exception):
    """The file as a whole cannot be read. code: why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pages(data: bytes) -> Iterator[Image.Image]:
    """Each page in turn, so that only one is in memory. Raises Unread."""
    return _of_pdf(data) if data.startswith(b"%PDF-") else _of_picture(data)


def _of_pdf(data: bytes) -> Iterator[Image.Image]:
    import pypdfium2  # takes memory: loaded by whoever reads a scan

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as trouble:
        raise Unread(LOCKED if "password" in str(trouble).lower() else UNREADABLE) from None
    try:
        if count > PAGES_MOST:
            raise Unread(TOO_LONG)
        for number in range(count):
            yield _rendered(document, number, trouble=pypdfium2.PdfiumError)
    finally:
        document.close()


def _rendered(document: Any, number: int, *, trouble: type[Exception]) -> Image.Image:
    try:
        page = document[number]
        width, height = page.get_size()  # in points, 72 to the inch
        if width * height * (TO_THE_INCH / 72) ** 2 > MEGAPIXELS * 1_000_000:
            raise Unread(TOO_LARGE)
        picture = page.render(scale=TO_THE_INCH / 72, grayscale=True).to_pil()
        page.close()
    except trouble:
        raise Unread(UNREADABLE) from None
    return picture  # type: ignore[no-any-return]


def _of_picture(data: bytes) -> Iterator[Image.Image]:
    try:
        picture = Image.open(BytesIO(data), formats=["JPEG", "PNG", "TIFF", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unread(TOO_LARGE) from None
    except _BROKEN:
        raise Unread(UNREADABLE) from None
    if getattr(picture, "n_frames", 1) > PAGES_MOST:
        raise Unread(TOO_LONG)
    if picture.width * picture.height > MEGAPIXELS * 1_000_000:
        raise Unread(TOO_LARGE)
    try:
        for frame in ImageSequence.Iterator(picture):
            yield frame.convert("L") if picture.format == "TIFF" else frame
    except _BROKEN:
        raise Unread(UNREADABLE) from None
