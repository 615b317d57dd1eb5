"""What people in the demo say of their answers: corrections, ratings, and an answer that few found good."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.feedback.replies import actions, keys, queries
from gehor.feedback.replies.models import Correction, Round
from gehor.feedback.replies.rated import to_be_asked
from gehor.ground.act import RESIDENT, Actor
from gehor.participation.models import Contribution
from gehor.process.ratings import OF_ANSWERS

Row = Mapping[str, Any]
At = Callable[[str, Callable[[], object], str], None]  # (day, what is done, time of day)


def plan_events(
    row: Row,
    findings: Mapping[str, Finding],
    contributions: Mapping[str, Contribution],
    lead: Actor,
    at: At,
) -> None:
    """What is said of one dialogue. Its answers can be rated from the day on which they are released."""
    for finding, rated in row["rated"].items():
        at(row["rated_on"], partial(_rate, finding, rated, findings), "19:00")
    for finding, channels in row["on_paper"].items():
        at(row["rated_on"], partial(_enter_ratings, finding, channels, findings, lead), "19:30")
    if "again" in row:
        at(row["again"]["on"], partial(_explain, row["again"], findings, lead), "10:00")
    for said in row["corrections"]:
        at(said["on"], partial(_correct, said, findings, contributions, lead), "20:00")
        if "reply" in said:
            at(said["replied_on"], partial(_reply, said, contributions, lead), "11:00")


def _rate(finding: str, rated: list[int], findings: Mapping[str, Finding]) -> None:
    asked = Round.objects.select_related("answer__dialogue").get(answer=_answer(findings[finding]))
    people = to_be_asked(asked.answer).order_by("pk")
    for participant, rating in zip(people, rated, strict=False):
        said = {question: max(rating - (question == "understand_use"), 0) for question in OF_ANSWERS}
        actions.rate(asked, actor=RESIDENT, key=keys.of_participant(asked, participant), ratings=said)


def _explain(row: Row, findings: Mapping[str, Finding], lead: Actor) -> None:
    finding = findings[row["finding"]]
    reopening = queries.reopening_of(finding.dialogue, finding.number)
    actions.explain_answer(reopening, actor=lead, why=row["why"])


def _enter_ratings(
    finding: str, channels: Mapping[str, list[int]], findings: Mapping[str, Finding], lead: Actor
) -> None:
    asked = Round.objects.select_related("answer__dialogue").get(answer=_answer(findings[finding]))
    for channel, ratings in channels.items():
        for rating in ratings:
            actions.enter_rating(asked, actor=lead, channel=channel, ratings=dict.fromkeys(OF_ANSWERS, rating))


def _correct(
    said: Row, findings: Mapping[str, Finding], contributions: Mapping[str, Contribution], lead: Actor
) -> None:
    contribution = contributions[said["contribution"]]
    what = {"answer": _answer(findings[said["finding"]]), "kind": said["kind"], "text": said["text"], "language": "sv"}
    if "channel" in said:
        actions.enter_correction(contribution, actor=lead, channel=said["channel"], **what)
    else:
        actions.correct(contribution, actor=RESIDENT, participant=contribution.participant, **what)


def _reply(said: Row, contributions: Mapping[str, Contribution], lead: Actor) -> None:
    correction = Correction.objects.select_related("dialogue", "answer").get(
        contribution=contributions[said["contribution"]]
    )
    actions.answer_correction(correction, actor=lead, text=said["reply"], seen=0, shown=said["text"])


def _answer(finding: Finding) -> Answer:
    decision = Decision.objects.get(weighs=finding, replaced_by__isnull=True)
    return Answer.objects.select_related("dialogue", "decision").get(decision=decision)
