"""The decision basis as a document, in the language of the dialogue; and as the text that is frozen.

Every number leads to what it counts: the contributions on the web, or the finding further on in the document. The
sections have the names of fields.py, so that a committee's template can take them one by one.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gehor.analysis.checking.queries import Checked, overview, standing
from gehor.analysis.checking.rules import Standing
from gehor.analysis.checking.texts import STANDINGS
from gehor.analysis.models import Finding
from gehor.analysis.queries.result import ChannelRow, Totals, findings_and_channels, totals
from gehor.analysis.queries.voices import Quote, Voiced, positions, quotations
from gehor.analysis.series.queries import has_series
from gehor.analysis.texts import ASIDES
from gehor.ground.catalogue import words
from gehor.ground.design.texts import CHANNELS
from gehor.ground.documents import (
    Bullets,
    Document,
    Heading,
    Link,
    Note,
    Paragraph,
    Part,
    Quotation,
    Strong,
    Table,
    Text,
    prose,
    read,
    written,
)
from gehor.ground.languages import LocalText, said
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.texts import LEVELS
from gehor.recruitment import queries as recruitment

from . import queries
from .models import Alternative, Draft, Met
from .priorities import priorities


@dataclass(frozen=True)
class Basis:
    """The document, and what the fields of a template say besides (fields.LINES without version and day)."""

    document: Document
    about: Mapping[str, str]


def basis_of(dialogue: Dialogue) -> Basis:
    """The decision basis as it would be frozen now: eleven queries, however many findings, and two after a series."""
    with translation.override(dialogue.source_language):
        return _Writer(dialogue).basis()


def kept(basis: Basis) -> str:
    """The basis as one canonical text, to store and to hash."""
    content = {"about": dict(basis.about), "document": json.loads(written(basis.document))}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def brought_back(content: str) -> Basis:
    """What `kept` wrote."""
    given = json.loads(content)
    return Basis(read(json.dumps(given["document"])), given["about"])


def titles() -> dict[str, str]:
    """The heading of each section, by its name, in the language that is active and in the order of the document."""
    return {
        "frame": _("The question and its frame"),
        "level": _("Level of participation"),
        "method": _("How it was done"),
        "reach": _("Who took part, and who was meant"),
        "findings": _("What was said"),
        "minorities": _("Minority positions"),
        "set_aside": _("What was set aside, and why"),
        "alternatives": _("Alternatives and their consequences"),
        "proposal": _("The proposal, and how it meets each finding"),
        "limits": _("The limits of the material"),
    }


def sections(document: Document) -> dict[str, tuple[Part, ...]]:
    """The parts below each heading of the first level, by its anchor."""
    found: dict[str, list[Part]] = {}
    name = ""
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            name = part.anchor
            found[name] = []
        elif name:
            found[name].append(part)
    return {name: tuple(parts) for name, parts in found.items()}


class _Writer:
    """Reads everything once, then writes section after section."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, self.source = dialogue, dialogue.source_language
        self.draft = queries.draft_of(dialogue) or Draft(dialogue=dialogue)
        self.alternatives: list[Alternative] = list(queries.alternatives(dialogue))
        self.met: dict[int, Met] = queries.met(dialogue)
        self.totals: Totals = totals(dialogue)
        self.findings: list[Finding]
        self.channels: list[ChannelRow]
        self.findings, self.channels = findings_and_channels(dialogue)
        self.quotations: dict[int, list[Quote]] = quotations(dialogue)
        self.positions: dict[int | None, list[Voiced]] = positions(dialogue)
        self.checks: dict[int, Checked] = overview(dialogue)
        self.groups = list(recruitment.target_groups(dialogue))
        self.activities = list(planning.activities(dialogue))

    def basis(self) -> Basis:
        parts = [
            part
            for (name, heading), write in zip(titles().items(), self.writers(), strict=True)
            for part in (Heading(heading, anchor=name), *write())
        ]
        title = self.text(self.dialogue.title)
        document = Document(title, self.source, tuple(parts), kicker=_("Decision basis"), lead=self.lead())
        return Basis(document, self.about(title))

    def writers(self) -> tuple[Callable[[], tuple[Part, ...]], ...]:
        """One for each section, in their order."""
        return (
            self.frame,
            self.level,
            self.method,
            self.reach,
            self.what_was_said,
            self.minorities,
            self.set_aside,
            self.all_alternatives,
            self.proposal,
            self.limits,
        )

    def about(self, title: str) -> dict[str, str]:
        dialogue = self.dialogue
        return {
            "title": title,
            "organisation": dialogue.organisation.name,
            "body": dialogue.deciding_body.name if dialogue.deciding_body else "",
            "case_number": dialogue.case_number,
            "decision_day": date_format(dialogue.decision_on) if dialogue.decision_on else "",
            "question": self.text(dialogue.question),
            "address": self.address("decision:basis"),
        }

    def lead(self) -> tuple[Text, ...]:
        about = self.about("")
        lines: list[Text] = []
        if about["body"]:
            lines.append(_("For %(body)s, case %(case)s.") % {"body": about["body"], "case": about["case_number"]})
        if about["decision_day"]:
            lines.append(_("The meeting is on %(day)s.") % {"day": about["decision_day"]})
        if self.totals.signed_at:
            day = date_format(timezone.localdate(self.totals.signed_at))
            lines.append(_("The findings were signed off on %(day)s.") % {"day": day})
        lines.append((_("Everybody can read this at:") + " ", Link(about["address"], about["address"])))
        return tuple(lines)

    # The sections

    def frame(self) -> tuple[Part, ...]:
        dialogue = self.dialogue
        return (
            Paragraph((Strong(self.text(dialogue.question)),)),
            *self.under(_("Background"), dialogue.background),
            *self.under(_("Purpose"), dialogue.purpose),
            *self.under(_("Goal"), dialogue.goal),
            *self.under(_("This can be influenced"), dialogue.can_influence),
            *self.under(_("This cannot be influenced"), dialogue.cannot_influence),
        )

    def level(self) -> tuple[Part, ...]:
        levels = [LEVELS[level] for level in self.dialogue.levels if level in LEVELS]
        return (
            Paragraph(_("What those who took part were promised:")),
            Bullets(tuple((Strong(f"{level.label}. "), str(level.promise)) for level in levels)),
        )

    def method(self) -> tuple[Part, ...]:
        rows = tuple(
            (
                (Link(self.text(each.title), self.address("participation:activity", each.number)),),
                str(words(each.method).name),
                f"{date_format(each.begins_on)} – {date_format(each.ends_on)}",
                str(LEVELS[each.level].label) if each.level in LEVELS else "",
            )
            for each in self.activities
        )
        table = Table(
            _("Ways to take part"), (pgettext("to take part", "Way"), _("Method"), _("Days"), _("Level")), rows
        )
        return (*((table,) if rows else ()), *self.prose(self.draft.method))

    def reach(self) -> tuple[Part, ...]:
        total, everything = self.totals, self.address("participation:contributions")
        count = ngettext("%(n)d contribution", "%(n)d contributions", total.contributions) % {"n": total.contributions}
        from_whom = ngettext("from %(n)d participant", "from %(n)d participants", total.participants)
        parts: list[Part] = [
            Paragraph(
                (
                    _("What was received:") + " ",
                    Link(count, everything),
                    " ",
                    from_whom % {"n": total.participants},
                    ".",
                )
            )
        ]
        if total.people != total.participants:
            parts += prose(
                _("A table that spoke with one voice counts as one participant; one by one they were %(n)d people.")
                % {"n": total.people}
            )
        parts.append(
            Table(
                _("How it came in"),
                (_("Channel"), _("Contributions"), _("Participants")),
                tuple(
                    (str(CHANNELS[code]), (Link(str(n), f"{everything}?channel={code}"),), str(participants))
                    for code, n, participants in self.channels
                ),
                numbers=(1, 2),
            )
        )
        parts += [Heading(_("Who was meant"), 2), *self.target_groups(), *self.prose(self.draft.reach)]
        return tuple(parts)

    def target_groups(self) -> tuple[Part, ...]:
        if not self.groups:
            return prose(_("The plan names no target groups."))
        rows = tuple(
            (
                _("%(group)s (seldom heard)") % {"group": self.text(group.name)}
                if group.seldom_heard
                else self.text(group.name),
                self.text(group.reached_by) or "–",
                str(group.reach_aim) if group.reach_aim is not None else _("No number"),
                _("Unknown"),
            )
            for group in self.groups
        )
        heads = (_("Group"), _("How they were to be reached"), _("Aim"), _("Came"))
        return (
            Table(_("Target groups of the plan"), heads, rows, numbers=(2,)),
            Paragraph(
                _(
                    "Nobody had to say who they are in order to take part. So it is not known how many of each group "
                    "came, and that somebody did not come is no sign that they do not care."
                )
            ),
        )

    def what_was_said(self) -> tuple[Part, ...]:
        if not self.findings:
            return prose(_("There are no findings yet."))
        rows = tuple(
            (
                (Link(f"{each.number}. {self.text(each.statement)}", f"#finding-{each.number}"),),
                (self.contributions_behind(each, str(each.contributions)),),
                str(each.participants),
            )
            for each in self.findings
        )
        heads = (_("Finding"), _("Contributions"), _("Participants"))
        return (
            Paragraph(
                _(
                    "Each finding rests on the contributions that are counted beside it. One contribution may stand "
                    "behind several findings."
                )
            ),
            *self.participants_check(),
            Table(_("The findings, and how many stand behind each"), heads, rows, numbers=(1, 2)),
            *self.priorities(),
            *(part for each in self.findings for part in self.finding(each)),
        )

    def priorities(self) -> tuple[Part, ...]:
        """How they were prioritised at a series of meetings, where there is one."""
        if not has_series(self.activities):
            return ()
        return priorities(self.dialogue, address=self.address("series:series") + "#priorities", text=self.text)

    def participants_check(self) -> tuple[Part, ...]:
        """Whether those who took part could say if the findings are right."""
        standings = [standing(each) for each in self.findings]
        if all(each is Standing.NOT_HELD for each in standings):
            return (Note(str(STANDINGS[Standing.NOT_HELD.value][1])),)
        told = _("Those who took part could confirm or correct the findings before they were signed off.")
        unchecked = sum(each in (Standing.NEW, Standing.REWRITTEN) for each in standings)
        if not unchecked:
            return prose(told)
        afterwards = ngettext(
            "%(n)d finding was written or reworded afterwards, and is marked.",
            "%(n)d findings were written or reworded afterwards, and are marked.",
            unchecked,
        )
        return prose(f"{told} {afterwards % {'n': unchecked}}")

    def checked(self, finding: Finding) -> tuple[Part, ...]:
        """What was answered about the wording that was put before participants last, and whether it still stands."""
        found = standing(finding)
        if found in (Standing.NEW, Standing.REWRITTEN):
            return (Note(str(STANDINGS[found.value][1])),)
        if finding.pk not in self.checks:
            return ()
        latest = self.checks[finding.pk].latest
        confirmed = ngettext(
            "%(n)d person confirmed this wording", "%(n)d people confirmed this wording", latest.confirmed
        )
        corrected = (
            ngettext("%(n)d asked for a correction", "%(n)d asked for a correction", latest.corrected)
            if latest.corrected
            else _("nobody asked for a correction")
        )
        return prose(
            _("Participants’ check: %(confirmed)s, %(corrected)s.")
            % {"confirmed": confirmed % {"n": latest.confirmed}, "corrected": corrected % {"n": latest.corrected}}
        )

    def finding(self, finding: Finding) -> tuple[Part, ...]:
        number = finding.contributions
        count = ngettext("%(n)d contribution", "%(n)d contributions", number) % {"n": number}
        by_channel = ", ".join(f"{CHANNELS[code]} {n}" for code, n in finding.by_channel.items())
        return (
            Heading(f"{finding.number}. {self.text(finding.statement)}", 2, anchor=f"finding-{finding.number}"),
            *self.prose(finding.explanation),
            Paragraph((self.contributions_behind(finding, count), f" ({by_channel})" if by_channel else "")),
            *self.checked(finding),
            *(self.quotation(each) for each in self.quotations.get(finding.pk, ())),
            *(part for each in self.positions.get(finding.pk, ()) for part in self.position(each)),
        )

    def contributions_behind(self, finding: Finding, shown: str) -> Link:
        return Link(shown, self.address("decision:resting", finding.number))

    def quotation(self, quote: Quote) -> Quotation:
        channel = f" ({CHANNELS[quote.channel]})"
        thread = Link(quote.reference, settings.ADDRESS + reverse("trace:thread", args=[self.slug, quote.reference]))
        language = quote.language.split("-")[0]
        return Quotation(quote.text, (thread, channel), "" if language == self.source else language)

    def position(self, position: Voiced) -> tuple[Part, ...]:
        return (
            Paragraph((Strong(_("Minority position: %(name)s") % {"name": self.text(position.name)}),)),
            *self.prose(position.statement),
            Paragraph(self.behind(position)),
        )

    def behind(self, position: Voiced) -> Text:
        """How many, and which: so few that each can be named."""
        n = position.contributions
        pieces: list[str | Link | Strong] = [ngettext("%(n)d contribution", "%(n)d contributions", n) % {"n": n}]
        for at, reference in enumerate(position.references):
            thread = settings.ADDRESS + reverse("trace:thread", args=[self.slug, reference])
            pieces += [": " if at == 0 else ", ", Link(reference, thread)]
        return tuple(pieces)

    def minorities(self) -> tuple[Part, ...]:
        everyone = sorted((each for few in self.positions.values() for each in few), key=lambda each: each.number)
        if not everyone:
            return prose(_("No minority position has been named."))
        rows = tuple(
            (
                self.text(each.name),
                (Link(_("Finding %(n)d") % {"n": each.finding_number}, f"#finding-{each.finding_number}"),)
                if each.finding_number
                else _("All of them"),
                str(each.contributions),
                str(each.participants),
            )
            for each in everyone
        )
        heads = (_("Position"), _("Stands beside"), _("Contributions"), _("Participants"))
        return (
            Paragraph(_("What fewer thought counts too: here each position has a name and a number.")),
            Table(_("Minority positions"), heads, rows, numbers=(2, 3)),
            *(part for each in self.positions.get(None, ()) for part in self.position(each)),
        )

    def set_aside(self) -> tuple[Part, ...]:
        if not self.totals.asides:
            return prose(_("Nothing was set aside: every contribution stands behind at least one finding."))
        address = self.address("decision:set_aside")
        rows = tuple(
            (str(ASIDES[code][0]), str(ASIDES[code][1]), (Link(str(n), address),))
            for code, n in sorted(self.totals.asides.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        heads = (_("Reason"), _("What it means"), _("Contributions"))
        return (Table(_("Contributions that carry no finding"), heads, rows, numbers=(2,)),)

    def all_alternatives(self) -> tuple[Part, ...]:
        if not self.alternatives:
            return prose(_("No alternatives have been described."))
        return tuple(part for each in self.alternatives for part in self.alternative(each))

    def alternative(self, alternative: Alternative) -> Iterable[Part]:
        yield Heading(
            f"{alternative.number}. {self.text(alternative.title)}", 2, anchor=f"alternative-{alternative.number}"
        )
        if alternative.is_proposed:
            yield Note(_("This alternative is proposed."))
        yield from self.prose(alternative.text)
        yield from self.under(_("Consequences"), alternative.consequences, level=3)

    def proposal(self) -> tuple[Part, ...]:
        text = self.prose(self.draft.proposal) or prose(_("No proposal has been written."))
        chosen = next((each for each in self.alternatives if each.is_proposed), None)
        if chosen:
            name = f"{chosen.number}. {self.text(chosen.title)}"
            text = (Paragraph((_("Proposed alternative:") + " ", Link(name, f"#alternative-{chosen.number}"))), *text)
        if not self.findings:
            return text
        rows = tuple(
            (
                (Link(f"{each.number}. {self.text(each.statement)}", f"#finding-{each.number}"),),
                self.text(self.met[each.pk].text) if each.pk in self.met else _("Not said."),
            )
            for each in self.findings
        )
        return (*text, Table(_("How the proposal meets each finding"), (_("Finding"), _("How it is met")), rows))

    def limits(self) -> tuple[Part, ...]:
        sentences = [
            _(
                "Those who took part chose to do so. The numbers say how many told us something, not how many of those "
                "who live here think so."
            ),
            _("One person may have contributed more than once, and through more than one channel."),
        ]
        if len(self.channels) == 1:
            sentences.append(
                _("Everything came by one channel: %(channel)s. Those who do not use it have not been heard.")
                % {"channel": CHANNELS[self.channels[0][0]]}
            )
        if self.totals.unread:
            sentences.append(
                ngettext(
                    "%(n)d contribution has not been read.",
                    "%(n)d contributions have not been read.",
                    self.totals.unread,
                )
                % {"n": self.totals.unread}
            )
        return (Bullets(tuple(sentences)), *self.prose(self.draft.limits))

    # Small things

    @property
    def slug(self) -> str:
        return self.dialogue.slug

    def address(self, name: str, *args: object) -> str:
        return settings.ADDRESS + reverse(name, args=[self.slug, *args])

    def text(self, text: LocalText) -> str:
        return said(text or {}, self.source, self.source)[0]

    def prose(self, text: LocalText) -> tuple[Part, ...]:
        return prose(self.text(text))

    def under(self, heading: str, text: LocalText, *, level: int = 2) -> tuple[Part, ...]:
        """The text below a heading, or nothing."""
        parts = self.prose(text)
        return (Heading(heading, level), *parts) if parts else ()
