"""A plan timed backwards from its meeting, in words and as a picture: for the dialogue's workbench."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.calendar.models import Meeting
from gehor.ground.calendar.queries import Whereabouts, whereabouts
from gehor.ground.organisations.texts import doers
from gehor.planning.mending import MENDED
from gehor.process.facts import Facts
from gehor.process.step import Step
from gehor.process.steps import PUBLISH_CHANGE
from gehor.process.timing import Moment, Planned, Timing, Warn, timed
from gehor.process.words import Go

from .queries import Standing

SOON = dt.timedelta(days=7)

MOMENTS: dict[Moment, Promise] = {
    Moment.OPEN: _("Opens"),
    Moment.CLOSE: _("Last day to take part"),
    Moment.READ: _("Everything is read"),
    Moment.SIGNED_OFF: _("Findings are checked and signed off"),
    Moment.AGENDA: _("Basis among the documents of the meeting"),
    Moment.DECISION: _("Decision"),
    Moment.ANSWER: _("Everybody has an answer"),
}

WARNINGS: dict[Warn, Promise] = {
    Warn.MEETING_HAS_PASSED: _(
        "The day of the decision has passed, and not everything is decided. Choose a new meeting."
    ),
    Warn.TOO_LATE_TO_OPEN: _(
        "It is too late to open before this meeting: what residents say could not be heard, read and written together "
        "in time. Choose a later meeting."
    ),
    Warn.LITTLE_TIME_TO_OPEN: _(
        "There is less time than usual before this meeting. Shorten some stretch knowingly, or choose a later meeting."
    ),
    Warn.CLOSES_AFTER_AGENDA: _(
        "The last day to take part comes after the last day for documents. "
        "What is said last cannot reach those who decide."
    ),
    Warn.TOO_SHORT_TO_READ: _(
        "There is too little time between the last day to take part and the last day for documents. "
        "Everything must be read, checked by participants and written together in it."
    ),
    Warn.OVER_HOLIDAY: _(
        "A week or more of the time falls in July or over Christmas, when few can take part and few read."
    ),
    Warn.ANSWER_BEFORE_DECISION: _("The answer is promised before the decision that it tells of."),
}


# The parts of a plan whose days a warning is about: where each is settled, before anybody has been heard
DAYS = "days"  # of the ways of taking part, each by itself
PARTS = {
    "decision_on": MENDED["decision_maker"],
    "deciding_body": MENDED["decision_maker"],
    "answer_due": MENDED["answer_due"],
    DAYS: MENDED["method"],
}

# What is changed where it is not the meeting, and what the link says
MENDED_BY: dict[Warn, tuple[str, Promise]] = {
    Warn.CLOSES_AFTER_AGENDA: (DAYS, _("Change the days")),
    Warn.TOO_SHORT_TO_READ: (DAYS, _("Change the days")),
    Warn.OVER_HOLIDAY: (DAYS, _("Change the days")),
    Warn.ANSWER_BEFORE_DECISION: ("answer_due", _("Change the day of the answer")),
}


@dataclass(frozen=True)
class Row:
    """One moment. state: "done", "late", "planned_late", "soon" or "". start, length: of its stretch, 0–100."""

    words: Promise
    latest: dt.date
    planned: dt.date | None
    state: str
    days: int  # from today to the latest day, or since it
    start: float
    length: float


@dataclass(frozen=True)
class Warned:
    """One warning. url: where this actor mends it, or ""; link: in words."""

    text: Promise
    url: str
    link: Promise


@dataclass(frozen=True)
class Backwards:
    """What the workbench shows. mend_url, body_url: where this actor changes the day of the decision and the body."""

    meeting: Meeting | None
    was_on: dt.date | None  # the day from which the meeting was moved, where the plan says the new one
    moved_to: Meeting | None
    why_stayed: Promise | str  # the plan, when the meeting moved
    is_missing: bool
    decision_on: dt.date
    ends_on: dt.date | None  # of the last way of taking part, where the meeting comes before it
    gone_on: dt.date | None  # from which day the body is dissolved, where the decision comes after it
    rows: tuple[Row, ...]
    warnings: tuple[Warned, ...]
    mend_url: str
    body_url: str
    who: str  # changes them, where this actor may not

    @property
    def is_warning(self) -> bool:
        return bool(self.warnings or self.moved_to or self.is_missing or self.ends_on or self.gone_on)


def backwards(standing: Standing, actor: Actor) -> Backwards | None:
    """With links for what this actor may mend.

    None where there is nothing to time: no meeting named yet, nothing to be held, or all decided.
    """
    dialogue, facts = standing.dialogue, standing.facts
    if facts.outcome is not Go.RUN or facts.closed or dialogue.decision_on is None or dialogue.deciding_body_id is None:
        return None
    if _is_decided(facts):
        return None
    found: Whereabouts = whereabouts(dialogue.deciding_body_id, dialogue.decision_on)
    planned = Planned(standing.begins_on, standing.ends_on, dialogue.answer_due)
    timing = timed(
        dialogue.decision_on,
        today=clock.today(),
        agenda_on=found.meeting.documents_due if found.meeting else None,
        planned=planned,
        is_open=facts.openings > 0,
    )
    return Backwards(
        meeting=found.meeting,
        was_on=found.was_on,
        moved_to=found.moved_to,
        why_stayed=_why_stayed(found, standing),
        is_missing=found.is_missing,
        decision_on=dialogue.decision_on,
        ends_on=_ends_after(standing.ends_on, found, dialogue.decision_on),
        gone_on=standing.body_gone_on,
        rows=_rows(timing, planned, facts, today=clock.today()),
        warnings=tuple(_warned(code, standing, actor) for code in timing.warnings if not _is_behind(code, facts)),
        mend_url=_mended_at("decision_on", standing, actor),
        body_url=_mended_at("deciding_body", standing, actor),
        who="" if _mended_at("decision_on", standing, actor) else doers(_step("decision_on", standing)),
    )


def _warned(code: Warn, standing: Standing, actor: Actor) -> Warned:
    part, link = MENDED_BY.get(code, ("decision_on", _("Choose another meeting")))
    return Warned(WARNINGS[code], _mended_at(part, standing, actor), link)


def _step(part: str, standing: Standing) -> Step:
    """Until somebody has been heard the plan is rewritten; then its changes are published."""
    return PUBLISH_CHANGE if standing.facts.took_part else PARTS[part].step


def _mended_at(part: str, standing: Standing, actor: Actor) -> str:
    if not actor.may(_step(part, standing), standing.dialogue.organisation_id):
        return ""
    slug = standing.dialogue.slug
    if not standing.facts.took_part:
        return reverse(PARTS[part].url_name, args=[slug])
    return (
        reverse("planning:change_part", args=[slug, part]) if part != DAYS else reverse("planning:change", args=[slug])
    )


def _why_stayed(found: Whereabouts, standing: Standing) -> Promise | str:
    """Why the plan did not move with its meeting by itself."""
    due = standing.dialogue.answer_due
    if found.moved_to is None:
        return ""
    if standing.facts.took_part:
        return _("The plan did not follow by itself, since residents have taken part: they must see the change.")
    if due is not None and due < found.moved_to.held_on:
        return _("The plan did not follow by itself, since the answer is promised before the new day.")
    return ""


def _ends_after(ends_on: dt.date | None, found: Whereabouts, decision_on: dt.date) -> dt.date | None:
    """The last day to take part, where those who decide meet before it is over."""
    held_on = found.moved_to.held_on if found.moved_to else decision_on
    return ends_on if ends_on is not None and held_on <= ends_on else None


def _rows(timing: Timing, planned: Planned, facts: Facts, *, today: dt.date) -> tuple[Row, ...]:
    first = min(timing.latest[Moment.OPEN], planned.opens_on or today, today)
    last = max(*timing.latest.values(), today)
    whole = max((last - first).days, 1)
    said = {Moment.OPEN: planned.opens_on, Moment.CLOSE: planned.closes_on, Moment.ANSWER: planned.answer_due}
    rows, before = [], first
    for moment, latest in timing.latest.items():
        begins = min(max(before, first), latest)
        rows.append(
            Row(
                words=MOMENTS[moment],
                latest=latest,
                planned=said.get(moment),
                state=_state(moment, latest, said.get(moment), facts, today=today),
                days=abs((latest - today).days),
                start=round(100 * (begins - first).days / whole, 1),
                length=round(max(100 * (latest - begins).days / whole, 1), 1),
            )
        )
        before = latest
    return tuple(rows)


def _state(moment: Moment, latest: dt.date, planned: dt.date | None, facts: Facts, *, today: dt.date) -> str:
    if _is_done(moment, facts):
        return "done"
    if latest < today:
        return "late"
    if planned is not None and planned > latest:
        return "planned_late"
    return "soon" if latest - today <= SOON else ""


def _is_done(moment: Moment, facts: Facts) -> bool:
    has_closed = facts.openings > 0 and facts.open_now == 0
    return {
        Moment.OPEN: facts.openings > 0,
        Moment.CLOSE: has_closed,
        Moment.READ: has_closed and facts.unread == 0,
        Moment.SIGNED_OFF: facts.signed_off,
        Moment.AGENDA: facts.decisions > 0,
        Moment.DECISION: _is_decided(facts),
        Moment.ANSWER: facts.answers_released,
    }[moment]


def _is_decided(facts: Facts) -> bool:
    return facts.signed_off and facts.findings > 0 and facts.undecided_findings == 0


def _is_behind(code: Warn, facts: Facts) -> bool:
    """A warning about time that has been used up already helps nobody."""
    over = {Warn.CLOSES_AFTER_AGENDA, Warn.TOO_SHORT_TO_READ, Warn.OVER_HOLIDAY}
    return code in over and facts.signed_off
