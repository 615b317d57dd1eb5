"""An invoice or a credit note as UBL 2.1, as Peppol BIS Billing 3.0 wants it. Pure.

Order and names follow the syntax of the specification (docs.peppol.eu, BIS Billing 3.0, UBL Invoice and Credit Note);
Swedish rules are those of its chapter on national rules (SE-R-001 to 013).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .rules import Sum, digits, vat_number

CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{UBL}CommonAggregateComponents-2", f"{UBL}CommonBasicComponents-2"
INVOICE, CREDIT = "380", "381"  # UNCL 1001
CREDIT_TRANSFER, SEPA = "30", "58"  # UNCL 4461
YEAR_OF_SERVICE = "ANN"  # UN/ECE Recommendation 20
BRANCH = {"bankgiro": "SE:BANKGIRO", "plusgiro": "SE:PLUSGIRO"}
SWEDISH_NUMBER = "0007"
F_TAX = "Godkänd för F-skatt"  # SE-R-005 wants these words


@dataclass(frozen=True)
class Document:
    """What an invoice says. sums: never below 0, also of a credit note. credits: number and day of what it credits."""

    number: str
    issued_on: dt.date
    due_on: dt.date
    first_day: dt.date
    last_day: dt.date
    line: str
    sums: Sum
    vat: str  # UNCL 5305
    vat_percent: int
    vat_reason: str
    buyer: Mapping[str, str]
    seller: Mapping[str, str]
    credits: tuple[str, dt.date] | None = None


def written(said: Document) -> bytes:
    """The file, the same for the same document."""
    from lxml import etree  # on demand: few pages need it

    kind = "Invoice" if said.credits is None else "CreditNote"
    names = {None: f"{UBL}{kind}-2", "cac": CAC, "cbc": CBC}
    root = etree.Element(f"{{{names[None]}}}{kind}", nsmap=names)
    _head(root, said)
    _seller(_in(_in(root, "AccountingSupplierParty"), "Party"), said)
    _buyer(_in(_in(root, "AccountingCustomerParty"), "Party"), said.buyer)
    _payment(root, said)
    _tax(root, said)
    _totals(root, said)
    _line(root, said)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _head(root: Any, said: Document) -> None:
    _text(root, "CustomizationID", CUSTOMISATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", said.number)
    _text(root, "IssueDate", said.issued_on.isoformat())
    if said.credits is None:
        _text(root, "DueDate", said.due_on.isoformat())
        _text(root, "InvoiceTypeCode", INVOICE)
    else:
        _text(root, "CreditNoteTypeCode", CREDIT)
    _text(root, "DocumentCurrencyCode", "SEK")
    _text(root, "BuyerReference", said.buyer["reference"])
    _period(root, said)
    if said.credits is not None:
        number, on = said.credits
        reference = _in(_in(root, "BillingReference"), "InvoiceDocumentReference")
        _text(reference, "ID", number)
        _text(reference, "IssueDate", on.isoformat())


def _period(parent: Any, said: Document) -> None:
    period = _in(parent, "InvoicePeriod")
    _text(period, "StartDate", said.first_day.isoformat())
    _text(period, "EndDate", said.last_day.isoformat())


def _seller(party: Any, said: Document) -> None:
    seller = said.seller
    _text(party, "EndpointID", digits(seller["number"]), schemeID=SWEDISH_NUMBER)
    _named(party, seller)
    if said.vat != "O":  # BR-O-02: outside the VAT system there is no VAT number
        _taxed(party, vat_number(seller["number"]), "VAT")
        _taxed(party, F_TAX, "TAX")
    _legal(party, seller)
    contact = _in(party, "Contact")
    _text(contact, "Name", seller["contact_name"])
    _text(contact, "ElectronicMail", seller["contact_email"])


def _buyer(party: Any, buyer: Mapping[str, str]) -> None:
    number = buyer["endpoint"] or digits(buyer["number"])
    _text(party, "EndpointID", number, schemeID=buyer["scheme"] or SWEDISH_NUMBER)
    _named(party, buyer)
    _legal(party, buyer)
    if buyer["contact_name"]:  # forgotten when its time has passed; PEPPOL-EN16931-R008: nothing may be empty
        _text(_in(party, "Contact"), "Name", buyer["contact_name"])


def _named(party: Any, who: Mapping[str, str]) -> None:
    _text(_in(party, "PartyName"), "Name", who["name"])
    address = _in(party, "PostalAddress")
    _text(address, "StreetName", who["street"])
    _text(address, "CityName", who["city"])
    _text(address, "PostalZone", who["postcode"])
    _text(_in(address, "Country"), "IdentificationCode", "SE")


def _taxed(party: Any, number: str, scheme: str) -> None:
    tax = _in(party, "PartyTaxScheme")
    _text(tax, "CompanyID", number)
    _text(_in(tax, "TaxScheme"), "ID", scheme)


def _legal(party: Any, who: Mapping[str, str]) -> None:
    legal = _in(party, "PartyLegalEntity")
    _text(legal, "RegistrationName", who["name"])
    _text(legal, "CompanyID", digits(who["number"]), schemeID=SWEDISH_NUMBER)


def _payment(root: Any, said: Document) -> None:
    kind = said.seller["account_kind"]
    means = _in(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", SEPA if kind == "iban" else CREDIT_TRANSFER)
    if said.credits is not None:
        _text(means, "PaymentDueDate", said.due_on.isoformat())
    _text(means, "PaymentID", said.number)
    account = _in(means, "PayeeFinancialAccount")
    _text(account, "ID", said.seller["account"])
    if kind in BRANCH:
        _text(_in(account, "FinancialInstitutionBranch"), "ID", BRANCH[kind])


def _tax(root: Any, said: Document) -> None:
    total = _in(root, "TaxTotal")
    _amount(total, "TaxAmount", said.sums.vat)
    part = _in(total, "TaxSubtotal")
    _amount(part, "TaxableAmount", said.sums.net)
    _amount(part, "TaxAmount", said.sums.vat)
    _category(_in(part, "TaxCategory"), said, reason=True)


def _category(category: Any, said: Document, *, reason: bool) -> None:
    _text(category, "ID", said.vat)
    if said.vat != "O":
        _text(category, "Percent", str(said.vat_percent))
    if reason and said.vat_reason:
        _text(category, "TaxExemptionReason", said.vat_reason)
    _text(_in(category, "TaxScheme"), "ID", "VAT")


def _totals(root: Any, said: Document) -> None:
    totals = _in(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", said.sums.net)
    _amount(totals, "TaxExclusiveAmount", said.sums.net)
    _amount(totals, "TaxInclusiveAmount", said.sums.gross)
    _amount(totals, "PayableAmount", said.sums.gross)


def _line(root: Any, said: Document) -> None:
    kind, quantity = (
        ("InvoiceLine", "InvoicedQuantity") if said.credits is None else ("CreditNoteLine", "CreditedQuantity")
    )
    line = _in(root, kind)
    _text(line, "ID", "1")
    _text(line, quantity, "1", unitCode=YEAR_OF_SERVICE)
    _amount(line, "LineExtensionAmount", said.sums.net)
    _period(line, said)
    item = _in(line, "Item")
    _text(item, "Name", said.line)
    _category(_in(item, "ClassifiedTaxCategory"), said, reason=False)
    _amount(_in(line, "Price"), "PriceAmount", said.sums.net)


def _in(parent: Any, name: str) -> Any:
    element = parent.makeelement(f"{{{CAC}}}{name}")
    parent.append(element)
    return element


def _text(parent: Any, name: str, words: str, **attributes: str) -> None:
    element = parent.makeelement(f"{{{CBC}}}{name}", attributes)
    parent.append(element)
    element.text = "".join(sign for sign in words if sign >= " " or sign in "\t\n")


def _amount(parent: Any, name: str, amount: Decimal) -> None:
    _text(parent, name, f"{amount:.2f}", currencyID="SEK")
