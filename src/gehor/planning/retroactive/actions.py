"""A dialogue held earlier is brought in, and what is known of it is put right."""

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.planning import beginning, parts
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import BRING_IN, PUT_RIGHT

from . import rules
from .models import Earlier


@dataclasses.dataclass(frozen=True)
class Known:
    """What somebody knows of it. What is left out is unknown."""

    held_from: dt.date | None = None
    held_to: dt.date | None = None
    held_by: str = ""
    how: LocalText = dataclasses.field(default_factory=dict)
    people: int | None = None
    promised: str = Earlier.Promised.UNKNOWN
    promise: LocalText = dataclasses.field(default_factory=dict)
    material: LocalText = dataclasses.field(default_factory=dict)


@transaction.atomic
def bring_in(
    organisation: Organisation,
    *,
    actor: Actor,
    title: LocalText,
    question: LocalText,
    source_language: str,
    known: Known = Known(),
    body: Body | None = None,
    case_number: str = "",
    contact_name: str = "",
    contact_email: str = "",
    slug: str = "",
) -> Dialogue:
    """A dialogue that was held elsewhere, public at once and marked. Nobody assesses it: it has been held."""
    act = begin(BRING_IN, organisation, actor=actor)
    dialogue = beginning.unsaved(organisation, title=title, source_language=source_language, slug=slug)
    earlier = Earlier(brought_in_at=clock.now(), brought_in_by_id=actor.account_id)
    _tell(earlier, dialogue, known)
    _frame(dialogue, question, body, case_number, contact_name, contact_email)
    dialogue.save()
    earlier.dialogue = dialogue
    earlier.save()
    act = dataclasses.replace(act, dialogue_id=dialogue.pk)
    record(act, subject=dialogue, promised=earlier.promised, body=dialogue.deciding_body_id)
    return dialogue


@transaction.atomic
def put_right(
    dialogue: Dialogue,
    *,
    actor: Actor,
    title: LocalText,
    question: LocalText,
    known: Known,
    body: Body | None = None,
    case_number: str = "",
    contact_name: str = "",
    contact_email: str = "",
) -> Dialogue:
    """Say more, or say it better, as long as nobody has signed off what was found."""
    act = begin(PUT_RIGHT, dialogue, actor=actor, facts=facts_known)
    earlier = Earlier.objects.get(dialogue=dialogue)
    dialogue.title = parts.settled(dialogue, "title", title)
    _tell(earlier, dialogue, known)
    _frame(dialogue, question, body, case_number, contact_name, contact_email)
    dialogue.save()
    earlier.save()
    record(act, subject=dialogue, promised=earlier.promised, body=dialogue.deciding_body_id)
    return dialogue


def _frame(dialogue: Dialogue, question: LocalText, body: Body | None, case_number: str, name: str, email: str) -> None:
    dialogue.question = parts.settled(dialogue, "question", question)
    dialogue.deciding_body = None
    if body is not None:
        if body.organisation_id != dialogue.organisation_id:
            raise WrongInput("not_our_body", field="body")
        dialogue.deciding_body = body
    dialogue.case_number = written.line(case_number, field="case_number", required=False, longest=40)
    dialogue.contact_name = parts.settled(dialogue, "contact_name", name)
    dialogue.contact_email = parts.settled(dialogue, "contact_email", email)


def _tell(earlier: Earlier, dialogue: Dialogue, known: Known) -> None:
    """What is known, checked. Raises WrongInput."""
    fault = rules.days_fault(known.held_from, known.held_to, today=clock.today())
    if fault:
        raise WrongInput(fault[0], field=fault[1])
    if known.people is not None and not 0 <= known.people <= rules.PEOPLE_MOST:
        raise WrongInput("people_impossible", field="people", most=rules.PEOPLE_MOST)
    if known.promised not in Earlier.Promised.values:
        raise WrongInput("say_whether_promised", field="promised")
    promised = known.promised == Earlier.Promised.YES
    if not promised and any(known.promise.values()):
        raise WrongInput("promise_without_promise", field="promised")
    earlier.held_from, earlier.held_to = known.held_from, known.held_to
    earlier.held_by = written.line(known.held_by, field="held_by", required=False)
    earlier.people, earlier.promised = known.people, known.promised
    for name in ("how", "promise", "material"):
        setattr(earlier, name, _local(dialogue, name, getattr(known, name)))


def _local(dialogue: Dialogue, name: str, said: Any) -> LocalText:
    return written.local(said, dialogue.source_language, field=name, required=False)
