"""The call: planned, changed, published, and what a year costs."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.planning.rules import is_slug
from gehor.process.learning import CHANGE_PROGRAMME, PLAN_PROGRAMME, PUBLISH_CALL, SET_FEE

from ..models import Fee, Programme

RESERVED = frozenset({"own", "assess", "link-again"})  # addresses that begin otherwise
MEMBERS_MOST = 500
YEARS_MOST = 10
FEE_MOST = 10_000_000
TEXTS = ("purpose", "audience", "terms")
DAYS = ("begins_on", "ends_on", "apply_by", "first_meeting_on")


@transaction.atomic
def plan_programme(
    host: Organisation, *, actor: Actor, slug: str, fee_sek: int, exempt_years: Collection[int] = (), **described: Any
) -> Programme:
    """A call that is not public yet, `described` as below; a year costs each member the fee, unless it is exempt."""
    act = begin(PLAN_PROGRAMME, host, actor=actor)
    if not is_slug(slug) or slug in RESERVED:
        raise WrongInput("not_an_address_of_a_programme", field="slug")
    if Programme.objects.filter(slug=slug).exists():
        raise WrongInput("programme_address_taken", field="slug")
    programme = Programme(host=host, slug=slug, source_language=host.source_language, created_at=clock.now())
    _describe(programme, **described)
    years = _years(programme)
    if set(exempt_years) - set(years):
        raise WrongInput("exempt_year_outside_programme", field="exempt_years", first=years[0], last=years[-1])
    _check_fee(fee_sek, field="fee_sek")
    programme.save()
    Fee.objects.bulk_create(
        Fee(programme=programme, year=year, sek=0 if year in exempt_years else fee_sek, changed_at=clock.now())
        for year in years
    )
    record(act, subject=programme)
    return programme


@transaction.atomic
def change_programme(programme: Programme, *, actor: Actor, **described: Any) -> Programme:
    """Put right what the call says. A year that comes to it costs as much as the one before."""
    act = begin(CHANGE_PROGRAMME, programme.host, actor=actor)
    _describe(programme, **described)
    programme.save()
    years, known = _years(programme), {fee.year: fee for fee in programme.fees.all()}
    last = known[max(known)].sek if known else 0
    new = [Fee(programme=programme, year=year, sek=last, changed_at=clock.now()) for year in years if year not in known]
    Fee.objects.bulk_create(new)
    record(act, subject=programme)
    return programme


@transaction.atomic
def publish_call(programme: Programme, *, actor: Actor) -> Programme:
    """From now on everybody can read it, and organisations can apply until its last day."""
    act = begin(PUBLISH_CALL, programme.host, actor=actor)
    programme.published_at = programme.published_at or clock.now()
    programme.save()
    record(act, subject=programme)
    return programme


@transaction.atomic
def set_fee(programme: Programme, *, actor: Actor, fees: Mapping[int, int], reason: str) -> list[Fee]:
    """What a year costs, year → SEK. What has been invoiced stays: the difference is owed or credited.

    A fee that is changed once the call is public needs a reason. Returns those that changed.
    """
    act = begin(SET_FEE, programme.host, actor=actor)
    rows = {fee.year: fee for fee in programme.fees.all()}
    for year, sek in fees.items():
        _check_fee(sek, field=f"year_{year}")
        if year not in rows:
            raise WrongInput("exempt_year_outside_programme", field=f"year_{year}", first=min(rows), last=max(rows))
    changed = [rows[year] for year, sek in fees.items() if rows[year].sek != sek]
    because = written.line(reason, field="reason", required=bool(changed) and programme.published_at is not None)
    for fee in changed:
        fee.sek, fee.reason, fee.changed_at = fees[fee.year], because, clock.now()
    Fee.objects.bulk_update(changed, ["sek", "reason", "changed_at"])
    record_each(act, [(fee, {"year": fee.year, "sek": fee.sek}) for fee in changed])
    return changed


def _describe(
    programme: Programme,
    *,
    name: LocalText,
    members_least: int,
    members_most: int,
    readers_least: int,
    first_meeting_place: str = "",
    vat: str = Programme.Vat.STANDARD,
    vat_percent: int = 25,
    vat_reason: str = "",
    **said: Any,
) -> None:
    source = programme.source_language
    programme.name = written.local(name, source, field="name", lines=False, longest=120)
    for part in TEXTS:
        setattr(programme, part, written.local(said[part], source, field=part))
    for part in DAYS:
        setattr(programme, part, said[part])
    programme.first_meeting_place = written.line(first_meeting_place, field="first_meeting_place", required=False)
    _check_days(programme)
    if not 1 <= members_least <= members_most <= MEMBERS_MOST:
        raise WrongInput("members_do_not_fit", field="members_most", most=MEMBERS_MOST)
    if not 0 <= readers_least <= 10:
        raise WrongInput("readers_do_not_fit", field="readers_least")
    programme.members_least, programme.members_most = members_least, members_most
    programme.readers_least = readers_least
    if vat not in Programme.Vat.values or (vat == Programme.Vat.STANDARD) != (vat_percent > 0) or vat_percent > 50:
        raise WrongInput("vat_does_not_fit", field="vat_percent")
    programme.vat, programme.vat_percent = vat, vat_percent
    without = vat != Programme.Vat.STANDARD
    programme.vat_reason = written.line(vat_reason, field="vat_reason", required=without) if without else ""


def _check_days(programme: Programme) -> None:
    if programme.ends_on < programme.begins_on:
        raise WrongInput("programme_ends_before_it_begins", field="ends_on")
    if len(_years(programme)) > YEARS_MOST:
        raise WrongInput("programme_too_long", field="ends_on", most=YEARS_MOST)
    if not programme.begins_on <= programme.first_meeting_on <= programme.ends_on:
        raise WrongInput("first_meeting_outside_programme", field="first_meeting_on")
    if programme.apply_by > programme.first_meeting_on:
        raise WrongInput("apply_after_first_meeting", field="apply_by")


def _years(programme: Programme) -> list[int]:
    first: dt.date = programme.begins_on
    return list(range(first.year, programme.ends_on.year + 1))


def _check_fee(sek: int, *, field: str) -> None:
    if not 0 <= sek <= FEE_MOST:
        raise WrongInput("no_such_fee", field=field, most=FEE_MOST)
