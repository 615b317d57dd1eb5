"""One dialogue of the demo, from idea to closing, through the product's own actions."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.decision import actions as decision
from gehor.decision.models import Decision
from gehor.decision.rules import Votes
from gehor.feedback import actions as feedback
from gehor.feedback.models import Release
from gehor.followup import actions as followup
from gehor.followup.models import Measure
from gehor.ground import worker
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account
from gehor.methods.meeting import actions as meeting
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.planning import actions as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project.models import Post
from gehor.process.words import Doing, Proof
from gehor.recruitment import actions as recruitment
from gehor.recruitment.models import TargetGroup

from . import checks, letters, project, series
from .diary import Diary
from .hearing import Hearing
from .participants_check import ParticipantsCheck
from .people import People
from .told import Row, told


class Story:
    """One dialogue of the demo, turned into events."""

    def __init__(self, row: Row, people: People, diary: Diary) -> None:
        self.row = row
        self.people = people
        self.diary = diary
        self.heard = 0
        self.dialogue: Dialogue
        self.activities: dict[str, Activity] = {}
        self.groups: dict[str, TargetGroup] = {}
        self.contributions: dict[str, Contribution] = {}
        self.findings: dict[str, Finding] = {}
        self.decisions: dict[str, Decision] = {}
        self.measures: dict[str, Measure] = {}
        self.release: Release | None = None
        self.posts: list[Post] = []
        meetings = told("series.json")
        self.series = series.Meetings(meetings, self) if meetings["dialogue"] == row["key"] else None

    # When

    def at(self, words: str, do: Callable[[], object], clock_time: str = "09:00") -> None:
        hour, minute = map(int, clock_time.split(":"))
        self.diary.plan(self.day(words), dt.time(hour, minute), do)

    def day(self, words: str) -> dt.date:
        return self.diary.day(words)

    def on(self, step: str) -> str:
        return str(self.row["timeline"][step])

    def actor(self, key: str) -> Actor:
        return self.people.actors[key]

    @property
    def key(self) -> str:
        return str(self.row["key"])

    @property
    def lead(self) -> Actor:
        return self.actor(self.row["contact"])

    @property
    def case_number(self) -> str:
        return str(self.row["case_number"]).replace("{year}", str(self.day(self.row["case_opened"]).year))

    # What, in the order of the river

    def plan_events(self) -> None:
        row, timeline = self.row, self.row["timeline"]
        self.at(self.on("started"), self.start)
        for assessment in row["assessments"]:
            self.at(assessment["on"], partial(self.assess, assessment), "10:00")
        if row["assessments"] and row["assessments"][-1]["outcome"] == "run":
            self.at(timeline.get("planned", timeline["assessed"]), self.plan, "11:00")
        for activity in row.get("activities") or []:
            self.at(activity.get("begins_on", timeline.get("opened")), partial(self.open, activity), "00:01")
            if activity["method"] == "meeting" and self.day(activity["date"]) <= self.diary.today:
                came = self.series.attend if self.series else self.count
                self.at(activity["date"], partial(came, activity), activity["starts"])
            if "participation_closed" in timeline:
                last = activity is row["activities"][-1]
                closes = timeline["participation_closed"] if last else activity["ends_on"]
                self.at(closes, partial(self.close_participation, activity), "23:58")
        Hearing(self).plan_events()
        if self.series:
            self.series.plan_events()
        self.plan_analysis()
        self.plan_decision()

    def start(self) -> None:
        row = self.row
        self.dialogue = planning.start(
            self.people.organisations[row["organisation"]],
            actor=self.lead,
            title=row["title"],
            source_language=row["source_language"],
            kind=row["kind"],
            shape=row.get("shape") or "",
        )

    def assess(self, row: Row) -> None:
        planning.assess(
            self.dialogue,
            actor=self.actor(row["by"]),
            outcome=row["outcome"],
            question_can_be_influenced=row["question_can_be_influenced"],
            deciders_can_be_influenced=row["deciders_can_be_influenced"],
            reason=row["reason"],
            referred_to=row.get("referred_to") or "",
            answers=checks.answers(self.dialogue, row.get("criteria") or {}),
        )

    def plan(self) -> None:
        """As much of the plan as the content has; what it lacks is shown as missing."""
        row, lead, dialogue = self.row, self.lead, self.dialogue
        parts = {part: row.get(part) or {} for part in ("background", "question", "purpose", "goal")}
        planning.state_purpose(dialogue, actor=lead, **parts)
        if row.get("can_influence"):
            influence = {part: row[part] for part in ("can_influence", "cannot_influence", "levels")}
            planning.state_influence(dialogue, actor=lead, **influence)
        if row.get("deciding_body"):
            planning.name_decision_maker(
                dialogue,
                actor=lead,
                body=self.people.bodies[row["deciding_body"]],
                decision_on=self.day(row["decision_on"]),
                case_number=self.case_number,
            )
        if row.get("answer_due"):
            account = Account.objects.get(pk=lead.account_id)
            planning.promise_answer(
                dialogue,
                actor=lead,
                answer_due=self.day(row["answer_due"]),
                answer_promise=row["answer_promise"],
                contact_name=account.name,
                contact_email=account.email,
            )
        for group in row.get("target_groups") or []:
            said = {name: group[name] for name in group if name != "key"}
            self.groups[group.get("key", "")] = recruitment.name_target_group(dialogue, actor=lead, **said)
        for activity in row.get("activities") or []:
            self.activities[activity["key"]] = planning.choose_method(
                dialogue,
                actor=lead,
                method=activity["method"],
                title=activity["title"],
                introduction=activity["introduction"],
                level=activity["level"],
                setup=self.setup(activity),
                begins_on=self.day(activity["begins_on"]),
                ends_on=self.day(activity["ends_on"]),
                shows_at_once=activity["shows_at_once"],
            )

    def plan_project(self, row: Row | None) -> None:
        """The rest of the plan, an hour after what the river needs of it, and what it cost."""
        if row:
            self.at(self.on("planned"), partial(self.write_project, row), "12:00")
        if row and "took" in row:
            self.at(row["reported_on"], partial(self.report_project, row), "13:00")

    def write_project(self, row: Row) -> None:
        self.posts = project.write(row, self.dialogue, actor=self.lead, day=self.day, activities=self.activities)

    def report_project(self, row: Row) -> None:
        project.report(row, self.posts, actor=self.lead)

    def setup(self, activity: Row) -> Row:
        """What the method's setup form would have settled."""
        if activity["method"] != "meeting":
            return dict(activity["setup"])
        return {
            "date": self.day(activity["date"]).isoformat(),
            "starts": activity.get("starts") or "",
            "ends": activity.get("ends") or "",
            "place": activity["place"],
            "how_to_come": activity.get("how_to_come") or {},
            "agenda": activity.get("agenda") or {},
            "registers": "capacity" in activity,
            "capacity": activity.get("capacity"),
            "registers_until": "",
            "tables": len(activity["tables"]),
            "questions": {},
        }

    def count(self, activity: Row) -> None:
        """Who sits at which table, before anybody speaks: everybody has a receipt from then on."""
        meeting.note_attendance(
            self.activities[activity["key"]],
            actor=self.actor(activity["secretary"]),
            people={table["number"]: table["attendance"] for table in activity["tables"]},
        )

    def open(self, activity: Row) -> None:
        opened = self.activities[activity["key"]]
        demands = {Doing(doing): Proof(proof) for doing, proof in activity.get("demands", {}).items()}
        participation.open_participation(opened, actor=self.lead, demands=demands or None)
        if many := activity.get("letters"):
            letters.send(opened, actor=self.lead, many=many)

    def close_participation(self, activity: Row) -> None:
        participation.close_participation(self.activities[activity["key"]], actor=self.lead)

    # Reading

    def plan_analysis(self) -> None:
        row = self.row
        for masked in row.get("masked") or []:
            self.at(masked["on"], partial(self.mask, masked), "09:30")
        for aside in row.get("set_aside") or []:
            self.at(aside["on"], partial(self.set_aside, aside), "12:00")
        if row.get("findings"):
            signed = self.on("signed_off")
            check = told("participants-check.json")
            is_checked = check["dialogue"] == row["key"]
            if not self.series:  # there the findings are written after the first meeting
                self.at(check["found_on"] if is_checked else signed, self.find, "13:00")
            if is_checked:
                ParticipantsCheck(
                    check, lambda: self.dialogue, self.findings, self.contributions, self.people.actors
                ).plan(self.at, self.day)
            self.at(signed, lambda: analysis.sign_off(self.dialogue, actor=self.actor("bo")), "15:00")

    def mask(self, row: Row) -> None:
        contribution = self.contributions[row["contribution"]]
        participation.mask(
            contribution,
            actor=self.actor(row["by"]),
            title=contribution.wordings.get(number=1).title,
            text=row["text"],
            reason=row["reason"],
            note=row["note"],
        )

    def set_aside(self, row: Row) -> None:
        original = self.contributions[row["duplicate_of"]] if row.get("duplicate_of") else None
        analysis.set_aside(
            self.contributions[row["contribution"]],
            actor=self.actor(row["by"]),
            aside=row["aside"],
            note=row["note"],
            version=0,
            referred_to=row.get("referred_to") or "",
            duplicate_of=original,
        )

    def find(self) -> None:
        """All findings, then every contribution under the findings that rest on it."""
        bo = self.actor("bo")
        for row in self.row["findings"]:
            self.findings[row["key"]] = analysis.write_finding(
                self.dialogue, actor=bo, statement=row["statement"], explanation=row["explanation"]
            )
        for key, findings in series.rests_on(self).items():
            analysis.read(self.contributions[key], actor=bo, findings=findings, version=0)

    # Deciding, answering, following up

    def plan_decision(self) -> None:
        row = self.row
        for change in row.get("published_changes") or []:
            self.at(change["on"], partial(self.change, change), "08:00")
        for decided in row.get("decisions") or []:
            self.at(decided["on"], partial(self.decide, decided), "16:00")
        if row.get("answers"):
            self.at(row["release"]["on"], self.answer, "10:00")
        taken = [measure for measure in row.get("measures") or [] if self.series and self.series.takes(measure)]
        if self.series:
            self.at(taken[0]["promised_on"], self.series.promise, "11:00")
        for measure in row.get("measures") or []:
            if measure not in taken:
                self.at(measure["promised_on"], partial(self.promise, measure), "11:00")
            for report in measure["reports"]:
                self.at(report["on"], partial(self.report, measure["key"], report), "12:00")
        if row.get("closing"):
            self.at(row["closing"]["on"], self.close, "16:00")

    def change(self, row: Row) -> None:
        after = self.day(row["after"]) if row["part"] in ("answer_due", "decision_on") else row["after"]
        planning.publish_change(
            self.dialogue, actor=self.actor(row["by"]), part=row["part"], after=after, reason=row["reason"]
        )

    def decide(self, row: Row) -> None:
        self.decisions[row["key"]] = decision.decide(
            self.findings[row["finding"]],
            actor=self.actor(row["by"]),
            outcome=row["outcome"],
            reason=row["reason"],
            body=self.people.bodies[row["body"]],
            decided_on=self.day(row["on"]),
            section=row["section"],
            case_number=self.case_number,
            referred_to=row.get("referred_to") or "",
            minutes_url=row.get("minutes_url") or "",
            votes=Votes(*row["votes"]) if row.get("votes") else None,
            reservation=row.get("reservation"),
        )

    def answer(self) -> None:
        """Write every answer, release them at one time, and let the worker and the table secretary deliver."""
        for row in self.row["answers"]:
            feedback.write_answer(
                self.decisions[row["decision"]], actor=self.actor(row["by"]), text=row["text"], version=0
            )
        row = self.row["release"]
        release = self.release = feedback.release_answers(
            self.dialogue, actor=self.actor(row["by"]), greeting=row["greeting"]
        )
        worker.work_off()
        sheets = list(release.deliveries.filter(way="sheet", done_at__isnull=True))
        if sheets:
            feedback.hand_over(release, actor=self.lead, deliveries=sheets)

    def promise(self, row: Row) -> None:
        self.measures[row["key"]] = followup.promise_measure(
            self.decisions[row["decision"]],
            actor=self.lead,
            title=row["title"],
            owner=row["owner"],
            due_on=self.day(row["due_on"]),
            budget_sek=row.get("budget_sek"),
        )

    def report(self, key: str, row: Row) -> None:
        said = {"status": row["status"], "note": row["note"], "spent_sek": row.get("spent_sek")}
        followup.report_measure(self.measures[key], actor=self.actor(row["by"]), **said)

    def close(self) -> None:
        row = self.row["closing"]
        followup.close_dialogue(self.dialogue, actor=self.actor(row["by"]), lessons=row["lessons"])
