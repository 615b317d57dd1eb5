"""The register of partners: whom the host knows of, whom one reaches there, and what was said."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground.errors import WrongInput
from gehor.ground.figures import Figure
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.reading import Problem
from gehor.ground.sealing import sealed, unsealed
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.learning import (
    ADD_CONTACT,
    CHANGE_CONTACT,
    IMPORT_PARTNERS,
    MERGE_PARTNERS,
    NOTE_EXCHANGE,
    NOTE_TALK,
    REGISTER_PARTNER,
)

from .. import actions, proposals, queries
from ..forms import ContactForm, ExchangeForm, FileForm, MergeForm, PartnerForm, TalkForm
from ..gatherings import queries as meetings
from ..reading import read_file
from ..texts import DOES, KINDS_OF_PARTNER, LINK_SENT, ROLES_OF_CONTACT
from .frame import page

PER_PAGE = 50
SALT = "gehor.network.import"
DESCRIBED = ("name", "kind", "municipality_code", "county_code", "number")
KNOWN = ("name", "role", "title", "email", "phone", "language", "consented_on", "consent_noted")


@PAGE
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, narrowed by kind and word; and a form for one more."""
    host = organisations.organisation_for(request.actor, slug, REGISTER_PARTNER)
    form = PartnerForm(posted(request))
    if saved(form, lambda: actions.register_partner(host, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(name)s is in the register.") % {"name": form.outcome.name})
        return see_other("network:partner", slug, form.outcome.pk)
    kind, words = request.GET.get("kind", ""), request.GET.get("words", "").strip()
    found = queries.partners_found(host, kind=kind, words=words)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    silent = meetings.silent_partners(host)
    context = {
        "form": form,
        "page": shown,
        "rows": [(partner, KINDS_OF_PARTNER[partner.kind], silent.get(partner.pk, 0)) for partner in shown],
        "kinds": list(KINDS_OF_PARTNER.items()),
        "kind": kind,
        "words": words,
    }
    return page(request, "partners", host, context, here="partners")


@PAGE
def partner(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One partner: what it is, whom one reaches there, where it is a member, what was said."""
    host = organisations.organisation_for(request.actor, slug, ADD_CONTACT)
    now = queries.merged_partner(host, pk)
    if now is not None:
        return see_other("network:partner", slug, now.pk)
    found = queries.partner_of(host, pk)
    form = ContactForm(posted(request), initial={"language": host.source_language, "role": "official"})
    if saved(form, lambda: actions.add_contact(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(name)s is a contact person now.") % {"name": form.outcome.name})
        return see_other("network:partner", slug, pk)
    context = {
        "partner": found,
        "kind": KINDS_OF_PARTNER[found.kind],
        "earlier": list(found.earlier_names.all()),
        "contacts": [(each, ROLES_OF_CONTACT[each.role]) for each in found.contacts.filter(forgotten_at=None)],
        "memberships": list(found.memberships.select_related("network")),
        "talks": list(found.talks.prefetch_related("contacts")),
        "form": form,
    }
    return page(request, "partner", host, context)


@PAGE
def change_partner(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    host = organisations.organisation_for(request.actor, slug, REGISTER_PARTNER)
    found = queries.partner_of(host, pk)
    called = found.name
    form = PartnerForm(posted(request), initial={name: getattr(found, name) for name in DESCRIBED})
    if saved(form, lambda: actions.change_partner(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("network:partner", slug, pk)
    return page(request, "change_partner", host, {"partner": found, "called": called, "form": form})


@PAGE
def merge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two organisations have become one: asks which, and then moves everything over."""
    host = organisations.organisation_for(request.actor, slug, MERGE_PARTNERS)
    found = queries.partner_of(host, pk)
    form = MergeForm(posted(request), partner=found)
    if saved(form, lambda: actions.merge_partners(found, actor=request.actor, **form.cleaned_data)):
        said = _("%(old)s is part of %(new)s now. The old name leads there.")
        messages.success(request, said % {"old": found.name, "new": form.outcome.name})
        return see_other("network:partner", slug, form.outcome.pk)
    return page(request, "merge", host, {"partner": found, "form": form})


@PAGE
def contact(request: HttpRequest, slug: str, pk: int, contact: int) -> HttpResponse:
    """One contact person: put right, kept for another while, or forgotten."""
    host = organisations.organisation_for(request.actor, slug, CHANGE_CONTACT)
    found = queries.contact_of(host, pk, contact)
    if request.method == "POST" and "forget" in request.POST:
        actions.forget(found, actor=request.actor)
        messages.success(request, _("The person is forgotten. That somebody was there is still counted."))
        return see_other("network:partner", slug, pk)
    if request.method == "POST" and "keep" in request.POST:
        actions.keep_contact(found, actor=request.actor)
        messages.success(request, _("The person stays in the register for another two years."))
        return see_other("network:contact", slug, pk, contact)
    if request.method == "POST" and "link" in request.POST:
        actions.send_link(found, actor=request.actor)
        messages.success(request, LINK_SENT % {"name": found.name})
        return see_other("network:contact", slug, pk, contact)
    name = found.name
    form = ContactForm(posted(request), initial={name: getattr(found, name) for name in KNOWN})
    if saved(form, lambda: actions.change_contact(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("network:partner", slug, pk)
    context = {
        "partner": found.partner,
        "contact": found,
        "name": name,
        "form": form,
        "link_mail": found.link_mails.last(),
    }
    return page(request, "contact", host, context)


@PAGE
def talk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A talk with one partner by itself is noted."""
    host = organisations.organisation_for(request.actor, slug, NOTE_TALK)
    found = queries.partner_of(host, pk)
    form = TalkForm(posted(request), partner=found)
    if saved(form, lambda: actions.note_talk(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The talk is noted."))
        return see_other("network:partner", slug, pk)
    return page(request, "talk", host, {"partner": found, "form": form})


@PAGE
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A file is looked at first; what was looked at comes back signed, and is brought in whole."""
    host = organisations.organisation_for(request.actor, slug, IMPORT_PARTNERS)
    if request.method == "POST" and "seen" in request.POST:
        return _bring_in(request, host)
    form = FileForm(posted(request), request.FILES or None)
    seen: dict[str, Any] = {}
    if saved(form, lambda: _looked_at(host, request.FILES["file"].name, **form.cleaned_data)):
        seen = form.outcome
    return page(request, "import", host, {"form": form, **seen}, status=422 if seen.get("problems") else None)


def _looked_at(host: Organisation, name: str, *, file: bytes) -> dict[str, Any]:
    """What the preview shows. Raises WrongInput for a file that cannot be read at all."""
    read = read_file(file, name)
    seen = proposals.look(host, read.rows)
    problems = sorted((*read.problems, *seen.problems), key=lambda each: each.row or 0)
    seal = {"host": host.pk, "hash": hashlib.sha256(file).hexdigest(), "rows": proposals.packed(seen)}
    return {
        "problems": [(each.row, _sentence(each)) for each in problems],
        "rows": [(each.row, KINDS_OF_PARTNER[each.row.kind], DOES[each.does]) for each in seen.proposals],
        "figures": [
            *((seen.counted(does), words) for does, words in DOES.items() if seen.counted(does)),
            (seen.contacts, _("contact persons")),
        ],
        "seal": "" if problems else sealed(seal, salt=SALT),
    }


def _bring_in(request: HttpRequest, host: Organisation) -> HttpResponse:
    try:
        seen = unsealed(request.POST["seen"], salt=SALT)
        if seen is None or seen["host"] != host.pk:
            raise WrongInput("preview_too_old", field="file")
        look = proposals.unpacked(host, seen["rows"])
        if look.problems:
            raise WrongInput("register_changed_meanwhile", field="file")
        brought = actions.import_partners(host, actor=request.actor, proposals=look.proposals, file_hash=seen["hash"])
    except WrongInput as refusal:
        return page(request, "import", host, {"form": FileForm(), "refused": refusal_text(refusal)}, status=422)
    count, people = len(brought), sum(bool(each.row.name) for each in look.proposals)
    said = ngettext("%(count)s partner is brought in.", "%(count)s partners are brought in.", count)
    reached = ngettext("%(count)s contact person.", "%(count)s contact persons.", people)
    messages.success(request, f"{said % {'count': Figure(count)}} {reached % {'count': Figure(people)}}")
    return see_other("network:partners", host.slug)


def _sentence(problem: Problem) -> str:
    return refusal_text(WrongInput(problem.code, **problem.params))


@PAGE
def exchanges(request: HttpRequest, slug: str) -> HttpResponse:
    """Who visited whom, and what could be used at home; and a form for one more."""
    host = organisations.organisation_for(request.actor, slug, NOTE_EXCHANGE)
    form = ExchangeForm(posted(request), host=host)
    if saved(form, lambda: actions.note_exchange(host, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The visit is noted."))
        return see_other("network:exchanges", slug)
    shown = Paginator(queries.exchanges(host), 20).get_page(request.GET.get("page"))
    return page(request, "exchanges", host, {"form": form, "page": shown}, here="exchanges")
