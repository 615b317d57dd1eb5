"""How people are heard in the demo: on the web, on paper, by phone, in the street, at tables and in a file."""

import hashlib
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.people.actions import NewContact
from gehor.ground.reading import read_table
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.participation.reading import Mapping, preview
from gehor.process.words import Channel

from .told import CONTENT, Row


class Hearing:
    """What is said in one dialogue. story: its content, activities and actors; it learns of the contributions."""

    def __init__(self, story: Any) -> None:
        self.story = story

    def plan_events(self) -> None:
        for said in self.story.row.get("contributions") or []:
            self.hear(said)
        if brought := self.story.row.get("import"):
            self.story.at(brought["on"], self.bring, "10:00")

    def hear(self, said: Row) -> None:
        activity = next(each for each in self.story.row["activities"] if each["key"] == said["activity"])
        if said["channel"] == "meeting":
            self.story.at(activity["date"], partial(self.note, activity, said), said.get("at") or "19:00")
            return
        occasions = {each["key"]: each["on"] for each in self.story.row.get("outreach") or []}
        received = said.get("received") or occasions[said["occasion"]]
        send = self.send if said["channel"] == "web" else self.type_in
        self.story.at(received, partial(send, said), said.get("at") or "14:00")

    def said(self, row: Row) -> Row:
        """What every way of receiving takes."""
        return {
            "submission": uuid5(NAMESPACE_URL, f"gehor-demo:{self.story.row['key']}:{row['key']}"),
            "text": row["text"],
            "title": row.get("title") or "",
            "language": row["language"],
        }

    def values(self, row: Row) -> Row:
        """What belongs to the method beside the text. A target group has its key in the content."""
        told = {**({"category": row["category"]} if row.get("category") else {}), **row.get("values", {})}
        return {**told, "group": self.story.groups[told["group"]].pk} if "group" in told else told

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
                self.story.activities[row["activity"]],
                actor=RESIDENT,
                values=self.values(row),
                contact=self.contact(row),
                **self.said(row),
            ),
        )

    def type_in(self, row: Row) -> None:
        self._heard(
            row,
            participation.enter(
                self.story.activities[row["activity"]],
                actor=self.story.actor("tove"),
                channel=Channel(row["channel"]),
                values=self.values(row),
                contact=self.contact(row),
                **self.said(row),
            ),
        )

    def note(self, activity: Row, row: Row) -> None:
        """A note of a table, or of one person at it, who keeps the same receipt for everything said there."""
        contribution = participation.enter(
            self.story.activities[activity["key"]],
            actor=self.story.actor(activity["secretary"]),
            channel=Channel.MEETING,
            values={name: row[name] for name in ("table", "person") if row[name]},
            **self.said(row),
        )
        self._heard(row, contribution)

    def bring(self) -> None:
        """Import a real file, by the same reading and the same action as in the browser."""
        row = self.story.row["import"]
        data = (CONTENT / row["file"]).read_bytes()
        mapping = Mapping(**row["mapping"])
        checked = preview(read_table(data, row["file"]), mapping, channel_words={}, categories={}, today=clock.today())
        participation.import_contributions(
            self.story.activities[row["activity"]],
            actor=self.story.actor(row["by"]),
            rows=checked.ready,
            file_name=row["file"],
            file_hash=hashlib.sha256(data).hexdigest(),
            mapping=row["mapping"],
        )
        self.story.heard += len(checked.ready)

    def _heard(self, row: Row, contribution: Contribution) -> None:
        self.story.contributions[row["key"]] = contribution
        self.story.heard += 1
