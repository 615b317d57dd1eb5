"""The quick way in, for whoever votes on one thing after another."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.together import committed_alike
from gehor.participation.queries import opening_facts
from gehor.participation.receiving import must_be_within, once
from gehor.planning.models import Activity
from gehor.process.steps import CAST
from gehor.process.words import Channel

from . import queries, rules
from .casting import New, stored
from .models import Ballot
from .receiving import known
from .rules import Held


@dataclass(frozen=True)
class _Vote:
    activity: Activity
    actor: Actor
    submission: UUID
    held: Held
    item: str
    choice: int
    received_at: dt.datetime


def vote(activity: Activity, *, actor: Actor, submission: UUID, held: Held, item: str, choice: int) -> Ballot:
    """As actions.cast, for one vote of many that the same person gives in a row. The journal holds the first.

    Every vote has its row in a table that nobody can change, which is a journal in itself; an entry for each would make
    every kept page old each second. See docs/decisions/votes-are-their-own-journal.md. `voted_on` says what the
    person has voted on with it; the ballot's own number is not asked for.
    """
    one = _Vote(activity, actor, submission, held, item, choice, clock.now())
    ballot: Ballot = once(known(), lambda: committed_alike(_received, one), activity, submission)
    if ballot.voted_on is None:
        ballot.voted_on = queries.voted_on([ballot.voter_id])[ballot.voter_id]
    return ballot


def _received(votes: list[_Vote]) -> list[Ballot]:
    """All that wait, those of each activity in a few statements."""
    by_activity: defaultdict[int, list[_Vote]] = defaultdict(list)
    for each in votes:
        by_activity[each.activity.pk].append(each)
    found = {ballot.submission: ballot for some in by_activity.values() for ballot in _received_in(some)}
    seen = queries.voted_on({ballot.voter_id for ballot in found.values()})
    for ballot in found.values():
        ballot.voted_on = seen[ballot.voter_id]
    return [found[each.submission] for each in votes]


def _received_in(votes: list[_Vote]) -> list[Ballot]:
    """Those of one activity. All who vote on the web act as one: residents without an account."""
    activity = votes[0].activity
    (actor,) = {each.actor for each in votes}
    act = begin(CAST, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    must_be_within(activity)
    ballots = stored(
        activity,
        [
            New(each.held, {rules.CHOICE: each.choice}, each.submission, Channel.WEB, each.received_at, each.item)
            for each in votes
        ],
        numbered=False,
    )
    for voter in {ballot.voter.pk: ballot.voter for ballot in ballots if ballot.voter.is_new}.values():
        record(act, subject=voter, activity=activity.pk, channel=Channel.WEB)
    return ballots
