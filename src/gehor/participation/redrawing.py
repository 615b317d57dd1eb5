"""Pictures made anew: upright, as large as a screen shows, and with nothing but their pixels."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from struct import error as CutOff
from typing import Any

from PIL import Image, ImageCms, ImageOps

from gehor.ground.errors import WrongInput

MEGAPIXELS = 40
SIDE = 2000

_KEPT_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
_SAVED_WITH: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
}
# What Pillow lets through when a picture is cut off or says something impossible.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    CutOff,
    zlib.error,
)


@dataclass(frozen=True)
class Redrawn:
    """`kind`: Pillow's name of the format. Width and height in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def redrawn(data: bytes, kind: str, *, name: str) -> Redrawn:
    """The pixels of a picture, of which Pillow calls the format `kind`. Raises WrongInput as attachments do."""
    try:
        picture = Image.open(BytesIO(data), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise WrongInput("picture_too_large", name=name, limit_megapixels=MEGAPIXELS) from None
    except _BROKEN:
        raise WrongInput("picture_broken", name=name) from None
    # The size stands at the beginning of the file: nothing has been unpacked yet
    if picture.width * picture.height > MEGAPIXELS * 1_000_000:
        raise WrongInput("picture_too_large", name=name, limit_megapixels=MEGAPIXELS)
    try:
        return _made_anew(picture, _KEPT_AS[kind])
    except _BROKEN:
        raise WrongInput("picture_broken", name=name) from None


def _made_anew(picture: Image.Image, kind: str) -> Redrawn:
    if kind == "JPEG":
        picture.draft("RGB", (SIDE, SIDE))  # a large JPEG is unpacked at half or quarter size: less memory
    picture.seek(0)
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(_in_plain_mode(picture, kind))
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    shown = _in_srgb(upright, profile)
    pixels = Image.frombytes(shown.mode, shown.size, shown.tobytes())
    kept = BytesIO()
    pixels.save(kept, kind, **_SAVED_WITH[kind])
    return Redrawn(kept.getvalue(), kind, pixels.width, pixels.height)


def _in_plain_mode(picture: Image.Image, kind: str) -> Image.Image:
    """Grey or colour with eight bits each, with transparency where the format and the picture have it."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point([value // 256 for value in range(65536)], "L")
    if kind == "JPEG":
        return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours of a wider camera profile moved into the one that screens take for granted: profiles are not kept."""
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        moved = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, *_BROKEN):
        return picture
    return moved or picture
