"""A logo as it may be shown: a picture by its content, drawn anew without anything that the file carried along."""

import io

from gehor.ground.errors import WrongInput

from .rules import LOGO_HEIGHT, LOGO_MOST_BYTES, LOGO_MOST_PIXELS, LOGO_WIDTH

FORMATS = ("PNG", "JPEG", "WEBP")


def redrawn(content: bytes) -> bytes:
    """The picture as a PNG of at most 480 × 160 pixels. Raises WrongInput."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # takes memory: loaded by whoever brings a logo

    if len(content) > LOGO_MOST_BYTES:
        raise WrongInput("logo_too_large", field="logo", megabytes=LOGO_MOST_BYTES // 1024 // 1024)
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)  # reads the head only: the size, not the pixels
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise WrongInput("logo_too_many_pixels", field="logo", most=LOGO_MOST_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise WrongInput("logo_not_a_picture", field="logo") from None
    if max(picture.size) > LOGO_MOST_PIXELS:
        raise WrongInput("logo_too_many_pixels", field="logo", most=LOGO_MOST_PIXELS)
    try:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError):
        raise WrongInput("logo_not_a_picture", field="logo") from None
    upright.thumbnail((LOGO_WIDTH, LOGO_HEIGHT))
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
