"""The organisation's own house, for its administrators; and its colour and logo, for everybody."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.act import Actor
from gehor.ground.design import colour as colours
from gehor.ground.forms import saved
from gehor.ground.journal.queries import is_reader
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import ADD_LAYER, CHANGE_ORGANISATION, DISSOLVE_BODY, GIVE_ROLE, NAME_BODY, TAKE_ROLE

from . import actions, queries
from .forms import BodyForm, DissolveForm, MemberForm, SettingsForm
from .models import Organisation
from .rules import is_colour
from .texts import BODY_KINDS, ROLES

FOR_EVER = "public, max-age=31536000, immutable"  # the address changes whenever the content does
SETTINGS = (
    "name",
    "colour",
    "introduction",
    "contact_email",
    "contact_phone",
    "postal_address",
    "requires_second_factor",
)


@require_safe
def identity(request: HttpRequest, slug: str) -> HttpResponse:
    """The stylesheet in the organisation's colour."""
    organisation = get_object_or_404(queries.organisations(), slug=slug)
    response = HttpResponse(colours.identity_css(organisation.colour), content_type="text/css")
    response["Cache-Control"] = FOR_EVER if "v" in request.GET else "public, max-age=300"
    return response


@require_safe
def logo(request: HttpRequest, name: str) -> FileResponse:
    """An organisation's logo, and no other file."""
    organisation = get_object_or_404(queries.organisations(), logo=f"logos/{name}")
    try:
        file = organisation.logo.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type="image/png", headers={"Cache-Control": FOR_EVER})


@PAGE
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = queries.organisation_for(request.actor, slug, CHANGE_ORGANISATION)
    initial = {name: getattr(organisation, name) for name in SETTINGS}
    form = SettingsForm(posted(request), request.FILES or None, source=organisation.source_language, initial=initial)
    if not organisation.logo:
        del form.fields["without_logo"]
    if saved(form, lambda: actions.change_organisation(organisation, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The settings are saved."))
        return see_other("organisations:settings", slug)
    shown = form["colour"].value()
    context = {"form": form, "contrasts": contrasts(shown if is_colour(shown or "") else organisation.colour)}
    return _page(request, "settings", organisation, context)


@PAGE
def members(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = queries.organisation_for(request.actor, slug, GIVE_ROLE)
    form = MemberForm(posted(request), initial={"language": organisation.source_language})
    if saved(form, lambda: actions.give_role(organisation, actor=request.actor, **form.cleaned_data)):
        who, role = form.outcome.account, ROLES[form.outcome.role][0]
        said = _("%(name)s is now %(role)s, and can sign in with a code that is sent to %(email)s.")
        messages.success(request, said % {"name": who.name, "role": role, "email": who.email})
        return see_other("organisations:members", slug)
    people = [
        (account, [(capfirst(ROLES[row.role][0]), row.pk) for row in held])
        for account, held in queries.members(organisation)
    ]
    return _page(request, "members", organisation, {"form": form, "people": people})


@PAGE
def take_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks once more, and then takes the role away."""
    organisation = queries.organisation_for(request.actor, slug, TAKE_ROLE)
    membership = queries.membership_of(organisation, pk)
    if request.method == "POST":
        actions.take_role(membership, actor=request.actor)
        messages.success(request, _("The role is taken away."))
        return see_other("organisations:members", slug)
    context = {"account": membership.account, "role": ROLES[membership.role][0]}
    return _page(request, "take_role", organisation, context)


@PAGE
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = queries.organisation_for(request.actor, slug, NAME_BODY)
    form = BodyForm(posted(request), initial={"kind": "committee"})
    if saved(form, lambda: actions.name_body(organisation, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(name)s can now be named as deciding body.") % {"name": form.outcome.name})
        return see_other("organisations:bodies", slug)
    rows = [(body, BODY_KINDS[body.kind]) for body in queries.all_bodies(organisation)]
    return _page(request, "bodies", organisation, {"form": form, "bodies": rows})


@PAGE
def body(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = queries.organisation_for(request.actor, slug, NAME_BODY)
    found = queries.body_of(organisation, pk)
    initial = {"name": found.name, "kind": found.kind}
    form = BodyForm(posted(request), initial=initial)
    if saved(form, lambda: actions.rename_body(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The name is changed."))
        return see_other("organisations:bodies", slug)
    return _page(request, "body", organisation, {"form": form, "name": initial["name"], "body": found})


@PAGE
def dissolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A body that ends, and who takes over; or takes that back."""
    organisation = queries.organisation_for(request.actor, slug, DISSOLVE_BODY)
    found = queries.body_of(organisation, pk)
    if request.method == "POST" and "keep" in request.POST:
        actions.keep_body(found, actor=request.actor)
        messages.success(request, _("The body stays."))
        return see_other("organisations:bodies", slug)
    initial = {"dissolved_on": found.dissolved_on, "successor": found.successor_id}
    form = DissolveForm(posted(request), body=found, initial=initial)
    if saved(form, lambda: actions.dissolve_body(found, actor=request.actor, **form.cleaned_data)):
        said = _("It is noted. Dialogues that count on %(name)s after that day say so on the desk of their leads.")
        messages.success(request, said % {"name": found.name})
        return see_other("organisations:bodies", slug)
    context = {"form": form, "body": found, "was": initial["dissolved_on"]}
    return _page(request, "dissolve", organisation, context)


def contrasts(colour: str) -> list[dict[str, Any]]:
    """How the colour is used on light and on dark pages, with the contrast of its text: 4.5 at least."""
    grounds = (
        (_("On light pages"), colours.light(colour), colours.LIGHT),
        (_("On dark pages"), colours.dark(colour), colours.DARK),
    )
    return [
        {
            "label": label,
            "accent": accent.accent,
            "on_accent": accent.on_accent,
            "text": accent.accent_text,
            "paper": ground.paper,
            "on_accent_contrast": round(colours.contrast(accent.on_accent, accent.accent), 1),
            "text_contrast": round(colours.contrast(accent.accent_text, ground.paper), 1),
        }
        for label, accent, ground in grounds
    ]


def house_tabs(actor: Actor, organisation: Organisation, here: str) -> list[dict[str, Any]]:
    """The pages on which the organisation keeps its own house, those that this actor may use. here: the one shown."""
    rooms = (
        ("organisations:settings", _("Settings"), actor.may(CHANGE_ORGANISATION, organisation.pk)),
        ("organisations:members", _("Who works here"), actor.may(GIVE_ROLE, organisation.pk)),
        ("organisations:bodies", _("Political bodies"), actor.may(NAME_BODY, organisation.pk)),
        ("maps:layers", _("Maps"), actor.may(ADD_LAYER, organisation.pk)),
        ("retention:kept", _("Retention and disposal"), is_reader(actor, organisation)),
    )
    return [
        {"label": label, "url": reverse(room, args=[organisation.slug]), "here": room.endswith(f":{here}")}
        for room, label, is_open in rooms
        if is_open
    ]


def _page(request: HttpRequest, name: str, organisation: Organisation, context: dict[str, Any]) -> HttpResponse:
    here = {"take_role": "members", "body": "bodies", "dissolve": "bodies"}.get(name, name)
    house = {"tabs": house_tabs(request.actor, organisation, here), **context}
    return staff_page(request, f"organisations/{name}.html", organisation, house)
