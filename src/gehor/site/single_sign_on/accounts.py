"""Who may come in: whoever has been invited, and works for nobody but those whom the provider speaks for."""

from gehor.ground.errors import Trouble
from gehor.ground.organisations.models import Account

from .providers import Provider


def account_of(provider: Provider, email: str) -> Account:
    """The account with that address. None is ever made, and no role is given. Raises Trouble."""
    address = email.strip()
    if "@" not in address:
        raise Trouble("sign_in_no_address")
    account = Account.objects.filter(email__iexact=address).prefetch_related("memberships__organisation").first()
    houses = {each.organisation.slug for each in account.memberships.all()} if account else set()
    if account is None or not houses & set(provider.organisations):
        raise Trouble("sign_in_not_invited", address=address)
    if not account.is_active:
        raise Trouble("sign_in_closed")
    if not houses <= set(provider.organisations):
        # Else the provider of one organisation could open the doors of another
        raise Trouble("sign_in_elsewhere_too", address=address)
    return account
