"""Who holds the roles of a dialogue, where Gehör knows them: people who work here, and bodies of the register."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Account, Body
from gehor.ground.organisations.queries import all_bodies
from gehor.ground.organisations.queries import bodies as standing_bodies
from gehor.planning.models import Dialogue
from gehor.planning.together.queries import colleagues

from .models import Occasion, RoleHolder


def choices(dialogue: Dialogue) -> list[tuple[Any, Any]]:
    """What the form offers; whoever stands in the plan already, too."""
    return [
        ("", _("Somebody from outside")),
        (_("Works here"), [(f"account:{each.pk}", each.name) for each in _people(dialogue)]),
        (_("Political bodies"), [(f"body:{each.pk}", each.name) for each in _bodies(dialogue)]),
    ]


def held(dialogue: Dialogue, held_by: str, who: str) -> dict[str, Any]:
    """The columns that say who holds a role. Whoever is chosen need not be written once more. Raises WrongInput."""
    kind, _colon, pk = held_by.partition(":")
    offered: dict[str, QuerySet[Any]] = {"account": _people(dialogue), "body": _bodies(dialogue)}
    holder = offered[kind].filter(pk=pk).first() if kind in offered and pk.isdecimal() else None
    if held_by and holder is None:
        raise WrongInput("unknown_choice", field="held_by")
    if not who and holder is None:
        raise WrongInput("nobody_named", field="who")
    columns = {"who": who or holder.name, "account": None, "body": None}
    return {**columns, kind: holder} if holder else columns


def warnings(dialogue: Dialogue, rows: Iterable[RoleHolder]) -> dict[int, list[str]]:
    """Row id → codes of why somebody else must be named."""
    here = set(colleagues(dialogue.organisation).values_list("pk", flat=True))
    standing = set(standing_bodies(dialogue.organisation).values_list("pk", flat=True))
    found: dict[int, list[str]] = {}
    for row in rows:
        if row.account_id and row.account_id not in here:
            found[row.pk] = ["holder_left"]
        if row.body_id and row.body_id not in standing:
            found[row.pk] = ["body_dissolved"]
    return found


def held_by_bodies_that_are_gone() -> QuerySet[RoleHolder]:
    """Roles that a dissolved body holds."""
    return RoleHolder.objects.filter(body__dissolved_on__lte=clock.today())


def occasions_of(account_id: int, dialogue_ids: Collection[int]) -> QuerySet[Occasion]:
    """What is held from today on in dialogues where this person has a role."""
    roles = RoleHolder.objects.filter(account=account_id, dialogue__in=dialogue_ids)
    return Occasion.objects.filter(dialogue__in=roles.values("dialogue"), held_on__gte=clock.today())


def _people(dialogue: Dialogue) -> QuerySet[Account]:
    named = RoleHolder.objects.filter(dialogue=dialogue).values("account")
    return Account.objects.filter(
        Q(pk__in=colleagues(dialogue.organisation).order_by().values("pk")) | Q(pk__in=named)
    ).order_by("name", "email")


def _bodies(dialogue: Dialogue) -> QuerySet[Body]:
    named = RoleHolder.objects.filter(dialogue=dialogue).values("body")
    standing = standing_bodies(dialogue.organisation).order_by().values("pk")
    return all_bodies(dialogue.organisation).filter(Q(pk__in=standing) | Q(pk__in=named))
