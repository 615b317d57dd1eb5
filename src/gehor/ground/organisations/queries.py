"""Organisations, bodies and what an account is in them."""

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import QuerySet

from gehor.ground.act import Actor
from gehor.ground.errors import WrongPerson
from gehor.process.words import Role

from .models import Account, Body, Membership, Organisation


def actor_of(account: Account) -> Actor:
    """The account with all its roles: one query."""
    roles = frozenset(
        (organisation_id, Role(role))
        for organisation_id, role in Membership.objects.filter(account=account).values_list("organisation_id", "role")
    )
    return Actor(f"account:{account.pk}", roles, account.pk)


def second_factor_is_missing(account: Account, actor: Actor) -> bool:
    """Whether one of the account's organisations demands a second factor that the account has not set up."""
    demanded = Organisation.objects.filter(pk__in=actor.organisation_ids, requires_second_factor=True).exists()
    return demanded and not is_mfa_enabled(account)


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


def organisation_for(actor: Actor, slug: str) -> Organisation:
    """The one door for staff: an organisation where this actor has a role, else 403."""
    organisation = Organisation.objects.filter(slug=slug, pk__in=actor.organisation_ids).first()
    if organisation is None:
        raise WrongPerson("not_your_organisation")
    return organisation


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=actor.organisation_ids)


def bodies(organisation: Organisation) -> QuerySet[Body]:
    return Body.objects.filter(organisation=organisation)
