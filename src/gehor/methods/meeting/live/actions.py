"""Asking from the floor, seconding, voting, and what those who hold the meeting do."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.keeping import new_participant
from gehor.ground.people.models import Participant
from gehor.participation import storing
from gehor.participation.ballots.rules import Held
from gehor.participation.models import Contribution
from gehor.participation.queries import is_open, opening_facts
from gehor.participation.receiving import must_be_within
from gehor.planning.models import Activity
from gehor.process.steps import ANSWER_POLL, ASK_POLL, CLOSE_POLL, CONTRIBUTE, SECOND, TAKE_UP
from gehor.process.words import Channel

from ..phases import Deed
from ..queries import must_allow
from . import noting, queries, rules
from .models import Asked, Poll, Seconded, Vote


@transaction.atomic
def ask(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    text: str,
    language: str,
    participant: Participant | None = None,
) -> Asked:
    """A question from the floor: a contribution as any other. Raises WrongMoment asked_before for a form sent twice."""
    act = begin(CONTRIBUTE, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    _must_be_on(activity)
    if Contribution.objects.filter(submission=submission).exists():
        raise WrongMoment("asked_before")
    if len(text) > rules.ASKED_MOST:
        raise WrongInput("asked_too_long", field="text", most=rules.ASKED_MOST, length=len(text))
    contribution = storing.stored(
        activity,
        storing.Sent(submission, Channel.MEETING, clock.now(), text, language, participant=participant),
    )
    asked = Asked.objects.create(contribution=contribution)
    record(act, subject=contribution, channel=contribution.channel)
    return asked


@transaction.atomic
def second(asked: Asked, *, actor: Actor, held: Held) -> Seconded:
    """Somebody wonders the same. Once more changes nothing."""
    act = begin(SECOND, asked.contribution.activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    _must_be_on(asked.contribution.activity)
    if asked.contribution.published_at is None:
        raise WrongMoment("question_not_shown")
    made, _ = Seconded.objects.get_or_create(asked=asked, pseudonym=held.pseudonym)
    record(act, subject=asked.contribution)
    return made


@transaction.atomic
def take_up(asked: Asked, *, actor: Actor) -> Asked:
    """The question has been taken up in the room. It stays, and is answered in writing with the others."""
    act = begin(TAKE_UP, asked.contribution.dialogue, actor=actor, facts=opening_facts)
    asked.taken_at = asked.taken_at or clock.now()
    asked.save(update_fields=["taken_at"])
    record(act, subject=asked.contribution)
    return asked


@transaction.atomic
def ask_poll(activity: Activity, *, actor: Actor, question: LocalText, options: Sequence[LocalText]) -> Poll:
    """Let the room vote. One poll is open at a time: people look at one screen."""
    act = begin(ASK_POLL, activity.dialogue, actor=actor, facts=opening_facts)
    must_allow(activity, Deed.ASK)
    if Poll.objects.filter(activity=activity, closed_at=None).exists():
        raise WrongMoment("poll_is_open")
    if not rules.OPTIONS_LEAST <= len(options) <= rules.OPTIONS_MOST:
        raise WrongInput("options_count", field="options", least=rules.OPTIONS_LEAST, most=rules.OPTIONS_MOST)
    poll = Poll.objects.create(
        activity=activity,
        number=Poll.objects.filter(activity=activity).count() + 1,
        question=dict(question),
        options=[dict(option) for option in options],
        asked_at=clock.now(),
        asked_by_id=actor.account_id,
    )
    record(act, subject=poll, activity=activity.pk, options=len(poll.options))
    return poll


@transaction.atomic
def answer_poll(poll: Poll, *, actor: Actor, held: Held, option: int) -> Vote:
    """A vote; whoever votes again has changed their mind. One person, one vote: held by the database."""
    act = begin(ANSWER_POLL, poll.activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    _must_be_on(poll.activity)
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.closed_at is not None:
        raise WrongMoment("poll_has_closed")
    if not 0 <= option < len(poll.options):
        raise WrongInput("unknown_option", field="option", word=str(option))
    vote, _ = Vote.objects.update_or_create(poll=poll, pseudonym=held.pseudonym, defaults={"option": option})
    record(act, subject=poll)
    return vote


@transaction.atomic
def close_poll(poll: Poll, *, actor: Actor) -> Poll:
    """Nobody votes any more, and the result is noted as what the whole room said."""
    act = begin(CLOSE_POLL, poll.activity.dialogue, actor=actor, facts=opening_facts)
    activity = poll.activity
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.closed_at is not None:
        raise WrongMoment("poll_has_closed")
    if not is_open(activity):
        raise WrongMoment("not_open")
    tallied = queries.tallied(poll)
    if sum(tallied):
        poll.noted = storing.stored(
            activity,
            storing.Sent(
                noting.submission_of(poll),
                Channel.MEETING,
                clock.now(),
                noting.sentence(poll, tallied),
                activity.dialogue.source_language,
                participant=_whole_room(activity),
                entered_by_id=actor.account_id,
            ),
        )
    poll.closed_at = clock.now()
    poll.save(update_fields=["closed_at", "noted"])
    record(act, subject=poll, activity=activity.pk, votes=sum(tallied))
    return poll


def _must_be_on(activity: Activity) -> None:
    """A meeting is on while it is open, on its day."""
    must_be_within(activity)
    must_allow(activity, Deed.ASK)


def _whole_room(activity: Activity) -> Participant:
    """Speaks with the voice of all who sit there, as a table does, so that each of them finds it and counts once."""
    voice = new_participant(activity.dialogue.organisation)
    people = queries.all_who_sit(activity)
    voice.speakers.set(people)
    Participant.objects.filter(pk=voice.pk).update(people=max(1, len(people)))
    return voice
