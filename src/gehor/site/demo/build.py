"""Loads the demo's content through the product's own actions, day by day, with the clock set to each day.

What the demo shows has therefore passed every gate, and stands in the journal in the order in which it happened.
"""

import datetime as dt
import gc
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone, translation

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.decision import actions as decision
from gehor.decision.models import Decision
from gehor.decision.rules import Votes
from gehor.feedback import actions as feedback
from gehor.feedback.models import Release
from gehor.followup import actions as followup
from gehor.followup.models import Measure
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.organisations.models import Account, Body, Membership, Organisation
from gehor.ground.organisations.queries import actor_of
from gehor.ground.people.actions import NewContact
from gehor.ground.reading import read_table
from gehor.methods.meeting import actions as meeting
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.participation.reading import Mapping, preview
from gehor.planning import actions as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project.models import Post
from gehor.process.words import Channel
from gehor.recruitment import actions as recruitment

from . import (
    approvals,
    basis,
    checks,
    course,
    escalation,
    evaluation,
    governance,
    meetings,
    project,
    replies,
    retroactive,
    series,
    shapes,
    stages,
    together,
)
from .participants_check import ParticipantsCheck

CONTENT = Path(__file__).resolve().parent / "content"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Row = dict[str, Any]


@dataclass(order=True)
class Event:
    """Something that somebody did at a moment. Events of the same moment keep the order in which they were planned."""

    moment: dt.datetime
    order: int
    do: Callable[[], object] = field(compare=False)


def build(*, say: Callable[[str], object] = lambda line: None) -> None:
    """Fill an empty database with the demo. Takes some seconds."""
    today = clock.today()
    people = _found_organisations()
    events: list[Event] = []
    stories = [_Story(_read(path), people, today, events) for path in sorted(CONTENT.glob("dialogue-*.json"))]
    for story in stories:
        story.plan_events()
        course.plan_events(_read(CONTENT / "course.json"), story)
    _plan_projects(stories)
    _plan_stages(stories)
    _plan_replies(stories)
    _plan_map(people, today, events)
    _plan_evaluation(stories, people, today, events)
    _plan_meetings(people, today, events)
    _plan_checks(stories, people, today, events)
    _plan_together(stories, people, today, events)
    _plan_basis(stories, people, today, events)
    _plan_retroactive(people, today, events)
    _plan_shapes(people, today, events)
    _plan_approvals(people, today, events)
    with translation.override("sv"), _in_one_go():
        for event in sorted(events):
            with clock.at(event.moment):
                event.do()
        worker.work_off()
    for story in stories:
        say(f"{story.row['title']['sv']}: {story.heard} contributions")


@contextmanager
def _in_one_go() -> Iterator[None]:
    """One transaction, and nobody looks for garbage meanwhile: two seconds fewer for whoever waits for the demo."""
    gc.disable()
    try:
        with transaction.atomic():
            yield
    finally:
        gc.enable()


def day(words: str, today: dt.date) -> dt.date:
    """ "today-62 wed" is the last Wednesday on or before the day 62 days ago.

    >>> day("today+9", dt.date(2026, 3, 2)).isoformat()
    '2026-03-11'
    >>> day("today-1 wed", dt.date(2026, 3, 2)).isoformat()
    '2026-02-25'
    """
    number, weekday = re.fullmatch(r"today([+-]\d+)?(?: (\w{3}))?", words).groups()  # type: ignore[union-attr]
    found = today + dt.timedelta(days=int(number or 0))
    if weekday:
        found -= dt.timedelta(days=(found.weekday() - WEEKDAYS.index(weekday)) % 7)
    return found


def _read(path: Path) -> Row:
    row: Row = json.loads(path.read_text(encoding="utf-8"))
    return row


def _plan_stages(stories: "list[_Story]") -> None:
    """What is promised besides the answer, and what has been told on the way to it."""
    rows = _read(CONTENT / "stages.json")
    for story in stories:
        if "opened" in story.row["timeline"]:
            stages.plan_events(
                rows.get(story.row["key"]),
                story.on("opened"),
                lambda story=story: story.dialogue,
                story.people.actors,
                story.at,
            )


def _plan_replies(stories: "list[_Story]") -> None:
    """What those who were answered say of it."""
    rows = {row["dialogue"]: row for row in json.loads((CONTENT / "replies.json").read_text(encoding="utf-8"))}
    for story in stories:
        if story.row["key"] in rows:
            replies.plan_events(rows[story.row["key"]], story.findings, story.contributions, story.lead, story.at)


def _plan_projects(stories: "list[_Story]") -> None:
    """The rest of some plans, an hour after what the river needs of them."""
    rows = _read(CONTENT / "project.json")
    for story in stories:
        row = rows.get(story.row["key"])
        if row:
            story.at(story.on("planned"), partial(story.write_project, row), "12:00")
        if row and "took" in row:
            story.at(row["reported_on"], partial(story.report_project, row), "13:00")


def _plan_map(people: "_People", today: dt.date, events: list[Event]) -> None:
    """The governance map of one organisation, in the morning of its days."""
    row = _read(CONTENT / "governance.json")

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(8))), len(events), do))

    governance.plan_events(row, people.organisations[row["organisation"]], people.bodies, people.actors, today, plan)


def _plan_evaluation(stories: "list[_Story]", people: "_People", today: dt.date, events: list[Event]) -> None:
    """The closed dialogues are evaluated in the afternoon: then everybody has been heard and answered."""
    rows = json.loads((CONTENT / "evaluation.json").read_text(encoding="utf-8"))
    slugs = {story.row["key"]: story.row["slug"] for story in stories}

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(15))), len(events), do))

    evaluation.plan_events(rows, slugs, people.actors, partial(day, today=today), plan)


def _plan_meetings(people: "_People", today: dt.date, events: list[Event]) -> None:
    """The calendars of decisions, each entered by one person on one day."""
    for row in map(_read, sorted(CONTENT.glob("meetings*.json"))):
        entered_on = timezone.make_aware(dt.datetime.combine(day(row["entered_on"], today), dt.time(8)))
        enter = partial(meetings.enter, row, people.bodies, people.actors[row["by"]], partial(day, today=today))
        events.append(Event(entered_on, len(events), enter))
        for does, rows in ((meetings.move, row.get("moved")), (meetings.tell, row.get("told"))):
            for each in rows or []:
                moment = timezone.make_aware(dt.datetime.combine(day(each["on"], today), dt.time(13)))
                events.append(Event(moment, len(events), partial(does, each, people.actors[each["by"]])))


def _plan_checks(stories: "list[_Story]", people: "_People", today: dt.date, events: list[Event]) -> None:
    """Criteria of an organisation's own, and how dialogues keep its principles, in the afternoon of their days."""
    row = _read(CONTENT / "checks.json")
    slugs = {story.row["key"]: story.row["slug"] for story in stories}

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(16))), len(events), do))

    here = people.organisations[row["organisation"]]
    checks.plan_events(row, here, slugs, people.actors, partial(day, today=today), plan)


def _plan_retroactive(people: "_People", today: dt.date, events: list[Event]) -> None:
    """A dialogue of 2013 is brought in by the region, in the morning of its days."""

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(9))), len(events), do))

    here, body = people.organisations["region-vattendal"], people.bodies["rs"]
    retroactive.plan_events(here, body, people.actors, today, plan)


def _plan_together(stories: "list[_Story]", people: "_People", today: dt.date, events: list[Event]) -> None:
    """What the elected and the officials do together, at noon of its days."""
    slugs = {story.row["key"]: story.row["slug"] for story in stories}

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(12))), len(events), do))

    together.plan_events(slugs, people.actors, today, plan)
    escalation.plan_events(people.organisations["alvsala"], people.actors["ada"], today, plan)


def _plan_basis(stories: "list[_Story]", people: "_People", today: dt.date, events: list[Event]) -> None:
    """A decision basis that the board got, at noon of its days."""
    row = _read(CONTENT / "basis.json")
    slug = next(story.row["slug"] for story in stories if story.row["key"] == row["dialogue"])

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(12))), len(events), do))

    basis.plan_events(row, slug, people.bodies[row["body"]], people.actors, today, plan)


def _plan_shapes(people: "_People", today: dt.date, events: list[Event]) -> None:
    """One dialogue for each process template that no other story uses."""

    def plan(on: dt.date, at: dt.time, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, at)), len(events), do))

    rows = json.loads((CONTENT / "shapes.json").read_text(encoding="utf-8"))
    shapes.plan_events(rows, people.organisations, people.bodies, people.actors, today, plan)


def _plan_approvals(people: "_People", today: dt.date, events: list[Event]) -> None:
    """Who approves plans, and what they answered, in the afternoon of its days."""

    def plan(on: dt.date, do: Callable[[], object]) -> None:
        events.append(Event(timezone.make_aware(dt.datetime.combine(on, dt.time(14))), len(events), do))

    row = _read(CONTENT / "approvals.json")
    approvals.plan_events(row, people.organisations, people.actors, partial(day, today=today), plan)


@transaction.atomic
def _found_organisations() -> "_People":
    organisations, bodies = {}, {}
    for row in json.loads((CONTENT / "organisations.json").read_text(encoding="utf-8")):
        fields = ("slug", "name", "kind", "colour", "source_language", "introduction", "contact_email", "contact_phone")
        organisation = Organisation.objects.create(
            **{name: row[name] for name in fields if row.get(name)}, postal_address=row.get("postal_address") or ""
        )
        organisations[row["key"]] = organisation
        for body in row["bodies"]:
            bodies[body["key"]] = Body.objects.create(organisation=organisation, name=body["name"], kind=body["kind"])
    actors = {}
    for row in json.loads((CONTENT / "people.json").read_text(encoding="utf-8")):
        account = Account.objects.create_user(row["email"], name=row["name"], language=row["language"], is_demo=True)
        for role in row["roles"]:
            Membership.objects.create(account=account, organisation=organisations[row["organisation"]], role=role)
        actors[row["key"]] = actor_of(account)
    return _People(organisations, bodies, actors)


@dataclass(frozen=True)
class _People:
    organisations: dict[str, Organisation]
    bodies: dict[str, Body]
    actors: dict[str, Actor]


class _Story:
    """One dialogue of the demo, turned into events."""

    def __init__(self, row: Row, people: _People, today: dt.date, events: list[Event]) -> None:
        self.row = row
        self.people = people
        self.today = today
        self.events = events
        self.heard = 0
        self.dialogue: Dialogue
        self.activities: dict[str, Activity] = {}
        self.contributions: dict[str, Contribution] = {}
        self.findings: dict[str, Finding] = {}
        self.decisions: dict[str, Decision] = {}
        self.measures: dict[str, Measure] = {}
        self.release: Release | None = None
        self.posts: list[Post] = []
        meetings = _read(CONTENT / "series.json")
        self.series = series.Meetings(meetings, self) if meetings["dialogue"] == row["key"] else None

    # When

    def at(self, words: str, do: Callable[[], object], clock_time: str = "09:00") -> None:
        hour, minute = map(int, clock_time.split(":"))
        moment = timezone.make_aware(dt.datetime.combine(self.day(words), dt.time(hour, minute)))
        self.events.append(Event(moment, len(self.events), do))

    def day(self, words: str) -> dt.date:
        return day(words, self.today)

    def on(self, step: str) -> str:
        return str(self.row["timeline"][step])

    def actor(self, key: str) -> Actor:
        return self.people.actors[key]

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
            if activity["method"] == "meeting":
                came = self.series.attend if self.series else self.count
                self.at(activity["date"], partial(came, activity), activity["starts"])
            if "participation_closed" in timeline:
                last = activity is row["activities"][-1]
                closes = timeline["participation_closed"] if last else activity["ends_on"]
                self.at(closes, partial(self.close_participation, activity), "23:58")
        for said in row.get("contributions") or []:
            self.hear(said)
        if row.get("import"):
            self.at(row["import"]["on"], self.bring, "10:00")
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
            recruitment.name_target_group(
                dialogue, actor=lead, **{name: group[name] for name in group if name != "key"}
            )
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
        participation.open_participation(self.activities[activity["key"]], actor=self.lead)

    def close_participation(self, activity: Row) -> None:
        participation.close_participation(self.activities[activity["key"]], actor=self.lead)

    # Hearing people

    def hear(self, said: Row) -> None:
        activity = next(each for each in self.row["activities"] if each["key"] == said["activity"])
        if said["channel"] == "meeting":
            self.at(activity["date"], partial(self.note, activity, said), said.get("at") or "19:00")
            return
        occasions = {each["key"]: each["on"] for each in self.row.get("outreach") or []}
        received = said.get("received") or occasions[said["occasion"]]
        send = self.send if said["channel"] == "web" else self.type_in
        self.at(received, partial(send, said), said.get("at") or "14:00")

    def said(self, row: Row) -> Row:
        """What every way of receiving takes."""
        return {
            "submission": uuid5(NAMESPACE_URL, f"gehor-demo:{self.row['key']}:{row['key']}"),
            "text": row["text"],
            "title": row.get("title") or "",
            "language": row["language"],
        }

    def contact(self, row: Row) -> NewContact | None:
        language = "en" if row["language"] == "en" else "sv"
        if letter := row.get("letter"):
            return NewContact(letter["address"], "letter", letter["name"], language)
        if number := row.get("sms"):
            return NewContact(number, "sms", language=language)
        return NewContact(row["email"], language=language) if row.get("email") else None

    def send(self, row: Row) -> None:
        self._heard(
            row,
            participation.contribute(
                self.activities[row["activity"]],
                actor=RESIDENT,
                values={"category": row["category"]} if row.get("category") else {},
                contact=self.contact(row),
                **self.said(row),
            ),
        )

    def type_in(self, row: Row) -> None:
        self._heard(
            row,
            participation.enter(
                self.activities[row["activity"]],
                actor=self.actor("tove"),
                channel=Channel(row["channel"]),
                values={"category": row["category"]} if row.get("category") else {},
                contact=self.contact(row),
                **self.said(row),
            ),
        )

    def note(self, activity: Row, row: Row) -> None:
        """A note of a table, or of one person at it, who keeps the same receipt for everything said there."""
        contribution = participation.enter(
            self.activities[activity["key"]],
            actor=self.actor(activity["secretary"]),
            channel=Channel.MEETING,
            values={name: row[name] for name in ("table", "person") if row[name]},
            **self.said(row),
        )
        self._heard(row, contribution)

    def bring(self) -> None:
        """Import a real file, by the same reading and the same action as in the browser."""
        row = self.row["import"]
        data = (CONTENT / row["file"]).read_bytes()
        mapping = Mapping(**row["mapping"])
        checked = preview(read_table(data, row["file"]), mapping, channel_words={}, categories={}, today=clock.today())
        participation.import_contributions(
            self.activities[row["activity"]],
            actor=self.actor(row["by"]),
            rows=checked.ready,
            file_name=row["file"],
            file_hash=hashlib.sha256(data).hexdigest(),
            mapping=row["mapping"],
        )
        self.heard += len(checked.ready)

    def _heard(self, row: Row, contribution: Contribution) -> None:
        self.contributions[row["key"]] = contribution
        self.heard += 1

    # Reading

    def plan_analysis(self) -> None:
        row = self.row
        for masked in row.get("masked") or []:
            self.at(masked["on"], partial(self.mask, masked), "09:30")
        for aside in row.get("set_aside") or []:
            self.at(aside["on"], partial(self.set_aside, aside), "12:00")
        if row.get("findings"):
            signed = self.on("signed_off")
            check = _read(CONTENT / "participants-check.json")
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
