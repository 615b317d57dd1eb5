"""Forms that have come back and lie in a scanner's file: crosses by somebody with a ballpoint, to be reviewed.

The file is read in the background, once the demo runs.
"""

import io
from collections.abc import Mapping, Sequence

import pypdfium2
from PIL import Image, ImageDraw

from gehor.participation.paper import pressing
from gehor.participation.paper.actions import scan_forms
from gehor.participation.paper.models import Run

from . import Way

DOTS = 150  # to the inch
INK, WIDE = 55, 4


def scan(way: Way, run: Run, crossed: Mapping[int, Sequence[str]]) -> None:
    """crossed: number of a sheet in its first file → the boxes that have a cross. One stroke goes astray in each."""
    places = pressing.places(run)
    document = pypdfium2.PdfDocument(pressing.run_pdf(run, 1))
    pages = []
    for sheet, boxes in crossed.items():
        for number in range(1, run.pages + 1):  # the page with the address is cut off
            leaf = document[(sheet - 1) * (len(document) // run.sheets) + number - 1]
            page = leaf.render(scale=DOTS / 72, grayscale=True).to_pil()
            for each in places:
                if each.page == number and each.id in boxes:
                    _cross(page, each, astray=way.rng.random())
            pages.append(page)
    document.close()
    kept = io.BytesIO()
    pages[0].save(kept, "PDF", resolution=DOTS, save_all=True, append_images=pages[1:])
    scan_forms(way.activity, actor=way.actors["alma"], name="Perrong 1.pdf", data=kept.getvalue())


def _cross(page: Image.Image, place: pressing.Place, *, astray: float) -> None:
    pencil, dot = ImageDraw.Draw(page), DOTS / 25.4
    left, top = (place.x + 0.4 + astray / 2) * dot, (place.y + 0.4) * dot
    right, bottom = (place.x + place.width - 0.3) * dot, (place.y + place.height - 0.4 + astray / 2) * dot
    for stroke in ((left, top, right, bottom), (left, bottom, right, top)):
        pencil.line(stroke, fill=INK, width=WIDE)
