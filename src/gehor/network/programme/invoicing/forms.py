"""Forms of what members pay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm
from gehor.network.forms import day

from .texts import ACCOUNTS


class SellerForm(FreshForm):
    name = forms.CharField(label=_("Who sends the invoices"))
    number = forms.CharField(label=_("Registration number"), help_text=_("As on invoices, such as 212000-0142."))
    street = forms.CharField(label=_("Address"))
    postcode = forms.CharField(label=_("Postcode"))
    city = forms.CharField(label=_("Town"))
    contact_name = forms.CharField(label=_("Contact person"))
    contact_email = forms.CharField(label=_("E-mail address"), widget=forms.EmailInput())
    account_kind = forms.ChoiceField(label=_("Paid to"), choices=lambda: list(ACCOUNTS.items()))
    account = forms.CharField(label=_("Account number"))
    days = forms.IntegerField(label=_("Days to pay"), min_value=0)


class PaidForm(Form):
    paid_on = day(_("Paid on"), required=False, help_text=_("Empty: it is not paid."))


def of_seller(seller: Any, host: Any) -> dict[str, Any]:
    names = ("name", "number", "street", "postcode", "city", "contact_name", "contact_email", "account_kind", "account")
    if seller is None:
        return {"name": host.name, "contact_email": host.contact_email, "account_kind": "bankgiro", "days": 30}
    return {name: getattr(seller, name) for name in (*names, "days")}
