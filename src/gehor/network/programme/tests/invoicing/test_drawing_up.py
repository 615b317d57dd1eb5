"""Who is invoiced for what: exempt years, a fee that changes, members that merge or leave, and who has paid."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.network import actions as network
from gehor.network.programme.actions import applying, calling
from gehor.network.programme.invoicing import actions, files, queries
from gehor.network.programme.invoicing.models import Invoice

from .conftest import SELLER

YEAR = 2026


def sums(programme, year=YEAR):
    return [(each.buyer["name"], each.sek) for each in queries.invoices(programme, year)]


def refused(code, act, *args, **given):
    with pytest.raises(WrongInput) as refusal:
        act(*args, **given)
    assert refusal.value.code == code


def test_every_member_is_invoiced_once_for_a_year(programme, seller, admit, nour):
    admit()
    admit("Närby kommun", number="212000-1355")
    for _time in range(2):
        actions.draw_invoices(programme, actor=nour, year=YEAR)
    assert sums(programme) == [("Bortby kommun", 8000), ("Närby kommun", 8000)]
    assert [each.number for each in Invoice.objects.all()] == [1, 2]


def test_an_exempt_year_costs_nothing(programme, seller, admit, nour):
    admit()
    calling.set_fee(programme, actor=nour, fees={YEAR: 0}, reason="Första året är fritt")
    assert actions.draw_invoices(programme, actor=nour, year=YEAR) == []
    assert len(actions.draw_invoices(programme, actor=nour, year=YEAR + 1)) == 1


@pytest.mark.parametrize(("fee", "difference"), [(9500, 1500), (6000, -2000), (0, -8000)])
def test_a_fee_that_is_changed_in_the_middle_is_settled_by_the_difference(
    programme, seller, admit, nour, fee, difference
):
    admit()
    actions.draw_invoices(programme, actor=nour, year=YEAR)
    calling.set_fee(programme, actor=nour, fees={YEAR: fee}, reason="Nytt beslut")
    (new,) = actions.draw_invoices(programme, actor=nour, year=YEAR)
    assert (new.sek, new.credits is not None) == (difference, difference < 0)
    assert actions.draw_invoices(programme, actor=nour, year=YEAR) == []


def test_members_that_have_merged_pay_once_and_stand_under_their_new_name(programme, seller, admit, nour, organisation):
    first, second = admit(), admit("Närby kommun", number="212000-1355")
    actions.draw_invoices(programme, actor=nour, year=YEAR)
    new = network.register_partner(organisation, actor=nour, name="Bortnärby kommun", kind="municipality")
    for each in (first, second):
        network.merge_partners(each.partner, new, actor=nour)
    assert actions.draw_invoices(programme, actor=nour, year=YEAR) == []
    actions.draw_invoices(programme, actor=nour, year=YEAR + 1)
    assert sums(programme, YEAR + 1) == [("Bortnärby kommun", 8000)]


def test_a_member_that_was_renamed_is_the_same_payer(programme, seller, admit, nour):
    application = admit()
    actions.draw_invoices(programme, actor=nour, year=YEAR)
    network.change_partner(application.partner, actor=nour, name="Nya Bortby kommun", kind="municipality")
    assert actions.draw_invoices(programme, actor=nour, year=YEAR) == []
    actions.draw_invoices(programme, actor=nour, year=YEAR + 1)
    assert sums(programme, YEAR + 1) == [("Nya Bortby kommun", 8000)]
    assert sums(programme) == [("Bortby kommun", 8000)], "what is drawn up stays as it was"


def test_who_leaves_pays_for_the_year_that_has_begun_and_no_more(programme, seller, admit, nour):
    application = admit()
    applying.withdraw(application, actor=RESIDENT)
    assert [each.sek for each in actions.draw_invoices(programme, actor=nour, year=YEAR)] == [8000]
    assert actions.draw_invoices(programme, actor=nour, year=YEAR + 1) == []


def test_who_only_waits_or_is_declined_pays_nothing(programme, seller, submit, nour):
    submit()
    assert queries.standing(programme, YEAR) == []


def test_nothing_is_drawn_up_without_a_seller_or_an_address(programme, admit, nour):
    application = admit()
    refused("no_seller_yet", actions.draw_invoices, programme, actor=nour, year=YEAR)
    actions.set_seller(programme, actor=nour, **SELLER)
    applying.tell_invoice(application, actor=RESIDENT)
    refused("no_invoice_address", actions.draw_invoices, programme, actor=nour, year=YEAR)
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": "212000-0143"}, "no_registration_number"),
        ({"account": "1"}, "no_such_account"),
        ({"account_kind": "swish"}, "no_such_account"),
        ({"days": 91}, "no_such_days_to_pay"),
        ({"city": ""}, "text_missing"),
        ({"contact_email": "nour"}, "no_email_address"),
    ],
)
def test_what_cannot_be_a_seller_is_refused(programme, nour, given, code):
    refused(code, actions.set_seller, programme, actor=nour, **{**SELLER, **given})


def test_paid_and_unpaid(programme, seller, admit, nour):
    admit()
    (invoice,) = actions.draw_invoices(programme, actor=nour, year=YEAR)
    today = clock.today()
    refused("paid_on_no_such_day", actions.mark_paid, invoice, actor=nour, paid_on=today + dt.timedelta(days=1))
    refused("paid_on_no_such_day", actions.mark_paid, invoice, actor=nour, paid_on=today - dt.timedelta(days=1))
    assert actions.mark_paid(invoice, actor=nour, paid_on=today).paid_on == today
    assert actions.mark_paid(invoice, actor=nour, paid_on=None).paid_on is None


def test_the_table_holds_a_row_for_each_and_no_formulas(programme, seller, admit, nour):
    application = admit()
    application.invoice_reference = "=1+1"
    application.save()
    (invoice,) = actions.draw_invoices(programme, actor=nour, year=YEAR)
    head, row = files.table([invoice]).removeprefix("\ufeff").splitlines()
    assert head.count(";") == row.count(";") == 18
    assert ";'=1+1;" in row
    assert ";S;25;" in row and row.endswith(";8000.00;2000.00;10000.00")
