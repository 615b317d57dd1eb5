"""Handing in ballots: on the web, typed in from paper, or many from a file. `participation.undo_import` undoes a file.

As with contributions, nobody waits for the dialogue's row; constraints and triggers decide. See casting.py.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Participant
from gehor.participation import earlier
from gehor.participation.files import Stored
from gehor.participation.importing import begun
from gehor.participation.models import Import
from gehor.participation.queries import opening_facts
from gehor.participation.receiving import must_be_within
from gehor.participation.storing import noon
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import CAST, ENTER_CAST, IMPORT
from gehor.process.words import Channel

from .casting import New, by_receipt, by_sheet, nobody_known, parted, stored
from .models import Ballot
from .receiving import cast_once
from .rules import Filled, Held


@cast_once
def cast(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    held: Held,
    values: Mapping[str, Any],
    item: str = "",
    language: str,
    participant: Participant | None = None,
    contact: NewContact | None = None,
    attached: Mapping[str, Stored] | None = None,
) -> Ballot:
    """Receive the ballot that somebody fills in on the web.

    held: who they have shown to be. participant: whose receipt code they hold from before, if they do. attached:
    question → file, as check_upload gives them; see receiving.py for how they get here.
    """
    act = begin(CAST, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    must_be_within(activity)
    new = New(
        held,
        values,
        submission,
        Channel.WEB,
        clock.now(),
        item,
        language,
        contact,
        participant=participant,
        attached=attached or {},
    )
    ballot, *_ = stored(activity, parted(activity, [new]))
    record(act, subject=ballot.voter, activity=activity.pk, channel=ballot.channel)
    return ballot


@cast_once
def enter_ballot(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    channel: Channel,
    values: Mapping[str, Any],
    item: str = "",
    language: str,
    received_at: dt.datetime | None = None,
    sheet: str = "",
    held: Held | None = None,
    participant: Participant | None = None,
    contact: NewContact | None = None,
    attached: Mapping[str, Stored] | None = None,
) -> Ballot:
    """Type in a ballot from paper, a meeting, the phone or the street. received_at: when it came, if not now.

    sheet: the code on the paper, which becomes the receipt; the same sheet is one person's, typed once or twice.
    participant: whose receipt code was given from before.
    """
    act = begin(ENTER_CAST, activity.dialogue, actor=actor, facts=earlier.entering_facts, lock=False)
    when = earlier.came(activity, channel=channel, received_at=received_at, is_reached=contact is not None)
    of_sheet, code = by_sheet(activity, sheet) if sheet else (nobody_known(), "")
    if participant:
        of_sheet = by_receipt(activity, participant)
    new = New(
        held or of_sheet,
        values,
        submission,
        Channel(channel),
        when,
        item,
        language,
        contact,
        code,
        participant,
        attached or {},
    )
    with earlier.letting_in(activity) if earlier.is_held(activity) else nullcontext():
        ballot, *_ = stored(activity, parted(activity, [new]), entered_by_id=actor.account_id)
    record(act, subject=ballot.voter, activity=activity.pk, channel=ballot.channel)
    return ballot


@transaction.atomic
def import_ballots(
    activity: Activity, *, actor: Actor, rows: Sequence[Filled], file_name: str, file_hash: str
) -> Import:
    """Bring in the ballots of one file, all or none. The same file is brought in once, until it is undone."""
    act = begin(IMPORT, activity.dialogue, actor=actor, facts=facts_known)
    with earlier.letting_in(activity):
        imported = begun(activity, actor=actor, rows=len(rows), file_name=file_name, file_hash=file_hash)
        undated = earlier.undated(activity, now=imported.imported_at)
        persons: defaultdict[str, Held] = defaultdict(nobody_known)
        new = [
            New(
                persons[row.person] if row.person else nobody_known(),
                row.values,
                uuid4(),
                Channel(row.channel),
                min(noon(row.received), imported.imported_at) if row.received else undated,
                row.item,
                row.language or activity.dialogue.source_language,
            )
            for row in rows
        ]
        stored(activity, parted(activity, new), entered_by_id=actor.account_id, imported=imported)
    record(act, subject=imported, activity=activity.pk, rows=len(rows))
    return imported
