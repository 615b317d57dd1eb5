"""The demo's three meetings: the same people invited and ticked, ballots counted, a plan that becomes measures."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from gehor.analysis import actions as analysis
from gehor.analysis.checking import actions as checking
from gehor.analysis.checking.actions import Said
from gehor.analysis.checking.models import Check, Response
from gehor.analysis.models import Finding
from gehor.analysis.series import actions
from gehor.analysis.series.models import Invitation, Option, Prioritisation
from gehor.feedback.inviting import actions as inviting
from gehor.feedback.inviting.rules import Kind
from gehor.followup.carried import actions as carried
from gehor.ground import worker
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.people.actions import NewContact
from gehor.process.words import Channel

Row = Mapping[str, Any]


def rests_on(story: Any) -> dict[str, list[Finding]]:
    """Contribution → the findings that rest on it, by the keys of the content."""
    under: dict[str, list[Finding]] = {}
    for row in story.row["findings"]:
        for key in row["rests_on"]:
            under.setdefault(key, []).append(story.findings[row["key"]])
    return under


class Meetings:
    """What happens around the meetings of one dialogue. story: its dialogue, activities, findings, days and actors."""

    def __init__(self, row: Row, story: Any) -> None:
        self.row, self.story = row, story

    def plan_events(self) -> None:
        row, at = self.row, self.story.at
        for group in row["invited"]:
            at(group["on"], partial(self.invite, group), "10:00")
        for sent in row["sent"]:
            at(sent["on"], partial(self.send, sent), "13:00")
        at(row["categories_on"], self.categorise, "13:00")
        ballot = row["ballot"]
        at(ballot["made_on"], self.open_ballot, "13:00")
        at(ballot["printed_on"], self.print_ballots, "14:00")
        at(ballot["typed_on"], self.count_ballots, "09:00")
        at(ballot["closed_on"], self.close_ballot, "12:00")
        at(row["planned_on"], partial(self.write_plan, row["plan"], 0), "10:00")
        at(row["amended_on"], partial(self.write_plan, row["amended"], 1), "16:00")
        check = row["check"]
        at(check["reworded_on"], self.reword, "13:00")
        at(check["opened_on"], self.open_check, "15:00")
        at(check["entered_on"], self.enter_corrections, "09:00")
        at(check["answered_on"], self.answer_corrections, "10:00")
        at(check["closed_on"], self.close_check, "08:00")

    # The people

    def invite(self, row: Row) -> None:
        actor = self.story.actor(row["by"])
        for each in row["contacts"]:
            contact = NewContact(each["email"], language=each["language"])
            actions.invite(self.story.dialogue, actor=actor, contact=contact)
        actions.invite(self.story.dialogue, actor=actor, how_many=row["how_many"])

    def send(self, row: Row) -> None:
        activity = self.story.activities[row["activity"]]
        inviting.send_invitations(activity, actor=self.story.actor(row["by"]), kind=Kind(row["kind"]))
        worker.work_off()

    def attend(self, activity: Row) -> None:
        """Those who came sit down table by table, in the order of their numbers."""
        came = {number for first, last in self.row["came"][activity["key"]] for number in range(first, last + 1)}
        invited = Invitation.objects.filter(dialogue=self.story.dialogue, number__in=came).order_by("number")
        places = (table["number"] for table in activity["tables"] for _person in range(table["attendance"]))
        tables = dict(zip(invited.values_list("participant", flat=True), places, strict=True))
        secretary = self.story.actor(activity["secretary"])
        actions.attend(self.story.activities[activity["key"]], actor=secretary, tables=tables)

    # Categories and ballots

    def categorise(self) -> None:
        for key, words in self.row["categories"].items():
            self.story.findings[key] = analysis.write_finding(
                self.story.dialogue, actor=self.bo, statement=words, explanation={}
            )

    def open_ballot(self) -> None:
        actions.open_prioritisation(self.story.activities["m2"], actor=self.bo, dots=self.row["ballot"]["dots"])

    def print_ballots(self) -> None:
        number = self.row["ballot"]["handed_out"]
        self.codes = actions.make_ballots(self._prioritisation(), actor=self.story.actor("tove"), number=number)

    def count_ballots(self) -> None:
        """Some answered on their phones; the rest is typed in. What is not handed in stays blank."""
        row, found = self.row["ballot"], self._prioritisation()
        for at, (code, dots) in enumerate(zip(self.codes, _filled_in(row), strict=False)):
            if at < row["on_phone"]:
                actions.vote(found, actor=RESIDENT, code=code, dots=dots)
            else:
                actions.enter_ballot(found, actor=self.story.actor("tove"), code=code, dots=dots)

    def close_ballot(self) -> None:
        actions.close_prioritisation(self._prioritisation(), actor=self.story.lead)

    def _prioritisation(self) -> Prioritisation:
        return Prioritisation.objects.select_related("dialogue").get(dialogue=self.story.dialogue)

    # The plan, and what the third meeting corrected

    def write_plan(self, rows: list[Row], version: int) -> None:
        found = Option.objects.filter(prioritisation__dialogue=self.story.dialogue)
        options = {each.number: each for each in found.select_related("prioritisation__dialogue")}
        for row in rows:
            actions.plan_action(
                options[row["category"]],
                actor=self.story.lead,
                what=row["what"],
                who=row["who"],
                due_on=self.story.day(row["due_on"]),
                budget_sek=row["budget_sek"],
                version=version,
            )

    def reword(self) -> None:
        """Everything is read, and the categories become findings."""
        drafts = self.row["check"]["drafts"]
        for row in self.story.row["findings"]:
            finding = self.story.findings[row["key"]]
            statement = drafts.get(row["key"], row["statement"])
            analysis.reword_finding(
                finding,
                actor=self.bo,
                statement=statement,
                explanation=row["explanation"],
                version=finding.version,
            )
        for key, findings in rests_on(self.story).items():
            analysis.read(self.story.contributions[key], actor=self.bo, findings=findings, version=0)

    def open_check(self) -> None:
        last_day: dt.date = self.story.day(self.row["check"]["last_day"])
        checking.open_check(self.story.dialogue, actor=self.story.lead, last_day=last_day)

    def enter_corrections(self) -> None:
        """From the sheets of the third meeting, and from the hands that were raised there."""
        check, tove = self.row["check"], self.story.actor("tove")
        but = check["confirmed"]["but"]
        findings = {key: Finding.objects.get(pk=each.pk) for key, each in self.story.findings.items()}
        hands = [Said(each, each.version, "confirm") for key, each in findings.items() if key not in but]
        entered = {"actor": tove, "channel": Channel.MEETING, "language": "sv"}
        checking.enter_response(self._check(), said=hands, people=check["confirmed"]["people"], **entered)
        for row in check["objections"]:
            finding = findings[row["finding"]]
            said = [Said(finding, finding.version, "correct", row["text"])]
            checking.enter_response(self._check(), said=said, **entered)

    def answer_corrections(self) -> None:
        drafts = self.row["check"]["drafts"]
        final = {row["key"]: row["statement"] for row in self.story.row["findings"]}
        for row in self.row["check"]["objections"]:
            finding = self.story.findings[row["finding"]]
            objections = Response.objects.select_related("check_round__dialogue", "finding__dialogue")
            objection = objections.get(finding=finding, verdict="correct")
            checking.answer_objection(
                objection,
                actor=self.bo,
                text=row["answer"],
                shown=objection.text,
                version=0,
                statement=final[row["finding"]] if row["finding"] in drafts else None,
                finding_version=finding.version,
            )
            finding.refresh_from_db()

    def close_check(self) -> None:
        checking.close_check(self._check(), actor=self.story.lead)

    def _check(self) -> Check:
        return Check.objects.select_related("dialogue").get(dialogue=self.story.dialogue)

    # What was decided

    def takes(self, measure: Row) -> bool:
        return measure["key"] in self.row["taken"]

    def promise(self) -> None:
        """Rows of the plan become measures at one time, with what the decision changed."""
        rows = [each for each in self.story.row["measures"] if self.takes(each)]
        taken = [
            carried.Taken(
                self.row["taken"][each["key"]],
                title=each["title"],
                owner=each["owner"],
                due_on=self.story.day(each["due_on"]),
                budget_sek=each.get("budget_sek"),
            )
            for each in rows
        ]
        made = carried.carry_over(self.story.dialogue, actor=self.story.lead, taken=taken)
        self.story.measures.update(zip((each["key"] for each in rows), made, strict=True))

    @property
    def bo(self) -> Actor:
        actor: Actor = self.story.actor("bo")
        return actor


def _filled_in(row: Row) -> Iterator[list[int]]:
    """Ballots that together give what came out: the dots of each category are dealt out like cards."""
    dots = [int(number) for number, count in row["came_out"].items() for _dot in range(count)]
    return (sorted(dots[at :: row["voted"]]) for at in range(row["voted"]))
