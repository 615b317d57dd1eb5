"""What stands in a letter, and the letter itself as a tagged PDF (PDF/UA-1).

`answer_sheets` makes one letter per participant, all in one file; `receipt_sheet` makes a receipt of one page. Whoever
calls brings the words: `labels` has a sentence for every key of LABELS in the language of the sheets.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from babel import Locale

from gehor.ground.documents.fonts import FAMILIES, UNPRINTABLE, breakable, line, paragraphs, printable
from gehor.ground.documents.house import Letterhead
from gehor.ground.documents.press import pressed
from gehor.ground.documents.words import long_date
from gehor.ground.people.receipt import shown
from gehor.ground.qr import qr_svg

TEMPLATE = Path(__file__).with_name("letter.typ")
AT_MOST = 100
HERE_AT_MOST = 5  # letters that are pressed in this process
LINES_ON_A_RECEIPT = 22
SIGNS_A_LINE = 55

# Every sentence of the sheets, in English. Words in braces are filled in here.
LABELS = {
    "title": "Answer: {dialogue}",
    "titles": "Answers: {dialogue}",
    "kicker": "Answer to what you said",
    "salutation": "Hello,",
    "salutation_name": "Hello {name},",
    "greeting": "Thank you for taking part. Here you can read what became of what you said.",
    "you_said": "You said",
    "received": "Received {date}",
    "reference": "reference {reference}",
    "read_as": "It was read as",
    "rests_on": "Rests on what you said in {references}",
    "set_aside": "It was set aside, because",
    "decision": "The decision",
    "section": "§ {section}",
    "case_number": "case {case_number}",
    "answer": "Our answer",
    "next": "What happens next",
    "due": "no later than {date}",
    "follow": "Follow what happens",
    "follow_text": "Everything that comes of what you said can be read here. You need no account.",
    "receipt_code": "Your receipt code",
    "qr_alt": "QR code that leads to {address}",
    "closing": "Kind regards",
    "page": "Page {page} of {pages}",
    "unprintable": "� stands for a sign that cannot be printed. The whole text is at the address above.",
    "receipt_title": "Receipt: {dialogue}",
    "receipt_kicker": "Receipt",
    "receipt_intro": "We have received what you said. Thank you for taking part.",
    "receipt_keep": "Keep this code. With it you can see what becomes of what you said. You need no account.",
    "receipt_shortened": "The text is shortened here. The whole of it is at the address above.",
    "receipt_next": "What happens now",
}


@dataclass(frozen=True)
class Said:
    """One contribution in its published wording. `set_aside`: the public reason, for one that carries no finding."""

    text: str
    title: str = ""
    reference: str = ""
    language: str = "sv"
    received: date | None = None
    set_aside: str = ""


@dataclass(frozen=True)
class Measure:
    """What happens next. `owner` and `status` are words for people."""

    what: str
    due: date | None = None
    owner: str = ""
    status: str = ""


@dataclass(frozen=True)
class Weighed:
    """One finding, what was decided on it and what we answer. `outcome` and `body` are words for people."""

    finding: str
    outcome: str
    reason: str = ""
    body: str = ""
    decided_on: date | None = None
    section: str = ""
    case_number: str = ""
    answer: str = ""
    measures: Sequence[Measure] = ()
    rests_on: Sequence[str] = ()


@dataclass(frozen=True)
class Sheet:
    """One letter to one participant. `address`: lines for the window of the envelope, at most five."""

    dialogue: str
    receipt: str
    follow_at: str
    said: Sequence[Said]
    findings: Sequence[Weighed] = ()
    dated: date | None = None
    name: str = ""
    address: Sequence[str] = ()
    greeting: str = ""


@dataclass(frozen=True)
class Receipt:
    """A receipt of one page. `promises`: sentences on what happens now; `notice`: that it is a public document."""

    dialogue: str
    receipt: str
    follow_at: str
    said: Sequence[Said]
    dated: date | None = None
    promises: Sequence[str] = ()
    notice: str = ""


def answer_sheets(
    sheets: Sequence[Sheet], *, language: str, organisation: Letterhead, labels: Mapping[str, str]
) -> bytes:
    """All letters in one PDF, each beginning on a new page with page 1.

    language: code of the language of labels and staff texts, such as "sv". labels: a sentence for every key of LABELS.
    Raises ValueError without sheets or with more than AT_MOST (make several files: a hundred letters take two seconds
    and 200 MB), KeyError for a label that is missing. Same input, same letters.
    """
    if not 0 < len(sheets) <= AT_MOST:
        raise ValueError(f"1 to {AT_MOST} sheets, not {len(sheets)}")
    dialogues = {sheet.dialogue for sheet in sheets}
    key = "title" if len(sheets) == 1 else "titles"
    title = labels[key].replace("{dialogue}", ", ".join(sorted(dialogues)))
    letters = [_letter(sheet, language, organisation, labels) for sheet in sheets]
    return _pdf("answers", letters, title, language, organisation, labels)


def receipt_sheet(receipt: Receipt, *, language: str, organisation: Letterhead, labels: Mapping[str, str]) -> bytes:
    """A receipt of one page as PDF: code, address, QR code, what was said, shortened when long, and what comes next."""
    title = labels["receipt_title"].replace("{dialogue}", receipt.dialogue)
    return _pdf("receipt", [_receipt(receipt, language, labels)], title, language, organisation, labels)


def _letter(sheet: Sheet, language: str, organisation: Letterhead, labels: Mapping[str, str]) -> dict[str, Any]:
    several = len(sheet.said) > 1
    salutation = labels["salutation_name"].replace("{name}", sheet.name) if sheet.name else labels["salutation"]
    letter = _common(sheet.dialogue, sheet.receipt, sheet.follow_at, sheet.dated, language) | {
        "address": [line(row) for row in sheet.address],
        "salutation": line(salutation),
        "greeting": paragraphs(sheet.greeting or labels["greeting"]),
        "said": [_said(said, language, labels) for said in sheet.said],
        "findings": [_weighed(weighed, language, labels, several=several) for weighed in sheet.findings],
        "closing": [line(organisation.name)],
    }
    return letter | {"unprintable": _has_unprintable(letter)}


def _receipt(receipt: Receipt, language: str, labels: Mapping[str, str]) -> dict[str, Any]:
    said, shortened = _shortened(receipt)
    page = _common(receipt.dialogue, receipt.receipt, receipt.follow_at, receipt.dated, language) | {
        "said": [_said(each, language, labels) for each in said],
        "shortened": shortened,
        "promises": [line(promise) for promise in receipt.promises],
        "notice": paragraphs(receipt.notice),
    }
    return page | {"unprintable": _has_unprintable(page)}


def _common(dialogue: str, code: str, follow_at: str, dated: date | None, language: str) -> dict[str, Any]:
    return {
        "dialogue": line(dialogue),
        "code": shown(code),
        "follow_at": follow_at,
        "follow_at_shown": breakable(follow_at),
        "qr": str(qr_svg(follow_at, quiet=0)),
        "date": _day(dated, language),
    }


def _said(said: Said, language: str, labels: Mapping[str, str]) -> dict[str, Any]:
    received = labels["received"].replace("{date}", _day(said.received, language)) if said.received else ""
    reference = labels["reference"].replace("{reference}", said.reference) if said.reference else ""
    return {
        "title": paragraphs(said.title),
        "text": paragraphs(said.text),
        "language": said.language.split("-")[0],
        "note": _joined(received, reference),
        "set_aside": paragraphs(said.set_aside),
    }


def _weighed(weighed: Weighed, language: str, labels: Mapping[str, str], *, several: bool) -> dict[str, Any]:
    references = ", ".join(weighed.rests_on)
    return {
        "finding": paragraphs(weighed.finding),
        "rests_on": labels["rests_on"].replace("{references}", references) if several and references else "",
        "outcome": line(weighed.outcome),
        "decided": _joined(
            line(weighed.body),
            _day(weighed.decided_on, language),
            labels["section"].replace("{section}", weighed.section) if weighed.section else "",
            labels["case_number"].replace("{case_number}", weighed.case_number) if weighed.case_number else "",
        ),
        "reason": paragraphs(weighed.reason),
        "answer": paragraphs(weighed.answer),
        "measures": [_measure(measure, language, labels) for measure in weighed.measures],
    }


def _measure(measure: Measure, language: str, labels: Mapping[str, str]) -> dict[str, str]:
    due = labels["due"].replace("{date}", _day(measure.due, language)) if measure.due else ""
    return {"what": line(measure.what), "note": _joined(line(measure.status), line(measure.owner), due)}


def _shortened(receipt: Receipt) -> tuple[list[Said], bool]:
    """What fits on one page: the first contribution, as many of its lines as the rest of the page leaves room for."""
    if not receipt.said:
        return [], False
    first = receipt.said[0]
    taken = 2 * ceil(len(receipt.dialogue) / SIGNS_A_LINE) + ceil(len(first.title) / SIGNS_A_LINE)
    taken += sum(ceil(len(row) / SIGNS_A_LINE) for row in (*receipt.promises, receipt.notice))
    text = _beginning(first.text.strip(), lines=max(3, LINES_ON_A_RECEIPT - taken))
    kept = Said(text, first.title, first.reference, first.language, first.received)
    return [kept], len(receipt.said) > 1 or text != first.text.strip()


def _beginning(text: str, *, lines: int) -> str:
    # Other scripts are set wider or with more room between the lines
    width = SIGNS_A_LINE if sum(sign < "\u0250" for sign in text) > len(text) / 2 else SIGNS_A_LINE // 2
    kept: list[str] = []
    for row in text.splitlines():
        room = lines - sum(ceil(len(each) / width) or 1 for each in kept)
        if room < 1:
            return "\n".join(kept).rstrip() + " …"
        if len(row) > room * width:
            return "\n".join([*kept, row[: room * width - 2].rsplit(" ", 1)[0]]) + " …"
        kept.append(row)
    return text


def _pdf(
    kind: str,
    sheets: list[dict[str, Any]],
    title: str,
    language: str,
    organisation: Letterhead,
    labels: Mapping[str, str],
) -> bytes:
    given = {
        "kind": kind,
        "title": line(title),
        "language": language.split("-")[0],
        "dir": "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr",
        "fonts": FAMILIES,
        "labels": {key: printable(labels[key]) for key in LABELS},
        "head": organisation.shown(),
        "sheets": sheets,
    }
    return pressed(given, template=TEMPLATE, apart=len(sheets) > HERE_AT_MOST)


def _has_unprintable(given: dict[str, Any]) -> bool:
    return UNPRINTABLE in json.dumps(given, ensure_ascii=False)


def _joined(*parts: str) -> str:
    return line(" · ".join(part for part in parts if part))


def _day(day: date | None, language: str) -> str:
    return long_date(day, language) if day else ""
