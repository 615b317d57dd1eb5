"""What a decision basis is written from: everything is read once, and each section takes what it needs."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from gehor.analysis.checking.queries import Checked, overview
from gehor.analysis.counted.queries import Shown, in_dialogue
from gehor.analysis.models import Finding
from gehor.analysis.queries.result import ChannelRow, Totals, findings_and_channels, totals
from gehor.analysis.queries.voices import Quote, Voiced, positions, quotations
from gehor.analysis.series.queries import Priorities, has_series, priorities_of
from gehor.ground.documents import Heading, Part, prose
from gehor.ground.languages import LocalText, said
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.recruitment import queries as recruitment
from gehor.recruitment.models import TargetGroup

from . import queries
from .models import Alternative, Draft, Met


class Material:
    """One dialogue as its basis needs it: at most ten queries, however many findings, and two after a series.

    Each of `findings` has `met`: how the proposal meets it (LocalText), or None.
    """

    findings: list[Finding]
    channels: list[ChannelRow]

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, self.source, self.slug = dialogue, dialogue.source_language, dialogue.slug
        self.draft: Draft = queries.draft_of(dialogue) or Draft(dialogue=dialogue)
        self.alternatives: list[Alternative] = list(queries.alternatives(dialogue))
        self.totals: Totals = totals(dialogue)
        met = Subquery(Met.objects.filter(finding=OuterRef("pk")).values("text"))
        self.findings, self.channels = findings_and_channels(dialogue, met=met)
        self.tables: list[Shown] = in_dialogue(dialogue) if any(each.lines for each in self.findings) else []
        self.quotations: dict[int, list[Quote]] = quotations(dialogue)
        self.positions: dict[int | None, list[Voiced]] = positions(dialogue)
        was_checked = any(each.checked for each in self.findings)
        self.checks: dict[int, Checked] = overview(dialogue) if was_checked else {}
        self.groups: list[TargetGroup] = list(recruitment.target_groups(dialogue))
        self.activities: list[Activity] = list(planning.activities(dialogue))
        self.priorities: Priorities | None = priorities_of(dialogue) if has_series(self.activities) else None

    # In the words of the dialogue's own language

    def text(self, text: LocalText) -> str:
        return said(text or {}, self.source, self.source)[0]

    def prose(self, text: LocalText) -> tuple[Part, ...]:
        return prose(self.text(text))

    def under(self, heading: str, text: LocalText, *, level: int = 2) -> tuple[Part, ...]:
        """The text below a heading, or nothing."""
        parts = self.prose(text)
        return (Heading(heading, level), *parts) if parts else ()

    # Where everybody reads it

    def address(self, name: str, *args: object) -> str:
        return settings.ADDRESS + reverse(name, args=[self.slug, *args])

    def thread(self, reference: str) -> str:
        return self.address("trace:thread", reference)
