"""A form to fill in by hand, made from the questions: the file to print, and where every box of it stands.

Both come from form.typ. `places` asks the very page that is printed, so that nothing is measured twice.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from gehor.ground.documents.fonts import FAMILIES, breakable, line, paragraphs
from gehor.ground.documents.house import Letterhead
from gehor.ground.documents.press import pressed, told
from gehor.ground.people.receipt import shown
from gehor.ground.qr import qr_svg
from gehor.participation.ballots.speaking import Speaker, by_hand
from gehor.process.asking import Kind, Question

from .rules import SIZES

TEMPLATE = Path(__file__).with_name("form.typ")
SLIPS = Path(__file__).with_name("slips.typ")
HERE_AT_MOST = 3  # sheets that are pressed in this process
AT_MOST = 100  # sheets in one file
STEPS_BESIDE = 7  # more steps of a scale than this stand below each other
HEIGHTS = {Kind.SHORT: 12, Kind.LONG: 55, Kind.NUMBER: 12, Kind.DATE: 12, Kind.PLACE: 24}  # millimetres to write in
NO_CODE = ""


@dataclass(frozen=True)
class Form:
    """What stands on every sheet of a run. dialogue, heading, intro … are in its language."""

    language: str
    source: str
    questions: tuple[Question, ...]
    dialogue: str
    heading: str
    intro: str
    hand_in: str
    foot: str
    head: Letterhead
    address: str  # where codes are looked up: https://…/c/
    size: str = "normal"
    both_sides: bool = False
    one_each: bool = False  # people say something in their own words, and each thing that is said has its own receipt
    told: tuple[str, ...] = ()  # paragraphs above the questions: the first says what they are about
    maps: Mapping[str, str] = field(default_factory=dict)  # key of a question for a place → the map to draw on, as SVG


@dataclass(frozen=True)
class Numbered:
    """One sheet: its code, or none for a form to be copied. mark: what staff find it by, such as "3–17"."""

    code: str = NO_CODE
    mark: str = ""


@dataclass(frozen=True)
class Place:
    """Something on a page of a sheet, in millimetres from its top left corner.

    id: question, question.option, question.row.step or question.declined
    kind: "tick", "write", "map"; "question" and "end" are where a question begins and ends
    """

    id: str
    kind: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    pages: int
    places: tuple[Place, ...] = field(default_factory=tuple)


def layout(form: Form) -> Layout:
    """How many pages are answered on, and where everything stands on them."""
    given = _given(form, [Numbered("2222222222")], pages=1)
    pages, found = told(given, "pages", "place", template=TEMPLATE)
    places = tuple(
        Place(**{**each, **{name: round(each[name], 2) for name in ("x", "y", "width", "height")}}) for each in found
    )
    return Layout(pages[0], places)


def sheets_pdf(form: Form, sheets: Sequence[Numbered], *, pages: int) -> bytes:
    """The sheets in one file, a tagged PDF (PDF/UA-1). pages: of each that are answered on, as `layout` says."""
    if not 0 < len(sheets) <= AT_MOST:
        raise ValueError(f"1 to {AT_MOST} sheets, not {len(sheets)}")
    return pressed(_given(form, sheets, pages=pages), template=TEMPLATE, apart=len(sheets) > HERE_AT_MOST)


def slips_pdf(form: Form, sheets: Sequence[Numbered], *, promised: str) -> bytes:
    """The codes alone, four slips to a page (A6), a tagged PDF. promised: until when everybody is answered, or ""."""
    if not 0 < len(sheets) <= AT_MOST:
        raise ValueError(f"1 to {AT_MOST} slips, not {len(sheets)}")
    given = _given(form, sheets, pages=0)
    same = ("language", "dir", "fonts", "head", "dialogue", "sheets")
    text = " ".join(
        filter(
            None,
            [
                _("With the code you can see what was written down of what you said, and what becomes of it."),
                promised,
                _("You need no account. Whoever has the code can see the same."),
            ],
        )
    )
    words = {
        "title": line(_("Slips for {activity}").format(activity=form.heading)),
        "heading": line(_("Thank you for talking with us")),
        "text": line(text),
        "receipt_code": line(_("Your receipt code")),
        "foot": line(form.head.name),
    }
    return pressed({**{name: given[name] for name in same}, **words}, template=SLIPS, apart=len(sheets) > HERE_AT_MOST)


def page_address(address: str, code: str, page: int) -> str:
    """What the square on a page holds: the receipt page, and after # which page of the sheet it is."""
    return f"{address}{shown(code)}/#{page}"


def _given(form: Form, sheets: Sequence[Numbered], *, pages: int) -> dict[str, Any]:
    size, side = SIZES[form.size]
    headed = [any(each.kind is Kind.SECTION for each in form.questions[:at]) for at in range(len(form.questions))]
    return {
        "title": line(form.heading),
        "language": form.language.split("-")[0],
        "dir": "rtl" if Locale.parse(form.language, sep="-").text_direction == "rtl" else "ltr",
        "fonts": FAMILIES,
        "size": size,
        "side": side,
        "both_sides": form.both_sides,
        "head": form.head.shown(),
        "dialogue": line(form.dialogue),
        "heading": line(form.heading),
        "intro": ["\n".join(map(str, each["lines"])) for each in paragraphs(form.intro)],  # type: ignore[call-overload]
        "how": [
            *map(line, _with_a_pen(form)),
            *([line(_("Use one form for each thing that you want to say."))] if form.one_each else []),
            line(form.hand_in),
            line(
                _(
                    "What you hand in becomes a public document: anyone may ask to read it. So do not write who you "
                    "are on these pages, and nothing private about yourself or others."
                )
            ),
        ],
        "told": [line(plain(each)) for each in form.told],
        "asked": [_asked(each, form, headed=under) for each, under in zip(form.questions, headed, strict=True)],
        "labels": {key: line(words) for key, words in _labels().items()},
        "codes_at": form.address,
        "codes_shown": breakable(form.address),
        "sheets": [_sheet(form, each, pages=pages) for each in sheets],
    }


def _with_a_pen(form: Form) -> list[str]:
    """How to fill it in: of boxes only where there are any."""
    if not {_shape(each) for each in form.questions} & {"ticks", "beside", "matrix"}:
        return [_("Write with a dark pen. Leave empty what you do not want to answer.")]
    return [
        _("Put a cross in the box, with a dark pen. Leave empty what you do not want to answer."),
        _("If you change your mind, fill the whole box and put a cross in another."),
    ]


def _labels() -> dict[str, str]:
    return {
        "sheet_code": _("The code of this form"),
        "page": _("Page {page} of {pages}"),
        "decline": _("I do not wish to answer"),
        "map": _("Map to draw on"),
        "where": _("Where it is, in words"),
        "keep": _("Keep this part"),
        "keep_text": _(
            "With the code you can see what becomes of what you have answered. Once your form has been typed in, your "
            "receipt is at this address. You need no account. Whoever has the code can see your answers."
        ),
        "keep_blank": _("Whoever receives the form writes your receipt code here. With it you find your receipt:"),
        "receipt_code": _("Your receipt code"),
        "cut": _("Cut here. The parts are kept apart from each other and from your answers."),
        "contact": _("If you want to be answered"),
        "contact_text": _(
            "Write an e-mail address, or your name and postal address. It is only used to send you the answer, is kept "
            "apart from what you have answered, and is never shown. You can leave it out: the code is enough."
        ),
        "name": _("Name"),
        "email": _("E-mail"),
        "address": _("Postal address"),
        "belongs_blank": _("For us: write the receipt code here too."),
    }


def _sheet(form: Form, sheet: Numbered, *, pages: int) -> dict[str, Any]:
    code = shown(sheet.code) if sheet.code else ""
    address = f"{form.address}{code}/"
    return {
        "code": code,
        "qrs": [str(qr_svg(page_address(form.address, sheet.code, page), quiet=0)) for page in range(1, pages + 1)]
        if code
        else [],
        "qr": str(qr_svg(address, quiet=0)) if code else "",
        "address": address,
        "shown": breakable(address),
        "alt": _("QR code that leads to %(address)s") % {"address": address},
        "foot": line(" · ".join(filter(None, [form.foot, sheet.mark]))),
        "mark": line(sheet.mark),
        "belongs": line(_("For us: form %(mark)s, code %(code)s") % {"mark": sheet.mark, "code": code}),
    }


def _asked(question: Question, form: Form, *, headed: bool) -> dict[str, Any]:
    speaker = Speaker(form.language, form.source)
    before = {each.key: each for each in form.questions}
    if question.kind is Kind.SECTION:
        how = plain(speaker(question.help))
    else:
        required = _("required") if question.required and not question.when else ""
        how = " ".join(filter(None, [plain(speaker.hint(question, before)), _by_hand(question, form)]))
        how = f"({required}) {how}" if required else how
    return {
        "key": question.key,
        "label": line(plain(speaker(question.label))),
        "how": line(how),
        "shape": _shape(question),
        "options": [_option(each) for each in speaker.options(question)],
        "rows": [_option(each) for each in speaker.rows(question)],
        "height": HEIGHTS.get(question.kind, 0) // (2 if question.key in form.maps else 1),
        "map": form.maps.get(question.key, ""),
        "decline": question.may_decline,
        "headed": headed,
        "long": _is_long(question),
    }


def _by_hand(question: Question, form: Form) -> str:
    if question.kind is not Kind.PLACE:
        return by_hand(question)
    if question.key in form.maps:
        return _("Draw it on the map, or write below it where it is.")
    return _("Write where it is: an address, a crossing or the name of the place.")


def _shape(question: Question) -> str:
    match question.kind:
        case Kind.SECTION:
            return "section"
        case Kind.ONE | Kind.SEVERAL:
            return "ticks"
        case Kind.SCALE:
            return "beside" if len(question.steps) <= STEPS_BESIDE else "ticks"
        case Kind.MATRIX:
            return "matrix"
        case Kind.RANK | Kind.POINTS:
            return "numbers"
        case _:
            return "written"


def _is_long(question: Question) -> bool:
    """Whether it may run over two pages: nothing that fills most of one is held together."""
    return len(question.options) + len(question.rows) > 12


def _option(option: Any) -> Mapping[str, str]:
    return {"key": option.key, "label": line(plain(option.label)), "note": line(plain(option.note))}


def plain(words: Any) -> str:
    """Words for a page as words for paper."""
    return html.unescape(strip_tags(str(words)))
