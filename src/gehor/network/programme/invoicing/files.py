"""What has been drawn up, as files: a table, and one UBL file for each invoice."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gehor.ground.reading import export_cell

from . import rules, ubl
from .models import Invoice


def number_of(invoice: Invoice) -> str:
    return f"{invoice.programme.slug}-{invoice.number}"


def credited(invoice: Invoice) -> str:
    """The number of the invoice that this one credits; nothing where it is no credit note."""
    return f"{invoice.programme.slug}-{invoice.credits.number}" if invoice.credits else ""


def document(invoice: Invoice) -> ubl.Document:
    first, last = dt.date(invoice.year, 1, 1), dt.date(invoice.year, 12, 31)
    programme, credits = invoice.programme, invoice.credits
    return ubl.Document(
        number=number_of(invoice),
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        first_day=max(first, programme.begins_on),
        last_day=min(last, programme.ends_on),
        line=invoice.line,
        sums=rules.with_vat(abs(invoice.sek), invoice.vat_percent),
        vat=invoice.vat,
        vat_percent=invoice.vat_percent,
        vat_reason=invoice.vat_reason,
        buyer=invoice.buyer,
        seller=invoice.seller,
        credits=(credited(invoice), credits.issued_on) if credits is not None else None,
    )


def table(invoices: Iterable[Invoice]) -> str:
    """For whoever opens it in a spreadsheet, in the page's language: sums have its decimal sign, and stay numbers.

    With a mark of the encoding, since Excel guesses wrongly without it.
    """
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(
        [
            _("Invoice number"),
            _("Kind"),
            _("Credits"),
            _("Organisation"),
            _("Registration number"),
            _("Reference"),
            _("Street"),
            _("Postcode"),
            _("Town"),
            _("Year"),
            _("For"),
            _("VAT code"),
            _("VAT per cent"),
            _("Issued"),
            _("Due"),
            _("Paid"),
            _("Sum without VAT"),
            _("VAT"),
            _("To pay"),
        ]
    )
    for each in invoices:
        buyer, sums = each.buyer, rules.with_vat(each.sek, each.vat_percent)
        cells = (
            number_of(each),
            _("Credit note") if each.credits else _("Invoice"),
            credited(each),
            *(buyer[part] for part in ("name", "number", "reference", "street", "postcode", "city")),
            each.year,
            each.line,
            each.vat,
            each.vat_percent,
            each.issued_on,
            each.due_on,
            each.paid_on,
        )
        amounts = (number_format(amount, 2) for amount in (sums.net, sums.vat, sums.gross))
        rows.writerow([*map(export_cell, cells), *amounts])
    return "\ufeff" + written.getvalue()


def packed(invoices: Iterable[Invoice]) -> bytes:
    """One UBL file for each, in a ZIP that is the same for the same invoices."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in invoices:
            name = zipfile.ZipInfo(f"{number_of(each)}.xml", (1980, 1, 1, 0, 0, 0))
            archive.writestr(name, ubl.written(document(each)), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
