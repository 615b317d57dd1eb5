"""Behind the link: an organisation writes its application, sees what is missing, and submits it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet
from gehor.ground.forms import saved, spoken
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.participation.attachments import BYTES, Clean, check_upload
from gehor.participation.files import served
from gehor.process.learning import REOPEN_APPLICATION, SUBMIT_APPLICATION

from .. import keys, queries, rules
from ..actions import applying, forgetting
from ..forms import (
    DecisionForm,
    InvoiceForm,
    OrganisationForm,
    PersonForm,
    WithdrawForm,
    WorkForm,
    component_choices,
    of_application,
    people_of,
)
from ..models import Application, Person
from ..texts import MET_ON
from .frame import own as page

DESCRIBED = ("name", "kind", "number", "contact_name", "contact_title", "contact_email", "contact_phone")
DECISION = ("body", "decided_on", "section", "case_number")
WORK = ("topic", "components", "budget_sek", "budget_hours", "budget_words", "commitments")
INVOICE = ("number", "invoice_reference", "invoice_street", "invoice_postcode", "invoice_city")


@require_safe
def own(request: HttpRequest, key: str) -> HttpResponse:
    """Where the application stands, and what is still to be done."""
    application = keys.application(key)
    return page(request, "own", application, overview(application), here="programme:own")


def overview(application: Application) -> dict[str, Any]:
    facts = queries.facts(application)
    todo = [
        {
            "text": need_text(need.code),
            "done": need.holds(facts),
            "url": keys.address_of(application, MET_ON[need.code]),
        }
        for need in SUBMIT_APPLICATION.needs
        if need.code in MET_ON
    ]
    where = queries.state(application)
    return {
        "todo": todo,
        "is_writing": queries.is_writing(application),
        "may_reopen": not REOPEN_APPLICATION.missing(facts),
        "missing": sum(not each["done"] for each in todo),
        "in_time": facts.in_time,
        "is_draft": where is rules.State.DRAFT,
        "is_member": where is rules.State.ADMITTED,
        "is_gone": facts.gone,
        "ruling": application.rulings.last(),
        "form": None,
    }


@PAGE
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    application = keys.application(key)
    form = OrganisationForm(posted(request), initial=of_application(application, DESCRIBED))
    if saved(form, lambda: applying.describe(application, actor=RESIDENT, **form.cleaned_data)):
        return _went_well(request, key, "decision")
    return page(
        request, "own_form", application, {"form": form, "heading": _("Organisation")}, here="programme:organisation"
    )


@PAGE
def decision(request: HttpRequest, key: str) -> HttpResponse:
    """What the board has decided, and the decision as a file. A file can be taken away again."""
    application = keys.application(key)
    if request.method == "POST" and "drop" in request.POST:
        applying.drop_document(application, _document(application, request.POST["drop"]), actor=RESIDENT)
        return see_other("programme:decision", key)
    form = DecisionForm(posted(request), request.FILES or None, initial=of_application(application, DECISION))

    def tell() -> Application:
        given = {**form.cleaned_data, "document": _looked_through(form.cleaned_data["document"])}
        return applying.tell_decision(application, actor=RESIDENT, **given)

    if saved(form, tell):
        return _went_well(request, key, "people")
    context = {"form": form, "heading": _("Decision"), "documents": list(queries.documents(application))}
    return page(request, "own_decision", application, context, here="programme:decision")


def _looked_through(file: Any) -> Clean | None:
    return check_upload(file.read(BYTES + 1), file.name) if file else None


def _document(application: Application, pk: str | int) -> Any:
    found = application.documents.filter(pk=pk).first() if str(pk).isdecimal() else None
    if found is None:
        raise Http404
    return found


@require_safe
def document(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    return served(_document(keys.application(key), pk))


@PAGE
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Who has which part at home; one more; and one fewer."""
    application = keys.application(key)
    if request.method == "POST" and "drop" in request.POST:
        applying.drop_person(application, _person(application, request.POST["drop"]), actor=RESIDENT)
        return see_other("programme:people", key)
    form = PersonForm(posted(request))
    if saved(form, lambda: applying.name_person(application, actor=RESIDENT, **form.cleaned_data)):
        messages.success(request, _("%(name)s is noted.") % {"name": form.outcome.name})
        return see_other("programme:people", key)
    return page(
        request, "own_people", application, {"form": form, "parts": people_of(application)}, here="programme:people"
    )


def _person(application: Application, pk: str) -> Person:
    found = application.people.filter(pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Http404
    return found


@PAGE
def work(request: HttpRequest, key: str) -> HttpResponse:
    application = keys.application(key)
    choices = component_choices(application.programme)
    form = WorkForm(posted(request), choices=choices, initial=of_application(application, WORK))
    if saved(form, lambda: applying.tell_work(application, actor=RESIDENT, **form.cleaned_data)):
        return _went_well(request, key, "invoice")
    return page(
        request, "own_form", application, {"form": form, "heading": _("The work at home")}, here="programme:work"
    )


@PAGE
def invoice(request: HttpRequest, key: str) -> HttpResponse:
    application = keys.application(key)
    known = f"{application.invoice_scheme}:{application.invoice_endpoint}" if application.invoice_scheme else ""
    initial = {**of_application(application, INVOICE), "electronic_address": known}
    form = InvoiceForm(posted(request), initial=initial)
    if saved(form, lambda: applying.tell_invoice(application, actor=RESIDENT, **form.cleaned_data)):
        return _went_well(request, key, "own")
    return page(request, "own_form", application, {"form": form, "heading": _("Invoices")}, here="programme:invoice")


@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Submitted; or shown what is missing, or that the last day has passed, with all that was written."""
    application = keys.application(key)
    try:
        applying.submit(application, actor=RESIDENT)
    except NotYet as refusal:
        is_late = "application_in_time" in refusal.missing
        if not is_late and any(code not in MET_ON for code in refusal.missing):
            raise
        held = {"held": not is_late, **overview(application)}
        response = page(request, "own", application, held, here="programme:own")
        response.status_code = refusal.status
        return response
    messages.success(request, _("The application is submitted. A receipt is mailed to you."))
    return see_other("programme:own", key)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    applying.reopen(keys.application(key), actor=RESIDENT)
    messages.success(request, _("You can correct it now. What you have submitted counts until you submit it anew."))
    return see_other("programme:own", key)


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever wrote it asks to be forgotten: the link opens nothing from now on."""
    application = keys.application(key)
    forgetting.forget(application, actor=RESIDENT)
    messages.success(request, _("The persons named in the application are forgotten, and its link is closed."))
    return see_other("programme:programme", application.programme.slug)


@PAGE
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    application = keys.application(key)
    form = WithdrawForm(posted(request))
    if saved(form, lambda: applying.withdraw(application, actor=RESIDENT, **spoken(form))):
        messages.success(request, _("The application is withdrawn. What you wrote can still be read here."))
        return see_other("programme:own", key)
    context = {"form": form, "is_member": queries.state(application) is rules.State.ADMITTED}
    return page(request, "own_withdraw", application, context, here="programme:own")


def _went_well(request: HttpRequest, key: str, onward: str) -> HttpResponse:
    messages.success(request, _("It is saved."))
    return see_other(f"programme:{onward}", key)
