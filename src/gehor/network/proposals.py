"""What a file would do to the register if it were brought in: the same look for the preview and for the deed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from gehor.ground import addresses, written
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.ground.reading import Problem

from . import queries, rules
from .models import Partner
from .reading import Row


@dataclass(frozen=True)
class Proposal:
    """One row, as it may be stored. does: "new", "changed" or "same" for the partner. was: the partner as it is now."""

    row: Row
    does: str
    was: Partner | None = None


@dataclass(frozen=True)
class Look:
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]

    def counted(self, does: str) -> int:
        """How many partners: several rows may be of one."""
        return len({each.row.partner.casefold() for each in self.proposals if each.does == does})

    @property
    def contacts(self) -> int:
        return sum(bool(each.row.name) for each in self.proposals)


def look(host: Organisation, rows: Iterable[Row]) -> Look:
    """One query."""
    standing = list(queries.partners(host))
    by_name = {partner.name.casefold(): partner for partner in standing}
    by_number = {partner.number: partner for partner in standing if partner.number}
    seen: dict[tuple[str, str], int] = {}
    proposals: list[Proposal] = []
    problems = []
    for row in rows:
        try:
            was = by_name.get(row.partner.casefold()) or by_number.get(row.number_of_partner)
            tidy = _tidy(row, was)
            _only_once(tidy, seen)
            proposals.append(Proposal(tidy, _does(tidy, was), was))
        except WrongInput as refusal:
            problems.append(Problem(row.number, None, refusal.code, {**refusal.params, "field": ""}))
    return Look(tuple(proposals), tuple(problems))


def _tidy(row: Row, was: Partner | None) -> Row:
    """The row within its limits; what it leaves out stays as it stands. Raises WrongInput."""
    municipality = row.municipality_code or (was.municipality_code if was else "")
    county = row.county_code or municipality[:2] or (was.county_code if was else "")
    if not rules.is_area(county, municipality):
        raise WrongInput("no_area_in_row")
    number = row.number_of_partner or (was.number if was else "")
    if number and not rules.is_registration_number(number):
        raise WrongInput("no_registration_number")
    return replace(
        row,
        partner=written.line(row.partner, field="", longest=120),
        kind=row.kind or (was.kind if was else rules.kind_of(row.partner)),
        county_code=county,
        municipality_code=municipality,
        number_of_partner=number,
        name=written.line(row.name, field="", required=False, longest=120),
        title=written.line(row.title, field="", required=False, longest=120),
        phone=written.line(row.phone, field="", required=False, longest=40),
        email=addresses.email(row.email, field="", required=False).lower(),
        role=row.role or ("official" if row.name else ""),
        language=row.language if row.language in ("sv", "en") else "sv",
    )


def _does(row: Row, was: Partner | None) -> str:
    if was is None:
        return "new"
    now = (row.partner, row.kind, row.county_code, row.municipality_code, row.number_of_partner)
    return "same" if now == (was.name, was.kind, was.county_code, was.municipality_code, was.number) else "changed"


def _only_once(row: Row, seen: dict[tuple[str, str], int]) -> None:
    """Raises WrongInput for a contact person who stood earlier in the file."""
    key = (row.partner.casefold(), row.email or row.name.casefold())
    if key in seen:
        raise WrongInput("contact_twice_in_file", first=seen[key])
    seen[key] = row.number


# Between the preview and the deed the rows travel with the page, signed.


def packed(seen: Look) -> list[dict[str, Any]]:
    return [asdict(each.row) for each in seen.proposals]


def unpacked(host: Organisation, rows: Iterable[dict[str, Any]]) -> Look:
    """As `packed`, held against the register as it is now."""
    return look(host, [Row(**row) for row in rows])
