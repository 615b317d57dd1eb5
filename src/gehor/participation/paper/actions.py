"""Printing forms, typing some in a second time, settling where two people differ, and taking in scans.

What a sheet says is handed in by `ballots.actions.enter_ballot` or `participation.actions.enter`, as always.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.receipt import new_code
from gehor.participation.ballots import casting
from gehor.participation.ballots.models import Ballot
from gehor.participation.queries import facts, is_open, opening_facts
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.steps import (
    DROP_INVALID,
    DROP_SCAN,
    KEEP_INVALID,
    PRINT_FORMS,
    SCAN_FORMS,
    SETTLE_SHARE,
    SETTLE_TYPING,
    TYPE_AGAIN,
)

from . import files, pressing, queries, rules
from .asking import asked_on_paper
from .models import Again, Invalid, Page, Run, Scan, Settled, Share, Sheet
from .printing import Layout

ATTEMPTS = 5


@transaction.atomic
def print_forms(
    activity: Activity,
    *,
    actor: Actor,
    sheets: int,
    language: str,
    size: str = "normal",
    both_sides: bool = False,
    found: Layout | None = None,
) -> Run:
    """Make sheets with a code each. What stands on them, and where, is kept with them.

    found: how they are laid out, where somebody has just looked.
    """
    act = begin(PRINT_FORMS, activity.dialogue, actor=actor, facts=opening_facts)
    if not is_open(activity):
        raise WrongMoment("not_open")
    if not 1 <= sheets <= rules.SHEETS_MOST:
        raise WrongInput("how_many_sheets", field="sheets", most=rules.SHEETS_MOST)
    if size not in rules.SIZES:
        raise WrongInput("unknown_size", field="size")
    questions = asked_on_paper(activity, language)
    if not questions:
        raise WrongInput("nothing_to_print")
    found = found or pressing.laid_out(activity, questions, language=language, size=size)
    run = Run.objects.create(
        activity=activity,
        number=Run.objects.filter(activity=activity).count() + 1,
        version=queries.frozen(activity),
        language=language,
        size=size,
        both_sides=both_sides,
        questions=asking.to_json(questions),
        pages=found.pages,
        places=pressing.as_json(found),
        sheets=sheets,
        made_at=clock.now(),
        made_by_id=actor.account_id,
    )
    _number(run)
    record(act, subject=run, activity=activity.pk, sheets=sheets)
    return run


def _number(run: Run) -> None:
    """A code for each sheet, drawn again where one was given out before: once in ten million million times."""
    for attempt in range(ATTEMPTS):
        codes = {new_code() for _ in range(run.sheets)}
        while len(codes) < run.sheets:
            codes.add(new_code())
        rows = [Sheet(run=run, number=number, code=code) for number, code in enumerate(codes, 1)]
        try:
            with transaction.atomic():
                Sheet.objects.bulk_create(rows, batch_size=500)
            return
        except IntegrityError:
            if attempt + 1 == ATTEMPTS:
                raise


@transaction.atomic
def keep_invalid(activity: Activity, *, actor: Actor, submission: UUID, reason: str, sheet: str = "") -> Invalid:
    """Keep that a form came in and cannot be counted. sheet: its code, where one is printed on it."""
    act = begin(KEEP_INVALID, activity.dialogue, actor=actor, facts=opening_facts)
    if not is_open(activity):
        raise WrongMoment("not_open")
    if reason not in set(rules.Why):
        raise WrongInput("why_invalid")
    invalid = Invalid.objects.create(
        activity=activity,
        sheet=queries.sheet_by(sheet) if sheet else None,
        reason=reason,
        submission=submission,
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=invalid, activity=activity.pk, reason=reason)
    return invalid


@transaction.atomic
def drop_invalid(invalid: Invalid, *, actor: Actor) -> None:
    """Take it back: the form is typed in after all, or was none."""
    act = begin(DROP_INVALID, invalid.activity.dialogue, actor=actor, facts=opening_facts)
    if not is_open(invalid.activity):
        raise WrongMoment("not_open")
    record(act, subject=invalid, activity=invalid.activity_id)
    invalid.delete()


@transaction.atomic
def settle_share(activity: Activity, *, actor: Actor, percent: int) -> Share:
    """How many of a hundred sheets are typed in twice. Raised, it keeps those that were in the sample."""
    act = begin(SETTLE_SHARE, activity.dialogue, actor=actor, facts=facts)
    if not 0 <= percent <= 100:
        raise WrongInput("not_a_percentage", field="percent")
    share, _made = Share.objects.update_or_create(activity=activity, defaults={"percent": percent})
    record(act, subject=share, activity=activity.pk, percent=percent)
    return share


@transaction.atomic
def type_again(sheet: Sheet, *, actor: Actor, values: Mapping[str, Any]) -> Again:
    """Type in a sheet of the sample, without having seen what the first person typed. Nothing of it is counted.

    values: the answers of the whole form, in their one form.
    """
    act = begin(TYPE_AGAIN, sheet.run.activity.dialogue, actor=actor, facts=facts)
    activity = sheet.run.activity
    first = queries.first_typing(sheet)
    if first is None:
        raise WrongMoment("not_typed_in_yet")
    if first.by_id == actor.account_id:
        raise WrongPerson("typed_by_you")
    if Again.objects.filter(sheet=sheet).exists():
        raise WrongMoment("typed_again_before")
    if not queries.is_in_sample(sheet):
        raise WrongInput("not_in_sample", field="sheet")
    questions = queries.questions_of(sheet.run)
    fields = queries.comparable(activity, questions)
    one, other = first.values, asking.counted(questions, values)
    again = Again.objects.create(
        sheet=sheet,
        first={key: one[key] for key in fields if key in one},
        second={key: other[key] for key in fields if key in other},
        fields=fields,
        differ=rules.differing(fields, one, other),
        by_id=actor.account_id,
        at=clock.now(),
    )
    record(act, subject=again, sheet=sheet.pk, differ=len(again.differ))
    return again


@transaction.atomic
def settle_typing(again: Again, *, actor: Actor, values: Mapping[str, Any]) -> Settled:
    """What stands on the paper where two typings differ. Where the first was wrong, what is counted is mended.

    values: the answers to the questions that differ; one that is left out was left out on the paper.
    """
    act = begin(SETTLE_TYPING, again.sheet.run.activity.dialogue, actor=actor, facts=opening_facts)
    if Settled.objects.filter(again=again).exists():
        raise WrongMoment("settled_before")
    first = queries.first_typing(again.sheet)
    if actor.account_id in (again.by_id, first.by_id if first else None):
        raise WrongPerson("third_look_by_another")
    kept = {key: values[key] for key in again.differ if key in values}
    if rules.differing(again.differ, again.first, kept):
        if queries.is_counted(again.sheet.run.activity):
            whole = {key: value for key, value in again.first.items() if key not in again.differ}
            _mend(again.sheet, {**whole, **kept}, actor=actor)
        else:
            _mend_boxes(again, kept)
    settled = Settled.objects.create(again=again, values=kept, by_id=actor.account_id, at=clock.now())
    record(act, subject=settled, sheet=again.sheet_id)
    return settled


def _mend(sheet: Sheet, values: Mapping[str, Any], *, actor: Actor) -> None:
    """The answers as they stand on the paper, in the place of what was mistyped; received when that was."""
    mistyped: list[Ballot] = queries.first_ballots(sheet)
    first = mistyped[0]
    activity = sheet.run.activity
    new = casting.New(
        casting.Held(casting.Proof(first.voter.proof), first.voter.pseudonym),
        values,
        uuid4(),
        casting.Channel(first.channel),
        first.received_at,
        language=sheet.run.language,
    )
    casting.stored(
        activity,
        casting.parted(activity, [new]),
        entered_by_id=actor.account_id,
        mends=[each.pk for each in mistyped],
    )


def _mend_boxes(again: Again, kept: Mapping[str, Any]) -> None:
    """The same, of a form for people's own words: what they said stays, beside what stands in the boxes."""
    one = queries.first_contribution(again.sheet)
    if one is None:
        return
    rest = {key: value for key, value in one.values.items() if key not in again.differ}
    boxes = {key: True if value == queries.TICKED else value for key, value in kept.items()}
    one.values = catalogue.methods()[one.activity.method].checked(one.activity.setup, {**rest, **boxes})
    one.save(update_fields=["values"])


@transaction.atomic
def scan_forms(activity: Activity, *, actor: Actor, name: str, data: bytes) -> Scan:
    """Take in a file from a scanner. It is read in the background, and nothing is counted before it is reviewed."""
    act = begin(SCAN_FORMS, activity.dialogue, actor=actor, facts=opening_facts)
    if not is_open(activity):
        raise WrongMoment("not_open")
    sha256 = files.fingerprint(data)
    if Scan.objects.filter(activity=activity, sha256=sha256).exists():
        raise WrongInput("scanned_before", field="files", word=name[:80])
    scan = Scan.objects.create(
        activity=activity,
        name=name[:200],
        sha256=sha256,
        path=files.keep(data, "scan"),
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=scan, activity=activity.pk)
    return scan


@transaction.atomic
def drop_scan(scan: Scan, *, actor: Actor) -> None:
    """Take a scan away again, with its pictures. What has been reviewed of it stays counted."""
    act = begin(DROP_SCAN, scan.activity.dialogue, actor=actor, facts=opening_facts)
    names = [scan.path, *Page.objects.filter(scan=scan).values_list("path", flat=True)]
    record(act, subject=scan, activity=scan.activity_id)
    scan.delete()
    transaction.on_commit(lambda: [files.forget(name) for name in names])
