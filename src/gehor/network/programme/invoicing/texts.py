"""Code → sentence, for what members pay."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINE = _("Fee for %(programme)s, %(year)s")
ACCOUNTS: dict[str, Promise] = {"bankgiro": _("Bankgiro"), "plusgiro": _("Plusgiro"), "iban": _("IBAN")}
REFUSALS: dict[str, Promise] = {
    "no_seller_yet": _("Say first who sends the invoices."),
    "no_invoice_address": _(
        "Reference, registration number or address are missing for {names}. Ask them to fill it in."
    ),
    "no_such_account": _("This is no account number of that kind. Check the digits."),
    "no_such_days_to_pay": _("From 0 to 90 days."),
    "paid_on_no_such_day": _("Choose a day from {first} to today."),
}
