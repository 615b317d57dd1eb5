"""A stage on paper: letters for the envelope's window, a poster with a QR code, and text for the local paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.decision import queries as decisions
from gehor.feedback import queries as feedback
from gehor.feedback.words import first_sentences, in_reading, shortened
from gehor.ground import clock
from gehor.ground.design.texts import CHANNELS, OUTCOMES
from gehor.ground.documents import letterhead
from gehor.ground.documents.fonts import FAMILIES, line, paragraphs, printable
from gehor.ground.documents.press import pressed
from gehor.ground.documents.words import long_date
from gehor.ground.people.models import Contact
from gehor.ground.people.receipt import shown
from gehor.ground.qr import qr_svg
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

from . import letters
from .letters import Words
from .models import Bulletin, Telling
from .rules import Stage
from .texts import SUBJECTS

LETTER = Path(__file__).with_name("letter.typ")
POSTER = Path(__file__).with_name("poster.typ")
AT_MOST = 200  # letters in one file
HERE_AT_MOST = 5  # more are pressed in a process of their own
LINES_AT_MOST = 5  # in the window of an envelope
POINTS_AT_MOST = 5  # on a poster, to be read from two metres
POINTS_BESIDE_TEXT = 3
POINT_MOST = 110
SENTENCES_MOST = 320


# Letters


def letters_of(bulletin: Bulletin, tellings: Sequence[Telling], *, language: str) -> bytes:
    """One letter per telling, all in one file, each beginning on a page of its own."""
    words = letters.words_of(bulletin)
    people = [telling.participant_id for telling in tellings]
    known = Contact.objects.filter(participant__in=people, kind=Contact.Kind.LETTER)
    contacts = {contact.participant_id: contact for contact in known}
    with translation.override(language):
        common = _common(words, language, timezone.localdate(bulletin.released_at))
        sheets = []
        for telling in tellings:
            address = letters.page_of(telling.participant)
            code = shown(telling.participant.receipt)
            sheets.append(sheet(contacts.get(telling.participant_id), code, address))
        return pressed({**common, "sheets": sheets}, template=LETTER, apart=len(sheets) > HERE_AT_MOST)


def sample_letter(words: Words, *, language: str) -> bytes:
    """A letter to nobody, to be looked at before the release."""
    with translation.override(language):
        contact = Contact(name=_("First name Last name"), address=_("The street 1\n123 45 The town"))
        one = sheet(contact, letters.feedback.SECRET, letters.page_of(None))
        return pressed({**_common(words, language, clock.today()), "sheets": [one]}, template=LETTER)


def sheet(contact: Contact | None, code: str, follow_at: str) -> dict[str, Any]:
    """What one letter alone says: to whom, and where to go on."""
    address = [row for row in contact.address.splitlines() if row.strip()] if contact else []
    name = contact.name if contact else ""
    if name and name not in address:
        address = [name, *address]
    salutation = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
    return {
        "address": [line(row) for row in address[:LINES_AT_MOST]],
        "salutation": line(salutation),
        "code": code,
        "follow_at": follow_at,
        "follow_at_shown": line(follow_at),
        "qr": str(qr_svg(follow_at, quiet=0)),
    }


def _common(words: Words, language: str, dated: Any) -> dict[str, Any]:
    source = words.dialogue.source_language
    subject = letters.subject(words)
    return {
        **_house(words.dialogue, language),
        "title": line(subject),
        "kicker": line(str(SUBJECTS[words.stage]).split(":")[0].replace("%(title)s", "").strip()),
        "dialogue": line(in_reading(words.dialogue.title, source)),
        "text": paragraphs(in_reading(words.text, source)),
        "easy": paragraphs(letters.easy_in_reading(words)),
        "date": long_date(dated, language),
        "labels": _labels(),
    }


def letters_pressed(
    sheets: Sequence[dict[str, Any]], *, dialogue: Dialogue, language: str, title: str, kicker: str, dated: str
) -> bytes:
    """Letters that each say something of their own: `text` stands in the sheet."""
    given = {
        **_house(dialogue, language),
        "title": line(title),
        "kicker": line(kicker),
        "dialogue": line(in_reading(dialogue.title, dialogue.source_language)),
        "text": [],
        "easy": [],
        "date": dated,
        "labels": _labels(),
        "sheets": list(sheets),
    }
    return pressed(given, template=LETTER, apart=len(sheets) > HERE_AT_MOST)


def _labels() -> dict[str, str]:
    words = {
        "easy": _("In short, easy to read"),
        "follow": _("Follow what happens"),
        "follow_text": _("Everything that comes of what you said can be read here. You need no account."),
        "receipt_code": _("Your receipt code"),
        "qr_alt": _("QR code that leads to {address}"),
        "closing": _("Kind regards"),
        "page": _("Page {page} of {pages}"),
    }
    return {key: printable(text) for key, text in words.items()}


def _house(dialogue: Dialogue, language: str) -> dict[str, Any]:
    return {
        "language": language.split("-")[0],
        "dir": "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr",
        "fonts": FAMILIES,
        "head": letterhead(dialogue.organisation).shown(),
    }


# Poster


def poster(words: Words, *, size: str) -> bytes:
    """A4 or A3, in the language that is active, for walls where those pass by who did not take part."""
    dialogue, source = words.dialogue, words.dialogue.source_language
    address = public_address(words)
    intro = first_sentences(letters.easy_in_reading(words) or in_reading(words.text, source), SENTENCES_MOST)
    points = _points(dialogue) if words.stage is Stage.DECISION else []
    most = POINTS_BESIDE_TEXT if intro else POINTS_AT_MOST
    given = {
        **_house(dialogue, translation.get_language() or source),
        "size": size,
        "title": line(letters.subject(words)),
        "kicker": line(str(SUBJECTS[words.stage]).split(":")[0].replace("%(title)s", "").strip()),
        "dialogue": line(in_reading(dialogue.title, source)),
        "intro": paragraphs(intro),
        "points": [(line(shortened(statement, POINT_MOST)), line(outcome)) for statement, outcome in points[:most]],
        "more": _more(len(points) - most),
        "heard": line(how_many(dialogue)),
        "address": address,
        "address_shown": line(address.removeprefix("https://").removeprefix("http://")),
        "qr": str(qr_svg(address, quiet=0)),
        "call": printable(_("Read all of it")),
        "qr_alt": printable(_("QR code that leads to {address}").replace("{address}", address)),
    }
    return pressed(given, template=POSTER)


def _points(dialogue: Dialogue) -> list[tuple[str, str]]:
    """(finding, what was decided) in words."""
    source = dialogue.source_language
    return [
        (in_reading(each.finding.statement, source), str(OUTCOMES[each.decision.outcome][0]))
        for each in decisions.weighed(dialogue)
        if each.decision
    ]


def _more(number: int) -> str:
    if number < 1:
        return ""
    return line(ngettext("and %(n)s more decision", "and %(n)s more decisions", number) % {"n": number})


# The local paper


def for_the_paper(words: Words) -> str:
    """Plain text in the language that is active: a headline, what is told, what was decided, and where to read on."""
    dialogue, source = words.dialogue, words.dialogue.source_language
    parts = [
        letters.subject(words),
        f"{dialogue.organisation.name}, {date_format(clock.today(), 'DATE_FORMAT')}",
        how_many(dialogue),
        in_reading(words.text, source),
    ]
    if words.stage is Stage.DECISION:
        parts += _decided(dialogue)
    parts.append(_("Read all of it: %(address)s") % {"address": public_address(words)})
    contact = " ".join(
        filter(None, [dialogue.contact_name, dialogue.contact_email or dialogue.organisation.contact_email])
    )
    if contact:
        parts.append(_("Contact: %(contact)s") % {"contact": contact})
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _decided(dialogue: Dialogue) -> list[str]:
    """Each finding with what was decided, by whom, and the answer."""
    source, written = dialogue.source_language, feedback.answers(dialogue)
    found = []
    for each in decisions.weighed(dialogue):
        if each.decision is None:
            continue
        decision = each.decision
        lines = [
            in_reading(each.finding.statement, source),
            _("Decision: %(outcome)s (%(body)s, %(day)s, § %(section)s)")
            % {
                "outcome": OUTCOMES[decision.outcome][0],
                "body": decision.body.name,
                "day": date_format(decision.decided_on, "DATE_FORMAT"),
                "section": decision.section,
            },
        ]
        if decision.pk in written:
            lines.append(in_reading(written[decision.pk].text, source))
        found.append("\n".join(lines))
    return found


# Words


def how_many(dialogue: Dialogue) -> str:
    """How many contributions came, and by which channels; nothing while there are none."""
    rows = Contribution.objects.filter(dialogue=dialogue).order_by().values("channel").annotate(n=Count("pk"))
    counted = sorted(((row["n"], str(CHANNELS[row["channel"]])) for row in rows), reverse=True)
    total = sum(number for number, _word in counted)
    if not total:
        return ""
    channels = ", ".join(f"{word.lower()} {number}" for number, word in counted)
    words = ngettext("%(n)s contribution came in: %(channels)s.", "%(n)s contributions came in: %(channels)s.", total)
    return words % {"n": total, "channels": channels}


def public_address(words: Words) -> str:
    """Where everybody reads on."""
    name = "feedback:answers" if words.stage is Stage.DECISION else "feedback:promises"
    return settings.ADDRESS + reverse(name, args=[words.dialogue.slug])
