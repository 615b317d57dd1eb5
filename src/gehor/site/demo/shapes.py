"""One dialogue for each process template that no story of its own uses: planned from it, in different states.

Small on purpose, since everybody waits while the demo loads. Texts stand in content/shapes.json.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.decision import actions as decision
from gehor.decision.models import Decision
from gehor.feedback import actions as feedback
from gehor.feedback.stages import actions as stages
from gehor.feedback.stages.rules import Stage
from gehor.followup import actions as followup
from gehor.followup.models import Measure
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.calendar.models import Meeting
from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.planning import actions as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.shapes import rules, shapes
from gehor.planning.shapes.adding import add_activities
from gehor.process.words import Channel, MeasureStatus
from gehor.recruitment import actions as recruitment

from . import checks

Row = Mapping[str, Any]
Plan = Callable[[dt.date, dt.time, Callable[[], object]], None]
PREPARED = 14  # days from the decision to hold it until its first day, where the content says nothing else
BASIS = 52  # days from the last day to take part until the meeting that may decide, at the least
SOON = 14  # the same, where few have said something and it is decided already
ANSWER = 28  # days from the decision until everybody is answered, as promised
MORNING, NOON, EVENING, NIGHT = dt.time(0, 5), dt.time(12), dt.time(19), dt.time(23, 55)


def plan_events(
    rows: Iterable[Row],
    organisations: Mapping[str, Organisation],
    bodies: Mapping[str, Body],
    actors: Mapping[str, Actor],
    today: dt.date,
    plan: Plan,
) -> None:
    """Plan every dialogue of rows, as far as it has come today."""
    for row in rows:
        _Shaped(row, organisations[row["organisation"]], bodies[row["body"]], actors, today).plan_events(plan)


class _Shaped:
    """One dialogue that is held as its template proposes."""

    def __init__(
        self, row: Row, organisation: Organisation, body: Body, actors: Mapping[str, Actor], today: dt.date
    ) -> None:
        self.row, self.organisation, self.body, self.actors = row, organisation, body, actors
        self.today = today
        self.lead = actors[row["lead"]]
        self.shape = shapes()[row["shape"]]
        self.days = rules.dated(self.shape.spans, today + dt.timedelta(days=row["first_day"]))
        self.dialogue: Dialogue
        self.activities: list[Activity] = []
        self.heard: list[Contribution] = []
        self.findings: list[Finding] = []

    def plan_events(self, plan: Plan) -> None:
        first_day, last_day = self.days[0][0], max(end for _begin, end in self.days)
        prepared = dt.timedelta(days=self.row.get("prepared", PREPARED))
        started = min(first_day - prepared, self.today - dt.timedelta(days=2))
        plan(started, NOON, self.start)
        plan(started + dt.timedelta(days=1), NOON, self.write_plan)
        for number, (begins_on, ends_on) in enumerate(self.days):
            if begins_on <= self.today:
                plan(begins_on, MORNING, partial(self.open, number))
            if ends_on < self.today:
                plan(ends_on, NIGHT, partial(self.close_participation, number))
        for said in self.row.get("said", ()):
            plan(first_day + dt.timedelta(days=said["day"]), EVENING, partial(self.hear, said))
        if "shown_by" in self.row:
            plan(self.today - dt.timedelta(days=1), NOON, self.show)
        if "findings" in self.row:
            plan(last_day + dt.timedelta(days=7), NOON, self.find)
            plan(last_day + dt.timedelta(days=9), NOON, self.sum_up)
            written_on = last_day + dt.timedelta(days=SOON + 27)  # by then every body has met
            plan(written_on, NOON, self.decide)
            plan(written_on + dt.timedelta(days=1), NOON, self.answer)
            plan(written_on + dt.timedelta(days=1), EVENING, self.promise)
            plan(written_on + dt.timedelta(days=14), NOON, self.close)
            plan(written_on + dt.timedelta(days=30), NOON, self.report)

    def start(self) -> None:
        self.dialogue = planning.start(
            self.organisation, actor=self.lead, title=self.row["title"], source_language="sv", shape=self.shape.key
        )
        planning.assess(
            self.dialogue,
            actor=self.lead,
            outcome="run",
            question_can_be_influenced=True,
            deciders_can_be_influenced=True,
            reason=self.row["reason"],
            answers=checks.answers(self.dialogue, {}),
        )

    def write_plan(self) -> None:
        row, dialogue, lead = self.row, self.dialogue, self.lead
        parts = {part: row[part] for part in ("background", "question", "purpose", "goal")}
        planning.state_purpose(dialogue, actor=lead, **parts)
        influence = {part: row[part] for part in ("can_influence", "cannot_influence")}
        planning.state_influence(dialogue, actor=lead, levels=list(self.shape.levels), **influence)
        meets = self.meets_on()
        planning.name_decision_maker(
            dialogue, actor=lead, body=self.body, decision_on=meets, case_number=f"{row['case']}/{self.today.year}"
        )
        account = Account.objects.get(pk=lead.account_id)
        planning.promise_answer(
            dialogue,
            actor=lead,
            answer_due=meets + dt.timedelta(days=ANSWER),
            answer_promise=row["answer_promise"],
            contact_name=account.name,
            contact_email=account.email,
        )
        for group in row["groups"]:
            recruitment.name_target_group(dialogue, actor=lead, **group)
        self.activities = add_activities(dialogue, actor=lead, first_day=self.days[0][0], place=row.get("place") or {})

    def meets_on(self) -> dt.date:
        """The first meeting of the deciding body when the basis can be ready."""
        ready = max(end for _begin, end in self.days) + dt.timedelta(days=SOON if "findings" in self.row else BASIS)
        meeting = Meeting.objects.filter(body=self.body, held_on__gte=ready).first()
        return meeting.held_on if meeting else ready

    def open(self, number: int) -> None:
        participation.open_participation(self.activities[number], actor=self.lead)

    def close_participation(self, number: int) -> None:
        participation.close_participation(self.activities[number], actor=self.lead)

    def hear(self, said: Row) -> None:
        number = len(self.heard)
        given = {
            "submission": uuid5(NAMESPACE_URL, f"gehor-demo:{self.shape.key}:{number}"),
            "text": said["text"],
            "language": said.get("language", "sv"),
            "values": {"table": said["table"]} if "table" in said else {},
        }
        activity = self.activities[said["activity"]]
        if said["channel"] == Channel.WEB:
            self.heard.append(participation.contribute(activity, actor=RESIDENT, **given))
        else:
            by = self.actors[said.get("by", "tove")]
            self.heard.append(participation.enter(activity, actor=by, channel=Channel(said["channel"]), **given))

    def show(self) -> None:
        """Somebody has looked at what was said, and nothing in it could harm anybody."""
        for contribution in self.heard:
            participation.publish(contribution, actor=self.actors[self.row["shown_by"]])

    def find(self) -> None:
        bo = self.actors["bo"]
        under: dict[int, list[Finding]] = {}
        for row in self.row["findings"]:
            finding = analysis.write_finding(
                self.dialogue, actor=bo, statement=row["statement"], explanation=row["explanation"]
            )
            self.findings.append(finding)
            for number in row["rests_on"]:
                under.setdefault(number, []).append(finding)
        for number, findings in under.items():
            analysis.read(self.heard[number], actor=bo, findings=findings, version=0)
        analysis.sign_off(self.dialogue, actor=bo)

    def sum_up(self) -> None:
        stage, told = Stage.SUMMARY, self.row["summary"]
        stages.write_stage(self.dialogue, actor=self.lead, stage=stage, short={}, version=0, **told)
        stages.release_stage(self.dialogue, actor=self.lead, stage=stage)

    def decide(self) -> None:
        for number, (finding, row) in enumerate(zip(self.findings, self.row["findings"], strict=True)):
            decision.decide(
                finding,
                actor=self.actors["cilla"],
                outcome=row["outcome"],
                reason=row["why"],
                body=self.body,
                decided_on=self.meets_on(),
                section=str(self.row["section"] + number),
                case_number=self.dialogue.case_number,
            )

    def answer(self) -> None:
        for made in self.decisions():
            text = self.row["findings"][made.weighs.number - 1]["answer"]
            feedback.write_answer(made, actor=self.lead, text=text, version=0)
        release = feedback.release_answers(self.dialogue, actor=self.lead, greeting={})
        worker.work_off()
        sheets = list(release.deliveries.filter(way="sheet", done_at__isnull=True))
        if sheets:
            feedback.hand_over(release, actor=self.lead, deliveries=sheets)

    def promise(self) -> None:
        for made in self.decisions():
            if row := self.row["findings"][made.weighs.number - 1].get("measure"):
                followup.promise_measure(
                    made,
                    actor=self.lead,
                    title=row["title"],
                    owner=row["owner"],
                    due_on=clock.today() + dt.timedelta(days=row["due_in_days"]),
                )

    def report(self) -> None:
        for measure in Measure.objects.filter(dialogue=self.dialogue).select_related("decision__weighs"):
            row = self.row["findings"][measure.decision.weighs.number - 1]["measure"]
            measure.dialogue = self.dialogue
            if "done" in row:
                followup.report_measure(measure, actor=self.lead, status=MeasureStatus.DONE, note=row["done"])

    def decisions(self) -> list[Decision]:
        made = list(Decision.objects.filter(dialogue=self.dialogue).select_related("weighs").order_by("pk"))
        for each in made:
            each.dialogue = self.dialogue
        return made

    def close(self) -> None:
        followup.close_dialogue(self.dialogue, actor=self.lead, lessons=self.row["lessons"])
