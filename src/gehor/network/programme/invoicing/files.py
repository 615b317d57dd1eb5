"""What has been drawn up, as files: a table, and one UBL file for each invoice."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _

from gehor.ground.reading import export_cell

from . import rules, ubl
from .models import Invoice


def number_of(invoice: Invoice) -> str:
    return f"{invoice.programme.slug}-{invoice.number}"


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
        credits=(f"{programme.slug}-{credits.number}", credits.issued_on) if credits is not None else None,
    )


def table(invoices: Iterable[Invoice]) -> str:
    """CSV with a mark of the encoding, since Excel guesses wrongly without it."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(
        [
            _("Invoice number"),
            _("Organisation"),
            _("Registration number"),
            _("Reference"),
            _("Street"),
            _("Postcode"),
            _("Town"),
            _("Year"),
            _("For"),
            _("Sum without VAT"),
            _("VAT code"),
            _("VAT per cent"),
            _("VAT"),
            _("To pay"),
            _("Issued"),
            _("Due"),
            _("Paid"),
        ]
    )
    for each in invoices:
        buyer, sums = each.buyer, rules.with_vat(each.sek, each.vat_percent)
        rows.writerow(
            export_cell(str(cell))
            for cell in (
                number_of(each),
                buyer["name"],
                buyer["number"],
                buyer["reference"],
                buyer["street"],
                buyer["postcode"],
                buyer["city"],
                each.year,
                each.line,
                sums.net,
                each.vat,
                each.vat_percent,
                sums.vat,
                sums.gross,
                each.issued_on,
                each.due_on,
                each.paid_on or "",
            )
        )
    return "\ufeff" + written.getvalue()


def packed(invoices: Iterable[Invoice]) -> bytes:
    """One UBL file for each, in a ZIP that is the same for the same invoices."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in invoices:
            name = zipfile.ZipInfo(f"{number_of(each)}.xml", (1980, 1, 1, 0, 0, 0))
            archive.writestr(name, ubl.written(document(each)), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
