"""Pabulib files: what is read, what is refused, and that real ones give what was published."""

from decimal import Decimal
from pathlib import Path

import pytest

from gehor.calc.budget import by_votes, pabulib, votes_of
from gehor.calc.budget.pabulib import Choice, NotPabulib, VoteType, number, read, write

REAL = Path(__file__).resolve().parents[6] / "shared" / "data" / "pabulib"
# Small and made up, with what real files are known for
ODD = '''\ufeffMETA
key;value
description;A hamlet; with a semicolon
currency;EUR
District ; Norra
budget;1 000,50
vote_type;approval
rule;equalshares/add1
PROJECTS
project_id;cost;name;category;selected
7;400,25;"Bench; and ""table""";none;1
x-9;600.5;Pond;water, green;0
VOTES
voter_id;age;vote;sex
1;44;7,x-9;F
2;none;none;
3;17; x-9 , 7 ;M
4;;x-9;none
'''


def changed(old: str, new: str) -> bytes:
    assert old in ODD
    return ODD.replace(old, new, 1).encode()


def test_an_odd_file_is_read_as_it_was_meant() -> None:
    found = read(ODD.encode())
    assert found.meta["description"] == "A hamlet; with a semicolon"
    assert found.meta["district"] == "Norra" and found.meta["rule"] == "equalshares/add1"
    assert (found.cap, found.parts) == (100050, 100)
    assert [(each.key, each.cost) for each in found.projects] == [("7", 40025), ("x-9", 60050)]
    assert found.details["7"] == {"name": 'Bench; and "table"', "selected": "1"}
    assert [each.keys for each in found.choices] == [("7", "x-9"), (), ("x-9", "7"), ("x-9",)]
    assert found.choices[0] == Choice(15, "1", ("7", "x-9"), (), {"age": "44", "sex": "F"})
    assert found.choices[1].more == {}
    assert found.published == ("7",) and found.faults == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfeM", "pb_not_utf8"),
        (ODD.encode("utf-16"), "pb_not_utf8"),
        (changed("Norra", "Södra").decode().encode("cp1252", "ignore"), "pb_not_utf8"),
        (ODD.replace(";", ",").encode(), "pb_wrong_separator"),
        (ODD.replace(";", "\t").encode(), "pb_wrong_separator"),
        (changed("1 000,50", "NaN"), "pb_unreadable_number"),
        (changed("1 000,50", "-5"), "pb_unreadable_number"),
        (changed("1 000,50", "0,0000001"), "pb_unreadable_number"),
        (changed("400,25", "nan"), "pb_unreadable_cost"),
        (changed("400,25", "inf"), "pb_unreadable_cost"),
        (changed("400,25", "0,0000001"), "pb_unreadable_cost"),
        (b"META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n", "pb_no_projects"),
        (b"META\nPROJECTS\nVOTES\n", "pb_no_section"),
        (b"", "pb_empty"),
        (b"\xef\xbb\xbf\r\n", "pb_empty"),
        (ODD.replace(";", "|").encode(), "pb_wrong_separator"),
        (b"a;b\n1;2\n", "pb_no_section"),
        (changed("VOTES\n", ""), "pb_no_section"),
        (changed("PROJECTS\n", ""), "pb_no_section"),
        (changed("budget;1 000,50\n", ""), "pb_no_budget"),
        (changed("1 000,50", "plenty"), "pb_unreadable_number"),
        (changed("400,25", "-400"), "pb_unreadable_cost"),
        (changed("400,25", "0"), "pb_unreadable_cost"),
        (changed("400,25", "1.000,50"), "pb_unreadable_cost"),
        (changed("x-9;600.5", "7;600.5"), "pb_project_twice"),
        (changed("project_id;cost", "id;cost"), "pb_no_column"),
        (changed("age;vote", "age;choice"), "pb_no_column"),
        (changed("type;approval", "type;guess"), "pb_unknown_vote_type"),
        (changed('""table"""', '""table""'), "pb_quote_left_open"),
        (changed("green;0", "green;0;1"), "pb_too_many_cells"),
        (changed("x-9;600.5;Pond", ";600.5;Pond"), "pb_no_project_id"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(NotPabulib) as refusal:
        read(data)
    assert refusal.value.code == code


def test_a_cost_that_cannot_be_read_is_told_with_its_line() -> None:
    found = read(ODD.encode())
    with pytest.raises(NotPabulib) as refusal:
        read(changed("400,25", "4a"))
    assert (refusal.value.row, refusal.value.params) == (found.lines["7"], {"column": "cost", "word": "4a"})
    assert ODD.splitlines()[found.lines["7"] - 1].startswith("7;")


def test_a_ballot_that_cannot_be_counted_is_a_fault_and_the_others_are_read() -> None:
    found = read(changed("2;none;none;", "1;none;7;\n5;;8;\n6;;7,7;"))
    assert [(each.row, each.code) for each in found.faults] == [
        (16, "pb_voter_twice"),
        (17, "pb_unknown_project"),
        (18, "pb_chosen_twice"),
    ]
    assert [each.voter for each in found.choices] == ["1", "3", "4"]
    one = read(changed("type;approval", "type;choose-1"))
    assert [each.code for each in one.faults] == ["pb_chosen_too_many"] * 2


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (changed("Norra", "Södra").decode().encode("cp1252", "ignore"), 5),
        (ODD.replace(";", ",").encode(), 2),
        (changed("x-9;600.5", "7;600.5"), 12),
        (changed("400,25", "-400"), 11),
        (changed("1 000,50", "-5"), ODD[: ODD.index("1 000,50")].count("\n") + 1),
        (changed("type;approval", "type;guess"), ODD[: ODD.index("vote_type")].count("\n") + 1),
        (changed("age;vote", "age;choice"), 14),
        (changed("green;0", "green;0;1"), 12),
        (changed("3;17", '3;"17'), 17),
    ],
)
def test_what_is_wrong_is_told_with_its_row(data: bytes, row: int) -> None:
    with pytest.raises(NotPabulib) as refusal:
        read(data)
    assert refusal.value.row == row


@pytest.mark.parametrize(("points", "is_one"), [("NaN", 0), ("-1", 0), ("1e3", 0), ("0,0000001", 0), ("1000001", 0),
                                                ("1000000", 1), ("0,000001", 1)])  # fmt: skip
def test_points_that_cannot_be_counted_are_a_fault_of_the_ballot(points: str, is_one: int) -> None:
    text = ODD.replace("approval", "scoring").replace("voter_id;age;vote;sex", "voter_id;points;vote;sex")
    found = read(
        text.replace("1;44;", "1;2,3;")
        .replace("3;17;", "3;1,2;")
        .replace("4;;", f'4;"{points.replace(",", ".")}";')
        .encode()
    )
    assert len(found.choices) == 3 + is_one
    assert [(each.row, each.code) for each in found.faults] == [(18, "pb_unreadable_points")] * (1 - is_one)


@pytest.mark.parametrize("part", ["META", "PROJECTS", "VOTES"])
def test_more_rows_than_can_be_held_are_refused_where_they_begin(monkeypatch, part: str) -> None:
    monkeypatch.setattr(pabulib, "ROWS_MOST", 4)
    parts = {"META": "key;value\nbudget;9\n", "PROJECTS": "project_id;cost\na;1\n", "VOTES": "voter_id;vote\n"}
    row = {"META": "k;v\n", "PROJECTS": "b;1\n", "VOTES": ";a\n"}
    read("".join(f"{name}\n{text}" for name, text in parts.items()).encode() + b"1;a\n")
    parts[part] += row[part] * 5
    with pytest.raises(NotPabulib) as refusal:
        read("".join(f"{name}\n{text}" for name, text in parts.items()).encode())
    assert refusal.value.code == "pb_too_many_rows" and refusal.value.params == {"most": 4}
    assert refusal.value.row == {"META": 6, "PROJECTS": 9, "VOTES": 13}[part]


def test_decimals_of_the_sum_alone_are_kept_too() -> None:
    found = read(b"META\nbudget;9.5\nPROJECTS\nproject_id;cost\na;9\nVOTES\nvoter_id;vote\n1;a\n")
    assert (found.cap, found.projects[0].cost, found.parts) == (95, 90, 10)


def test_what_a_spreadsheet_adds_to_each_line_is_not_read() -> None:
    """As many semicolons as the widest part has."""
    assert read("".join(f"{line};;\n" for line in ODD.splitlines()).encode()) == read(ODD.encode())
    assert read(changed("green;0", "green;0;;")) == read(ODD.encode())


def test_a_hundred_thousand_columns_and_parts_in_another_order_are_read() -> None:
    wide = ";".join(f"c{at}" for at in range(100_000))
    found = read(f"META\nbudget;9\nVOTES\nvoter_id;vote;{wide}\n1;a\nPROJECTS\nproject_id;cost\na;5\n".encode())
    assert [each.keys for each in found.choices] == [("a",)]


def test_points_stand_beside_their_projects_and_order_is_kept() -> None:
    text = ODD.replace("approval", "cumulative").replace("voter_id;age;vote;sex", "voter_id;points;vote;sex")
    found = read(text.replace("1;44;", "1;2,3;").replace("3;17;", "3;5;").replace("4;;", "4;1;").encode())
    assert found.vote_type is VoteType.CUMULATIVE
    assert found.choices[0].points == (Decimal(2), Decimal(3))
    assert [each.code for each in found.faults] == ["pb_points_do_not_fit"]
    assert read(ODD.replace("approval", "ordinal").encode()).choices[2].keys == ("x-9", "7")


def test_numbers_have_a_point_or_a_comma() -> None:
    assert [number(each) for each in ("12", "12,5", "12.50", "1 250", "none", "1,000,000", "", "-1", "1e3")] == [
        *(Decimal(each) for each in ("12", "12.5", "12.50", "1250")),
        *[None] * 5,
    ]


def test_what_is_written_is_read_back_the_same() -> None:
    found = read(ODD.encode())
    again = read(write({**found.meta, "budget": str(found.cap)}, found.projects, found.details, found.choices))
    assert again.details == found.details and again.projects == found.projects and again.cap == found.cap
    assert [(each.voter, each.keys, each.more) for each in again.choices] == [
        (each.voter, each.keys, each.more) for each in found.choices
    ]


@pytest.mark.skipif(not REAL.is_dir(), reason="real Pabulib files lie in ../shared/data/pabulib, which is not here")
@pytest.mark.parametrize(
    ("name", "ballots"),
    [
        ("France_Toulouse_2022.pb", 4532),
        ("Poland_Krakow_2022_Zwierzyniec.pb", 1060),
        ("Poland_Warszawa_2024_Ursus.pb", 4235),
        ("US_Stanford_Dataset_PB_Dieppe_2015_vote_rankings.pb", 680),
    ],
)
def test_real_files_give_the_votes_and_the_winners_that_were_published(name: str, ballots: int) -> None:
    """Data: Pabulib, pabulib.org."""
    found = read((REAL / name).read_bytes())
    assert (len(found.choices), found.faults) == (ballots, ())
    votes = votes_of(found.projects, [each.keys for each in found.choices])
    told = {key: int(each["votes"]) for key, each in found.details.items() if "votes" in each}
    assert {key: votes[key] for key in told} == told
    score = {key: int(each["score"]) for key, each in found.details.items() if "score" in each} or votes
    if found.published is not None:
        assert set(by_votes(found.projects, found.cap, score).funded) == set(found.published)


def test_voters_without_a_name_are_not_taken_for_the_same() -> None:
    found = read(b"META\nbudget;9\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n;a\n;a\nnone;a\n1;a\n1;a\n")
    assert [each.row for each in found.choices] == [8, 9, 10, 11] and [each.row for each in found.faults] == [12]
