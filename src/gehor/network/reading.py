"""Partners and contact persons out of a table, as a list kept elsewhere has them. Nothing is stored.

A row is one contact person at a partner, or a partner alone. Every row that cannot be read is said by its number.
"""

from dataclasses import dataclass

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Problem, columns, read_table

ROWS_MOST = 2000
FILE_MOST_BYTES = 2 * 1024 * 1024

# What a column may be called, in small letters → what it holds
COLUMNS = {
    "partner": ("aktör", "organisation", "kommun", "medlem", "actor", "member", "municipality", "organisation name"),
    "kind": ("slag", "typ", "kategori", "kind", "type"),
    "county_code": ("länskod", "län", "county code", "county"),
    "municipality_code": ("kommunkod", "municipality code"),
    "number_of_partner": ("organisationsnummer", "org.nr", "orgnr", "registration number"),
    "name": ("namn", "kontaktperson", "name", "contact person", "contact"),
    "role": ("roll", "role"),
    "title": ("titel", "befattning", "title", "job title", "position"),
    "email": ("e-post", "epost", "e-postadress", "mejl", "e-mail", "email", "mail"),
    "phone": ("telefon", "telefonnummer", "mobil", "phone", "telephone"),
    "language": ("språk", "language"),
}
KINDS = {
    "municipality": ("kommun", "municipality"),
    "region": ("region", "landsting"),
    "authority": ("statlig myndighet", "myndighet", "stat", "state authority", "authority"),
    "civil_society": ("civilsamhälle", "förening", "civil society", "association", "organisation i civilsamhället"),
    "university": ("universitet", "högskola", "lärosäte", "university"),
    "other": ("annat", "övrigt", "företag", "other"),
}
ROLES = {
    "elected": ("förtroendevald", "politiker", "elected", "elected representative", "politician"),
    "official": ("tjänsteperson", "tjänsteman", "official", "officer"),
    "researcher": ("forskare", "researcher"),
    "civil_society": ("civilsamhälle", "förening", "civil society"),
}


@dataclass(frozen=True)
class Row:
    """One row as the file has it, its words turned into codes. number: of the row in the spreadsheet."""

    number: int
    partner: str
    kind: str = ""  # as for what follows: nothing where the file says nothing
    county_code: str = ""
    municipality_code: str = ""
    number_of_partner: str = ""
    name: str = ""
    role: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True)
class File:
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_file(data: bytes, name: str = "") -> File:
    """Raises WrongInput for a file that is no table of partners."""
    if len(data) > FILE_MOST_BYTES:
        raise WrongInput("file_too_big", field="file", name=name, limit_mb=FILE_MOST_BYTES // 1024 // 1024)
    try:
        table = read_table(data, name)
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file"}) from None
    places = columns.places(table.columns, COLUMNS)
    if "partner" not in places:
        raise WrongInput("no_column_of_partners", field="file")
    if len(table.rows) > ROWS_MOST:
        raise WrongInput("too_many_partners", field="file", most=ROWS_MOST)
    problems = [each for each in table.problems if each.blocks and each.code != "row_too_short"]
    faulty = {each.row for each in problems}
    rows = []
    for line in table.rows:
        if line.number in faulty:
            continue
        cells = {part: " ".join(line.cells[place].split()) for part, place in places.items()}
        try:
            rows.append(_row(line.number, cells))
        except WrongInput as refusal:
            problems.append(Problem(line.number, None, refusal.code, refusal.params))
    return File(tuple(rows), tuple(problems))


def _row(number: int, cells: dict[str, str]) -> Row:
    if not cells["partner"]:
        raise WrongInput("row_without_partner")
    coded = {
        "kind": _code(cells.get("kind", ""), KINDS, "unknown_kind_of_partner"),
        "role": _code(cells.get("role", ""), ROLES, "unknown_role_of_contact"),
        "municipality_code": _digits(cells.get("municipality_code", ""), 4),
        "county_code": _digits(cells.get("county_code", ""), 2),
    }
    if cells.get("email") and not cells.get("name"):
        raise WrongInput("contact_without_name")
    return Row(number=number, **{**cells, **coded})


def _code(word: str, codes: dict[str, tuple[str, ...]], refusal: str) -> str:
    if not word:
        return ""
    said = word.casefold()
    found = next((code for code, words in codes.items() if said == code or said in words), None)
    if found is None:
        raise WrongInput(refusal, word=word[:80])
    return found


def _digits(code: str, length: int) -> str:
    """A spreadsheet takes the noughts in front away: 180 is Stockholm."""
    return code.zfill(length) if code.isascii() and code.isdigit() else code
