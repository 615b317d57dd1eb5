"""Every change: who sends invoices, what is drawn up for a year, and what is paid."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from gehor.ground import addresses, clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.network.programme.models import Programme
from gehor.network.programme.rules import postcode
from gehor.network.rules import is_registration_number
from gehor.process.learning import DRAW_INVOICES, MARK_PAID, SET_SELLER

from . import accounts, queries, texts
from .models import Invoice, Seller

LINES = {"name": 120, "street": 120, "postcode": 10, "city": 60, "contact_name": 120}


@transaction.atomic
def set_seller(
    programme: Programme, *, actor: Actor, number: str, account_kind: str, account: str, days: int, **given: str
) -> Seller:
    """Who sends the invoices, and where they are paid. What is drawn up already stays as it was."""
    act = begin(SET_SELLER, programme.host, actor=actor)
    seller = queries.seller_of(programme) or Seller(programme=programme)
    for part, longest in LINES.items():
        setattr(seller, part, written.line(given.get(part, ""), field=part, longest=longest))
    seller.postcode = postcode(seller.postcode, field="postcode")
    seller.contact_email = addresses.email(given.get("contact_email", ""), field="contact_email")
    if not is_registration_number(number):
        raise WrongInput("no_registration_number", field="number")
    if not 0 <= days <= 90:
        raise WrongInput("no_such_days_to_pay", field="days")
    seller.number, seller.days = number, days
    seller.account_kind = account_kind
    seller.account = accounts.account(account_kind, account, field="account")
    seller.save()
    record(act, subject=seller)
    return seller


@transaction.atomic
def draw_invoices(programme: Programme, *, actor: Actor, year: int) -> list[Invoice]:
    """All that is owed for the year and not drawn up yet: what is new, and differences where the fee has changed."""
    act = begin(DRAW_INVOICES, programme.host, actor=actor)
    seller = queries.seller_of(programme)
    if seller is None:
        raise WrongInput("no_seller_yet")
    owing = [each for each in queries.standing(programme, year) if each.owed]
    without = [each.called for each in owing if not queries.is_reachable(each.member)]
    if without:
        raise WrongInput("no_invoice_address", names=", ".join(without))
    last = Invoice.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    today = clock.today()
    new = [
        Invoice(
            programme=programme,
            application=each.member,
            number=number,
            year=year,
            sek=each.owed,
            vat=programme.vat,
            vat_percent=programme.vat_percent,
            vat_reason=programme.vat_reason,
            line=_line(programme, year),
            buyer=queries.buyer(each),
            seller=queries.as_seller(seller),
            credits=each.last if each.owed < 0 else None,
            issued_on=today,
            due_on=today + dt.timedelta(days=seller.days),
        )
        for number, each in enumerate(owing, last + 1)
    ]
    Invoice.objects.bulk_create(new)
    record_each(act, [(each, {"year": year, "sek": each.sek}) for each in new])
    return new


def _line(programme: Programme, year: int) -> str:
    language = programme.source_language
    with translation.override(language):
        return str(texts.LINE) % {"programme": programme.name[language], "year": year}


@transaction.atomic
def mark_paid(invoice: Invoice, *, actor: Actor, paid_on: dt.date | None) -> Invoice:
    """On which day it was paid; none: it is not after all."""
    act = begin(MARK_PAID, invoice.programme.host, actor=actor)
    if paid_on is not None and not invoice.issued_on <= paid_on <= clock.today():
        raise WrongInput("paid_on_no_such_day", field="paid_on", first=invoice.issued_on)
    invoice.paid_on = paid_on
    invoice.save()
    record(act, subject=invoice, paid=paid_on is not None)
    return invoice
