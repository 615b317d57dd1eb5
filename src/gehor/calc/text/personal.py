"""Where a text looks as if it held personal data, so that somebody looks there before it is shown.

Read `found` first. It marks and never decides: what is marked may be something else, and names, illnesses and much
else that points out a person have no form by which they could be found.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn


class Kind(StrEnum):
    """What a piece of text looks like."""

    PERSONAL_NUMBER = "personal_number"
    COORDINATION_NUMBER = "coordination_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True)
class Found:
    """text[start:end] looks like `kind`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """An unbroken piece of a text, and what it looks like, if like anything."""

    text: str
    kind: Kind | None = None


def found(text: str) -> list[Found]:
    """What looks like personal data, in the order of the text; no two overlap, and none goes over a line break.

    Swedish personal and coordination numbers need a day that exists and the right check digit, so that most case
    numbers, amounts and times pass; phone numbers the length that the numbering plan gives their area; street
    addresses a street's ending and a number that is no measure. No randomness, and no day of today.
    Sources: Folkbokföringslagen (1991:481) § 18; Skatteverket, SKV 707 (day + 60); PTS, the Swedish numbering plan.

    >>> [(each.kind.value, each.start) for each in found("Ring 070-123 45 67 eller anna@exempel.se")]
    [('phone', 5), ('email', 25)]
    """
    taken: list[Found] = []
    if not _SIGN.search(text):
        return taken
    for finder in (_emails, _numbers, _phones, _addresses):
        taken += [each for each in finder(text) if not any(_overlap(each, other) for other in taken)]
    return sorted(taken, key=lambda each: each.start)


def kinds(*texts: str) -> list[Kind]:
    """What the texts look as if they held, each once, in the order of Kind.

    >>> kinds("Ring mig", "på 070-123 45 67")
    [<Kind.PHONE: 'phone'>]
    """
    seen = {each.kind for text in texts for each in found(text)}
    return [kind for kind in Kind if kind in seen]


def pieces(text: str) -> list[Piece]:
    """The whole text in pieces, those that look like personal data each by itself. Put together they are the text.

    >>> [piece.text for piece in pieces("Jag bor på Storgatan 3 här")]
    ['Jag bor på ', 'Storgatan 3', ' här']
    """
    cut, at = [], 0
    for each in found(text):
        cut += [Piece(text[at : each.start]), Piece(text[each.start : each.end], each.kind)]
        at = each.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


_SIGN = re.compile(r"[0-9@(\[]")  # one stands in all that is found, and few texts have any

# Space, or space that does not break; never a line break. Then the strokes that keyboards and word processors make.
_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_STROKE = r"[-\u2010\u2011\u2012\u2013\u2212]"

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+][\w.+'-]{0,63}"
    rf"(?:@|{_SPACE}?[\[(](?:at|snabel-a)[\])]{_SPACE}?)"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[Found]:
    return (Found(Kind.EMAIL, *match.span()) for match in _EMAIL.finditer(text))


_NUMBER = re.compile(
    rf"(?<![\w+.,:/])(?<!\d[-\u2013 ])"
    rf"(?P<year>(?:18|19|20)?[0-9]{{2}})(?P<cut>{_STROKE}?)(?P<month>0[1-9]|1[0-2])(?P=cut)"
    rf"(?P<day>[0-9]{{2}})(?P<before>{_SPACE}?(?:{_STROKE}|\+)?{_SPACE}?)(?P<serial>[0-9]{{4}})"
    rf"(?![\w]|[.,:/+-][0-9]|{_SPACE}?(?:kr|kronor|sek|euro)\b)",
    re.IGNORECASE,
)


def _numbers(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        year, month, day = match["year"], int(match["month"]), int(match["day"])
        digits = f"{year[-2:]}{match['month']}{match['day']}{match['serial']}"
        if match["cut"] and not match["before"].strip():
            continue  # 2024-03-20 1400 is a day and a time
        if len(year) == 2 and not match["before"] and digits.startswith("07"):
            continue  # ten digits in a row from 07 are a mobile phone's more often than a child's
        years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
        if not luhn.is_valid(digits):
            continue
        if _is_a_day(years, month, day):
            yield Found(Kind.PERSONAL_NUMBER, *match.span())
        elif _is_a_day(years, month, day - 60):
            yield Found(Kind.COORDINATION_NUMBER, *match.span())


def _is_a_day(years: Iterable[int], month: int, day: int) -> bool:
    for year in years:
        try:
            dt.date(year, month, day)
        except ValueError:
            continue
        return True
    return False


# What follows a number that counts or measures something
_MEASURE = (
    rf"(?!{_SPACE}*(?:%|(?:kr|kronor|tkr|mkr|sek|euro|kronors|tusen|miljoner|procent|meter|m|m2|m²|kvm|km|mil|minuter|min|"
    r"timmar|dagar|veckor|månader|år|gånger|bilar|personer|barn|lägenheter|bostäder|platser|stycken|st|av|och\b.{0,8}\bkr)"
    r"(?![\w])))"
)
_PHONE = re.compile(
    rf"(?<![\w+.,:/])(?<!\d[-\u2013 ])"
    rf"(?:(?P<abroad>(?:\+|00){_SPACE}?46{_SPACE}?{_STROKE}?(?:\(0\))?{_SPACE}?)|\(?0)"
    rf"(?P<area>8|[1-79][0-9]{{0,2}})\)?(?P<first>(?:{_SPACE}?{_STROKE}{_SPACE}?|/|{_SPACE})?)"
    rf"(?P<rest>[0-9]{{2,8}}(?:(?P<between>{_SPACE}|{_STROKE})[0-9]{{2,4}}(?:(?P=between)[0-9]{{2,4}}){{0,3}})?)"
    rf"(?![\w]|[.,:/+-][0-9]){_MEASURE}",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    rf"(?<![\w+.,:/])(?:\+|00)(?!46)[1-9](?:[0-9]|[ \u00a0-][0-9]|\([0-9]\)){{8,14}}(?![\w]|[.,:/+-][0-9]){_MEASURE}",
    re.IGNORECASE,
)
# Areas of three digits with their 0; 08 is the only one of two, all others have four
_THREE = frozenset("10 11 13 16 18 19 20 21 23 26 31 33 35 36 40 42 44 46 54 60 63 70 72 73 74 75 76 77 79 90".split())
_MOBILE = frozenset("70 72 73 76 79 10".split())


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if _is_a_phone_number(match):
            yield Found(Kind.PHONE, *match.span())
    for match in _FOREIGN.finditer(text):
        yield Found(Kind.PHONE, *match.span())


def _is_a_phone_number(match: "re.Match[str]") -> bool:
    """Whether area and number have the lengths of the numbering plan, in whichever way they are written."""
    digits = match["area"] + re.sub(r"[^0-9]", "", match["rest"])
    area = "8" if digits[0] == "8" else digits[:2] if digits[:2] in _THREE else digits[:3]
    if match["area"] != area if match["first"] else re.match(_STROKE, match["between"] or ""):
        return False  # 01-02-2024 has no area, and 0800-1700 is when something is open
    size = len(digits) - len(area)
    if area in _MOBILE:
        return size == 7
    if area == "8":
        return 6 <= size <= 8
    return 5 <= size <= 8 if len(area) == 2 else 5 <= size <= 6


_TOWN = rf"(?:,?{_SPACE}+(?:SE?{_STROKE})?[1-9][0-9]{{2}}{_SPACE}?[0-9]{{2}}{_SPACE}+[A-ZÅÄÖ][a-zåäöé]+)?"
_HOUSE = (
    rf"{_SPACE}+[0-9]{{1,3}}(?:{_SPACE}?[A-Za-z](?![\w]))?(?![\w]|[.,:/][0-9]|{_STROKE}[0-9]{{3}}){_MEASURE}"
    rf"(?:,?{_SPACE}+(?:lgh|lägenhet|nb|bv|[0-9]{{1,2}}{_SPACE}?tr)\.?(?:{_SPACE}[0-9]{{4}})?(?![\w]))?{_TOWN}"
)
_DEFINITE = r"gatan|vägen|gränden|stigen|allén|torget|backen|leden|kajen|esplanaden|gården|slingan|ringen|rundan"
_BARE = r"gata|väg|gränd|stig|allé|torg|backe|plats"
_STREET = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<name>[^\W\d_](?:[^\W\d_]|[:é-](?=[^\W\d_])){{1,40}}(?:{_DEFINITE}))"  # Storgatan, also storgatan
    rf"|(?P<rank>Norra|Södra|Östra|Västra|Stora|Lilla|Gamla|Nya|Övre|Nedre|Mellersta){_SPACE}(?i:{_DEFINITE}|{_BARE})"
    # Karl Johans gata
    rf"|(?P<of>(?:[A-ZÅÄÖÉ][^\W\d_]{{1,30}}{_SPACE}){{0,2}}[A-ZÅÄÖÉ][^\W\d_]{{1,30}}s{_SPACE}(?:{_BARE}))"
    rf"|(?P<bare>[A-ZÅÄÖÉ][^\W\d_]{{2,40}}(?:{_BARE}))"  # Birkagränd
    rf"){_HOUSE}"
)
# Roads that everybody drives on, and things that end like a street: no house of anybody's
_NO_STREET = frozenset(
    """motorväg riksväg länsväg europaväg huvudväg bilväg cykelväg gångväg landsväg järnväg omväg genväg skogsväg
    grusväg byväg utväg infartsväg förbifartsväg busslinjeled cykelled vandringsled pendlingsled
    trädgård skolgård innergård förgård bakgård bondgård kyrkogård återvinningsgård fritidsgård ridgård lekgård
    arbetsplats parkeringsplats busshållplats hållplats lekplats badplats rastplats vistelseplats förskoleplats
    vårdplats mötesplats uteplats sittplats boendeplats parkeringsring huvudled farled genomfartsgata huvudgata
    lokalgata gågata cykelgata tvärgata återvändsgata bussgata marknadstorg
    """.split()
)
_ENDINGS = re.compile(r"(?:en|n|et)$")


def _addresses(text: str) -> Iterator[Found]:
    for match in _STREET.finditer(text):
        word = (match["name"] or match["bare"] or "").casefold()
        if word not in _NO_STREET and _ENDINGS.sub("", word) not in _NO_STREET:
            yield Found(Kind.ADDRESS, *match.span())
