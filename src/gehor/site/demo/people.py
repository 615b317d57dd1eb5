"""Who is in the demo: two organisations, their bodies, and those who work there."""

from dataclasses import dataclass

from django.db import transaction

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account, Body, Membership, Organisation
from gehor.ground.organisations.queries import actor_of

from .told import told


@transaction.atomic
def found_organisations() -> "People":
    """The organisations with their bodies, and everybody who works there."""
    organisations, bodies = {}, {}
    for row in told("organisations.json"):
        fields = ("slug", "name", "kind", "colour", "source_language", "introduction", "contact_email", "contact_phone")
        organisation = Organisation.objects.create(
            **{name: row[name] for name in fields if row.get(name)}, postal_address=row.get("postal_address") or ""
        )
        organisations[row["key"]] = organisation
        for body in row["bodies"]:
            bodies[body["key"]] = Body.objects.create(organisation=organisation, name=body["name"], kind=body["kind"])
    actors = {}
    for row in told("people.json"):
        account = Account.objects.create_user(row["email"], name=row["name"], language=row["language"], is_demo=True)
        for role in row["roles"]:
            Membership.objects.create(account=account, organisation=organisations[row["organisation"]], role=role)
        actors[row["key"]] = actor_of(account)
    return People(organisations, bodies, actors)


@dataclass(frozen=True)
class People:
    organisations: dict[str, Organisation]
    bodies: dict[str, Body]
    actors: dict[str, Actor]
