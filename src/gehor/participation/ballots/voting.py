"""The quick way in, for whoever votes on one thing after another."""

from uuid import UUID

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.participation.queries import opening_facts
from gehor.participation.receiving import must_be_within
from gehor.planning.models import Activity
from gehor.process.steps import CAST
from gehor.process.words import Channel

from . import rules
from .casting import New, stored
from .models import Ballot
from .receiving import cast_once
from .rules import Held


@cast_once
def vote(activity: Activity, *, actor: Actor, submission: UUID, held: Held, item: str, choice: int) -> Ballot:
    """As actions.cast, for one vote of many that the same person gives in a row. The journal holds the first.

    Every vote has its row in a table that nobody can change, which is a journal in itself; an entry for each would make
    every kept page old each second. See docs/decisions/votes-are-their-own-journal.md.
    """
    act = begin(CAST, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    must_be_within(activity)
    new = New(held, {rules.CHOICE: choice}, submission, Channel.WEB, clock.now(), item)
    (ballot,) = stored(activity, [new])
    if ballot.voter.is_new:
        record(act, subject=ballot.voter, activity=activity.pk, channel=ballot.channel)
    return ballot
