"""What a year costs, who owes what, what has been drawn up, and what is paid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other
from gehor.network.programme import queries as programmes
from gehor.network.programme.actions.calling import set_fee
from gehor.network.programme.forms import FeesForm
from gehor.network.programme.models import Programme
from gehor.network.programme.views.frame import hosted
from gehor.process.learning import DRAW_INVOICES, MARK_PAID, SET_FEE, SET_SELLER
from gehor.process.step import Step

from . import actions, files, queries, rules, ubl
from .forms import PaidForm, SellerForm, of_seller


@PAGE
def fees(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What each year costs, and how its invoices stand."""
    programme = _found(request, slug, name, SET_FEE)
    form = FeesForm(posted(request), programme=programme)
    if saved(
        form,
        lambda: set_fee(programme, actor=request.actor, fees=form.fees, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, _("It is saved."))
        return see_other("invoicing:fees", slug, name)
    year = _year(request, programme)
    standing = queries.standing(programme, year) if year else []
    drawn = queries.with_programme(programme, year) if year else []
    context = {
        "form": form,
        "fees": list(programme.fees.all()),
        "seller": queries.seller_of(programme),
        "year": year,
        "standing": standing,
        "owed": sum(bool(each.owed) for each in standing),
        "drawn": [(each, files.number_of(each), rules.with_vat(each.sek, each.vat_percent)) for each in drawn],
        "unpaid": sum(each.paid_on is None and each.due_on < clock.today() and each.sek > 0 for each in drawn),
        "today": clock.today(),
    }
    return hosted(request, "invoicing/fees.html", programme, context, here="invoicing:fees")


def _year(request: HttpRequest, programme: Programme) -> int | None:
    """Which one is looked at: the one asked for, else this year, else the nearest."""
    years = queries.years(programme)
    wanted = request.GET.get("year", "")
    if wanted.isdecimal() and int(wanted) in years:
        return int(wanted)
    return min(years, key=lambda year: abs(year - clock.today().year), default=None)


@PAGE
def seller(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    programme = _found(request, slug, name, SET_SELLER)
    form = SellerForm(posted(request), initial=of_seller(queries.seller_of(programme), programme.host))
    if saved(form, lambda: actions.set_seller(programme, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("invoicing:fees", slug, name)
    return hosted(request, "invoicing/seller.html", programme, {"form": form})


@require_POST
def draw(request: HttpRequest, slug: str, name: str, year: int) -> HttpResponse:
    programme = _found(request, slug, name, DRAW_INVOICES)
    try:
        count = len(actions.draw_invoices(programme, actor=request.actor, year=year))
        said = ngettext("%(count)s invoice is drawn up.", "%(count)s invoices are drawn up.", count)
        messages.success(request, said % {"count": count})
    except WrongInput as refusal:
        messages.error(request, refusal_text(refusal))
    response = see_other("invoicing:fees", slug, name)
    response["Location"] += f"?year={year}"
    return response


@PAGE
def invoice(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """One of them, and whether it is paid."""
    programme = _found(request, slug, name, MARK_PAID)
    one = queries.invoice_of(programme, number)
    form = PaidForm(posted(request), initial={"paid_on": one.paid_on})
    if saved(form, lambda: actions.mark_paid(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved."))
        return see_other("invoicing:fees", slug, name)
    context = {
        "invoice": one,
        "called": files.number_of(one),
        "credited": files.credited(one),
        "sums": rules.with_vat(one.sek, one.vat_percent),
        "form": form,
    }
    return hosted(request, "invoicing/invoice.html", programme, context)


@require_safe
def invoice_xml(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    one = queries.invoice_of(_found(request, slug, name, DRAW_INVOICES), number)
    return _file(ubl.written(files.document(one)), "application/xml", f"{files.number_of(one)}.xml")


@require_safe
def invoices_csv(request: HttpRequest, slug: str, name: str, year: int) -> HttpResponse:
    programme = _found(request, slug, name, DRAW_INVOICES)
    written = files.table(queries.with_programme(programme, year)).encode()
    return _file(written, "text/csv; charset=utf-8", f"{programme.slug}-{year}.csv")


@require_safe
def invoices_zip(request: HttpRequest, slug: str, name: str, year: int) -> HttpResponse:
    programme = _found(request, slug, name, DRAW_INVOICES)
    return _file(
        files.packed(queries.with_programme(programme, year)), "application/zip", f"{programme.slug}-{year}.zip"
    )


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _found(request: HttpRequest, slug: str, name: str, needed: Step) -> Programme:
    return programmes.programme_of(organisations.organisation_for(request.actor, slug, needed), name)
