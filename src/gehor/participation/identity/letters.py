"""Codes as letters for an envelope's window, or as a list for whoever prints them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from babel import Locale
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gehor.ground import catalogue, clock
from gehor.ground.documents import letterhead
from gehor.ground.documents.fonts import FAMILIES, line, paragraphs, printable
from gehor.ground.documents.press import pressed
from gehor.ground.documents.words import long_date
from gehor.ground.languages import said
from gehor.ground.people.receipt import shown
from gehor.ground.qr import qr_svg
from gehor.process.words import Doing, Proof

from . import queries
from .models import Batch
from .rules import doings
from .texts import READ_BY_FEW, READ_BY_FEW_BUT

LETTER = Path(__file__).with_name("letter.typ")
HERE_AT_MOST = 20  # more are pressed in a process of their own


def letters(batch: Batch, codes: Sequence[str], *, language: str = "") -> bytes:
    """One letter for each code as a tagged PDF, in the dialogue's own language if no other is asked for."""
    dialogue = batch.activity.dialogue
    source = dialogue.source_language
    language = language or source
    with translation.override(language):
        address = address_of(batch)
        given = {
            "language": language.split("-")[0],
            "dir": "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr",
            "fonts": FAMILIES,
            "head": letterhead(dialogue.organisation).shown(),
            "title": line(said(batch.activity.title, source, language)[0]),
            "dialogue": line(said(dialogue.title, source, language)[0]),
            "date": long_date(clock.today(), language),
            "intro": paragraphs(said(batch.activity.introduction, source, language)[0]),
            "text": [line(each) for each in _text(batch)],
            "address": address,
            "address_shown": line(address.removeprefix("https://").removeprefix("http://")),
            "qr": str(qr_svg(address, quiet=0)),
            "labels": {key: printable(text) for key, text in _labels(address).items()},
            "sheets": [
                {"code": shown(code), "mark": f"{batch.number}–{number}"} for number, code in enumerate(codes, 1)
            ],
        }
    return pressed(given, template=LETTER, apart=len(codes) > HERE_AT_MOST)


def listed(batch: Batch, codes: Sequence[str]) -> bytes:
    """The same as CSV, for a printing house that sets the letters: letter, code, address."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow(("letter", "code", "address"))
    rows.writerows((f"{batch.number}-{number}", shown(code), address_of(batch)) for number, code in enumerate(codes, 1))
    return written.getvalue().encode("utf-8-sig")


def address_of(batch: Batch) -> str:
    """Where the code is typed in. The code itself never stands in an address: addresses are written down everywhere."""
    return settings.ADDRESS + reverse(
        "participation:activity", args=[batch.activity.dialogue.slug, batch.activity.number]
    )


def _text(batch: Batch) -> list[str]:
    return [
        *_what_it_opens(batch),
        _(
            "We do not keep your name together with the code, so nobody can see what you have answered. Do not give "
            "the code to anybody else: then they answer instead of you."
        ),
        _(
            "Have you no computer or telephone, or do you want to answer on paper? Call us, and give the code when you "
            "answer."
        ),
    ]


def _what_it_opens(batch: Batch) -> list[str]:
    if queries.demanded(batch.activity, Doing.READ) is not Proof.CODE:
        return [_how_often(batch)]
    return [
        str(READ_BY_FEW[Proof.CODE]),
        str(READ_BY_FEW_BUT),
        _("The code is yours alone. You can come back with it to read, and what is counted counts once."),
    ]


def _how_often(batch: Batch) -> str:
    """What is counted counts once for a code; with the same code one may write again."""
    activity = batch.activity
    possible = doings(catalogue.methods()[activity.method], activity.setup)
    asked = {each for each in possible if queries.demanded(activity, each) is Proof.CODE}
    if Doing.COMMENT not in asked:
        return _("With the code in this letter you can take part. It is yours alone and counts once.")
    if Doing.VOTE not in asked:
        return _("With the code in this letter you can take part. It is yours alone, and you can write several times.")
    return _(
        "With the code in this letter you can take part. It is yours alone. What is counted counts once, and you can "
        "write several times."
    )


def _labels(address: str) -> dict[str, str]:
    return {
        "code": _("Your code"),
        "where": _("Take part here"),
        "letter": _("Letter %(mark)s") % {"mark": "{mark}"},
        "until": _(
            "If you lose the letter, call us and say its number if you can: we stop the code and send a new one."
        ),
        "qr_alt": _("QR code that leads to %(address)s") % {"address": address},
        "closing": _("Kind regards"),
    }
