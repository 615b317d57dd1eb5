"""Print forms, fill them in, wear them down, read them, and say how often that went right.

.venv/bin/python -m benchmarks.paper [--sheets 40] [--seed 1] [--only coffee] [--keep FOLDER]
"""

import argparse
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("GEHOR_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gehor.site.settings")

import django

django.setup()

from django.utils import translation  # noqa: E402
from PIL import Image  # noqa: E402

from gehor.calc.intervals import wilson_interval  # noqa: E402
from gehor.ground.documents.house import Letterhead  # noqa: E402
from gehor.ground.people import receipt  # noqa: E402
from gehor.participation.paper import printing  # noqa: E402
from gehor.participation.paper.reading.marks import seen  # noqa: E402
from gehor.participation.paper.reading.sense import made_of  # noqa: E402
from gehor.participation.paper.reading.straightening import straightened  # noqa: E402
from gehor.process.asking import DECLINED, Kind, Option, Question, asked  # noqa: E402
from gehor.testing.pens import filled_in  # noqa: E402

from .wear import CASES  # noqa: E402


def _options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, {"sv": key.capitalize()}) for key in keys)


QUESTIONS = (
    Question("way", Kind.ONE, {"sv": "Hur kommer du oftast till torget?"}, options=_options("buss", "cykel", "bil")),
    Question(
        "lack", Kind.SEVERAL, {"sv": "Vad saknar du?"}, options=_options("bank", "trad", "lek", "ljus", "toalett")
    ),
    Question("safe", Kind.SCALE, {"sv": "Hur tryggt känns torget på kvällen?"}, may_decline=True),
    Question("parts", Kind.MATRIX, {"sv": "Vad tycker du om det här?"}, rows=_options("stadning", "vaxter", "handel")),
    Question("often", Kind.ONE, {"sv": "Hur ofta är du här?"}, options=_options(*"abcdefgh"), may_decline=True),
    Question("age", Kind.NUMBER, {"sv": "Hur gammal är du?"}),
    Question("why", Kind.LONG, {"sv": "Något mer du vill säga?"}),
)
FORM = printing.Form(
    "sv",
    "sv",
    QUESTIONS,
    "Ett torg för alla",
    "Så vill vi ha torget",
    "Vi bygger om torget. Berätta vad som är viktigt för dig.",
    "Lämna formuläret på Medborgarkontoret senast den 30 november.",
    "Ett torg för alla",
    Letterhead("Lindesta kommun"),
    "https://dialog.lindesta.example/c/",
)
WAYS = ("cross", "cross", "cross", "tick", "line")


def truth(rng: random.Random) -> tuple[dict[str, Any], dict[str, str]]:
    """What somebody means, and what they put on the paper for it."""
    meant: dict[str, Any] = {}
    put: dict[str, str] = {}

    def mark(place: str) -> None:
        put[place] = rng.choice(WAYS)

    for question in asked(QUESTIONS):
        if rng.random() < 0.1:
            continue
        if question.may_decline and rng.random() < 0.15:
            meant[question.key] = {DECLINED: True}
            mark(f"{question.key}.{DECLINED}")
            continue
        if question.kind is Kind.ONE:
            meant[question.key] = rng.choice(question.options).key
            mark(f"{question.key}.{meant[question.key]}")
        elif question.kind is Kind.SEVERAL:
            chosen = [each.key for each in question.options if rng.random() < 0.4]
            if chosen:
                meant[question.key] = chosen
            for key in chosen:
                mark(f"{question.key}.{key}")
        elif question.kind is Kind.SCALE:
            meant[question.key] = rng.choice(question.steps)
            mark(f"{question.key}.{meant[question.key]}")
        elif question.kind is Kind.MATRIX:
            meant[question.key] = {row.key: rng.choice(question.steps) for row in question.rows}
            for row, step in meant[question.key].items():
                mark(f"{question.key}.{row}.{step}")
        else:
            put[question.key] = "words"
    return meant, put


def printed(code: str, pages: int) -> list[Image.Image]:
    import pypdfium2

    pdf = printing.sheets_pdf(FORM, [printing.Numbered(code, "1–1")], pages=pages)
    document = pypdfium2.PdfDocument(pdf)
    found = [document[at].render(scale=300 / 72, grayscale=True).to_pil() for at in range(pages)]
    document.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=40, help="in each row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="rows whose name has this in it")
    parser.add_argument("--keep", type=Path, help="keep the first page of each row as a picture here")
    asked_for = parser.parse_args()
    with translation.override("sv"):
        layout = printing.layout(FORM)
        code = receipt.new_code(random.Random(asked_for.seed))
        clean = printed(code, layout.pages)
    print(f"{asked_for.sheets} sheets of {layout.pages} pages and {len(list(asked(QUESTIONS)))} questions in each row.")
    print(
        "| what happened to the page | questions | read right | asked about | read wrong | pages not read | s a page |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    total: Counter[str] = Counter()
    for name in (each for each in CASES if asked_for.only in each):
        total += _row(name, clean, layout, code, asked_for)
    low, high = wilson_interval(total["wrong"], total["questions"])
    print(f"\nRead wrong in all: {total['wrong']} of {total['questions']} ({low:.2%} to {high:.2%}, Wilson, 95 %).")


def _row(
    name: str, clean: list[Image.Image], layout: printing.Layout, code: str, asked_for: argparse.Namespace
) -> Counter[str]:
    rng = random.Random(f"{asked_for.seed} {name}")
    count: Counter[str] = Counter()
    seconds = 0.0
    for number in range(asked_for.sheets):
        meant, put = truth(rng)
        boxes, fields = {}, {}
        for page, picture in enumerate(clean, 1):
            places = [each for each in layout.places if each.page == page]
            worn = filled_in(picture, places, put, rng=rng)
            for wear in CASES[name]:
                worn = wear(worn, rng)
            if asked_for.keep and not number:
                worn.save(asked_for.keep / f"{name.replace(' ', '-').replace(',', '')}-{page}.png")
            began = time.perf_counter()
            straight = straightened(worn)
            if straight.picture is None:
                count["unread"] += 1
            else:
                assert (straight.code.replace("-", ""), straight.page) == (code, page)
                found = seen(straight.picture, places)
                boxes |= found.boxes
                fields |= found.fields
            seconds += time.perf_counter() - began
            count["pages"] += 1
        _count(count, meant, put, boxes, fields)
    each = max(1, count["questions"])
    print(
        f"| {name} | {count['questions']} | {count['right'] / each:.2%} | {count['look'] / each:.2%} | "
        f"{count['wrong'] / each:.2%} ({count['wrong']}) | {count['unread']} of {count['pages']} | "
        f"{seconds / count['pages']:.2f} |"
    )
    return count


def _count(
    count: Counter[str], meant: dict[str, Any], put: dict[str, str], boxes: dict[str, Any], fields: dict[str, bool]
) -> None:
    from gehor.participation.paper.reading.marks import Seen

    read = {each.split(".")[0] for each in (*boxes, *fields)}
    sense = made_of(QUESTIONS, Seen(boxes, fields))
    for question in asked(QUESTIONS):
        if question.key not in read:
            continue  # on a page that could not be read at all
        count["questions"] += 1
        if question.kind in (Kind.NUMBER, Kind.LONG):
            # Handwriting is always shown to a person: found is right, missed is wrong
            if (question.key in put) == (question.key in sense.look):
                count["right"] += 1
            else:
                count["wrong" if question.key in put else "look"] += 1
        elif question.key in sense.look:
            count["look"] += 1
        else:
            count["right" if sense.given.get(question.key) == meant.get(question.key) else "wrong"] += 1


if __name__ == "__main__":
    main()
