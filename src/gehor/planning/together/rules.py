"""What counts as approved, and of which plan: pure rules on plain values."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]  # part of the plan → what it says, as JSON can hold it


class Way(StrEnum):
    """Who approves."""

    PERSONS = "persons"  # everybody who is named
    BODY = "body"  # a political body, by a decision in its minutes


class Answer(StrEnum):
    """What somebody who was asked says."""

    APPROVE = "approve"
    CHANGE = "change"
    DECLINE = "decline"


class State(StrEnum):
    """What has become of a request."""

    WAITING = "waiting"
    APPROVED = "approved"
    CHANGE = "change"  # somebody wants something changed first
    DECLINED = "declined"


@dataclass(frozen=True)
class Standing:
    """Where the approval of a plan stands. is_current: what was asked about is what the plan says now."""

    state: State | None = None  # None: nobody has been asked
    is_current: bool = False

    @property
    def holds(self) -> bool:
        return self.state is State.APPROVED and self.is_current

    @property
    def waits(self) -> bool:
        return self.state is State.WAITING and self.is_current

    @property
    def is_outdated(self) -> bool:
        """It was approved, and has been changed since."""
        return self.state is State.APPROVED and not self.is_current


NOT_ASKED = Standing()


def content_hash(content: Content) -> str:
    """The same for the same plan, however it was put together.

    >>> content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    True
    """
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def state(answers: Collection[Answer], *, needed: int) -> State:
    """One no is a no, and one wish for a change sends the plan back; else as many must approve as were asked.

    >>> state([Answer.APPROVE], needed=2).value, state([Answer.APPROVE, Answer.APPROVE], needed=2).value
    ('waiting', 'approved')
    """
    if Answer.DECLINE in answers:
        return State.DECLINED
    if Answer.CHANGE in answers:
        return State.CHANGE
    return State.APPROVED if len(answers) >= max(needed, 1) else State.WAITING


def changed_parts(before: Content, after: Content) -> list[str]:
    """Which parts differ, those that the plan has now first, in their order; then those that are gone."""
    now = [part for part in after if part not in before or before[part] != after[part]]
    return now + [part for part in before if part not in after]


def compared_with(earlier: Sequence[tuple[int, bool]]) -> int | None:
    """The number of the request that somebody has looked at last. earlier: (number, whether they answered it).

    >>> compared_with([(1, True), (2, False)]), compared_with([(1, False), (2, False)]), compared_with([])
    (1, 2, None)
    """
    answered = [number for number, has_answered in earlier if has_answered]
    return max(answered or [number for number, _ in earlier], default=None)


def setting_fault(*, is_demanded: bool, way: Way, approvers: Collection[int]) -> str | None:
    """Nothing could ever open where nobody can approve."""
    if is_demanded and way is Way.PERSONS and not approvers:
        return "nobody_approves"
    return None


def asking_fault(standing: Standing, *, same_people: bool) -> str | None:
    """Why approval need not be asked for. same_people: those who would be asked have been asked already."""
    if standing.holds:
        return "approved_already"
    if standing.waits and same_people:
        return "approval_asked_already"
    return None


def answering_fault(standing: Standing, *, is_latest: bool, has_answered: bool) -> str | None:
    """Why a request cannot be answered any more."""
    if not is_latest:
        return "asked_anew"
    if has_answered:
        return "answered_once"
    if not standing.is_current:
        return "plan_changed_since_asked"
    return None


def day_fault(day: dt.date, *, today: dt.date) -> str | None:
    """Something is to be done by a day that is still to come."""
    return "due_in_the_past" if day < today else None


def held_fault(day: dt.date, *, today: dt.date) -> str | None:
    """Minutes and decisions tell of what has been."""
    return "held_in_the_future" if day > today else None
