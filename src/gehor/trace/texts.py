"""The links of a thread in words, in the order in which they happened."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.followup.texts import STATUSES
from gehor.ground.languages import LocalText, said

from .queries import Branch


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


def chain(branch: Branch, source: str, *, backwards: bool = False) -> list[Link]:
    """It was read as · it was decided, because · this is the answer · this has happened since."""
    links = [
        Link(
            "read",
            _("It was read as finding %(number)s") % {"number": branch.number},
            *_words(branch.statement, source),
        ),
        _decided(branch, source),
        _answered(branch, source),
    ]
    links += [_happened(measure, source) for measure in branch.measures]
    if branch.decision and not branch.measures:
        links.append(Link("happened", _("No measure has been promised yet"), waiting=True))
    return links[1:] if backwards else links


def _decided(branch: Branch, source: str) -> Link:
    decision = branch.decision
    if decision is None:
        return Link("decided", _("No decision yet"), waiting=True)
    title = _("%(body)s decided, § %(section)s, case %(case)s") % {
        "body": decision.body.name,
        "section": decision.section,
        "case": decision.case_number,
    }
    reason, language = _words(decision.reason, source)
    if decision.referred_to:
        reason = _("Referred to %(receiver)s.") % {"receiver": decision.referred_to} + "\n\n" + reason
    if decision.votes_for is not None:
        votes = {"for": decision.votes_for, "against": decision.votes_against}
        reason += "\n\n" + _("It was put to the vote: %(for)s for and %(against)s against.") % votes
    return Link(
        "decided",
        title,
        reason,
        language,
        moment=decision.decided_on,
        outcome=decision.outcome,
        url=decision.minutes_url,
        link=_("The minutes"),
    )


def _answered(branch: Branch, source: str) -> Link:
    if branch.answer is None:
        return Link("answered", _("No answer yet"), waiting=True)
    return Link("answered", _("The answer"), *_words(branch.answer, source), moment=branch.answered_at)


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


def _words(text: LocalText, source: str) -> tuple[str, str]:
    return said(text, source, get_language() or source)
