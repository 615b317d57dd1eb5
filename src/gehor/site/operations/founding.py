"""`gehor found`: the first organisation of an empty installation, and its first administrator."""

import re

from django.db import transaction

from gehor.ground.organisations.models import Account, Membership, Organisation
from gehor.process.words import Role

from . import CannotDo


@transaction.atomic
def found(slug: str, name: str, administrator: str, *, kind: str) -> int:
    """Make an organisation. Everything after that is done in the browser, by its administrator."""
    if not re.fullmatch(r"[a-z0-9-]{2,50}", slug):
        raise CannotDo("The short name may hold a–z, 0–9 and hyphens, 2 to 50 characters.")
    if "@" not in administrator:
        raise CannotDo("The administrator is given by an e-mail address.")
    if Organisation.objects.filter(slug=slug).exists():
        raise CannotDo(f"There is already an organisation with the short name {slug}.")
    organisation = Organisation.objects.create(slug=slug, name=name, kind=kind)
    account = Account.objects.filter(email__iexact=administrator).first()
    if account is None:
        account = Account.objects.create_user(administrator, name=administrator.partition("@")[0])
    Membership.objects.create(account=account, organisation=organisation, role=Role.ADMINISTRATOR.value)
    print(f"{name} is founded. {account.email} signs in at /account/login/ with a code by e-mail.")
    return 0
