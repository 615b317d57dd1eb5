"""A stage becomes public and sets out to people: called inside actions, which have asked who may."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction

from gehor.feedback import queries as feedback
from gehor.ground.errors import WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue

from . import gateway, rules
from .models import Bulletin, Draft, Telling
from .rules import Stage, Way

EVERY_WAY = frozenset(Way)


def tell(
    dialogue: Dialogue,
    stage: Stage,
    *,
    text: LocalText,
    released_at: dt.datetime,
    released_by: int | None,
    by: Collection[Way] = EVERY_WAY,
) -> Bulletin:
    """Make a stage public, with its easy version as drafted, and set a telling on its way to each participant.

    by: the ways taken here; a decision's answers take the others by themselves. Raises WrongMoment stage_released.
    """
    draft = Draft.objects.filter(dialogue=dialogue, stage=stage).first()
    try:
        with transaction.atomic():
            bulletin = Bulletin.objects.create(
                dialogue=dialogue,
                stage=stage.value,
                text=text,
                easy=draft.easy if draft else {},
                short=draft.short if draft else {},
                released_at=released_at,
                released_by_id=released_by,
            )
    except IntegrityError:
        raise WrongMoment("stage_released") from None
    Draft.objects.filter(dialogue=dialogue, stage=stage).update(leaves_at=None, timed_by=None, held_back="")
    has_gateway = gateway.is_there()
    Telling.objects.bulk_create(
        [
            Telling(
                bulletin=bulletin,
                participant_id=reach.participant_id,
                way=way.value,
                done_at=released_at if way is Way.PAGE else None,
            )
            for reach in feedback.reaches(dialogue)
            for way in sorted(ways_of(reach, has_gateway=has_gateway))
            if way in by
        ],
        batch_size=500,
    )
    return bulletin


def tell_decision(
    dialogue: Dialogue, *, greeting: LocalText, released_at: dt.datetime, released_by: int | None
) -> Bulletin:
    """The answers are out: what opens them is the stage, and text messages are its own way."""
    return tell(dialogue, Stage.DECISION, text=greeting, released_at=released_at, released_by=released_by, by={Way.SMS})


def ways_of(reach: feedback.Reach, *, has_gateway: bool) -> frozenset[Way]:
    return rules.ways(
        has_email=reach.has_email,
        has_sms=reach.has_sms and has_gateway,
        has_letter=reach.has_letter,
        channels=reach.channels,
    )
