"""Plans and the meetings that decide: what moves with a meeting, and what a plan cannot do by itself."""

import datetime as dt

from django.db import transaction

from gehor.ground.act import machine
from gehor.ground.calendar.following import Followed
from gehor.ground.calendar.models import Meeting
from gehor.ground.errors import NotYet, WrongInput

from . import actions
from .models import Dialogue
from .queries import facts_known


def follow(meeting: Meeting, before: dt.date) -> Followed:
    """Move every plan that points at the meeting's former day, as far as it may and fits."""
    followed = Followed()
    for dialogue in Dialogue.objects.filter(deciding_body=meeting.body_id, decision_on=before):
        facts = facts_known(dialogue)
        if facts.closed or facts.answers_released or facts.decisions:
            continue  # it has been decided there: that stands
        followed += Followed(moved=1) if _moves(dialogue, meeting) else Followed(stayed=1)
    return followed


def _moves(dialogue: Dialogue, meeting: Meeting) -> bool:
    try:
        with transaction.atomic():
            actions.follow_meeting(dialogue, actor=machine("calendar"), held_on=meeting.held_on)
    except (NotYet, WrongInput):
        return False
    return True
