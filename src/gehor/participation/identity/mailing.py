"""Codes by e-mail. The address is used to send the code and is gone: what is kept is the pseudonym it makes."""

import datetime as dt
import secrets

from django.core.mail import EmailMessage
from django.core.validators import EmailValidator, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import said
from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Proof

from . import rules
from .models import MailCode
from .pseudonyms import pseudonym

KEPT = dt.timedelta(days=1)

_is_address = EmailValidator()


def send(activity: Activity, typed: str, *, language: str) -> None:
    """Send a new code to the address. Raises WrongInput for no address, WrongMoment when it cannot be sent now."""
    address = _checked(typed)
    code = f"{secrets.randbelow(10**rules.MAIL_DIGITS):0{rules.MAIL_DIGITS}}"
    with transaction.atomic():
        _noted(activity, address, code)
    title, __ = said(activity.title, activity.dialogue.source_language, language)
    words = _(
        "Your code is %(code)s.\n\n"
        "Fill it in on the page where you are about to take part in “%(title)s”. It works for %(minutes)d minutes.\n\n"
        "If it was not you who asked for it, you need do nothing. We do not keep your address."
    )
    text = words % {"code": code, "title": title, "minutes": rules.MAIL_MINUTES}
    message = EmailMessage(_("Your code: %(code)s") % {"code": code}, text, to=[typed.strip()])
    try:
        message.send()
    except OSError:  # smtplib's faults are of this kind
        raise WrongMoment("mail_not_sent") from None


def opened(activity: Activity, typed: str, code: str) -> Held:
    """Who has got the code. Raises WrongInput; each try counts."""
    name = pseudonym(activity, "email", _checked(typed))
    with transaction.atomic():
        row = MailCode.objects.select_for_update().filter(activity=activity, pseudonym=name).first()
        if row is None or row.sent_at < clock.now() - dt.timedelta(minutes=rules.MAIL_MINUTES):
            raise WrongInput("mail_code_old", field="proof_code")
        if row.tries < rules.MAIL_TRIES:
            row.tries = F("tries") + 1
            row.save(update_fields=["tries"])
            row.refresh_from_db()
            digits = "".join(sign for sign in code if sign.isdecimal())
            if constant_time_compare(row.digest, _digest(activity, name, digits)):
                return Held(Proof.EMAIL, name)
        left = rules.MAIL_TRIES - row.tries
    raise WrongInput("mail_code_wrong" if left else "mail_code_spent", field="proof_code", left=left)


def _noted(activity: Activity, address: str, code: str) -> None:
    """That a code was sent, and how often in the last hour."""
    now = clock.now()
    MailCode.objects.filter(sent_at__lt=now - KEPT).delete()
    name = pseudonym(activity, "email", address)
    row = MailCode.objects.select_for_update().filter(activity=activity, pseudonym=name).first()
    is_recent = row is not None and row.sent_at > now - dt.timedelta(hours=1)
    sendings = row.sendings + 1 if row is not None and is_recent else 1
    if sendings > rules.MAIL_SENDINGS:
        raise WrongMoment("mail_too_often")
    MailCode.objects.update_or_create(
        activity=activity,
        pseudonym=name,
        defaults={"digest": _digest(activity, name, code), "tries": 0, "sendings": sendings, "sent_at": now},
    )


def _digest(activity: Activity, name: str, code: str) -> str:
    return pseudonym(activity, "mail code", f"{name} {code}")


def _checked(typed: str) -> str:
    try:
        if len(typed.strip()) > rules.MAIL_MOST:
            raise ValidationError("too long")
        _is_address(typed.strip())
    except ValidationError:
        raise WrongInput("mail_address_wrong", field="proof_email") from None
    return rules.same_address(typed)
