"""What one contribution becomes in the tables: a participant, the contribution, its first wording and files.

Called inside the actions of this stage, which have asked who may and what must hold.
"""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from gehor.calc.text import personal
from gehor.ground import catalogue, clock
from gehor.ground.aside import when_stored
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import (
    NewContact,
    checked_address,
    keep_contact,
    kept_people,
    new_participants,
    unknown_people,
)
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_reference
from gehor.ground.progress import through
from gehor.ground.rows import insert_many
from gehor.planning.models import Activity
from gehor.process.words import Channel, MaskReason

from . import rules
from .ballots.rules import Held
from .files import Stored
from .models import Attachment, Contribution, Import, Wording
from .reading import Row


@dataclass(frozen=True)
class Sent:
    """One text as it came, with all that came with it.

    participant: whose it is: the holder of a receipt from before, or none. held: who they have shown to be, where they
    vote in the same activity: they get one receipt for both. imported: with whose rows it goes. answers: the key of the
    question on a ballot that was answered in these words.
    """

    submission: UUID
    channel: Channel
    received_at: dt.datetime
    text: str
    language: str
    title: str = ""
    values: Mapping[str, Any] | None = None
    participant: Participant | None = None
    held: Held | None = None
    contact: NewContact | None = None
    attachments: Sequence[Stored] = ()
    entered_by_id: int | None = None
    imported: Import | None = None
    answers: str = ""


def stored(activity: Activity, sent: Sent) -> Contribution:
    """Store one contribution with its first wording."""
    return stored_together(activity, [sent])[0]


def stored_together(activity: Activity, sent: Sequence[Sent]) -> list[Contribution]:
    """As stored, for what several people send at the same moment, in a few statements: all or none."""
    said = [(rules.text_of(each.text), rules.title_of(each.title), rules.language_of(each.language)) for each in sent]
    method, now = catalogue.methods()[activity.method], clock.now()
    kept = [
        {"question": each.answers} if each.answers else method.checked(activity.setup, each.values or {})
        for each in sent
    ]
    contributions = [
        _contribution(activity, each, holder, values, published_at=now if _is_shown(activity, title, text) else None)
        for each, holder, values, (text, title, _) in zip(sent, _holders(activity, sent), kept, said, strict=True)
    ]
    insert_many(contributions)
    _say_first(contributions, said, now)
    for each, contribution, values in zip(sent, contributions, kept, strict=True):
        for file in each.attachments:
            Attachment.objects.create(
                contribution=contribution,
                file=file.path,
                name=file.name,
                content_type=file.content_type,
                size=file.size,
            )
        when_stored(partial(method.keep, contribution, values))
    return contributions


def _say_first(contributions: Sequence[Contribution], said: Sequence[tuple[str, str, str]], now: dt.datetime) -> None:
    """Store the first wording of each. said: text, title, language."""
    insert_many(
        [
            Wording(
                contribution_id=each.pk,
                number=1,
                title=title,
                text=text,
                language=language,
                worded_at=now,
                worded_by_id=each.entered_by_id,
            )
            for each, (text, title, language) in zip(contributions, said, strict=True)
        ],
        numbered=False,
    )


def _contribution(
    activity: Activity,
    sent: Sent,
    holder: Participant,
    values: Mapping[str, Any],
    *,
    published_at: dt.datetime | None,
) -> Contribution:
    row = Contribution(
        dialogue_id=activity.dialogue_id,
        activity_id=activity.pk,
        participant_id=holder.pk,
        reference=new_reference(),
        channel=sent.channel.value,
        received_at=sent.received_at,
        entered_by_id=sent.entered_by_id,
        submission=sent.submission,
        imported_in_id=sent.imported.pk if sent.imported else None,
        values=values,
        published_at=published_at,
    )
    row._state.fields_cache |= {"activity": activity, "participant": holder}  # as given, and quicker
    return row


def _holders(activity: Activity, sent: Sequence[Sent]) -> list[Participant]:
    """Whose each is: whoever is known already, else somebody new. With how they want to be reached."""
    organisation = activity.dialogue.organisation
    for each in sent:
        if each.participant and each.participant.organisation_id != organisation.pk:
            raise WrongPerson("not_your_organisation")
        if each.contact and each.participant and each.participant.erased_at:
            raise WrongMoment("erased")
    new = iter(new_participants(organisation, sum(each.participant is None for each in sent)))
    holders = [each.participant or next(new) for each in sent]
    for each, holder in zip(sent, holders, strict=True):
        if each.contact:
            keep_contact(holder, each.contact)
    return holders


def reworded(
    contribution: Contribution,
    *,
    title: str,
    text: str,
    reason: MaskReason,
    worded_by_id: int | None,
    note: str = "",
    may_be_the_same: bool = False,
) -> Wording:
    """What is shown from now on. Raises WrongInput where it says what is shown already."""
    first, last = contribution.wordings.first(), contribution.wordings.last()
    said = (rules.title_of(title), rules.text_of(text))
    if said == (last.title, last.text) and not may_be_the_same:
        raise WrongInput("nothing_changed")
    return Wording.objects.create(
        contribution=contribution,
        number=last.number + 1,
        title=said[0],
        text=said[1],
        language=first.language,
        reason=str(reason),
        note=rules.note_of(note),
        worded_at=clock.now(),
        worded_by_id=worded_by_id,
    )


def stored_rows(
    imported: Import,
    rows: Sequence[Row],
    *,
    undated: dt.datetime,
    holders: Sequence[Participant] = (),
) -> list[Contribution]:
    """As stored, for all rows of a file in a few statements. undated: when rows came that do not say.

    holders: whose each is, where that is known; else each has a participant of its own.
    """
    activity = imported.activity
    method = catalogue.methods()[activity.method]
    now = imported.imported_at
    said = [
        (rules.text_of(row.text), rules.title_of(row.title), rules.language_of(row.language or _source(activity)))
        for row in rows
    ]
    holders = holders or unknown_people(activity.dialogue.organisation, len(rows))
    contributions = [
        Contribution(
            dialogue_id=activity.dialogue_id,
            activity=activity,
            participant=holder,
            reference=reference,
            channel=Channel(row.channel or Channel.IMPORT).value,
            received_at=min(row.moment or noon(row.received), now) if row.received else undated,
            entered_by_id=imported.imported_by_id,
            submission=uuid4(),
            imported_in=imported,
            values={
                **method.checked(
                    activity.setup, {**row.values, **({"category": row.category} if row.category else {})}
                ),
                "row": row.number,
                **({"file_reference": row.reference} if row.reference else {}),
                **({} if row.shown else {rules.LOOK_FIRST: True}),
            },
            published_at=now if row.shown and _is_shown(activity, title, text) else None,
        )
        for row, holder, reference, (text, title, _) in zip(
            through("making", rows, len(rows)), holders, _new_references(len(rows)), said, strict=True
        )
    ]
    when_kept = method.keep_rows and method.keep_rows(contributions, [title for _, title, _ in said])
    new = _keep_holders(contributions)
    insert_many(contributions)
    _say_first(contributions, said, now)
    given = [
        (each.participant, row.email, language)
        for row, each, (_, _, language) in zip(rows, contributions, said, strict=True)
        if row.email
    ]
    insert_many(_contacts(given, now, new), numbered=False)
    if when_kept:
        when_kept()
    elif not method.keep_rows:
        when_stored(lambda: [method.keep(each, each.values) for each in contributions])
    return contributions


def _keep_holders(contributions: Sequence[Contribution]) -> set[int]:
    """Store those of them who are new. Whoever has nothing after all, such as somebody at a table, is left out."""
    new = {id(each.participant): each.participant for each in contributions if each.participant.pk is None}
    kept = kept_people(list(new.values()))
    for each in contributions:
        each.participant = each.participant  # who may have got a number just now
    return {each.pk for each in kept}


def _contacts(given: Sequence[tuple[Participant, str, str]], now: dt.datetime, new: Set[int]) -> list[Contact]:
    """given: participant, e-mail address, language. Who is given several, as a table may be, is reached by the first.

    new: those who cannot have one from before.
    """
    first = {holder.pk: (holder, email, language) for holder, email, language in reversed(given)}
    before = Contact.objects.filter(kind=Contact.Kind.EMAIL, participant__in=first.keys() - new)
    reached = set(before.values_list("participant_id", flat=True))
    return [
        Contact(
            participant=holder,
            kind=Contact.Kind.EMAIL,
            address=checked_address(Contact.Kind.EMAIL, email)[1],
            language=language,
            given_at=now,
        )
        for holder, email, language in first.values()
        if holder.pk not in reached
    ]


def _is_shown(activity: Activity, *texts: str) -> bool:
    """Whether others see it at once. What looks as if it held personal data is shown when somebody has read it."""
    return activity.shows_at_once and not personal.kinds(*texts)


def _source(activity: Activity) -> str:
    return activity.dialogue.source_language


def noon(day: dt.date) -> dt.datetime:
    """A day without a time of day, as a moment of that day in our own time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _new_references(count: int) -> list[str]:
    """References that nobody has. Drawn again where one is taken: with many stored, some of a large draw will be."""
    references: set[str] = set()
    while len(references) < count:
        drawn = {new_reference() for _ in range(count - len(references))}
        references |= drawn - set(Contribution.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return list(references)
