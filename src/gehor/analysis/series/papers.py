"""What is printed for the meetings: invitation, attendance list, ballots and the draft action plan."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from babel import Locale
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gehor.ground.documents import (
    Document,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Part,
    Table,
    letterhead,
    local,
    local_prose,
)
from gehor.ground.documents.fonts import FAMILIES, breakable, line
from gehor.ground.documents.press import pressed
from gehor.ground.languages import LocalText, said
from gehor.ground.people import receipt
from gehor.ground.qr import qr_svg
from gehor.planning.models import Activity, Dialogue

from . import queries
from .models import Action, Prioritisation
from .texts import percent, person_name

BALLOT = Path(__file__).with_name("ballot.typ")
SHEET = Path(__file__).with_name("sheet.typ")
HERE_AT_MOST = 40  # ballots that are pressed in this process


def words(dialogue: Dialogue, text: LocalText) -> str:
    return said(text, dialogue.source_language, get_language() or dialogue.source_language)[0]


def _local(dialogue: Dialogue, text: LocalText) -> tuple[Inline, ...]:
    return local(text, dialogue.source_language, get_language() or dialogue.source_language)


def _prose(dialogue: Dialogue, text: LocalText) -> tuple[Paragraph, ...]:
    return local_prose(text, dialogue.source_language, get_language() or dialogue.source_language)


def when(activity: Activity) -> str:
    setup = activity.setup
    times = "–".join(filter(None, [setup.get("starts", ""), setup.get("ends", "")]))
    return ", ".join(filter(None, [date_format(queries.held_on(activity)), times]))


def invitation(dialogue: Dialogue) -> Document:
    """The invitation to all meetings at once, for the notice board, the letter box and the hand."""
    meetings = queries.sessions(dialogue)
    page = settings.ADDRESS + reverse("series:series", args=[dialogue.slug])
    rows = tuple(
        (_local(dialogue, each.title), when(each), _local(dialogue, each.setup.get("place") or {})) for each in meetings
    )
    return _document(
        dialogue,
        _("Invitation"),
        (
            *_prose(dialogue, dialogue.question),
            Paragraph(
                _("You are invited to all the meetings. Each builds on the one before, so we hope you can come to all.")
            ),
            Table(_("The meetings"), (_("Meeting"), _("When"), _("Where")), rows),
            Heading(_("What comes of it")),
            Paragraph(
                _(
                    "First everybody speaks freely. What is said is put into categories, and you choose what "
                    "matters most. From that an action plan is drafted, and you correct what we have "
                    "misunderstood before a decision."
                )
            ),
            *_promise(dialogue),
            Paragraph((_("More about the meetings: "), Link(page, page))),
            Note(_("You do not have to give your name.")),
        ),
    )


def attendance_list(dialogue: Dialogue) -> Document:
    """Everybody who is invited or has come, with room to tick for each meeting."""
    meetings, who = queries.sessions(dialogue), queries.people(dialogue)
    titles = {each.pk: words(dialogue, each.title) for each in meetings}
    rows = tuple(
        (
            person_name(person, titles),
            *(
                _("table %(number)d") % {"number": person.came[each.pk][0]} if each.pk in person.came else "◻"
                for each in meetings
            ),
        )
        for person in who
    )
    numbered = (_("Meeting %(number)d") % {"number": number} for number in range(1, len(meetings) + 1))
    heads = (_("Person or seat"), *numbered)
    listed: tuple[Part, ...] = (Table(_("Tick who is here, and write the table"), heads, rows),) if rows else ()
    return _document(
        dialogue,
        _("Attendance list"),
        (Note(_("Personal data. Do not leave the list lying, and destroy it when it is typed in.")), *listed),
    )


def action_plan(dialogue: Dialogue, found: queries.Priorities) -> Document:
    """The draft action plan, category by category in the order that came out."""
    return _document(dialogue, _("Draft action plan"), (*_how(found), *_planned(dialogue, found)))


def _how(found: queries.Priorities) -> Iterator[Part]:
    outcome = found.outcome
    if not outcome.weighed:
        yield Paragraph(_("Fewer than five voted, so no order is shown."))
        return
    yield Paragraph(
        ngettext("%(n)d person prioritised.", "%(n)d people prioritised.", outcome.ballots) % {"n": outcome.ballots}
        + " "
        + rule_text(found.prioritisation)
    )


def _planned(dialogue: Dialogue, found: queries.Priorities) -> Iterator[Part]:
    for each in found.ranked:
        yield Heading(_local(dialogue, each.option.statement))
        if each.weighed:
            yield Paragraph(
                _("Place %(place)d: %(dots)d of %(of)d put a dot here (%(share)s).")
                % {
                    "place": each.weighed.place,
                    "dots": each.weighed.dots,
                    "of": each.weighed.of,
                    "share": percent(each.weighed.share),
                }
            )
        if each.action is None:
            yield Paragraph(_("Nothing is planned yet."))
            continue
        yield from _prose(dialogue, each.action.what)
        yield from map(Paragraph, facts_of(each.action))


def facts_of(action: Action | None) -> Iterator[str]:
    """Who, when and the money, as far as it is said."""
    if action is None:
        return
    if action.who:
        yield _("Who: %(who)s") % {"who": action.who}
    if action.due_on:
        yield _("When: by %(day)s") % {"day": date_format(action.due_on)}
    if action.budget_sek is not None:
        yield _("Budget: SEK %(amount)s") % {"amount": number_format(action.budget_sek, force_grouping=True)}


def rule_text(prioritisation: Prioritisation) -> str:
    """The rule of the ballot in one sentence."""
    return ngettext(
        "Each had %(n)d dot.", "Each had up to %(n)d dots, at most one on each category.", prioritisation.dots
    ) % {"n": prioritisation.dots}


def _promise(dialogue: Dialogue) -> Iterator[Part]:
    if dialogue.answer_due:
        yield Paragraph(
            _("Everybody who took part is answered by %(day)s.") % {"day": date_format(dialogue.answer_due)}
        )


def _document(dialogue: Dialogue, kicker: str, parts: Sequence[Part]) -> Document:
    language = (get_language() or dialogue.source_language).split("-")[0]
    lead = (dialogue.organisation.name,)
    return Document(_local(dialogue, dialogue.title), language, tuple(parts), kicker=kicker, lead=lead)


def sheet(dialogue: Dialogue, found: queries.Priorities) -> bytes:
    """The sheet of the feedback meeting, as a tagged PDF: what came out, what is planned, and room to correct it."""
    title = _("Have we understood you?")
    given = {
        **_paper(dialogue, title),
        "heading": line(title),
        "kicker": line(words(dialogue, dialogue.title)),
        "lead": line(
            _(
                "This is what we read out of what you said, in the order that you gave it, and what is planned. "
                "Write what we have misunderstood."
            )
        ),
        "rule": line(rule_text(found.prioritisation)) if found.outcome.weighed else "",
        "rows": [_row(dialogue, number, each) for number, each in enumerate(found.ranked, 1)],
        "correct": line(_("This must be corrected:")),
        "missing": line(_("Is something missing?")),
        "what_happens": line(
            _(
                "Hand in the sheet before you go. Every correction gets an answer, and the findings are reworded where "
                "needed."
            )
        ),
        "foot": line(words(dialogue, dialogue.title)),
        "page": line(_("Page {page} of {pages}")),
    }
    return pressed(given, template=SHEET, apart=False)


def _row(dialogue: Dialogue, number: int, each: queries.Ranked) -> dict[str, Any]:
    planned, weighed = each.action, each.weighed
    put = _("%(dots)s of %(of)s put a dot here.")
    return {
        "heading": line(f"{number}. {words(dialogue, each.option.statement)}"),
        "outcome": line(put % {"dots": weighed.dots, "of": weighed.of}) if weighed else "",
        "planned": _lines(words(dialogue, planned.what)) if planned else [line(_("Nothing is planned yet."))],
        "facts": [line(fact) for fact in facts_of(planned)],
    }


def _lines(text: str) -> list[str]:
    return [line(each) for each in text.split("\n") if each.strip()]


def _paper(dialogue: Dialogue, title: str) -> dict[str, Any]:
    """What every paper of a Typst template of its own is given."""
    language = (get_language() or dialogue.source_language).split("-")[0]
    return {
        "title": line(title),
        "language": language,
        "dir": "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr",
        "fonts": FAMILIES,
        "head": letterhead(dialogue.organisation).shown(),
    }


def ballots(prioritisation: Prioritisation, codes: Sequence[str]) -> bytes:
    """One ballot for each code, as a tagged PDF in the reader's language."""
    dialogue = prioritisation.dialogue
    given = {
        **_paper(dialogue, _("Ballots: %(dialogue)s") % {"dialogue": words(dialogue, dialogue.title)}),
        "kicker": line(_("Ballot: what matters most?")),
        "dialogue": line(words(dialogue, prioritisation.activity.title)),
        "rule": line(
            ngettext(
                "Tick the category that matters most to you.",
                "Tick up to %(n)d categories that matter most to you. All ticks weigh the same.",
                prioritisation.dots,
            )
            % {"n": prioritisation.dots}
        ),
        "options": [
            {"number": str(each.number), "text": line(words(dialogue, each.statement))}
            for each in queries.options(prioritisation)
        ],
        "labels": {
            "ways": line(_("Hand in the sheet, or answer on your phone. Not both.")),
            "on_phone": line(_("On the phone: open the address or the picture, and check the code.")),
            "secret": line(_("The code says only that this ballot is used. Nobody can see whose it is.")),
        },
        "ballots": [_ballot(code) for code in codes],
    }
    return pressed(given, template=BALLOT, apart=len(codes) > HERE_AT_MOST)


def _ballot(code: str) -> dict[str, str]:
    shown = receipt.shown(code)
    address = settings.ADDRESS + reverse("series:ballot", args=[shown])
    return {
        "code": shown,
        "address": address,
        "shown": breakable(address),
        "qr": str(qr_svg(address, label="QR")),
        "alt": _("QR code that leads to %(address)s") % {"address": address},
    }
