"""Each question of a scanned sheet as a picture of its own, to be looked at beside the answer."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from . import files, pressing
from .models import Page, Run
from .reading.sizes import HEIGHT, SCALE, WIDTH

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN = 2.0  # millimetres
TOP, BOTTOM = 38.0, HEIGHT - 24.0  # of what is asked on a page
SHOWN = 4  # picture points for each millimetre


@dataclass(frozen=True)
class Cutting:
    data: str  # an address that holds the picture itself
    width: int
    height: int


def cuttings(run: Run, pages: Iterable[Page]) -> dict[str, list[Cutting]]:
    """Question → its pictures: one, or two where it runs over the end of a page."""
    from PIL import Image  # takes memory: loaded by whoever reviews a scan

    begins = {each.id: each for each in pressing.places(run) if each.kind == "question"}
    ends = {each.id: each for each in pressing.places(run) if each.kind == "end"}
    pictures = {each.page: Image.open(BytesIO(files.read(each.path))) for each in pages}
    found: dict[str, list[Cutting]] = {}
    for key, begin in begins.items():
        end = ends[key]
        for number in range(begin.page, end.page + 1):
            top = begin.y if number == begin.page else TOP
            bottom = end.y if number == end.page else BOTTOM
            if number in pictures:
                found.setdefault(key, []).append(_cut(pictures[number], top, bottom))
    return found


def _cut(page: "Image", top: float, bottom: float) -> Cutting:
    from PIL.Image import Resampling

    box = (
        round(15 * SCALE),
        round(max(0.0, top - MARGIN) * SCALE),
        round((WIDTH - 15) * SCALE),
        round(min(HEIGHT, bottom + MARGIN) * SCALE),
    )
    piece = page.crop(box)
    piece = piece.resize((piece.width * SHOWN // SCALE, max(1, piece.height * SHOWN // SCALE)), Resampling.BOX)
    kept = BytesIO()
    piece.save(kept, "JPEG", quality=60)
    data = base64.b64encode(kept.getvalue()).decode()
    return Cutting(f"data:image/jpeg;base64,{data}", piece.width, piece.height)
