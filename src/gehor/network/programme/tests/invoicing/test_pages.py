import csv
import io

from gehor.network.programme.actions import calling
from gehor.network.programme.invoicing.models import Invoice

from .conftest import SELLER

FEES = "/staff/o/alvsala/programmes/masterclass/fees/"


def test_fees_are_changed_with_a_reason(signed_in, programme):
    host = signed_in("nour")
    years = {f"year_{fee.year}": 9000 for fee in programme.fees.all()}
    assert host.post(FEES, years).status_code == 422
    assert host.post(FEES, {**years, "reason": "Dyrare lokal"}).status_code == 303
    assert set(programme.fees.values_list("sek", flat=True)) == {9000}


def csv_of(host, language):
    return host.get(f"{FEES}2026/invoices.csv", headers=language).content.decode("utf-8-sig")


def test_invoices_are_drawn_up_taken_out_and_paid_on_the_pages(
    signed_in, nour, programme, admit, django_assert_max_num_queries
):
    host = signed_in("nour")
    for name, number in (("Bortby kommun", "212000-0142"), ("Närby kommun", "212000-1355")):
        admit(name, number=number)
    sv = {"accept-language": "sv"}
    refused = host.post(f"{FEES}2026/draw/", follow=True, headers=sv).content.decode()
    assert "Säg först vem som skickar fakturorna." in refused
    assert host.post(f"{FEES}seller/", {**SELLER, "account": "1"}).status_code == 422
    assert host.post(f"{FEES}seller/", SELLER).status_code == 303
    assert "2 fakturor" in host.post(f"{FEES}2026/draw/", follow=True, headers=sv).content.decode()
    table = csv_of(host, sv)
    assert table.count("\n") == 3
    calling.set_fee(programme, actor=nour, fees={2026: 7000}, reason="Bidrag")
    assert "2 fakturor" in host.post(f"{FEES}2026/draw/", follow=True, headers=sv).content.decode()
    *_others, last = csv.DictReader(io.StringIO(csv_of(host, sv)), delimiter=";")
    assert (last["Slag"], last["Krediterar"], last["Summa utan moms"]) == ("Kreditfaktura", "masterclass-2", "-1000,00")
    assert ";-1250.00" in csv_of(host, {"accept-language": "en"}), "a number, and none with an apostrophe in front"
    assert "Krediterar masterclass-2 av den" in host.get(f"{FEES}invoices/4/", headers=sv).content.decode()
    assert host.get(f"{FEES}2026/invoices.zip")["Content-Type"] == "application/zip"
    assert host.get(f"{FEES}invoices/1/invoice.xml").content.startswith(b"<?xml")
    assert host.get(f"{FEES}invoices/9/").status_code == 404
    assert host.post(f"{FEES}invoices/1/", {"paid_on": "2026-03-02"}).status_code == 303
    assert Invoice.objects.get(number=1).paid_on is not None
    with django_assert_max_num_queries(15):
        assert host.get(f"{FEES}?year=2026").status_code == 200
