"""The evaluation of one dialogue as a document, in the reader's language."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gehor.feedback.replies.shown import Drawn
from gehor.ground import clock
from gehor.ground.documents import Document, Heading, Inline, Link, Note, Paragraph, Part, Table, local, local_prose
from gehor.ground.figures import Figure
from gehor.ground.languages import LocalText
from gehor.methods.outreach import queries as outreach
from gehor.planning.models import Dialogue
from gehor.process.ratings import FEWEST

from . import queries, shown, texts
from .queries import Summary


def report(dialogue: Dialogue) -> Document:
    """Everything that the page of the evaluation says."""
    summary = queries.summary(dialogue)
    page = settings.ADDRESS + reverse("evaluation:evaluation", args=[dialogue.slug])
    day = date_format(clock.today())
    return Document(
        title=_local(dialogue, dialogue.title),
        language=_reader(dialogue).split("-")[0],
        kicker=_("Evaluation"),
        lead=(
            _("%(organisation)s, %(day)s") % {"organisation": dialogue.organisation.name, "day": day},
            (_("Always up to date: "), Link(page, page)),
        ),
        parts=(
            *_lessons(dialogue, summary),
            *_effects(dialogue, summary),
            *_answers(summary),
            *_planned(summary),
            *_reached(dialogue),
            *_numbers(summary),
        ),
    )


def _local(dialogue: Dialogue, text: LocalText) -> tuple[Inline, ...]:
    return local(text, dialogue.source_language, _reader(dialogue))


def _prose(dialogue: Dialogue, text: LocalText) -> tuple[Paragraph, ...]:
    return local_prose(text, dialogue.source_language, _reader(dialogue))


def _reader(dialogue: Dialogue) -> str:
    return get_language() or dialogue.source_language


def _lessons(dialogue: Dialogue, summary: Summary) -> Iterator[Part]:
    if summary.lessons:
        yield Heading(_("What we learnt"))
        yield from _prose(dialogue, summary.lessons)


def _effects(dialogue: Dialogue, summary: Summary) -> Iterator[Part]:
    if not summary.effected:
        return
    yield Heading(_("What it changed"))
    yield Table(
        _("Findings by their effect on the decisions"),
        (_("Effect"), _("Findings")),
        tuple((str(words), str(Figure(count))) for words, count in shown.effects(summary)),
        numbers=(1,),
    )
    yield Table(
        _("Finding by finding"),
        (_("Finding"), _("Effect"), _("Judged by")),
        tuple(
            (
                (f"{each.finding.number}. ", *_local(dialogue, each.finding.statement)),
                str(texts.EFFECTS[each.effect][0]),
                each.judged_by or _("Read from the outcome"),
            )
            for each in summary.effected
        ),
    )
    for each in summary.effected:
        if each.reason:
            yield Heading(_("Finding %(number)s") % {"number": each.finding.number}, level=2)
            yield from _prose(dialogue, each.reason)


def _answers(summary: Summary) -> Iterator[Part]:
    yield Heading(_("What people say of it"))
    parts = shown.answers(summary.asked)
    if not any(part.turnout for part in parts):
        yield Paragraph(_("There are no answers to show yet."))
    for part in parts:
        if not part.turnout:
            continue
        yield Heading(str(part.name), level=2)
        for group, words in part.turnout:
            yield Paragraph(f"{group}: {words}")
        if part.questions:
            yield Table(
                _("How many agree, wholly or for the most part"),
                (_("Question"), *(str(row.words) for row in part.questions[0].rows)),
                tuple((str(question.words), *(_cell(row) for row in question.rows)) for question in part.questions),
            )
            yield Note(_("The interval says where the share would lie with 95 %% certainty if those who answered had "
                         "been drawn by chance, which they were not. Nothing is shown of fewer than %(fewest)s "
                         "answers.") % {"fewest": FEWEST})  # fmt: skip


def _cell(row: Drawn) -> str:
    """One group's answer to one question: share, interval, and of how many."""
    return f"{row.share}\n{row.interval}\n{row.of}" if row.x else str(row.interval)


def _planned(summary: Summary) -> Iterator[Part]:
    days, amounts = shown.planned(summary)
    if not days and not amounts:
        return
    yield Heading(_("As planned?"))
    yield Table(
        _("Planned, and as it was"),
        (_("What"), pgettext("beside what came of it", "Planned"), _("As it was"), _("Difference")),
        tuple((str(line.name), line.planned, line.actual, line.difference) for line in (*days, *amounts)),
    )


def _reached(dialogue: Dialogue) -> Iterator[Part]:
    found = outreach.reached_in(dialogue)
    if not found.groups and not found.few:
        return
    yield Heading(_("Target groups reached by talks"))
    if found.groups:
        yield Table(
            _("Target groups reached by talks"),
            (_("Target group"), _("Talks"), _("Aim")),
            tuple(
                (
                    _local(dialogue, each.group.name),
                    str(Figure(each.talks)),
                    str(Figure(each.group.reach_aim)) if each.group.reach_aim else "–",
                )
                for each in found.groups
            ),
            numbers=(1, 2),
        )
    if found.few:
        yield Note(_("Target groups with fewer than five talks are not listed: somebody could be recognised."))


def _numbers(summary: Summary) -> Iterator[Part]:
    yield Heading(_("Numbers"))
    for kind, rows in shown.figures(summary.values):
        yield Table(
            str(kind),
            (_("Indicator"), _("Value"), _("How it is counted"), _("What it does not say")),
            tuple((str(row.told.name), row.value, str(row.told.counted), str(row.told.silent)) for row in rows),
            numbers=(1,),
        )
    unknown = ", ".join(str(name) for name in shown.unknown(summary.values))
    if unknown:
        yield Paragraph(_("Not known, or not yet:") + " " + unknown)
    yield Heading(_("What we do not measure"), level=2)
    for name, why in texts.WITHOUT_SOURCE.values():
        yield Paragraph(f"{name}. {why}")
