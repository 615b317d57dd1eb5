"""What happens to matters of the demo round their decision: sent back, changed, and lying with the council."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from gehor.decision.course import actions as course
from gehor.feedback import actions as feedback
from gehor.feedback.anew.actions import answer_anew
from gehor.ground import worker

Row = Mapping[str, Any]


def plan_events(row: Row, story: Any) -> None:
    """The events of one dialogue. story: its finding, decision, day and actor by the keys of the content."""
    known = {each["key"] for each in story.row.get("decisions") or []}
    findings = {each["key"] for each in story.row.get("findings") or []}
    for each in row["meetings"]:
        if each["finding"] in findings:
            story.at(each["on"], partial(_meet, each, story), "16:00")
    for each in row["onward"]:
        if each["decision"] in known:
            story.at(each["on"], partial(_follow, each, story), "13:00")
    for each in row["changed"]:
        if each["decision"] in known:
            story.at(each["on"], partial(_change, each, story), "16:00")
            story.at(each["answer_on"], partial(_answer, each, story), "10:00")


def _meet(row: Row, story: Any) -> None:
    course.handle(
        story.dialogue,
        [story.findings[row["finding"]]],
        actor=story.actor(row["by"]),
        body=story.people.bodies[row["body"]],
        held_on=story.day(row["on"]),
        section=row["section"],
        came_to=row["came_to"],
        says=row["says"],
    )


def _follow(row: Row, story: Any) -> None:
    course.follow_referral(
        story.decisions[row["decision"]],
        actor=story.actor(row["by"]),
        sent_on=story.day(row["sent_on"]),
        reference_number=row["number"],
        expected_on=story.day(row["expected_on"]),
    )


def _change(row: Row, story: Any) -> None:
    story.decisions[row["decision"]] = course.change_decision(
        story.decisions[row["decision"]],
        actor=story.actor(row["by"]),
        outcome=row["outcome"],
        because=row["because"],
        reason=row["reason"],
        body=story.people.bodies[row["body"]],
        decided_on=story.day(row["on"]),
        section=row["section"],
        case_number=story.case_number,
    )


def _answer(row: Row, story: Any) -> None:
    """The new answer goes out, and sheets are handed over once more."""
    answer_anew(story.decisions[row["decision"]], actor=story.lead, text=row["answer"])
    worker.work_off()
    sheets = list(story.release.deliveries.filter(way="sheet", done_at__isnull=True))
    if sheets:
        feedback.hand_over(story.release, actor=story.lead, deliveries=sheets)
