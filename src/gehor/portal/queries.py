"""Dialogues with their facts, stage and what comes next: several stages in one row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language

from gehor.feedback.replies.models import Correction
from gehor.followup import queries as followup
from gehor.followup.models import Measure
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.journal.naming import Named
from gehor.ground.languages import said
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.participation.identity.queries import GUESSED
from gehor.participation.models import Contribution
from gehor.participation.moderation.queries import OPEN_REPORTS
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project import holders
from gehor.process.facts import Facts
from gehor.process.stages import Stage, stage

from . import rules

PER_PAGE = 20


@dataclass(frozen=True)
class Standing:
    """One dialogue and where it stands."""

    dialogue: Dialogue
    facts: Facts
    begins_on: dt.date | None
    ends_on: dt.date | None
    first_measure: dt.date | None = None  # the day of the first that is neither done nor dropped; for staff
    first_correction: dt.date | None = None  # by when the first that waits is to be answered; for staff
    has_role_to_fill: bool = False  # one that a dissolved body holds; for staff, like what follows
    is_reported: bool = False  # somebody has reported a text, and nobody has looked yet
    is_guessed: bool = False  # codes that nobody has were tried many times

    @cached_property
    def stage(self) -> Stage:
        return stage(self.facts)

    @property
    def days_late(self) -> int:
        return rules.days_late(self.dialogue.answer_due, self.facts, today=clock.today())

    @property
    def is_open_on_web(self) -> bool:
        today = clock.today()
        return (
            self.stage is Stage.OPEN
            and self.begins_on is not None
            and self.ends_on is not None
            and self.begins_on <= today <= self.ends_on
        )

    @property
    def body_gone_on(self) -> dt.date | None:
        """From which day the deciding body is dissolved, where something is left for it to decide after that."""
        body, facts = self.dialogue.deciding_body, self.facts
        is_decided = facts.signed_off and facts.findings > 0 and facts.undecided_findings == 0
        if body is None or is_decided or not body.is_dissolved(self.dialogue.decision_on or clock.today()):
            return None
        return body.dissolved_on

    @property
    def next(self) -> tuple[rules.Next, ...]:
        return rules.what_next(self.facts, **self._beyond)

    def next_for(self, actor: Actor) -> tuple[rules.Next, ...]:
        roles = actor.roles_in(self.dialogue.organisation_id)
        return rules.next_for(self.facts, roles, **self._beyond)

    @property
    def _beyond(self) -> dict[str, bool]:
        """What facts do not know: days that have passed, and a body that is no more."""
        past_end = self.ends_on is not None and self.ends_on < clock.today()
        return {"past_end": past_end, "body_is_gone": self.body_gone_on is not None}


DAYS = {
    "begins_": planning.first_day(Activity.objects.all(), "begins_on"),
    "ends_": planning.last_day(Activity.objects.all(), "ends_on"),
}


_UNSETTLED = Measure.objects.annotate(now=followup.LATEST_STATUS).exclude(now__in=followup.SETTLED)
_WAITING = Correction.objects.filter(replies__isnull=True)
DUE = {
    "first_measure_": planning.first_day(_UNSETTLED, "due_on"),
    "first_correction_": planning.first_day(_WAITING, "due_on"),
}


GUESSES_TOLD = dt.timedelta(days=7)  # for so long it stands there; nothing is to be done but to know


def _watched() -> dict[str, Exists]:
    """Whether there is some of what is seldom there: its rows are asked for only then."""
    here = OuterRef("pk")
    return {
        "role_to_fill_": Exists(holders.held_by_bodies_that_are_gone().filter(dialogue=here)),
        "reported_": Exists(OPEN_REPORTS.filter(contribution__dialogue=here)),
        "guessed_": Exists(GUESSED.filter(dialogue=here, day__gte=clock.today() - GUESSES_TOLD)),
    }


def standings(dialogues: Iterable[Dialogue], *, is_for_staff: bool = True) -> list[Standing]:
    """In the same order; one query however many, and what it takes to read the plans that wait for approval."""
    rows, asked = list(dialogues), {**DAYS, **DUE, **_watched()} if is_for_staff else DAYS
    found = planning.read_facts_and(rows, followup.COLUMNS, asked, is_approval_asked=is_for_staff)
    return [Standing(each, found[each.pk][0], *(found[each.pk][1][name] for name in asked)) for each in rows]


def standing(dialogue: Dialogue) -> Standing:
    return standings([dialogue])[0]


def public_standing(slug: str) -> Standing:
    """The door for everybody, and where the dialogue behind it stands: one query. Else 404."""
    dialogue, facts, days = planning.public_with_facts_and(slug, DAYS)
    return Standing(dialogue, facts, *days.values())


MOST_AT_ONCE = 500  # a whole organisation's dialogues of many years


def public_standings(organisation: Organisation) -> list[Standing]:
    """All public dialogues of an organisation, latest first."""
    return standings(planning.public_dialogues(organisation)[:MOST_AT_ONCE], is_for_staff=False)


def staff_standings(actor: Actor) -> list[Standing]:
    """All dialogues of the actor's organisations, ideas too."""
    dialogues = Dialogue.objects.select_related("organisation", "deciding_body").filter(
        organisation__in=actor.organisation_ids
    )
    return standings(dialogues[:MOST_AT_ONCE])


def organisations_of(actor: Actor, standings: Iterable[Standing]) -> list[Organisation]:
    """The actor's, by name. standings: of all their dialogues, which know most of them already: one query, or none."""
    known = {each.dialogue.organisation_id: each.dialogue.organisation for each in standings}
    if lacking := actor.organisation_ids - known.keys():
        known |= {each.pk: each for each in organisations.organisations().filter(pk__in=lacking)}
    return sorted((known[pk] for pk in actor.organisation_ids), key=lambda each: each.name)


def per_channel(dialogue: Dialogue) -> list[tuple[str, int]]:
    """How many contributions came by each channel, the most first."""
    counted = Contribution.objects.filter(dialogue=dialogue).order_by().values("channel").annotate(n=Count("pk"))
    return sorted(((row["channel"], row["n"]) for row in counted), key=lambda pair: (-pair[1], pair[0]))


def organisations_with_counts(organisations: Sequence[Organisation]) -> list[tuple[Organisation, int]]:
    """Organisations, each with how many dialogues are open now."""
    open_now: dict[int, int] = {}
    dialogues = Dialogue.objects.filter(organisation__in=organisations).select_related("organisation")
    for each in standings(dialogues[:MOST_AT_ONCE], is_for_staff=False):
        if each.is_open_on_web:
            open_now[each.dialogue.organisation_id] = open_now.get(each.dialogue.organisation_id, 0) + 1
    return [(organisation, open_now.get(organisation.pk, 0)) for organisation in organisations]


def named(organisation: Organisation) -> dict[int, Named]:
    """The organisation's dialogues as the journal calls them, by id, the latest first."""
    rows = Dialogue.objects.filter(organisation=organisation).order_by("-pk")
    language = get_language() or "sv"
    return {
        pk: Named(said(title, source, language)[0], reverse("portal:workbench", args=[slug]))
        for pk, slug, title, source in rows.values_list("pk", "slug", "title", "source_language")
    }
