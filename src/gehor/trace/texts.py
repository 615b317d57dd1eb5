"""The links of a thread in words, in the order in which they happened."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gehor.decision.course.telling import Stop, way
from gehor.feedback.words import first_sentences
from gehor.followup.texts import STATUSES
from gehor.ground import clock
from gehor.ground.languages import LocalText, said
from gehor.planning.models import Dialogue

from .queries import Branch, Thread

BEGINS_MOST = 90  # of what was said, in a folded list


@dataclass(frozen=True)
class Link:
    """One link of a thread as design/thread.html shows it."""

    kind: str
    title: str
    text: str = ""
    language: str = ""
    moment: Any = None
    outcome: str = ""
    waiting: bool = False
    url: str = ""
    link: str = ""
    quote: str = ""


def chain(branch: Branch, dialogue: Dialogue, *, backwards: bool = False) -> list[Link | Stop]:
    """It was read as · what happened, day by day · what is waited for.

    backwards: from the decision, so that the finding stands above it already.
    """
    source = dialogue.source_language
    title = _("It was read as finding %(number)s") % {"number": branch.number}
    read = Link("read", title, *_words(branch.statement, source))
    links: list[Link | Stop] = [*way(branch.course, source), *_answers(branch, dialogue)]
    links += [_happened(measure, source) for measure in branch.measures]
    if branch.decision and not branch.measures:
        links.append(Link("happened", _("No measure has been promised yet"), waiting=True))
    links.sort(key=_when)
    return links if backwards else [read, *links]


def _when(link: Link | Stop) -> dt.date:
    """The day of a link; what is waited for comes last."""
    if link.moment is None:
        return dt.date.max
    return timezone.localdate(link.moment) if isinstance(link.moment, dt.datetime) else link.moment


def _answers(branch: Branch, dialogue: Dialogue) -> list[Link]:
    """What was answered on decisions that have been changed since, and the answer to the one that holds."""
    source = dialogue.source_language
    links = [] if branch.decision else [Link("decided", _("No decision yet"), _to_be_decided(dialogue), waiting=True)]
    said_before = [each for each in branch.earlier if getattr(each, "answer_text", None) is not None]
    for each in said_before:
        title = _("The earlier answer. The decision that it rests on has been changed")
        links.append(Link("answered", title, *_words(each.answer_text, source), moment=each.answered_at))
    for former in branch.tries.former:
        title = _("An earlier answer, which has been written anew since")
        links.append(Link("answered", title, *_words(former.text, source), moment=former.written_at))
    if branch.answer is not None:
        title = _("The new answer") if said_before or branch.tries.former else _("The answer")
        links.append(Link("answered", title, *_words(branch.answer, source), moment=branch.answered_at))
    else:
        title = _("A new answer is being written") if said_before else _("No answer yet")
        links.append(Link("answered", title, "" if said_before else _to_be_answered(dialogue), waiting=True))
    return [*links, *_second_tries(branch, source)]


def _to_be_decided(dialogue: Dialogue) -> str:
    if dialogue.decision_on is None:
        return ""
    day = {"day": date_format(dialogue.decision_on)}
    is_past = dialogue.decision_on < clock.today()
    return (_("It was to be decided on %(day)s.") if is_past else _("It is to be decided on %(day)s.")) % day


def _to_be_answered(dialogue: Dialogue) -> str:
    if dialogue.answer_due is None:
        return ""
    day = {"day": date_format(dialogue.answer_due)}
    is_past = dialogue.answer_due < clock.today()
    return (_("It was promised by %(day)s.") if is_past else _("It is promised by %(day)s.")) % day


def _second_tries(branch: Branch, source: str) -> list[Link]:
    """What low ratings led to, where the answer itself does not show it."""
    links = []
    for each in branch.tries.explained:
        title = _("Few found that this answered them. Why it stands")
        links.append(Link("answered", title, *_words(each.settlement.why, source), moment=each.settlement.settled_at))
    if branch.tries.open:
        title = _("Few find that this answers them: the answer is tried once more")
        links.append(Link("answered", title, waiting=True))
    return links


def _happened(measure: Any, source: str) -> Link:
    title, _language = _words(measure.title, source)
    note, language = _words(measure.status_note or {}, source)
    lines = [
        _("%(owner)s is responsible.") % {"owner": measure.owner},
        _("To be done by %(day)s.") % {"day": date_format(measure.due_on)},
        note,
    ]
    status = STATUSES[measure.status or "planned"][0]
    return Link(
        "happened",
        f"{title}: {status}",
        " ".join(filter(None, lines)),
        language,
        moment=measure.status_at,
        waiting=measure.status in (None, "planned"),
    )


def begins(thread: Thread) -> str:
    """How one's own words begin, in their language."""
    text = thread.first.title or first_sentences(" ".join(thread.first.text.split()), BEGINS_MOST)
    return format_html('<span lang="{}">{}</span>', thread.first.language, text)


def state(thread: Thread) -> tuple[str, str]:
    """How far one contribution has come, and in which tone."""
    if thread.reading is None:
        return pgettext("contribution", "Not read yet"), ""
    if thread.reading.aside:
        return pgettext("contribution", "Set aside"), "part"
    if thread.is_answered:
        return pgettext("contribution", "Answered"), "good"
    return (pgettext("contribution", "Decided"), "now") if thread.is_decided else (pgettext("contribution", "Read"), "")


def _words(text: LocalText, source: str) -> tuple[str, str]:
    return said(text, source, get_language() or source)
