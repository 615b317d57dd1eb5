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
from django.utils import timezone

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.aside import whole
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import NewContact, new_participants
from gehor.ground.people.models import Participant
from gehor.participation import earlier
from gehor.participation.files import Stored
from gehor.participation.importing import begun
from gehor.participation.models import Import
from gehor.participation.queries import is_open, opening_facts
from gehor.participation.reading import Row
from gehor.participation.receiving import must_be_within
from gehor.participation.storing import noon, stored_rows
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process import asking
from gehor.process.steps import CAST, CORRECT_TYPING, ENTER_CAST, IMPORT, TAKE_OUT
from gehor.process.words import Channel, Proof

from . import items, queries, rules, support
from .casting import New, by_receipt, by_sheet, is_another, nobody_known, parted, stored
from .models import Ballot
from .receiving import cast_once
from .rules import Filled, Held, Mistyped


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


@cast_once
def enter_supporters(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    channel: Channel,
    reference: str,
    held: Sequence[Held],
    received_at: dt.datetime | None = None,
    withdrawn: bool = False,
) -> Ballot:
    """Type in those who support something that others have said, by a list on paper or by telephone: all or none.

    held: who they are: as rows of a list, or by the codes of their letters. withdrawn: they were typed in wrongly, or
    have taken their support back. Gives the first of the ballots.
    """
    act = begin(ENTER_CAST, activity.dialogue, actor=actor, facts=earlier.entering_facts, lock=False)
    when = earlier.came(activity, channel=channel, received_at=received_at, is_reached=False)
    method = catalogue.methods()[activity.method]
    if method.supports is None or not method.counts(activity.setup):
        raise WrongInput("takes_no_ballots")
    about = method.supports(activity, reference, timezone.localdate(when))
    choice = {rules.CHOICE: support.WITHDRAWN if withdrawn else support.SUPPORTS}
    keys = items.submissions(submission, [each.pseudonym for each in held])
    if withdrawn and not Ballot.objects.filter(submission__in=keys).exists():  # where not sent twice
        support.must_stand(activity, about.reference, [each.pseudonym for each in held])
    language = activity.dialogue.source_language
    new = [
        New(each, choice, key, Channel(channel), when, about.reference, language)
        for each, key in zip(held, keys, strict=True)
    ]
    ballots = stored(activity, new, entered_by_id=actor.account_id)
    told = {"activity": activity.pk, "channel": str(channel)}
    record_each(act, ((each.voter, told) for each in ballots))
    ballots[0].together = len(ballots)
    ballots[0].known_before = sum(not each.voter.is_new for each in ballots)
    return ballots[0]


@transaction.atomic
def mend_typing(ballot: Ballot, *, actor: Actor, values: Mapping[str, Any], reason: Mistyped) -> Ballot:
    """What stands on the sheet, in the place of what was mistyped, whichever counts otherwise. For whoever typed it in.

    Received when the first was. What was answered in people's own words is mended where it is read.
    """
    act = begin(CORRECT_TYPING, ballot.activity.dialogue, actor=actor, facts=facts_known)
    activity, voter = ballot.activity, ballot.voter
    if ballot.entered_by_id is None or ballot.entered_by_id != actor.account_id:
        raise WrongPerson("not_typed_by_you")
    if not is_open(activity):
        raise WrongMoment("not_open")
    if ballot.aside or Ballot.objects.filter(replaces=ballot).exists():
        raise WrongMoment("mended_before")
    if reason not in set(Mistyped):
        raise WrongInput("unknown_mask_reason", field="reason")
    kept = asking.counted(queries.questions(ballot.version), values)
    if not is_another(ballot, kept):
        raise WrongInput("typed_the_same")
    new = New(Held(Proof(voter.proof), voter.pseudonym), kept, uuid4(), Channel(ballot.channel), ballot.received_at)
    mistyped = [each.pk for each in items.sent_with(ballot)]
    mended = stored(activity, parted(activity, [new]), entered_by_id=actor.account_id, mends=mistyped)[0]
    record(act, subject=voter, activity=activity.pk, reason=str(reason), mistyped=mistyped)
    return mended


@transaction.atomic
def take_out(activity: Activity, *, actor: Actor) -> None:
    """Note that the ballots are taken out whole: see taking_out.py."""
    act = begin(TAKE_OUT, activity.dialogue, actor=actor, facts=opening_facts, lock=False)
    record(act, subject=activity)


@whole
def import_ballots(
    activity: Activity,
    *,
    actor: Actor,
    rows: Sequence[Filled],
    file_name: str,
    file_hash: str,
) -> Import:
    """Bring in the ballots of one file, all or none. The same file is brought in once, until it is undone."""
    act = begin(IMPORT, activity.dialogue, actor=actor, facts=facts_known)
    with earlier.letting_in(activity):
        imported = begun(activity, actor=actor, rows=len(rows), file_name=file_name, file_hash=file_hash)
        undated = earlier.undated(activity, now=imported.imported_at)
        persons: defaultdict[str, Held] = defaultdict(nobody_known)
        new = [
            _brought(
                imported, row, persons[row.person] if row.person else nobody_known(), undated=undated, item=row.item
            )
            for row in rows
        ]
        stored(activity, parted(activity, new), entered_by_id=actor.account_id, imported=imported)
    record(act, subject=imported, activity=activity.pk, rows=len(rows))
    return imported


@whole
def import_told(
    activity: Activity,
    *,
    actor: Actor,
    texts: Sequence[Row],
    ballots: Sequence[Filled],
    persons: Mapping[int, str],
    file_name: str,
    file_hash: str,
    exchange: str,
) -> Import:
    """Bring in a file of another programme, all or nothing: contributions, and ballots about them or what is here.

    persons: row number of a text → the file's mark for who said it. Whoever also voted keeps one receipt for both.
    exchange: the format, kept with the import.
    """
    act = begin(IMPORT, activity.dialogue, actor=actor, facts=facts_known)
    with earlier.letting_in(activity):
        imported = begun(
            activity,
            actor=actor,
            rows=len(texts) + len(ballots),
            file_name=file_name,
            file_hash=file_hash,
            mapping={"exchange": exchange},
        )
        undated = earlier.undated(activity, now=imported.imported_at)
        said_by = [persons.get(row.number) or f"text {row.number}" for row in texts]
        cast_by = [row.person or f"ballot {place}" for place, row in enumerate(ballots)]
        marks = dict.fromkeys([*said_by, *cast_by])
        holders = dict(zip(marks, new_participants(activity.dialogue.organisation, len(marks)), strict=True))
        contributions = stored_rows(imported, texts, undated=undated, holders=[holders[mark] for mark in said_by])
        about = {row.reference: each.reference for row, each in zip(texts, contributions, strict=True)}
        known: defaultdict[str, Held] = defaultdict(nobody_known)
        new = [
            _brought(
                imported,
                row,
                known[mark],
                undated=undated,
                item=about.get(row.item, row.item) if row.item else "",
                holder=holders[mark],
            )
            for row, mark in zip(ballots, cast_by, strict=True)
        ]
        if new:
            stored(activity, parted(activity, new), entered_by_id=actor.account_id, imported=imported)
    record_each(
        act,
        ((each, {"activity": activity.pk, "channel": each.channel, "imported": imported.pk}) for each in contributions),
    )
    record(act, subject=imported, activity=activity.pk, rows=imported.rows)
    return imported


def _brought(
    imported: Import,
    row: Filled,
    held: Held,
    *,
    undated: dt.datetime,
    item: str = "",
    holder: Participant | None = None,
) -> New:
    """One ballot of a file. undated: when it came where the file does not say. item: what it is about, here."""
    return New(
        held,
        row.values,
        uuid4(),
        Channel(row.channel),
        min(noon(row.received), imported.imported_at) if row.received else undated,
        item,
        row.language or imported.activity.dialogue.source_language,
        participant=holder,
    )
