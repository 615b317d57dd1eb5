"""What looks like personal data: by hand, what only looks alike, and by property."""

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from gehor.calc.text.personal import Kind, found, kinds, pieces


def marked(text):
    return [(piece.kind.value, piece.text) for piece in pieces(text) if piece.kind]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Jag heter Kim, 880320-0016.", "personal_number", "880320-0016"),
        ("19880320-0016", "personal_number", "19880320-0016"),
        ("mitt nummer: 198803200016!", "personal_number", "198803200016"),
        ("1988-03-20-0016", "personal_number", "1988-03-20-0016"),
        ("880320 0016", "personal_number", "880320 0016"),
        ("880320\u20130016", "personal_number", "880320\u20130016"),  # as a word processor writes it
        ("200320+0017", "personal_number", "200320+0017"),  # a hundred years or more
        ("(000229-0005)", "personal_number", "000229-0005"),  # 2000 was a leap year, 1900 was none
        ("samordningsnummer 701063-2391", "coordination_number", "701063-2391"),
        ("070-123 45 67", "phone", "070-123 45 67"),
        ("0701234567", "phone", "0701234567"),
        ("tel. 08-123 456 78.", "phone", "08-123 456 78"),
        ("08/12 34 56", "phone", "08/12 34 56"),
        ("Ring (0910) 12345", "phone", "(0910) 12345"),
        ("+46 (0)70 123 45 67", "phone", "+46 (0)70 123 45 67"),
        ("0046701234567", "phone", "0046701234567"),
        ("070-123-45-67", "phone", "070-123-45-67"),
        ("+47 912 34 567", "phone", "+47 912 34 567"),
        ("Skriv till anna.o'neil+dialog@exempel.se.", "email", "anna.o'neil+dialog@exempel.se"),
        ("åsa@skövde.nu", "email", "åsa@skövde.nu"),
        ("anna (at) exempel.se", "email", "anna (at) exempel.se"),
        ("Jag bor på Storgatan 12.", "address", "Storgatan 12"),
        ("storgatan 12 b", "address", "storgatan 12 b"),
        ("Norra vägen 4", "address", "Norra vägen 4"),
        ("Karl Johans gata 3C", "address", "Karl Johans gata 3C"),
        ("S:t Eriksgatan 5, 112 39 Stockholm", "address", "Eriksgatan 5, 112 39 Stockholm"),
        ("Birkagränd 7, lgh 1203", "address", "Birkagränd 7, lgh 1203"),
    ],
)
def test_what_looks_like_personal_data_is_marked_as_a_whole(text, kind, what):
    assert marked(text) == [(kind, what)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi vill ha fler bänkar.",
        "880320-0017",  # wrong check digit
        "881332-0016",  # no such day
        "990229-1234",  # no leap year, whichever century
        "556036-0793",  # an organisation number: its third digit is two or more
        "KS 2024/00123 och KS2026-0142",
        "BN 2024-001234",
        "dnr 2025-03-20:0016",
        "KS/880320-0016",  # a case number of our own making
        "2024-03-20 1400, 20240320–20240321",
        "2024-03-20 1409",  # would have the right check digit
        "den 01-02-2024 kl. 08:00-17:00, 08-12 och 13-17",
        "öppet 08-12 13-17",
        "0800-1700",
        "1 250 000 kr, 10 000 000 kronor, 0,5 procent",
        "880320 0016 kr",
        "+10 000 000 000 kr",
        "070 000 kr",
        "5 000–10 000 invånare",
        "version 0.10.123456",
        "123 45 Lillby",  # a town is nobody's home
        "@kommunen, a@b, pris@5",
        "Storgatan och Kungsgatan",
        "Storgatan 2026",
        "på Storgatan 30 km/h, Storgatan 40 meter norrut",
        "riksväg 50, Länsväg 222, väg 55, E4",
        "motorvägen 2 mil bort, Cykelvägen 3",
        "Detaljplan 3, Lekplats 4, Skolgården 2, arbetsplats 12",
        "gatan 5",
        "artikel 12, punkt 3, sida 14",
    ],
)
def test_what_only_looks_alike_is_left_alone(text):
    assert marked(text) == []


def test_of_several_each_is_marked_and_kinds_are_told_once_in_order():
    text = "Anna, anna@exempel.se eller bo@exempel.se, 880320-0016,\nStorgatan 3"
    assert [kind for kind, _ in marked(text)] == ["email", "email", "personal_number", "address"]
    assert kinds(text) == [Kind.PERSONAL_NUMBER, Kind.EMAIL, Kind.ADDRESS]


def test_nothing_is_found_over_a_line_break():
    assert marked("880320\n0016 Storgatan\n3 070-123\n45 67") == []


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31))
WORDS = st.text(alphabet="abc åÅ,.!?()\n", max_size=20)


@st.composite
def numbers(draw, *, moved=0):
    """A number with its check digit, in one of the ways in which people write it."""
    day, serial = draw(DAYS), draw(st.integers(0, 999))
    date = f"{day.year:04}{day.month:02}{day.day + moved:02}"
    last = f"{serial:03}" + luhn.calc_check_digit(f"{date[2:]}{serial:03}")
    return draw(st.sampled_from([f"{date}-{last}", f"{date[2:]}-{last}", f"{date}{last}", f"{date[2:]} - {last}"]))


@settings(max_examples=60)
@given(WORDS, numbers(), WORDS)
def test_every_personal_number_is_found_wherever_it_stands(before, number, after):
    assert ("personal_number", number) in marked(f"{before} ({number}) {after}")


@settings(max_examples=60)
@given(numbers(moved=60))
def test_every_coordination_number_is_told_from_a_personal_number(number):
    assert marked(f"nr {number}") == [("coordination_number", number)]


@settings(max_examples=60)
@given(numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(number, wrong):
    wrong_number = number[:-1] + str((int(number[-1]) + wrong) % 10)
    assert "personal_number" not in dict(marked(f"nr {wrong_number}"))


TYPED = st.lists(
    st.sampled_from(
        "880320-0016|070-123 45 67|a@b.se|Storgatan 3|0|8|19|-| |\n|+46|,|.|@|gatan|é|أ|(|)|/|20240320|kr".split("|")
    ),
    max_size=15,
).map("".join)


@settings(max_examples=150)
@given(TYPED | st.text(max_size=60))
def test_the_pieces_together_are_the_text_and_each_lies_where_it_was_found(text):
    assert "".join(piece.text for piece in pieces(text)) == text
    spans = [(each.start, each.end) for each in found(text)]
    assert all(start < end and "\n" not in text[start:end] for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert [piece.text for piece in pieces(text) if piece.kind] == [text[start:end] for start, end in spans]


@settings(max_examples=150)
@given(TYPED)
def test_what_is_marked_is_marked_as_the_same_when_it_stands_alone(text):
    for kind, what in marked(text):
        assert marked(what) == [(kind, what)]


@pytest.mark.parametrize("sign", ["0", "0 ", "a", "Aa ", "a.", "+4", "08-1", "a@", "19880320-", "gatan ", "s gata "])
def test_no_text_takes_long(sign):
    begun = time.process_time()
    found(sign * (20_000 // len(sign)))
    assert time.process_time() - begun < 0.5
