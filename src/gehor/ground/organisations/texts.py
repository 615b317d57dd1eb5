"""Code → text for roles and kinds, and what organisations refuse."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gehor.process.step import Step
from gehor.process.words import STAFF_ROLES, Role

from .models import Body

# role → (what it is called, what it may do)
ROLES: dict[str, tuple[Promise, Promise]] = {
    Role.LEAD: (
        _("dialogue lead"),
        _("Plans dialogues, opens and closes them, and releases the answers."),
    ),
    Role.COMMUNICATOR: (
        _("communicator"),
        _("Names target groups, enters what was said in other ways, writes answers and reports measures."),
    ),
    Role.ANALYST: (
        _("analyst"),
        _("Reads every contribution, writes findings and signs the reading off."),
    ),
    Role.FACILITATOR: (
        _("table secretary"),
        _("Takes notes at meetings and hands over printed answers."),
    ),
    Role.BOARD: (
        _("board member"),
        _("Says whether a dialogue is to be run, and decides on every finding."),
    ),
    Role.REGISTRAR: (
        _("registrar"),
        _("Keeps case numbers, masks personal data and erases people who ask for it."),
    ),
    Role.ADMINISTRATOR: (
        _("administrator"),
        _("Changes the organisation’s settings, its political bodies and who works here."),
    ),
    Role.NETWORK_HOST: (
        _("network host"),
        _("Hosts the exchange with other organisations."),
    ),
    Role.AUDITOR: (
        _("auditor"),
        _("Reads the whole journal and changes nothing."),
    ),
}

BODY_KINDS: dict[str, Promise] = {
    Body.Kind.COUNCIL: _("Council"),
    Body.Kind.BOARD: _("Executive board"),
    Body.Kind.COMMITTEE: _("Committee"),
    Body.Kind.DRAFTING_COMMITTEE: _("Drafting committee"),
}

REFUSALS = {
    "body_is_dissolved": _("{name} is dissolved and decides nothing from {dissolved_on} on. Choose its successor."),
    "day_far_away": _("Choose a day between 1990 and 2100."),
    "no_such_successor": _("Choose another of your own bodies as successor."),
    "successor_is_dissolved": _("{name} is itself dissolved by then. Choose the body that takes over."),
    "not_a_colour": _("Write the colour as # and six digits or letters from a to f, for example #1d5c63."),
    "no_email_address": _("Write a whole e-mail address, for example name@example.org."),
    "no_such_role": _("Choose one of the roles."),
    "no_such_kind": _("Choose one of the kinds."),
    "role_given_already": _("{email} has that role here already."),
    "account_closed": _("The account of {email} is closed. Ask whoever runs this installation to open it again."),
    "role_taken_already": _("Somebody else has taken this role away already."),
    "no_such_language": _("Choose one of the languages."),
    "last_administrator": _(
        "An organisation must have an administrator. Give somebody else that role before you take this one away."
    ),
    "body_named_already": _("There is already a political body with that name."),
    "logo_not_a_picture": _("The file is not a picture that can be used. Choose a PNG, JPEG or WebP file."),
    "logo_too_large": _("The picture is too large. Choose a file of at most {megabytes} MB."),
    "logo_too_many_pixels": _("The picture has too many pixels. Choose one of at most {most} × {most}."),
}


def role_label(roles: Iterable[Role]) -> str:
    """The roles in words, in their fixed order: “Dialogue lead, analyst”."""
    held = set(roles)
    return capfirst(", ".join(str(ROLES[role][0]) for role in STAFF_ROLES if role in held))


def doers(step: Step) -> str:
    """Those whom a step is for, in words."""
    return ", ".join(str(ROLES[role][0]) for role in STAFF_ROLES if role in step.by)
