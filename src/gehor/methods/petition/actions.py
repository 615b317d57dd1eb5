"""What is noted of a petition's way. All of it is public."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText, is_said
from gehor.ground.organisations.models import Body
from gehor.participation.models import Contribution
from gehor.participation.queries import facts
from gehor.process.steps import HANDLE_PETITION

from . import queries
from .models import Handling
from .rules import Handled, wanting


@transaction.atomic
def handle(
    petition: Contribution,
    *,
    actor: Actor,
    kind: Handled,
    on: dt.date,
    body: Body | None = None,
    case_number: str = "",
    link: str = "",
    note: LocalText | None = None,
) -> Handling:
    """Note what was done with a petition, and on which day. After a decision, or a no, nothing more is noted."""
    act = begin(HANDLE_PETITION, petition.dialogue, actor=actor, facts=facts)
    before = queries.handlings([petition.pk]).get(petition.pk, [])
    if before and Handled(before[-1].kind) in (Handled.DECIDED, Handled.NOT_TAKEN_UP):
        raise WrongMoment("petition_is_over")
    if on > clock.today():
        raise WrongInput("handled_in_the_future", field="on")
    earliest = max([timezone.localdate(petition.received_at), *(each.on for each in before)])
    if on < earliest:
        raise WrongInput("handled_too_early", field="on", earliest=earliest)
    is_worded = is_said(note or {}, petition.dialogue.source_language)
    lacking = wanting(kind, has_case_number=bool(case_number.strip()), has_body=body is not None, has_words=is_worded)
    if lacking:
        field, code = next(iter(lacking.items()))
        raise WrongInput(code, field=field)
    made = Handling.objects.create(
        contribution=petition,
        number=len(before) + 1,
        kind=kind.value,
        on=on,
        body=body,
        case_number=case_number.strip(),
        link=link,
        note=dict(note or {}),
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=made, contribution=petition.pk, kind=kind.value, body=body.pk if body else None)
    return made
