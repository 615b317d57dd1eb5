"""The demo's participants' check: one dialogue whose findings were checked, with quotations and minority positions."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.analysis.checking import actions as checking
from gehor.analysis.checking.actions import Said
from gehor.analysis.checking.models import Check, Response
from gehor.analysis.models import Finding
from gehor.analysis.voices import actions as voices
from gehor.ground.act import RESIDENT, Actor
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.words import Channel

Row = Mapping[str, Any]


class ParticipantsCheck:
    """What was chosen, asked and answered about the findings of one dialogue."""

    def __init__(
        self,
        row: Row,
        dialogue: Callable[[], Dialogue],
        findings: Mapping[str, Finding],
        contributions: Mapping[str, Contribution],
        actors: Mapping[str, Actor],
    ) -> None:
        self.row, self.dialogue = row, dialogue
        self.findings, self.contributions, self.actors = findings, contributions, actors

    def plan(self, at: Callable[[str, Callable[[], object], str], None], day: Callable[[str], dt.date]) -> None:
        row = self.row
        at(row["found_on"], self.choose, "14:00")
        at(row["opened_on"], lambda: self.open(day(row["last_day"])), "15:00")
        for said in row["said"]:
            at(said["on"], partial(self.say, said), "19:00")
        for hands in row["hands"]:
            at(hands["on"], partial(self.count, hands), "09:00")
        for answer in row["answers"]:
            at(answer["on"], partial(self.answer, answer), "10:00")
        at(row["closed_on"], self.close, "16:00")

    def choose(self) -> None:
        """Quotations, and what fewer thought."""
        bo = self.actors["bo"]
        for each in self.row["quotations"]:
            contribution = self.contributions[each["contribution"]]
            voices.quote(self._finding(each), actor=bo, contribution=contribution, words=each["words"])
        for each in self.row["positions"]:
            voices.write_position(
                self.dialogue(),
                actor=bo,
                name=each["name"],
                statement=each["statement"],
                contributions=[self.contributions[key] for key in each["contributions"]],
                finding=self._finding(each) if each["finding"] else None,
            )

    def open(self, last_day: dt.date) -> None:
        checking.open_check(self.dialogue(), actor=self.actors["alma"], last_day=last_day)

    def say(self, row: Row) -> None:
        finding = self._finding(row)
        checking.respond(
            self._check(),
            actor=RESIDENT,
            participant=self.contributions[row["contribution"]].participant,
            said=[Said(finding, finding.version, row["verdict"], row.get("text", ""))],
            language="sv",
        )

    def count(self, row: Row) -> None:
        """Hands were raised at the feedback meeting."""
        findings = [self._finding({"finding": key}) for key in row["confirm"]]
        checking.enter_response(
            self._check(),
            actor=self.actors[row["by"]],
            channel=Channel.MEETING,
            said=[Said(finding, finding.version, "confirm") for finding in findings],
            language="sv",
            people=row["people"],
        )

    def answer(self, row: Row) -> None:
        finding = self._finding(row)
        objection = Response.objects.select_related("check_round__dialogue").get(
            finding=finding,
            participant=self.contributions[row["contribution"]].participant,
            verdict="correct",
        )
        checking.answer_objection(
            objection,
            actor=self.actors["bo"],
            text=row["text"],
            shown=objection.text,
            version=0,
            statement=row.get("statement"),
            finding_version=finding.version,
        )

    def close(self) -> None:
        checking.close_check(self._check(), actor=self.actors["alma"])

    def _check(self) -> Check:
        return Check.objects.select_related("dialogue").get(dialogue=self.dialogue())

    def _finding(self, row: Row) -> Finding:
        return Finding.objects.select_related("dialogue").get(pk=self.findings[row["finding"]].pk)
