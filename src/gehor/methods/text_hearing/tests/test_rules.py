"""Numbers, parts and versions, without a database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.methods.text_hearing import rules
from gehor.methods.text_hearing.blocks import Block, Kind
from gehor.process.method import Item, Said
from gehor.process.words import Channel


def heading(text: str, level: int = 1) -> Block:
    return Block(Kind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(Kind.PARAGRAPH, text)


BLOCKS = st.lists(
    st.one_of(
        st.builds(heading, st.sampled_from("ABC"), st.integers(1, 4)),
        st.builds(lambda text, times: paragraph(text * times), st.text("ab ", min_size=1), st.integers(1, 2000)),
    ),
    max_size=120,
)

WORDS = st.lists(st.sampled_from("alla barn träd parken sköts".split()), min_size=1, max_size=5).map(" ".join)
FEW = st.lists(st.one_of(st.builds(heading, WORDS, st.integers(1, 3)), st.builds(paragraph, WORDS)), max_size=12)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), (" 12 A ", "12a"), ("§ 3b", "3b"), ("stycke 7", "7"), ("Nr. 4", "4"), ("007", "7")],
)
def test_a_number_is_understood_as_people_write_it(typed: str, number: str) -> None:
    assert rules.number_of(typed) == number
    assert rules.number_of(rules.spoken(number)) == number


@pytest.mark.parametrize("typed", ["", "tolv", "12 3", "1" * 50, "12abcd", "-1"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(WrongInput, match="unknown_paragraph"):
        rules.number_of(typed)


@pytest.mark.parametrize("version", ["ett", True, "1000", -1, "²"])
def test_what_is_no_version_is_refused(version: object) -> None:
    with pytest.raises(WrongInput, match="unknown_version"):
        rules.checked({}, {"paragraph": "1", "version": version})


def test_what_is_said_is_counted_by_paragraph_in_the_order_of_the_text() -> None:
    items = [
        Item(f"R{at}", channel, {"paragraph": number, "version": 1} if number else {"version": 1})
        for at, (number, channel) in enumerate(
            [("12a", Channel.WEB), ("2", Channel.PAPER), ("", Channel.WEB), ("12", Channel.WEB), ("2", Channel.WEB)]
        )
    ]
    rows = rules.results({}, items)
    assert [(row.key, row.count) for row in rows] == [("2", 2), ("12", 1), ("12a", 1), ("", 1)]
    assert rows[0].by_channel == {Channel.WEB: 1, Channel.PAPER: 1}
    outcome = rules.outcome({}, Said(items))
    assert outcome.people == 5 and outcome.by_channel[Channel.PAPER] == 1
    assert [line.label["sv"] for line in outcome.tables[0].lines] == [
        "Stycke 2",
        "Stycke 12",
        "Stycke 12 a",
        "Hela texten",
    ]


@settings(max_examples=50, deadline=None)
@given(BLOCKS)
def test_every_block_stands_in_one_part_and_no_part_is_long(blocks: list[Block]) -> None:
    divided = rules.parts(blocks)
    assert [part.first for part in divided] == [0, *(part.last for part in divided[:-1])]
    assert divided[-1].last == len(blocks) and [part.number for part in divided] == list(range(1, len(divided) + 1))
    for part in divided:
        some = blocks[part.first : part.last]
        assert sum(block.is_numbered for block in some) <= rules.PART_NUMBERED
        assert sum(len(block.text) for block in some) <= rules.PART_TEXT or sum(b.is_numbered for b in some) <= 1
    if len(divided) > 1:
        assert all(part.last > part.first for part in divided)


def test_a_long_text_is_divided_at_its_headings() -> None:
    blocks = []
    for at in range(6):
        blocks += [heading(f"Kapitel {at}"), heading("Mål", 2), *(paragraph(f"{at}.{n}") for n in range(20))]
    divided = rules.parts(blocks)
    assert [blocks[part.first].text for part in divided] == [f"Kapitel {at}" for at in range(6)]
    numbers = [f"{place}" if block.is_numbered else "" for place, block in enumerate(blocks)]
    contents = rules.contents(blocks, numbers, {"2": 3, "24": 2, "25": 1}, divided)
    assert [(entry.text, entry.part, entry.count) for entry in contents[:4]] == [
        ("Kapitel 0", 1, 3),
        ("Mål", 1, 3),
        ("Kapitel 1", 2, 3),
        ("Mål", 2, 3),
    ]


FIRST = [
    heading("Mål"),
    paragraph("Alla ska ha högst 300 meter till en park."),
    paragraph("Träd sparas."),
    heading("Skötsel"),
    paragraph("Gräs klipps varje vecka."),
]
SECOND = [
    heading("Mål"),
    paragraph("Barn ska höras när lekplatser byggs om."),
    paragraph("Alla ska ha högst 250 meter till en park."),
    heading("Skötsel och drift"),
    paragraph("Gräs klipps varje vecka."),
]


def test_paragraphs_keep_their_numbers_and_what_differs_is_told() -> None:
    first = rules.numbers(FIRST, [], [])
    assert first == ["", "1", "2", "", "3"]
    before = [(number, block.text) for number, block in zip(first, FIRST, strict=True) if number]
    second = rules.numbers(SECOND, before, ["1", "2", "3"])
    assert second == ["", "0a", "1", "", "3"]
    rows = rules.compared(list(zip(first, FIRST, strict=True)), list(zip(second, SECOND, strict=True)))
    assert [(row.number, row.fate.value) for row in rows] == [
        ("", "same"),
        ("0a", "new"),
        ("1", "reworded"),
        ("2", "gone"),
        ("", "reworded"),
        ("3", "same"),
    ]
    assert [piece.text for piece in rows[2].pieces] == ["Alla ska ha högst", " 300", " 250", " meter till en park."]


def test_a_paragraph_that_is_moved_is_told_and_the_rest_is_not() -> None:
    before = [("1", paragraph("Ett.")), ("2", paragraph("Två.")), ("3", paragraph("Tre."))]
    rows = rules.compared(before, [before[2], before[0], before[1]])
    assert [(row.number, row.moved) for row in rows] == [("3", True), ("1", False), ("2", False)]


@settings(max_examples=50, deadline=None)
@given(FEW, FEW)
def test_both_versions_can_be_read_out_of_their_comparison(first: list[Block], second: list[Block]) -> None:
    old = list(zip(rules.numbers(first, [], []), first, strict=True))
    texts = [(number, block.text) for number, block in old if number]
    new = list(zip(rules.numbers(second, texts, [number for number, _ in texts]), second, strict=True))
    rows = rules.compared(old, new)
    assert [row.number for row in rows if row.fate is not rules.Fate.GONE] == [number for number, _ in new]
    assert sorted(row.number for row in rows if row.fate is not rules.Fate.NEW) == sorted(number for number, _ in old)


def test_a_point_keeps_its_number_when_one_is_put_in_above_it() -> None:
    before = [Block(Kind.PARAGRAPH, "1. Gatan görs om."), Block(Kind.PARAGRAPH, "2. Ett träd planteras.")]
    after = [Block(Kind.PARAGRAPH, "1. Alla hörs först."), Block(Kind.PARAGRAPH, "2. Gatan görs om."), *before[1:]]
    after[2] = Block(Kind.PARAGRAPH, "3. Ett träd planteras.")
    given = rules.numbers(after, [("1", before[0].text), ("2", before[1].text)], ["1", "2"])
    assert given == ["0a", "1", "2"]
    rows = rules.compared(list(zip(["1", "2"], before, strict=True)), list(zip(given, after, strict=True)))
    fates = ["new", "same", "same"]
    assert [row.fate for row in rows] == fates, "a number that moves on is no new wording"


def test_a_row_knows_the_head_of_its_own_table_only() -> None:
    blocks = [
        Block(Kind.HEAD, "Mål | Mått"),
        Block(Kind.ROW, "Nära | 300 m"),
        Block(Kind.PARAGRAPH, "Och så en tabell utan huvud."),
        Block(Kind.ROW, "Gräs | Varje vecka"),
    ]
    assert rules.heads(blocks) == ["", "Mål | Mått", "", ""]
    assert rules.numbers(blocks, [], []) == ["", "1", "2", "3"], "nobody has a view on what a column is called"
