"""Every change of the organisation's own house: settings, political bodies, who works here."""

import datetime as dt
import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from gehor.ground import addresses, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.process.steps import CHANGE_ORGANISATION, DISSOLVE_BODY, GIVE_ROLE, KEEP_BODY, NAME_BODY, TAKE_ROLE
from gehor.process.words import STAFF_ROLES, Role

from . import logo as logos
from . import rules
from .models import Account, Body, Membership, Organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    actor: Actor,
    name: str,
    colour: str,
    introduction: LocalText,
    contact_email: str = "",
    contact_phone: str = "",
    postal_address: str = "",
    requires_second_factor: bool = False,
    logo: bytes | None = None,
    without_logo: bool = False,
) -> Organisation:
    """How the organisation presents itself. logo: a picture file in place of the one before; None leaves it."""
    act = begin(CHANGE_ORGANISATION, organisation, actor=actor)
    if not rules.is_colour(colour):
        raise WrongInput("not_a_colour", field="colour")
    source, second_factor_before = organisation.source_language, organisation.requires_second_factor
    if colour.lower() != organisation.colour:
        organisation.identity_version += 1
    organisation.name = written.line(name, field="name", longest=rules.NAME_MOST)
    organisation.colour = colour.lower()
    organisation.introduction = written.local(introduction, source, field="introduction", required=False)
    organisation.contact_email = addresses.email(contact_email, field="contact_email", required=False)
    organisation.contact_phone = written.line(
        contact_phone, field="contact_phone", required=False, longest=rules.PHONE_MOST
    )
    organisation.postal_address = written.text(
        postal_address, field="postal_address", required=False, longest=rules.POSTAL_ADDRESS_MOST
    )
    organisation.requires_second_factor = requires_second_factor
    if logo is not None or without_logo:
        _change_logo(organisation, logo)
    organisation.save()
    record(
        act,
        subject=organisation,
        logo=True if logo is not None or without_logo else None,
        second_factor=requires_second_factor if requires_second_factor != second_factor_before else None,
    )
    return organisation


@transaction.atomic
def name_body(organisation: Organisation, *, actor: Actor, name: str, kind: str) -> Body:
    """A political body that may decide."""
    act = begin(NAME_BODY, organisation, actor=actor)
    body = Body(organisation=organisation)
    _call(body, name, kind)
    record(act, subject=body, kind=kind)
    return body


@transaction.atomic
def rename_body(body: Body, *, actor: Actor, name: str, kind: str) -> Body:
    """A body gets another name, also in what it has decided already: it is the same body."""
    act = begin(NAME_BODY, body.organisation, actor=actor)
    _call(body, name, kind)
    record(act, subject=body, kind=kind)
    return body


@transaction.atomic
def dissolve_body(body: Body, *, actor: Actor, dissolved_on: dt.date, successor: Body | None = None) -> Body:
    """From that day on the body decides nothing more. What it has decided keeps its name."""
    act = begin(DISSOLVE_BODY, body.organisation, actor=actor)
    if not 1990 <= dissolved_on.year <= 2100:
        raise WrongInput("day_far_away", field="dissolved_on")
    if successor is not None:
        if successor.organisation_id != body.organisation_id or successor.pk == body.pk:
            raise WrongInput("no_such_successor", field="successor")
        if successor.is_dissolved(dissolved_on):
            raise WrongInput("successor_is_dissolved", field="successor", name=successor.name)
    body.dissolved_on, body.successor = dissolved_on, successor
    body.save(update_fields=["dissolved_on", "successor"])
    record(act, subject=body, dissolved_on=dissolved_on.isoformat(), successor=successor.pk if successor else None)
    return body


@transaction.atomic
def keep_body(body: Body, *, actor: Actor) -> Body:
    """It was a mistake: the body is not dissolved."""
    act = begin(KEEP_BODY, body.organisation, actor=actor)
    body.dissolved_on = body.successor = None
    body.save(update_fields=["dissolved_on", "successor"])
    record(act, subject=body)
    return body


@transaction.atomic
def give_role(
    organisation: Organisation, *, actor: Actor, email: str, name: str, role: str, language: str = ""
) -> Membership:
    """Somebody gets a role here. Whoever has no account gets one without password, and signs in by e-mailed code."""
    act = begin(GIVE_ROLE, organisation, actor=actor)
    if role not in STAFF_ROLES:
        raise WrongInput("no_such_role", field="role")
    address = addresses.email(email, field="email", required=True).lower()
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = _new_account(address, name, language or organisation.source_language)
    if not account.is_active:
        raise WrongInput("account_closed", field="email", email=address)
    membership, is_new = Membership.objects.get_or_create(account=account, organisation=organisation, role=role)
    if not is_new:
        raise WrongInput("role_given_already", field="role", email=address)
    record(act, subject=membership, role=role, account=account.pk)
    return membership


@transaction.atomic
def take_role(membership: Membership, *, actor: Actor) -> None:
    """Somebody loses a role here. The account stays: what it has done points to it."""
    act = begin(TAKE_ROLE, membership.organisation, actor=actor)
    holders = Membership.objects.filter(organisation=membership.organisation, role=membership.role)
    if not holders.filter(pk=membership.pk).exists():
        raise WrongMoment("role_taken_already")
    if membership.role == Role.ADMINISTRATOR and holders.count() == 1:
        raise WrongMoment("last_administrator")
    Membership.objects.filter(pk=membership.pk).delete()
    record(act, subject=membership, role=membership.role, account=membership.account_id)


def _change_logo(organisation: Organisation, content: bytes | None) -> None:
    """Store or remove the file; the one before is thrown away when everything else is stored."""
    before = organisation.logo.name
    if content is None:
        organisation.logo = ""
    else:
        picture = logos.redrawn(content)
        mark = hashlib.sha256(picture).hexdigest()[:12]
        organisation.logo.save(f"{organisation.slug}-{mark}.png", ContentFile(picture), save=False)
    storage, now = organisation.logo.storage, organisation.logo.name
    if before and before != now:
        transaction.on_commit(lambda: storage.delete(before))


def _call(body: Body, name: str, kind: str) -> None:
    if kind not in Body.Kind.values:
        raise WrongInput("no_such_kind", field="kind")
    body.name = written.line(name, field="name", longest=rules.NAME_MOST)
    body.kind = kind
    if Body.objects.filter(organisation=body.organisation, name=body.name).exclude(pk=body.pk).exists():
        raise WrongInput("body_named_already", field="name")
    body.save()


def _new_account(address: str, name: str, language: str) -> Account:
    if language not in dict(settings.LANGUAGES):
        raise WrongInput("no_such_language", field="language")
    return Account.objects.create_user(
        address, name=written.line(name, field="name", longest=rules.NAME_MOST), language=language
    )
