"""What the report says, as a document: the page shows it, and DOCX is made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gehor.analysis.texts import ASIDES
from gehor.ground.design.texts import CHANNELS, OUTCOMES
from gehor.ground.documents import (
    Document,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Part,
    Quotation,
    Strong,
    Table,
    Text,
    local,
    within,
)
from gehor.ground.languages import LocalText
from gehor.methods.text_hearing import queries as hearing
from gehor.methods.text_hearing import rules
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .. import queries
from ..queries import Branch, Thread


@dataclass(frozen=True)
class View:
    """One view that is shown, and where in the text it belongs."""

    pk: int
    paragraph: str  # "" for the whole text


@dataclass(frozen=True)
class Counts:
    """shown: views that everybody may read. withheld: those that nobody but staff may. by_channel: of those shown."""

    shown: int
    withheld: int
    by_channel: dict[str, int]


def views_of(activity: Activity) -> tuple[list[View], Counts]:
    """Every published view in the order of the text, the whole text last; of one paragraph the oldest first."""
    rows = list(
        Contribution.objects.filter(activity=activity)
        .order_by("received_at", "pk")
        .values_list("pk", "values", "channel", "published_at")
    )
    shown = [(pk, values.get("paragraph", ""), channel) for pk, values, channel, published_at in rows if published_at]
    shown.sort(key=lambda row: (not row[1], rules.place_of(row[1])))
    by_channel = {channel: sum(row[2] == channel for row in shown) for channel in CHANNELS}
    counts = Counts(len(shown), len(rows) - len(shown), {code: count for code, count in by_channel.items() if count})
    return [View(pk, paragraph) for pk, paragraph, _channel in shown], counts


def head(activity: Activity, counts: Counts) -> tuple[Part, ...]:
    """How many views there are, and what the report is and is not."""
    parts: list[Part] = []
    if activity.setup.get("formal"):
        parts.append(
            Note(
                _(
                    "These views were given in the dialogue. They are no formal views under the Planning and Building "
                    "Act; those are accounted for in the plan’s own documents."
                )
            )
        )
    words = ngettext("%(n)d view can be read here.", "%(n)d views can be read here.", counts.shown)
    parts.append(Paragraph(words % {"n": counts.shown}))
    if counts.withheld:
        words = ngettext(
            "%(n)d more is not shown: nobody has looked at it, or it could harm somebody. It is read and counted.",
            "%(n)d more are not shown: nobody has looked at them, or they could do harm. They are read and counted.",
            counts.withheld,
        )
        parts.append(Paragraph(words % {"n": counts.withheld}))
    if counts.by_channel:
        rows = tuple((str(CHANNELS[code]), str(count)) for code, count in counts.by_channel.items())
        parts.append(Table(_("How they came"), (_("Way"), _("Number")), rows, numbers=(1,)))
    return tuple(parts)


def body(activity: Activity, views: Sequence[View]) -> tuple[Part, ...]:
    """The views with what became of each, under the paragraphs that they are about. views: in order."""
    found = queries.contributions_with(view.pk for view in views)
    threads = {each.contribution.pk: each for each in queries.threads(found, with_beside=False)}
    texts = _paragraphs(activity, {view.paragraph for view in views if view.paragraph})
    parts: list[Part] = []
    before: str | None = None
    for view in views:
        if view.paragraph != before:
            parts += _heading(view.paragraph, texts)
            before = view.paragraph
        if view.pk in threads:
            parts += _view(threads[view.pk], texts)
    return tuple(parts)


def document(activity: Activity) -> Document:
    """The whole report."""
    views, counts = views_of(activity)
    dialogue = activity.dialogue
    named, about = (local(each.title, dialogue.source_language, _language()) for each in (activity, dialogue))
    lead = (*about, f" · {dialogue.case_number}") if dialogue.case_number else about
    parts = (*head(activity, counts), *body(activity, views))
    return Document(named, _language(), parts, kicker=_("Consultation report"), lead=(lead,))


Texts = dict[tuple[str, int], str]  # (number of a paragraph, number of a version) → what it said


def _paragraphs(activity: Activity, numbers: Iterable[str]) -> Texts:
    rows = list(hearing.rows_of(activity, numbers))
    heads = hearing.heads_of(rows)
    return {
        (row.number, row.version.number): rules.quoted(row.text, heads[row.pk]) if row.pk in heads else row.text
        for row in rows
    }


def _heading(number: str, texts: Texts) -> list[Part]:
    """The paragraph as it last stood."""
    if not number:
        return [Heading(_("The whole text"))]
    versions = [version for of, version in texts if of == number]
    parts: list[Part] = [Heading(_("Paragraph %(number)s") % {"number": rules.spoken(number)})]
    return [*parts, Note(texts[number, max(versions)])] if versions else parts


def _view(thread: Thread, texts: Texts) -> list[Part]:
    contribution = thread.contribution
    day = date_format(localdate(contribution.received_at))
    address = settings.ADDRESS + reverse("trace:thread", args=[contribution.dialogue.slug, contribution.reference])
    source = (Link(contribution.reference, address), f", {CHANNELS[contribution.channel]}, {day}")
    words = "\n".join(filter(None, (thread.latest.title, thread.latest.text)))
    if not thread.is_published:  # whoever comes here may read what was said here
        words = _("The text is not shown.")
    return [Quotation(words, source, thread.latest.language), *_then(contribution, texts), *_positions(thread)]


def _then(contribution: Contribution, texts: Texts) -> list[Part]:
    """The wording that it was about, where the paragraph reads otherwise since."""
    number, version = contribution.values.get("paragraph", ""), contribution.values.get("version", 0)
    then = texts.get((number, version))
    latest = max((of for key, of in texts if key == number), default=0)
    if then is None or then == texts.get((number, latest)):
        return []
    return [Paragraph(_("Said of version %(number)d: “%(text)s”") % {"number": version, "text": then})]


def _positions(thread: Thread) -> list[Part]:
    """What the organisation came to about this view, and why: of each finding that it was read as."""
    reading = thread.reading
    if reading is not None and reading.aside:
        note = _local(thread, reading.aside_note)
        return [_told(_("Set aside:"), (str(ASIDES[reading.aside][1]), *((" ", *note) if note else ())))]
    if not thread.branches:
        read = _("It has been read. What it is read as is shown when all views have been read.")
        return [_told(_("Position:"), read if reading is not None else _("Nobody has read it yet."))]
    return [part for branch in thread.branches for part in _position(thread, branch)]


def _position(thread: Thread, branch: Branch) -> list[Part]:
    finding = _("finding %(number)d. %(text)s") % {"number": branch.number, "text": "%(text)s"}
    read = _told(_("Read as:"), within(finding, text=_local(thread, branch.statement)))
    decision: Any = branch.decision
    if decision is None:
        return [read, _told(_("Position:"), _("Not decided yet."))]
    by = _("%(body)s, %(day)s, § %(section)s") % {
        "body": decision.body.name,
        "day": date_format(decision.decided_on),
        "section": decision.section,
    }
    return [
        read,
        _told(_("Position:"), f"{OUTCOMES[decision.outcome][0]} ({by})"),
        _told(_("Reason:"), _local(thread, decision.reason)),
    ]


def _told(what: str, words: Text) -> Paragraph:
    return Paragraph(within("%(what)s %(words)s", what=(Strong(what),), words=words))


def _local(thread: Thread, text: LocalText) -> tuple[Inline, ...]:
    return local(text, thread.contribution.dialogue.source_language, _language())


def _language() -> str:
    return get_language() or "sv"
