"""The way of one finding in words, link by link, as design/thread.html shows it: the picture and the list in one."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.decision.models import Decision
from gehor.ground.languages import LocalText, said

from .models import Handling, Onward
from .queries import Course
from .texts import CAME_TO


@dataclass(frozen=True)
class Stop:
    """One link. kind: its sign. waiting: it has not come to an end here yet."""

    kind: str
    title: str
    text: str = ""
    language: str = ""
    moment: dt.date | None = None
    outcome: str = ""
    waiting: bool = False
    url: str = ""
    link: str = ""
    quote: str = ""


def way(course: Course, source: str, *, is_told: bool = False) -> list[Stop]:
    """From the first meeting to where the matter lies now, each decision where it was taken.

    is_told: the decision that holds is read beside, so that its reason is not said once more.
    """
    stops = [_handled(each, source) for each in course.handlings]
    for decision in course.decisions:
        holds = decision is course.decision
        stop = decided(decision, source, holds=holds)
        stops.append(replace(stop, text="", url="") if holds and is_told else stop)
        stops += [noted(each, source) for each in course.onward.get(decision.pk, ())]
    return [*stops, *lying(course)]


def lying(course: Course) -> list[Stop]:
    """Where it waits now, if it was referred and is not settled there."""
    where = course.referral
    if where is None or not where.is_open:
        return []
    lines = []
    if where.reference_number:
        lines.append(_("Their number: %(number)s.") % {"number": where.reference_number})
    if where.expected_on:
        lines.append(_("They expect to be done by %(day)s.") % {"day": date_format(where.expected_on)})
    else:
        lines.append(_("They have not said when they will be done."))
    if where.first_expected_on:
        lines.append(_("At first it was to be done by %(day)s.") % {"day": date_format(where.first_expected_on)})
    return [
        Stop("under_way", _("It lies with %(receiver)s") % {"receiver": where.receiver}, " ".join(lines), waiting=True)
    ]


def _handled(handling: Handling, source: str) -> Stop:
    title = _("%(body)s, § %(section)s: %(word)s") % {
        "body": handling.body.name,
        "section": handling.section,
        "word": str(CAME_TO[Handling.CameTo(handling.came_to)][0]).lower(),
    }
    return Stop(
        "meeting",
        title,
        *_words(handling.says, source),
        moment=handling.held_on,
        url=handling.minutes_url,
        link=_("The minutes"),
    )


def decided(decision: Decision, source: str, *, holds: bool) -> Stop:
    """One decision, and whether it still holds."""
    title = _("%(body)s decided, § %(section)s, case %(case)s") % {
        "body": decision.body.name,
        "section": decision.section,
        "case": decision.case_number,
    }
    if not holds:
        title = _("%(title)s. It has been changed since") % {"title": title}
    reason, language = _words(decision.reason, source)
    if decision.changed_because:
        because = _words(decision.changed_because, source)[0]
        reason = _("The earlier decision was changed: %(because)s") % {"because": because} + "\n\n" + reason
    if decision.referred_to:
        reason = _("Referred to %(receiver)s.") % {"receiver": decision.referred_to} + "\n\n" + reason
    if decision.votes_for is not None:
        votes = {"for": decision.votes_for, "against": decision.votes_against}
        reason += "\n\n" + _("It was put to the vote: %(for)s for and %(against)s against.") % votes
    return Stop(
        "decided",
        title,
        reason,
        language,
        moment=decision.decided_on,
        outcome=decision.outcome,
        url=decision.minutes_url,
        link=_("The minutes"),
    )


def noted(onward: Onward, source: str) -> Stop:
    """What became known of a referred matter."""
    if not onward.outcome:
        number, day = onward.reference_number, onward.expected_on
        lines = [_("Their number: %(number)s.") % {"number": number}] if number else []
        lines += [_("They expect to be done by %(day)s.") % {"day": date_format(day)}] if day else []
        title = _("It was sent to %(receiver)s") % {"receiver": onward.receiver}
        return Stop("referred", title, " ".join(lines), moment=onward.day)
    title = _("%(receiver)s has settled it") % {"receiver": onward.receiver}
    if onward.referred_to:
        title = _("%(receiver)s sent it on to %(next)s") % {"receiver": onward.receiver, "next": onward.referred_to}
    return Stop(
        "decided",
        title,
        *_words(onward.says, source),
        moment=onward.day,
        outcome=onward.outcome,
        url=onward.minutes_url,
        link=_("The minutes"),
    )


def _words(text: LocalText | Any, source: str) -> tuple[str, str]:
    return said(text or {}, source, get_language() or source)
