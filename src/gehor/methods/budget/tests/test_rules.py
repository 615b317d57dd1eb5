"""What is asked, what is counted, and Pabulib both ways: no database."""

from collections import Counter
from typing import Any

import pytest

from gehor.calc.budget import pabulib
from gehor.ground.errors import WrongInput
from gehor.methods.budget import files, rules, showing
from gehor.methods.budget.exchanging import read, write
from gehor.methods.budget.rules import Rule
from gehor.methods.budget.texts import RULES
from gehor.participation.ballots.speaking import Speaker
from gehor.process.asking import answered, unsound
from gehor.process.exchange import Told, Vote
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

from .examples import SETUP

ONE_SUM = {**SETUP, "areas": [], "cap": 300000, "age": 0, "most": 0}
NORTH = {"age": "yes", "area": "norra-delen"}


def said(*ballots: dict[str, Any]) -> Said:
    return Said(casts=[Cast(number, "", Channel.WEB, values) for number, values in enumerate(ballots)])


def test_where_one_votes_in_one_area_its_projects_are_asked_of_those_who_chose_it() -> None:
    age, area, north, south = rules.questions(SETUP)
    assert unsound([age, area, north, south]) == []
    assert [each.key for each in age.options] == ["yes"] and age.required
    assert north.when and north.when.among == ("norra-delen",) and (north.cap, south.cap) == (500000, 100000)
    assert north.label["sv"] == "Norra delen: vilka projekt vill du ska få pengar?"
    assert north.options[0].note["sv"] == "Vad det är."


def test_everybody_may_vote_in_all_areas_or_there_is_one_sum() -> None:
    everywhere = rules.questions({**SETUP, "votes_in": "all"})
    assert [each.key for each in everywhere] == ["age", "projects-norra-delen", "projects-sodra-delen"]
    assert not any(each.when or each.required for each in everywhere[1:])
    (alone,) = rules.questions(ONE_SUM)
    assert (alone.key, alone.cap, alone.required, alone.most) == ("projects", 300000, True, None)
    assert rules.questions({**ONE_SUM, "within": False})[0].cap is None


def test_a_sheet_without_the_age_is_kept_and_not_counted() -> None:
    bench = {"area": "norra-delen", "projects-norra-delen": ["bankar"]}
    found = rules.outcome(SETUP, said({**bench, "age": "yes"}, bench, {"age": "yes"}))
    assert (found.people, found.unknown) == (3, 2)
    first = found.tables[0].lines[0]
    assert (first.key, first.figures[0].value) == ("bankar", 1)


def test_all_three_rules_are_counted_by_area_and_the_one_that_was_settled_holds() -> None:
    many = [{**NORTH, "projects-norra-delen": ["lekplats", "brygga"]}] * 3
    few = [{**NORTH, "projects-norra-delen": ["bankar"]}] * 2
    north, south = rules.counted(SETUP, said(*many, *few))
    assert north.by_rule[Rule.VOTES].funded == ("brygga", "lekplats")
    assert north.outcome is north.by_rule[Rule.SHARES] and north.outcome.funded == ("brygga", "bankar")
    assert south.people == 0 and south.outcome.funded == ()


def test_the_example_uses_the_real_projects() -> None:
    found = rules.example(ONE_SUM)
    assert found is not None
    assert [each.key for each in found.projects] == ["lekplats", "brygga", "bankar", "odling"]
    assert found.by_rule[Rule.VOTES].funded == ("brygga", "lekplats")
    assert set(found.by_rule[Rule.SHARES].funded) == {"brygga", "bankar", "odling"}
    assert rules.example(SETUP) is None, "three projects are too few to choose four of"


def test_projects_move_within_their_area() -> None:
    rows = [{"key": "a", "area": "n"}, {"key": "b", "area": "s"}, {"key": "c", "area": "n"}]
    assert [each["key"] for each in rules.moved(rows, "c", -1)] == ["c", "b", "a"]
    assert rules.moved(rows, "b", -1) == rows == rules.moved(rows, "gone", 1)


def test_a_ballot_over_the_sum_is_refused_from_paper_and_files_too() -> None:
    with pytest.raises(WrongInput) as refusal:
        answered(rules.questions(ONE_SUM), {"projects": ["lekplats", "odling"]}, is_whole=False)
    assert (refusal.value.code, refusal.value.params["over"]) == ("over_cap", 20000)


# Pabulib


def test_what_is_written_says_what_pabulib_needs_and_nobody_is_in_it_twice() -> None:
    votes = (
        Vote({**NORTH, "projects-norra-delen": ["bankar", "brygga"]}, person="1", channel=Channel.PAPER),
        Vote({**NORTH, "projects-norra-delen": ["bankar"]}, person="2"),
        Vote({"area": "norra-delen", "projects-norra-delen": ["bankar"]}, person="3"),  # no age
    )
    found = write(SETUP, Told(votes=votes))
    assert sorted(found) == ["budget-norra-delen.pb", "budget-sodra-delen.pb"]
    file = pabulib.read(found["budget-norra-delen.pb"])
    assert (file.cap, file.meta["currency"], file.meta["num_votes"], file.meta["rule"]) == (
        500000,
        "SEK",
        "2",
        "equalshares",
    )
    assert file.details["bankar"] == {"name": "Bänkar", "votes": "2", "selected": "1"}
    assert [each.more for each in file.choices] == [{"voting_method": "paper"}, {}]


def test_a_ballot_that_is_not_counted_comes_back_by_the_way_it_came_and_no_other_reader_counts_it() -> None:
    votes = (
        Vote({**NORTH, "projects-norra-delen": ["bankar"]}, person="1", channel=Channel.WEB),
        Vote(NORTH, person="2", channel=Channel.PAPER),
        Vote({"area": "norra-delen", "projects-norra-delen": ["bankar"]}, person="3", channel=Channel.WEB),
    )
    files = write(SETUP, Told(votes=votes))
    assert len(pabulib.read(files["budget-norra-delen.pb"]).choices) == 1
    assert Counter(each.channel for each in read(SETUP, files).votes) == {Channel.WEB: 2, Channel.PAPER: 1}
    broken = files["budget-norra-delen.pb"].replace(b"internet 1", b"internet many")
    again = read(SETUP, {"b.pb": broken})
    assert [each.code for each in again.problems] == ["pb_not_counted_unreadable"] and len(again.votes) == 1


def test_who_chooses_from_several_sums_is_one_person_in_all_the_files() -> None:
    setup = {**SETUP, "votes_in": "all", "age": 0}
    both = {"projects-norra-delen": ["bankar"], "projects-sodra-delen": ["odling"]}
    again = read(setup, write(setup, Told(votes=(Vote(both, person="7"), Vote(both, person="8")))))
    assert [each.values for each in again.votes] == [both, both]


ABROAD = """META
key;value
budget;200,5
vote_type;cumulative
currency;EUR
PROJECTS
project_id;cost
Bankar;40.5
brygga;80
VOTES
voter_id;vote;points;age
1;Bankar,brygga;3,0;40
2;brygga;2;12
3;none;none;70
4;rymdhiss;1;30
"""


def test_a_file_from_elsewhere_is_counted_by_what_is_set_up_here_and_says_so() -> None:
    found = read(SETUP, {"b.pb": ABROAD.encode()})
    assert [(each.row, each.values) for each in found.votes] == [
        (12, {"age": "yes", "area": "norra-delen", "projects-norra-delen": ["bankar"]}),
        (14, {"age": "yes", "area": "norra-delen", "projects-norra-delen": []}),  # blank, and took part
    ]
    assert [(each.code, each.blocks) for each in found.problems] == [
        ("pb_unknown_project", True),
        ("pb_other_costs", False),
        ("pb_other_currency", False),
        ("pb_only_which", False),
        ("pb_too_young", True),
    ]


# Projects from a file


def test_projects_come_from_a_table_in_swedish_or_english() -> None:
    table = "Projekt;Kostnad;Plats;Område\nGunga;12 500 kr;Vid skolan;Södra delen\nRutschkana;30000;;the north\n"
    swing, slide = files.read(table.encode(), "p.csv", setup=SETUP, source="sv")
    assert (swing["key"], swing["cost"], swing["place"], swing["area"]) == (
        "gunga",
        12500,
        {"sv": "Vid skolan"},
        "sodra-delen",
    )
    assert (slide["area"], slide["place"], slide["note"]) == ("norra-delen", {}, {})


@pytest.mark.parametrize(
    ("place", "kept"), [("59.8;17.6", ["17.600000", "59.800000"]), ("52.2;21.0", []), ("none;", [])]
)
def test_a_project_of_a_pabulib_file_keeps_its_place_where_that_is_in_sweden(place: str, kept: list[str]) -> None:
    text = (
        f"META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost;latitude;longitude\na;5;{place}\nVOTES\nvoter_id;vote\n"
    )
    (one,) = files.read(text.encode(), "p.pb", setup={"cap": 10}, source="sv")
    assert one["coordinates"] == kept


def test_projects_come_from_a_pabulib_file_with_its_keys() -> None:
    text = (
        ABROAD.replace("40.5", "40").replace("project_id;cost", "project_id;cost;name").replace("r;40\n", "r;40;Bänk\n")
    )
    found = files.read(text.replace("a;80\n", "a;80;Brygga\n").encode(), "p.pb", setup={"cap": 100}, source="sv")
    assert [(each["key"], each["name"], each["cost"]) for each in found] == [
        ("bankar", {"sv": "Bänk"}, 40),
        ("brygga", {"sv": "Brygga"}, 80),
    ]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("p.csv", "Projekt;Pengar\nGunga;1\n", "projects_file_no_cost"),
        ("p.csv", "Projekt;Kostnad;Område\n;1;Norra delen\n", "project_no_name"),
        ("p.csv", "Projekt;Kostnad;Område\nGunga; ;Norra delen\n", "project_without_cost"),
        ("p.csv", "Projekt;Kostnad;Område\nGunga;gratis;Norra delen\n", "project_cost_unreadable"),
        ("p.csv", "Projekt;Kostnad;Område\nGunga;12,50;Norra delen\n", "project_cost_unreadable"),
        ("p.csv", "Projekt;Kostnad;Område\nGunga;100;Västra\n", "project_unknown_area"),
        ("p.csv", "Projekt;Kostnad;Område\nGunga;100001;Södra delen\n", "project_too_dear"),
        ("p.csv", "Projekt;Kostnad;Område\nBADBRYGGA;100;Norra delen\n", "project_twice"),
        ("p.pb", "META\n", "pb_no_section"),
        ("p.pb", ABROAD, "project_cost_unreadable"),
        ("p.pb", ABROAD.replace("40.5", "40"), "project_unknown_area"),
    ],
)
def test_a_file_of_projects_is_taken_whole_or_not_at_all(name: str, text: str, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        files.read(text.encode(), name, setup=SETUP, source="sv")
    assert refusal.value.code == code
    assert refusal.value.params["field"] == "file", "it is said at the field where the file was chosen"


def test_a_project_of_a_pabulib_file_is_refused_with_its_line_and_its_cost() -> None:
    with pytest.raises(WrongInput) as refusal:
        files.read(ABROAD.encode(), "p.pb", setup=SETUP, source="sv")
    row, word = refusal.value.params["row"], refusal.value.params["word"]
    assert word == "40,5"
    assert "40.5" in ABROAD.splitlines()[row - 1]


def test_the_same_ballots_are_counted_once() -> None:
    ballots = said({"projects": ["bankar"]}, {"projects": ["odling"]})
    first, again = rules.counted(ONE_SUM, ballots), rules.counted(ONE_SUM, Said(casts=ballots.casts[::-1]))
    assert first[0].by_rule is again[0].by_rule


def test_of_what_was_counted_the_latest_is_kept_and_no_ballots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_kept", {})
    ballots = said({"projects": ["bankar"]})
    for cap in range(1, rules.COUNTS_MOST + 4):
        rules.counted({**ONE_SUM, "cap": 100_000 + cap}, ballots)
    assert [cap - 100_000 for _, cap, _ in rules._kept] == list(range(4, rules.COUNTS_MOST + 4))
    assert {len(digest) for _, _, digest in rules._kept} == {32}


def test_a_paper_ballot_tells_how_it_is_counted_with_our_own_projects() -> None:
    told = [str(each) for each in showing.rule_on_paper(ONE_SUM, Speaker("sv", "sv"))]
    found = rules.example(ONE_SUM)
    assert told[0].endswith(str(RULES[rules.rule_of(ONE_SUM)][0]))
    assert all(each.name["sv"] in " ".join(told) for each in found.projects)
    assert len(told) == 5 + len(found.by_rule[rules.rule_of(ONE_SUM)].funded)
    assert len(showing.rule_on_paper(SETUP, Speaker("sv", "sv"))) == 2, "too few projects for an example"
