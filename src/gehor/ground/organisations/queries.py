"""Organisations, bodies and what an account is in them."""

from django.db.models import F, Q, QuerySet

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.doors import one_of
from gehor.ground.errors import WrongPerson
from gehor.ground.prepared import Prepared
from gehor.process.step import Step
from gehor.process.words import STAFF_ROLES, Role

from .models import Account, Body, Membership, Organisation


def account_and_roles(pk: int) -> Account | None:
    """The account, with what actor_of asks for at hand: one query, for every page of staff begins with it."""
    rows = _with_roles(pk)
    if not rows:
        return None
    rows[0].roles_at_hand = [(row.at, row.as_role, row.demands) for row in rows if row.as_role]
    return rows[0]


def _account(pk: int) -> QuerySet[Account]:
    at = "memberships__organisation"
    named = {"at": F(at), "as_role": F("memberships__role"), "demands": F(f"{at}__requires_second_factor")}
    return Account.objects.filter(pk=pk).annotate(**named)


_with_roles = Prepared(_account, int)


def actor_of(account: Account) -> Actor:
    """The account with all its roles: one query, or none after account_and_roles."""
    rows = getattr(account, "roles_at_hand", None)
    if rows is None:
        columns = ("organisation_id", "role", "organisation__requires_second_factor")
        rows = list(Membership.objects.filter(account=account).values_list(*columns))
    roles = frozenset((organisation_id, Role(role)) for organisation_id, role, _ in rows)
    return Actor(f"account:{account.pk}", roles, account.pk, needs_second_factor=any(demands for *_, demands in rows))


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


_by_slug = Prepared(lambda slug: Organisation.objects.filter(slug=slug).order_by(), str)


def organisation_for(actor: Actor, slug: str, *steps: Step) -> Organisation:
    """The one door for staff: an organisation where this actor has a role, and may take one of the steps. Else 403."""
    organisation = _by_slug.first(slug)
    if organisation is None or organisation.pk not in actor.organisation_ids:
        raise WrongPerson("not_your_organisation")
    if steps:
        actor.demand(organisation.pk, *steps)
    return organisation


def body_of(organisation: Organisation, pk: int) -> Body:
    """One of the organisation's bodies, which knows its organisation. Else 404."""
    return one_of(organisation, all_bodies(organisation), pk=pk)


def membership_of(organisation: Organisation, pk: int) -> Membership:
    """One role that somebody has here. Else 404."""
    return one_of(organisation, Membership.objects.select_related("account"), pk=pk)


def members(organisation: Organisation) -> list[tuple[Account, list[Membership]]]:
    """Everybody who has a role here, by name, each with the roles in their fixed order: one query."""
    held: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(organisation=organisation).select_related("account")
    for membership in rows.order_by("account__name", "account__email", "account_id"):
        held.setdefault(membership.account_id, []).append(membership)
    order = [role.value for role in STAFF_ROLES]
    return [(roles[0].account, sorted(roles, key=lambda row: order.index(row.role))) for roles in held.values()]


def bodies(organisation: Organisation) -> QuerySet[Body]:
    """Those that decide today or later: what a form may offer."""
    return all_bodies(organisation).filter(Q(dissolved_on=None) | Q(dissolved_on__gt=clock.today()))


def all_bodies(organisation: Organisation) -> QuerySet[Body]:
    """Also those that are dissolved."""
    return Body.objects.filter(organisation=organisation).select_related("successor")
