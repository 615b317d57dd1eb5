"""An activity in which people answer questions, with forms printed of it."""

import io
import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from gehor.participation.ballots.actions import enter_ballot
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.tests.conftest import (  # noqa: F401
    final,
    methods,
    opened_by,
    planned_by,
    travel,
)
from gehor.participation.paper import pressing
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Run, Sheet
from gehor.planning.models import Activity
from gehor.process.words import Channel


@pytest.fixture
def run(travel: Activity, alma: Any) -> Run:  # noqa: F811
    """Four forms of the open activity, printed."""
    return print_forms(travel, actor=alma, sheets=4, language="sv")


@pytest.fixture
def sheets(run: Run) -> list[Sheet]:
    return list(Sheet.objects.filter(run=run).select_related("run__activity__dialogue").order_by("number"))


@pytest.fixture
def typed(tove: Any) -> Callable[..., Ballot]:
    """`typed(sheet, way=["bus"])` is Tove, who types in a form."""

    def enter(sheet: Sheet, **values: Any) -> Ballot:
        return enter_ballot(
            sheet.run.activity,
            actor=tove,
            submission=uuid.uuid4(),
            channel=Channel.PAPER,
            values=values,
            language="sv",
            sheet=sheet.code,
        )

    return enter


def scanned(run: Run, sheet: Sheet, marks: dict[str, str], *, turned: float = 0, dots: int = 150) -> bytes:
    """The first page of a form, filled in with a pen and scanned as a JPEG."""
    import pypdfium2

    from gehor.testing.pens import filled_in

    document = pypdfium2.PdfDocument(pressing.run_pdf(run, 1))
    leaf = next(at for at in range(len(document)) if f"{run.number}–{sheet.number} " in _text(document, at))
    page = document[leaf].render(scale=300 / 72, grayscale=True).to_pil()
    document.close()
    places = [each for each in pressing.places(run) if each.page == 1]
    drawn = filled_in(page, places, marks, rng=random.Random(1))
    drawn = drawn.resize((round(drawn.width * dots / 300), round(drawn.height * dots / 300)), Image.Resampling.BOX)
    kept = io.BytesIO()
    drawn.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255).save(kept, "JPEG")
    return kept.getvalue()


def _text(document: Any, number: int) -> str:
    return f"{document[number].get_textpage().get_text_bounded()} "
