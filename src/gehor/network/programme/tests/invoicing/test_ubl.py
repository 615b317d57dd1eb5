"""The files against the official schemas of UBL 2.1 and an independent reading of Peppol's rules."""

import datetime as dt
import io
import zipfile

import peppol
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gehor.network.programme.invoicing import actions, files, rules, ubl
from gehor.network.programme.invoicing.ubl import Document

BUYER = {
    "name": "Bortby & Söner <kommun>",
    "number": "212000-0142",
    "street": "Torget 1",
    "postcode": "123 45",
    "city": "Bortby",
    "reference": "ZZ1",
    "scheme": "",
    "endpoint": "",
    "contact_name": "Mira Moln",
}
SELLER = {
    "name": "Älvsala kommun",
    "number": "212000-1355",
    "street": "Storgatan 1",
    "postcode": "123 45",
    "city": "Älvsala",
    "contact_name": "Nour",
    "contact_email": "nour@alvsala.example",
    "account_kind": "bankgiro",
    "account": "50501055",
}
DAY = dt.date(2026, 3, 2)
WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=60).filter(str.strip)


def said(sek=8000, vat="S", percent=25, reason="", credits=None, **parties):
    return Document(
        number="masterclass-1",
        issued_on=DAY,
        due_on=DAY + dt.timedelta(days=30),
        first_day=dt.date(2026, 3, 22),
        last_day=dt.date(2026, 12, 31),
        line="Avgift för Masterclass, 2026",
        sums=rules.with_vat(sek, percent),
        vat=vat,
        vat_percent=percent,
        vat_reason=reason,
        buyer={**BUYER, **parties.get("buyer", {})},
        seller={**SELLER, **parties.get("seller", {})},
        credits=credits,
    )


def faults(document):
    """What the schema and the rules say against it."""
    file = ubl.written(document)
    _fits, errors = peppol.validate_xsd(file)
    return [*errors, *(f"{each.rule_id}: {each.message}" for each in peppol.check_rules(file))]


@pytest.mark.parametrize(
    "document",
    [
        said(),
        said(credits=("masterclass-0", DAY)),
        said(percent=0, vat="E", reason="Undantagen"),
        said(percent=0, vat="O", reason="Myndighetsutövning"),
        said(seller={"account_kind": "iban", "account": "SE3550000000054910000003"}),
        said(seller={"account_kind": "plusgiro", "account": "412346"}),
        said(buyer={"scheme": "0088", "endpoint": "7340000000000"}),
        said(buyer={"contact_name": ""}),
    ],
)
def test_every_kind_of_document_is_valid(document):
    assert faults(document) == []


def test_the_check_is_none_that_lets_everything_through():
    """Else the test above would say nothing."""
    file = ubl.written(said()).replace(b">10000.00<", b">9999.00<")
    assert [each.rule_id for each in peppol.check_rules(file)]
    _fits, errors = peppol.validate_xsd(ubl.written(said()).replace(b"cbc:DueDate", b"cbc:Due"))
    assert errors


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 10_000_000), st.sampled_from([6, 12, 25]), WORDS, st.booleans())
def test_whatever_is_owed_and_whatever_somebody_is_called_the_file_is_valid(sek, percent, name, is_credit):
    credits = ("masterclass-0", DAY) if is_credit else None
    document = said(sek, percent=percent, credits=credits, buyer={"name": name})
    assert faults(document) == []


def test_what_is_paid_is_what_was_drawn_up(programme, seller, admit, nour):
    admit()
    (invoice,) = actions.draw_invoices(programme, actor=nour, year=2026)
    with zipfile.ZipFile(io.BytesIO(files.packed([invoice]))) as archive:
        (name,) = archive.namelist()
        root = etree.fromstring(archive.read(name))
    assert name == "masterclass-1.xml"
    assert root.findtext(".//{*}PayableAmount") == "10000.00"
    assert root.findtext("{*}BuyerReference") == "ZZ1"
    assert root.findtext("{*}AccountingCustomerParty//{*}EndpointID") == "2120000142"
    assert peppol.validate_xsd(ubl.written(files.document(invoice))) == (True, [])
