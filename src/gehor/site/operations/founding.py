"""`gehor found` and `gehor unlock`: the first administrator of an organisation, and somebody who has lost their app."""

import re
import sys
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from gehor.ground.act import OPERATOR, begin, record
from gehor.ground.organisations.models import Account, Membership, Organisation
from gehor.process.steps import UNLOCK_ACCOUNT
from gehor.process.words import Role

from . import CannotDo


@transaction.atomic
def found(slug: str, name: str, administrator: str, *, kind: str) -> int:
    """Make an organisation. Everything after that is done in the browser, by its administrator."""
    if not re.fullmatch(r"[a-z0-9-]{2,50}", slug):
        raise CannotDo(_("The short name may hold a–z, 0–9 and hyphens, 2 to 50 characters."))
    if not 0 < len(name.strip()) <= 120:
        raise CannotDo(_("The name has 1 to 120 characters."))
    address = administrator.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        said = _("{address} is no e-mail address. The administrator is given by one.")
        raise CannotDo(said.format(address=administrator)) from None
    if Organisation.objects.filter(slug=slug).exists():
        raise CannotDo(_("There is already an organisation with the short name {slug}.").format(slug=slug))
    organisation = Organisation.objects.create(slug=slug, name=name.strip(), kind=kind)
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = Account.objects.create_user(address, name=address.partition("@")[0])
    Membership.objects.create(account=account, organisation=organisation, role=Role.ADMINISTRATOR.value)
    said = _("{name} is founded. {address} signs in at {where} with a code by e-mail.")
    print(said.format(name=organisation.name, address=account.email, where=f"{settings.ADDRESS}/account/login/code/"))
    return 0


def unlock(email: str) -> int:
    """Take the second factor from somebody who has lost both app and codes. Make sure who it is before you do.

    It stands in the journal of each organisation they work for, and they are told by mail: it may not have been they.
    """
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise CannotDo(_("There is no account with the address {address}.").format(address=email))
    _take_second_factor(account)
    said = _("The second factor of {address} is removed, and they are signed out everywhere.")
    print(said.format(address=account.email))
    try:
        get_adapter().notice("mfa/email/unlocked", account).send()
    except (OSError, SMTPException) as fault:
        said = _("{address} could not be told of it by mail: {why}. Tell them yourself.")
        print(said.format(address=account.email, why=fault), file=sys.stderr)
    return 0


@transaction.atomic
def _take_second_factor(account: Account) -> None:
    removed, _each = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise CannotDo(_("{address} has no second factor.").format(address=account.email))
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    for organisation in Organisation.objects.filter(memberships__account=account).distinct():
        act = begin(UNLOCK_ACCOUNT, organisation, actor=OPERATOR)
        record(act, subject=account)
