"""The organisation's choice, and what the machine has sent."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.process.steps import ESCALATE, SET_ESCALATION

from . import rules
from .models import Escalation, Sent


@transaction.atomic
def set_escalation(
    organisation: Organisation, *, actor: Actor, email: str, language: str, after_days: int
) -> Escalation:
    """Say to whom late promises are passed on. Without an address nobody is written to."""
    act = begin(SET_ESCALATION, organisation, actor=actor)
    if not 1 <= after_days <= rules.MOST_DAYS:
        raise WrongInput("escalation_days", field="after_days", most=rules.MOST_DAYS)
    address = written.line(email, field="email", required=False)
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise WrongInput("no_mail_address", field="email") from None
    row, _is_new = Escalation.objects.update_or_create(
        organisation=organisation,
        defaults={
            "email": address,
            "language": language if language in dict(settings.LANGUAGES) else "sv",
            "after_days": after_days,
            "set_at": clock.now(),
            "set_by_id": actor.account_id,
        },
    )
    record(act, subject=row, after_days=after_days, is_on=bool(address))
    return row


@transaction.atomic
def note_sent(organisation: Organisation, *, actor: Actor, key: str, sent_on: dt.date, days_late: int) -> Sent:
    """Before a mail leaves. Raises IntegrityError when it has been noted today."""
    act = begin(ESCALATE, organisation, actor=actor, lock=False)
    row = Sent.objects.create(organisation=organisation, key=key, sent_on=sent_on, days_late=days_late)
    record(act, subject=row, key=key, days_late=days_late)
    return row
