"""What waits for one person, over all dialogues: for the desk, and for reminders."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gehor.feedback.stages import queries as feedback
from gehor.feedback.stages.texts import TO_WRITE
from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.ground.languages import LocalText
from gehor.participation import queries as participation
from gehor.participation.identity import queries as identity
from gehor.participation.moderation import queries as moderation
from gehor.planning.mending import MENDED
from gehor.planning.models import Dialogue
from gehor.planning.project import holders
from gehor.planning.together import queries as together
from gehor.planning.together.rules import Way
from gehor.process import steps
from gehor.process.step import Step
from gehor.process.words import Role

from . import rules
from .queries import GUESSES_TOLD, Standing
from .rules import Days, Next, Urgency
from .texts import (
    DOING,
    ELECTED,
    LOOK_AT_REPORTS,
    NAME_ANOTHER,
    SOMEBODY_GUESSES,
    be_there,
    how_many,
    reported_texts,
    take_notes,
)

REPORTS_WAIT = dt.timedelta(days=1)
OFFICIALS = {Role.LEAD, Role.COMMUNICATOR, Role.ANALYST, Role.REGISTRAR}


class Dated:
    """Something with a day by which it is to be done."""

    due: dt.date | None

    @property
    def urgency(self) -> Urgency:
        return rules.urgency(self.due, today=clock.today())

    @property
    def is_late(self) -> bool:
        return self.urgency is Urgency.LATE


@dataclass(frozen=True)
class Waiting(Dated):
    """One thing for one person to do. key: the same as long as it is the same thing."""

    key: str
    words: Any
    dialogue: Dialogue
    url: str
    due: dt.date | None
    how_many: str = ""
    is_asked: bool = False  # somebody has asked this very person
    is_standing: bool = False  # may be done any day while people take part
    is_now: bool = False  # today, or never

    @property
    def of(self) -> LocalText:
        return self.dialogue.title

    @property
    def source_language(self) -> str:
        return self.dialogue.source_language

    @property
    def can_wait(self) -> bool:
        return self.is_standing and self.urgency is Urgency.LATER


def waiting_for(actor: Actor, standings: list[Standing]) -> list[Waiting]:
    """The first day first. At most eight queries, however many dialogues; four where nothing unusual has happened.

    standings: of all the actor's organisations.
    """
    open_ones = [each for each in standings if not each.facts.closed]
    owed = _owed(actor)
    with_a_day = {each.dialogue.pk for each in owed if each.key.endswith(":summary")}
    found = [
        *_gathering(actor, open_ones),
        *_asked(actor, standings),
        *_assigned(actor),
        *owed,
        *_held(actor, open_ones),
        *_watched(actor, open_ones),
    ]
    found += [
        Waiting(
            key=f"{one.code}:{each.dialogue.pk}",
            words=words_for(one, actor.roles_in(each.dialogue.organisation_id)),
            dialogue=each.dialogue,
            url=url_of(one, each),
            due=rules.due_day(one.code, days_of(each)),
            how_many=how_many(one),
            is_standing=one.code in rules.STANDING,
        )
        for each in standings
        for one in each.next_for(actor)
        if not (one.code == "summary" and each.dialogue.pk in with_a_day)
    ]
    return rules.by_day(found)


def doing_now(actor: Actor, standing: Standing) -> list[tuple[Any, str, str]]:
    """(words, how many, where) in one dialogue: what the process waits for, and what is promised by a day."""
    now = standing.next_for(actor)
    roles = actor.roles_in(standing.dialogue.organisation_id)
    told = any(one.code == "summary" for one in now)
    owed = [
        each
        for each in _owed(actor)
        if each.dialogue == standing.dialogue and not (told and each.key.endswith(":summary"))
    ]
    return [
        *((words_for(one, roles), how_many(one), url_of(one, standing)) for one in now),
        *((each.words, each.how_many, each.url) for each in owed),
    ]


def days_of(standing: Standing) -> Days:
    dialogue = standing.dialogue
    return Days(
        standing.begins_on,
        standing.ends_on,
        dialogue.decision_on,
        dialogue.answer_due,
        standing.first_measure,
        standing.first_correction,
    )


def url_of(doing: Next, standing: Standing) -> str:
    """Where it is done. A plan with gaps is mended at the first of them."""
    name = DOING[doing.code].url_name
    if doing.code == "plan":
        gaps = steps.OPEN_PARTICIPATION.missing(standing.facts)
        name = next((MENDED[need.code].url_name for need in gaps if need.code in MENDED), name)
    if doing.code == "successor" and standing.facts.took_part:
        return reverse("planning:change_part", args=[standing.dialogue.slug, "deciding_body"])
    return reverse(name, args=[standing.dialogue.slug])


def words_for(doing: Next, roles: frozenset[Role]) -> Any:
    if Role.BOARD in roles and not OFFICIALS & roles and doing.code in ELECTED:
        return ELECTED[doing.code].words
    return DOING[doing.code].words


def _where(standings: Iterable[Standing], actor: Actor, step: Step) -> dict[int, Dialogue]:
    """The dialogues in which this person may take the step."""
    here = (each.dialogue for each in standings)
    return {each.pk: each for each in here if actor.may(step, each.organisation_id)}


def _gathering(actor: Actor, standings: list[Standing]) -> list[Waiting]:
    """Meetings of today at which this person takes notes. Nothing comes before them for whoever sits at the tables."""
    dialogues = _where((each for each in standings if each.facts.open_now), actor, steps.ENTER)
    found = []
    for activity, held in participation.gatherings(dialogues, day=clock.today()):
        dialogue = dialogues[activity.dialogue_id]
        page = catalogue.methods()[activity.method].working_page
        found.append(
            Waiting(
                key=f"gathering:{activity.pk}:{held.day}",
                words=take_notes(activity.title, dialogue.source_language),
                dialogue=dialogue,
                url=reverse(page, args=[dialogue.slug, activity.number]),
                due=held.day,
                how_many=held.hours,
                is_now=Role.FACILITATOR in actor.roles_in(dialogue.organisation_id),
            )
        )
    return found


def _asked(actor: Actor, standings: list[Standing]) -> list[Waiting]:
    """Plans that this person was asked to approve, or a body whose decision this person may enter."""
    if actor.account_id is None:
        return []
    known = {each.dialogue.pk: each for each in standings if each.facts.approval_asked}
    if not known:
        return []
    recording_in = [pk for pk in actor.organisation_ids if actor.may(steps.RECORD_VERDICT, pk)]
    found = []
    for request in together.requests_waiting_for(actor.account_id, recording_in=recording_in):
        standing = known.get(request.dialogue_id)
        if standing is None:  # changed since it was sent out: the lead asks anew
            continue
        code = "record_approval" if request.way == Way.BODY else "approve"
        found.append(
            Waiting(
                key=f"approval:{request.pk}",
                words=DOING[code].words,
                dialogue=standing.dialogue,
                url=reverse(DOING[code].url_name, args=[standing.dialogue.slug]),
                due=rules.due_day(code, days_of(standing)),
                is_asked=code == "approve",
            )
        )
    return found


def _assigned(actor: Actor) -> list[Waiting]:
    if actor.account_id is None:
        return []
    return [
        Waiting(
            key=f"assignment:{each.pk}",
            words=each.what,
            dialogue=each.dialogue,
            url=reverse("together:shared", args=[each.dialogue.slug]),
            due=each.due_on,
            is_asked=True,
        )
        for each in together.assignments_waiting_for(actor.account_id, actor.organisation_ids)
    ]


def _held(actor: Actor, standings: list[Standing]) -> list[Waiting]:
    """Occasions of dialogues in which this person has a role; for leads, roles of a body that is dissolved."""
    found, dialogues = [], {each.dialogue.pk: each.dialogue for each in standings}
    for occasion in holders.occasions_of(actor.account_id, dialogues) if actor.account_id else ():
        dialogue = dialogues[occasion.dialogue_id]
        found.append(
            Waiting(
                key=f"occasion:{occasion.pk}",
                words=be_there(occasion.title, dialogue.source_language, occasion.place),
                dialogue=dialogue,
                url=_plan_of(dialogue, actor),
                due=occasion.held_on,
            )
        )
    leading = _where((each for each in standings if each.has_role_to_fill), actor, steps.CHANGE_PLAN_ROW)
    for role in holders.held_by_bodies_that_are_gone().filter(dialogue__in=leading):
        dialogue = dialogues[role.dialogue_id]
        found.append(
            Waiting(
                key=f"role:{role.pk}",
                words=NAME_ANOTHER,
                dialogue=dialogue,
                url=reverse("planning:project_row", args=[dialogue.slug, "roles", role.pk]),
                due=None,
            )
        )
    return found


def _plan_of(dialogue: Dialogue, actor: Actor) -> str:
    """The occasions of a plan, or all of it for those who only read it."""
    if actor.may(steps.CHANGE_PLAN_ROW, dialogue.organisation_id):
        return reverse("planning:project_part", args=[dialogue.slug, "occasions"])
    return reverse("planning:project", args=[dialogue.slug])


def _owed(actor: Actor) -> list[Waiting]:
    """Summaries and follow-ups that have been promised and whose day comes near, also of closed dialogues."""
    return [
        Waiting(
            key=f"stage:{each.dialogue.pk}:{each.promised.stage.value}",
            words=TO_WRITE[each.promised.stage],
            dialogue=each.dialogue,
            url=reverse("feedback:stage", args=[each.dialogue.slug, each.promised.stage.value]),
            due=each.promised.due,
        )
        for each in feedback.due_for(actor)
    ]


def _watched(actor: Actor, standings: list[Standing]) -> list[Waiting]:
    """What strangers have done that somebody must look at: texts that are reported, codes that are guessed."""
    reported = _where((each for each in standings if each.is_reported), actor, steps.RULE)
    found = [
        Waiting(
            key=f"reports:{each.latest}",  # a new report is a new thing to be told of
            words=LOOK_AT_REPORTS,
            dialogue=reported[each.dialogue],
            url=reverse("moderation:queue", args=[reported[each.dialogue].slug]) + "?view=reported",
            due=timezone.localdate(each.since) + REPORTS_WAIT,
            how_many=reported_texts(each.texts),
        )
        for each in moderation.unseen(reported)
    ]
    guessed = _where((each for each in standings if each.is_guessed), actor, steps.MAKE_CODES)
    for each in identity.guessing(guessed, since=clock.today() - GUESSES_TOLD):
        found.append(
            Waiting(
                key=f"guessing:{each.pk}",
                words=SOMEBODY_GUESSES,
                dialogue=guessed[each.dialogue_id],
                url=reverse("participation:openings", args=[guessed[each.dialogue_id].slug]),
                due=each.day,
            )
        )
    return found
