"""Threads and grounds as plain data: for the JSON pages and for "everything about me"."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from gehor.decision.course.models import Handling
from gehor.decision.models import Decision
from gehor.followup.models import Measure
from gehor.participation.models import Attachment, Contribution, Wording
from gehor.process.words import MeasureStatus

from .queries import Branch, Exchange, Grounds, Thread


def thread_data(thread: Thread, *, own: bool = False) -> dict[str, Any]:
    """own: for the holder of the receipt, who also sees what was received before masking."""
    contribution, hidden = thread.contribution, thread.contribution.hidden
    data: dict[str, Any] = {
        "reference": contribution.reference,
        "dialogue": contribution.dialogue.slug,
        "activity": contribution.activity.number,
        "channel": contribution.channel,
        "received_at": contribution.received_at,
        "said": _wording(thread.latest) if (own and not thread.is_apart) or thread.is_shown else None,
        "attachments": [
            _attachment(each, contribution) for each in contribution.published_attachments if own or thread.is_shown
        ],
        "hidden": hidden
        and {"reason": hidden.reason, "note": hidden.note, "at": hidden.at, "set_apart": hidden.is_apart},
        "read_at": thread.reading.read_at if thread.reading else None,
        "set_aside": _aside(thread),
        "findings": [branch_data(branch) for branch in thread.branches],
        "corrections": [correction_data(each) for each in thread.corrections],
    }
    if thread.beside:
        data["about"] = dict(thread.beside.data)
    if own:
        data["as_received"] = _wording(thread.first)
        data["attachments"] += [_attachment(each, contribution) for each in contribution.unseen_attachments]
        data["values"] = contribution.values
    return data


def branch_data(branch: Branch) -> dict[str, Any]:
    return {
        "number": branch.number,
        "statement": branch.statement,
        "meetings_before": [_handling(each) for each in branch.course.handlings],
        "decision": _decision(branch.decision) if branch.decision else None,
        "changed_decisions": [_decision(each) for each in branch.earlier],
        "referral": _referral(branch),
        "answer": branch.answer,
        "answered_at": branch.answered_at,
        "earlier_answers": [each.text for each in branch.tries.former],
        "why_the_answer_stands": [each.settlement.why for each in branch.tries.explained],
        "measures": [_measure(measure) for measure in branch.measures],
    }


def grounds_data(grounds: Grounds, references: list[str]) -> dict[str, Any]:
    return {
        "dialogue": grounds.dialogue.slug,
        "finding": branch_data(grounds.branch),
        "rests_on": references,
        "counted": grounds.counted(),
        "per_channel": dict(grounds.per_channel),
        "participants": grounds.participants,
    }


def _wording(wording: Wording) -> dict[str, Any]:
    return {
        "title": wording.title,
        "text": wording.text,
        "language": wording.language,
        "changed_because": wording.reason or None,
        "note": wording.note or None,
    }


def _attachment(attachment: Attachment, contribution: Contribution) -> dict[str, Any]:
    """address: where everybody may fetch it, once somebody has looked at it."""
    shown_at = reverse("participation:attachment", args=[contribution.dialogue.slug, attachment.pk])
    return {
        "name": attachment.name,
        "content_type": attachment.content_type,
        "bytes": attachment.size,
        "address": settings.ADDRESS + shown_at if attachment.published_at else None,
    }


def correction_data(each: Exchange, *, own: bool = False) -> dict[str, Any]:
    """As everybody may read it, without text until somebody has read it. own: as it was received."""
    correction = each.correction
    return {
        "says": correction.kind,
        "about_finding": correction.answer.decision.weighs.number if correction.answer else None,
        "channel": correction.channel,
        "received_at": correction.received_at,
        "text": correction.text if own else each.shown or None,
        "reply_promised_by": correction.due_on,
        "replies": [
            {"text": reply.text, "replied_at": reply.replied_at, "wrote_answer_anew": reply.rewrote}
            for reply in each.replies
        ],
    }


def _aside(thread: Thread) -> dict[str, Any] | None:
    reading = thread.reading
    if reading is None or not reading.aside:
        return None
    return {
        "reason": reading.aside,
        "note": reading.aside_note,
        "referred_to": reading.referred_to or None,
        "duplicate_of": reading.duplicate_of or None,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "body": decision.body.name,
        "decided_on": decision.decided_on,
        "section": decision.section,
        "case_number": decision.case_number,
        "minutes": decision.minutes_url or None,
        "referred_to": decision.referred_to or None,
        "votes": _votes(decision),
        "reservation": decision.reservation or None,
        "changed_because": decision.changed_because or None,
    }


def _handling(handling: Handling) -> dict[str, Any]:
    return {
        "body": handling.body.name,
        "held_on": handling.held_on,
        "section": handling.section,
        "came_to": handling.came_to,
        "says": handling.says or None,
        "minutes": handling.minutes_url or None,
    }


def _referral(branch: Branch) -> dict[str, Any] | None:
    """Where a referred matter lies, and everything that was noted of it on the way."""
    where = branch.course.referral
    if where is None or branch.decision is None:
        return None
    return {
        "receiver": where.receiver,
        "since": where.since,
        "reference_number": where.reference_number or None,
        "expected_on": where.expected_on,
        "outcome": where.outcome or None,
        "noted": [
            {
                "receiver": each.receiver,
                "day": each.day,
                "reference_number": each.reference_number or None,
                "expected_on": each.expected_on,
                "outcome": each.outcome or None,
                "says": each.says or None,
                "sent_on_to": each.referred_to or None,
                "minutes": each.minutes_url or None,
            }
            for each in branch.course.onward.get(branch.decision.pk, ())
        ],
    }


def _votes(decision: Decision) -> dict[str, int | None] | None:
    if decision.votes_for is None:
        return None
    return {"for": decision.votes_for, "against": decision.votes_against, "abstained": decision.votes_abstained}


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "title": measure.title,
        "owner": measure.owner,
        "due_on": measure.due_on,
        "status": measure.status or MeasureStatus.PLANNED.value,
        "status_at": measure.status_at,
        "note": measure.status_note,
    }
