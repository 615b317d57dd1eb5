"""Who owes what, and what has been drawn up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from gehor.network.programme import queries as programmes
from gehor.network.programme import rules as places
from gehor.network.programme.models import Application, Programme, Ruling

from . import rules
from .models import Invoice, Seller

PARTY = ("name", "number", "street", "postcode", "city")


def seller_of(programme: Programme) -> Seller | None:
    return Seller.objects.filter(programme=programme).first()


def invoices(programme: Programme, year: int | None = None) -> QuerySet[Invoice]:
    rows = Invoice.objects.filter(programme=programme)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.select_related("application__partner__merged_into", "credits")


def invoice_of(programme: Programme, number: int) -> Invoice:
    """One of the programme's, which it knows. Else 404."""
    found = invoices(programme).filter(number=number).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


@dataclass(frozen=True)
class Standing:
    """One organisation and one year. member: whom an invoice goes to; last: the latest that was drawn up for it."""

    member: Application
    called: str
    fee: int
    invoiced: int
    owed: int
    last: Invoice | None


def standing(programme: Programme, year: int) -> list[Standing]:
    """Every organisation that pays for the year, by name: four queries. Members that have merged are one."""
    fee = next((each.sek for each in programme.fees.all() if each.year == year), 0)
    drawn: dict[int, list[Invoice]] = defaultdict(list)
    for each in Invoice.objects.filter(programme=programme, year=year):
        drawn[each.application_id].append(each)
    together: dict[Any, list[Application]] = defaultdict(list)
    for member in paying(programme, year, drawn):
        key = programmes.now(member.partner).pk if member.partner is not None else ("application", member.pk)
        together[key].append(member)
    found = [_standing(members, fee, drawn) for members in together.values()]
    return sorted(found, key=lambda each: each.called)


def _standing(members: list[Application], fee: int, drawn: Mapping[int, list[Invoice]]) -> Standing:
    sums = [sum(each.sek for each in drawn[member.pk]) for member in members]
    billed = [each for member in members for each in drawn[member.pk] if each.sek > 0]
    last = max(billed, key=lambda each: each.number, default=None)
    # A difference goes to whoever had the last invoice; else to whoever has been a member longest
    member = next((each for each in members if last and each.pk == last.application_id), members[0])
    return Standing(member, programmes.called(member), fee, sum(sums), rules.owed(fee, sums), last)


def paying(programme: Programme, year: int, drawn: Mapping[int, list[Invoice]]) -> list[Application]:
    """Who was a member in the year, the longest first, and whoever has been invoiced for it."""
    admitted: dict[int, Any] = {}
    for ruling in Ruling.objects.filter(application__programme=programme, outcome=places.Outcome.ADMITTED):
        admitted.setdefault(ruling.application_id, timezone.localdate(ruling.ruled_at))
    rows = programmes.applications(programme).filter(pk__in=admitted)
    due = [
        each
        for each in rows
        if each.pk in drawn or rules.is_due(year, _since(admitted[each.pk], programme), each.left_on)
    ]
    return sorted(due, key=lambda each: (admitted[each.pk], each.pk))


def _since(admitted: Any, programme: Programme) -> Any:
    """Nobody pays for a year before the programme begins, however early it was admitted."""
    return max(admitted, programme.begins_on)


def is_reachable(member: Application) -> bool:
    """Whether an invoice to it would hold what it must."""
    return bool(member.number and member.invoice_reference and member.invoice_street and member.invoice_city)


def buyer(standing: Standing) -> dict[str, str]:
    """As it stands on the invoice: called as it is called today."""
    member = standing.member
    return {
        "name": standing.called,
        "number": member.number,
        "street": member.invoice_street,
        "postcode": member.invoice_postcode,
        "city": member.invoice_city,
        "reference": member.invoice_reference,
        "scheme": member.invoice_scheme,
        "endpoint": member.invoice_endpoint,
        "contact_name": member.contact_name,
    }


def as_seller(seller: Seller) -> dict[str, str]:
    names = (*PARTY, "contact_name", "contact_email", "account_kind", "account")
    return {name: getattr(seller, name) for name in names}


def years(programme: Programme) -> list[int]:
    return [fee.year for fee in programme.fees.all()]


def with_programme(programme: Programme, year: int) -> list[Invoice]:
    """A year's invoices, each of which knows its programme."""
    rows = list(invoices(programme, year))
    for each in rows:
        each.programme = programme
    return rows
