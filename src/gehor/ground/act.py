"""The frame round every change: `begin` asks who may and what must hold, `record` writes it into the journal.

    @transaction.atomic
    def decide(dialogue, *, actor, …):
        act = begin(DECIDE, dialogue, actor=actor, facts=facts)
        decision = Decision.objects.create(…)
        record(act, subject=decision, outcome=outcome)
        return decision

There is no way round: no `skip_checks`, no `actor=None`. Machines act as named actors.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from gehor.process.step import Step
from gehor.process.words import Role

from . import aside, clock
from .errors import NotYet, WrongPerson
from .journal.models import Entry
from .journal.seal import marked
from .rows import insert, insert_many

Code = str | int | bool | list[str] | list[int] | None


@dataclass(frozen=True)
class Actor:
    """Who acts: a member of staff with roles per organisation, a resident without account, or a named machine."""

    key: str  # "account:7", "resident", "machine:relay": an id, never a name
    roles: frozenset[tuple[int, Role]] = field(default_factory=frozenset)  # (organisation id, role)
    account_id: int | None = None
    needs_second_factor: bool = False  # one of the organisations wants more than a password
    form_taken: Callable[[], None] | None = field(default=None, compare=False)  # refuses a form that was taken before

    def roles_in(self, organisation_id: int) -> frozenset[Role]:
        if self is RESIDENT:
            return frozenset({Role.RESIDENT})
        if self.key.startswith("machine:"):
            return frozenset({Role.MACHINE})
        return frozenset(role for where, role in self.roles if where == organisation_id)

    def may(self, step: Step, organisation_id: int) -> bool:
        return bool(step.by & self.roles_in(organisation_id))

    def demand(self, organisation_id: int, *steps: Step) -> None:
        """Raises WrongPerson unless this actor may take one of the steps there."""
        if not any(self.may(step, organisation_id) for step in steps):
            raise WrongPerson("not_your_step", step=steps[0].key)

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(where for where, _ in self.roles)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)


RESIDENT = Actor("resident")


def machine(name: str) -> Actor:
    return Actor(f"machine:{name}")


OPERATOR = machine("operator")  # whoever runs the installation, on the command line


@dataclass(frozen=True)
class Act:
    """One begun step: what `record` needs to know."""

    step: Step
    actor: Actor
    organisation_id: int
    dialogue_id: int | None


def begin(
    step: Step,
    subject: models.Model,
    *,
    actor: Actor,
    facts: Callable[[Any], object] | None = None,
    lock: bool = True,
) -> Act:
    """Guard a change. `subject` is a dialogue or an organisation; it is locked and refreshed first. What is done
    by several organisations together is an act of the one that is host.

    The lock lets others point at the row (no_key): else whoever closes and whoever contributes could each wait for
    what the other holds. lock=False is for mass input, where a thousand people must not queue behind one row.
    Raises WrongPerson (403) before NotYet (409): whoever may not act learns nothing of the state. A form that staff
    send twice is refused in between, since after the first the moment may be another: see organisations/taking.py.
    Where rows are put aside (aside.py), all of it is asked again under the lock, before they are stored.
    """
    assert connection.in_atomic_block or aside.is_on(), "an action is one transaction"
    assert hasattr(subject, "organisation_id") or subject._meta.label == "organisations.Organisation", subject
    return aside.held(lambda: _guarded(step, subject, actor, facts, lock=lock))


def _guarded(
    step: Step, subject: models.Model, actor: Actor, facts: Callable[[Any], object] | None, *, lock: bool
) -> Act:
    organisation_id = getattr(subject, "organisation_id", None) or subject.pk
    actor.demand(organisation_id, step)
    if lock and connection.in_atomic_block:
        subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(no_key=True))
    if actor.form_taken and not aside.is_on():
        actor.form_taken()
    if step.needs:
        if facts is None:
            raise TypeError(f"{step.key} has needs, so it must be given facts")
        missing = step.missing(facts(subject))
        if missing:
            raise NotYet(step.key, [need.code for need in missing])
    dialogue_id = subject.pk if hasattr(subject, "organisation_id") else None
    return Act(step, actor, organisation_id, dialogue_id)


def record(act: Act, *, subject: models.Model, **codes: Code) -> Entry:
    """Write what was done into the journal: codes and ids, no names, no free text."""
    return insert(_entry(act, clock.now(), subject, codes))


def record_each(act: Act, subjects: Iterable[tuple[models.Model, Mapping[str, Code]]]) -> None:
    """As record, for many rows of one step at once: an entry for each, in a few statements."""
    now = clock.now()
    insert_many([_entry(act, now, subject, codes) for subject, codes in subjects], numbered=False)


def _entry(act: Act, at: dt.datetime, subject: models.Model, codes: Mapping[str, Code]) -> Entry:
    return marked(
        Entry(
            at=at,
            organisation_id=act.organisation_id,
            dialogue_id=act.dialogue_id,
            step=act.step.key,
            actor=act.actor.key,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            codes={key: value for key, value in codes.items() if value is not None},
        )
    )
