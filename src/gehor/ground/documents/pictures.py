"""A picture for a document: drawn anew, as small as paper needs it, without anything that the file carried along."""

import io
from typing import TYPE_CHECKING

from .parts import PICTURE_MOST, Picture, Text

if TYPE_CHECKING:
    from PIL import Image

PIXELS = 1200  # at most, on the longer side: 250 dots an inch across the room that it has
TRIES = ((PIXELS, 85), (PIXELS, 70), (PIXELS, 50), (PIXELS // 2, 70))  # pixels, quality: the last holds even pure noise
FORMATS = ("PNG", "JPEG", "WEBP")


def picture(content: bytes, description: str, *, caption: Text = "", address: str = "", language: str = "") -> Picture:
    """The picture as a part of a document. Raises ValueError for what is no picture, and without a description."""
    from PIL import Image, ImageOps  # takes memory: loaded by whoever puts a picture in a document first

    try:
        given = ImageOps.exif_transpose(Image.open(io.BytesIO(content), formats=FORMATS))
        given.thumbnail((PIXELS, PIXELS))
        seen = given.convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise ValueError(f"Not a picture: {fault}") from None
    flat = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    for pixels, quality in TRIES:
        flat.thumbnail((pixels, pixels))
        made = _jpeg(flat, quality)
        if len(made) <= PICTURE_MOST:
            break
    return Picture(made, *flat.size, description, caption, address, language)


def _jpeg(flat: "Image.Image", quality: int) -> bytes:
    file = io.BytesIO()
    flat.save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()
