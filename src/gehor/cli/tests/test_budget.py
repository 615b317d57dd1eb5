"""`gehor budget` on files as cities have them."""

import json
import re
from pathlib import Path

import pytest

from gehor.cli import main

FILE = """META
key;value
unit;Byn
budget;100
vote_type;approval
currency;SEK
PROJECTS
project_id;cost;name;district
park;60;Parken;Norr
path;50;Stigen;Norr
bench;30;Bänken;Söder
light;10;Lampan;Söder
VOTES
voter_id;vote;district;age
1;park,path;Norr;17
2;park,path;Norr;30
3;park,path;Norr;31
4;bench,light;Söder;70
5;bench,light;Söder;70
6;;Söder;70
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("village.pb").write_text(FILE, encoding="utf-8")
    Path("areas.csv").write_text("area;sum\nNorr;60\nSöder;40\n", encoding="utf-8")
    return tmp_path


def budget(*more):
    return main(["budget", "village.pb", *more])


def test_everything_is_told_in_the_layout_that_is_documented(folder, capsys):
    assert budget("--rule", "equal-shares", "--completion", "none", "--json", "out.json", "--language", "en") == 0
    told = json.loads(Path("out.json").read_text())
    assert (told["funded"], told["cost"], told["budget"], told["voters"]) == (["path", "light"], 60, 100, 6)
    path, park, bench = (told["explanation"][key] for key in ("path", "park", "bench"))
    assert path["paid"] == [[16.666667, 3]] and path["most"] == 16.666667 and path["why"] == "chosen"
    assert (bench["supporters_had"], bench["lacked"], bench["lacked_by"]) == (23.333333, 6.666667, "supporters")
    assert park["why"] == "no_room" and park["paid"] is None
    greedy = told["other_rules"]["greedy"]
    assert greedy == {"funded": ["path", "light", "bench"], "cost": 90, "complete": True, "wasted": 0.1}
    assert told["complete"] is False  # 40 are left, and the bench costs 30
    assert told["wasted"]["all"] == [{"group": "", "voters": 5, "without": 0, "share": 0.4}]
    assert told["wasted"]["district"][0] == {"group": "Norr", "voters": None, "without": None, "share": None}
    assert {each["voters"] for each in told["wasted"]["district"]} == {None}  # 5 less 3 would tell of the 2
    assert "2 of 4 projects are funded" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "words"), [("sv", "Vad en annan regel hade gett"), ("en", "another rule would")])
def test_the_report_is_one_page_with_pictures_and_can_be_made_again(folder, capsys, language, words):
    assert budget("--rule", "phragmen", "--report", "out.html", "--language", language) == 0
    page = Path("out.html").read_text()
    assert words in page and page.count("<svg") > 4 and "Parken" in page
    assert not re.search(r'(src|href)="|url\(|<script', page)
    assert main(["replay", "out.record.json", "--language", "en"]) == 0


def section(page, name):
    return page[page.index(f"<h2>{name}") :].split("</section>")[0]


def test_the_report_says_first_what_is_funded_then_why_then_what_was_lacking(folder):
    assert budget("--rule", "equal-shares", "--completion", "none", "--report", "out.html", "--language", "en") == 0
    page = Path("out.html").read_text()
    names = ["What is funded", "What the others lacked", "What another rule would", "Whose ballots", "How it was done"]
    places = [page.index(f"<h2>{name}") for name in names]
    assert places == sorted(places)
    funded, lacking, rules = (section(page, name) for name in names[:3])
    assert re.findall(r'<th scope="row">(\w+)</th>', funded) == ["Stigen", "Lampan"] * 2  # once as picture, once as why
    assert "3 voters paid for it, 16.67 each at most" in funded
    assert re.findall(r'<th scope="row">(\w+)</th>', lacking) == ["Bänken", "Parken"]  # the nearest first
    assert 'width="77.78"' in lacking and "6.67" in lacking  # of 30 its supporters had 23.33
    assert "2 projects are funded by all of them" in rules and "Bänken" in rules and "Stigen" not in rules
    of_rules = re.findall(r"Enough for one more\">(\w+)<", rules)
    assert of_rules == ["no", "yes", "no"]  # greedy, equal shares, Phragmén


def test_long_tables_of_the_report_are_folded_and_hold_everything(folder):
    many = "".join(f"{at};{at + 1};Projekt {at};Norr\n" for at in range(60))
    text = FILE.replace("park;60", f"{many}park;60").replace("budget;100", "budget;1100")
    votes = "".join(f"{100 + at};{','.join(map(str, range(at + 1)))};Norr;30\n" for at in range(60))
    Path("village.pb").write_text(text + votes, encoding="utf-8")
    assert budget("--rule", "greedy", "--report", "out.html", "--language", "en") == 0
    page = Path("out.html").read_text()
    funded, lacking = section(page, "What is funded"), section(page, "What the others lacked")
    assert "more projects</summary>" in funded and "more projects</summary>" in lacking
    for at in range(60):
        assert f">Projekt {at}<" in funded or f">Projekt {at}<" in lacking


def test_nothing_funded_and_nobody_who_chose_are_said(folder):
    Path("village.pb").write_text(re.sub("(?<=\n[1-6];)[a-z,]+(?=;)", "", FILE), encoding="utf-8")
    assert budget("--rule", "phragmen", "--json", "out.json", "--report", "out.html", "--language", "en") == 0
    page, told = Path("out.html").read_text(), json.loads(Path("out.json").read_text())
    assert "Nothing: no project that somebody chose" in page and "4 projects were chosen by nobody" in page
    assert (told["funded"], told["complete"], told["other_rules"]["greedy"]["wasted"]) == ([], True, None)


def test_groups_have_the_names_that_people_have_for_them(folder):
    assert budget("--report", "out.html", "--language", "sv") == 0
    assert re.findall("<figcaption>(.*?)</figcaption>", Path("out.html").read_text()) == [
        "Alla som röstade",
        "Stadsdel",
        "Ålder",
    ]


def test_areas_have_a_sum_of_their_own_and_what_each_leaves_over_is_told(folder):
    asked = ("--rule", "by-area", "--areas", "areas.csv", "--language", "en")
    assert budget(*asked, "--json", "out.json", "--report", "out.html") == 0
    told = json.loads(Path("out.json").read_text())
    assert told["funded"] == ["path", "light", "bench"]
    assert told["areas"] == [
        {"area": "Norr", "budget": 60, "cost": 50, "left": 10},
        {"area": "Söder", "budget": 40, "cost": 40, "left": 0},
    ]
    assert "What each area leaves over" in Path("out.html").read_text()


def test_what_areas_have_together_is_the_sum_and_what_is_less_than_a_coin_is_not_theirs(folder):
    Path("areas.csv").write_text("område;summa\nNorr;50,9\nSöder;40\n", encoding="utf-8")
    assert budget("--rule", "by-area", "--areas", "areas.csv", "--json", "out.json") == 0
    told = json.loads(Path("out.json").read_text())
    assert (told["budget"], told["cost"]) == (90, 90)
    assert told["wasted"]["all"][0]["share"] == pytest.approx(1 - (3 * 50 / 3 + 2 * 18) / 90)  # 18 each; got 16.7 or 20


def test_whoever_doubts_follows_their_own_money(folder):
    asked = ("--rule", "equal-shares", "--completion", "greedy", "--receipts", "receipts.json", "--json", "out.json")
    assert budget(*asked) == 0
    told, result = (json.loads(Path(name).read_text()) for name in ("receipts.json", "out.json"))
    # 100 among six is 16.67 each; path takes it all from three, light half of two each; bench comes by votes
    assert told["share"] == 16.666667
    assert told["voters"]["1"] == {"paid": {"path": 16.666667}, "left": 0.0, "parts": {}}
    assert told["voters"]["4"] == {"paid": {"light": 5.0}, "left": 11.66667, "parts": {"bench": 15.0}}
    assert told["voters"]["6"] == {"paid": {}, "left": 16.66667, "parts": {}}
    for key, each in result["explanation"].items():
        paid = sum(mine["paid"].get(key, 0) + mine["parts"].get(key, 0) for mine in told["voters"].values())
        assert paid == pytest.approx(each["cost"] if key in result["funded"] else 0, abs=1e-4)


def test_a_voter_without_a_name_is_found_by_the_row(folder):
    Path("village.pb").write_text(FILE.replace("1;park", ";park", 1), encoding="utf-8")
    assert budget("--rule", "phragmen", "--receipts", "receipts.json") == 0
    assert json.loads(Path("receipts.json").read_text())["voters"]["row 15"]["paid"] == {"path": 16.666667}


def test_an_order_is_counted_as_points_or_as_what_it_names(folder):
    text = FILE.replace("approval", "ordinal").replace("4;bench,light", "4;light,bench")
    Path("village.pb").write_text(text, encoding="utf-8")
    found = {}
    for how in ("points", "approval"):
        assert budget("--ballots", how, "--json", "out.json", "--report", "out.html", "--language", "en") == 0
        told = json.loads(Path("out.json").read_text())
        assert told["ballots"] == how
        found[how] = told["funded"], told["explanation"]["park"]["points"]
    assert "here all that a ballot names counts alike" in Path("out.html").read_text()
    assert found == {"points": (["park", "light", "bench"], 6), "approval": (["path", "light", "bench"], None)}


@pytest.mark.parametrize(
    ("old", "new", "more", "words"),
    [
        ("budget;100", "budget;-1", [], "village.pb, row 4, column budget: “-1” under budget is not a number"),
        ("path;50", "path;-50", [], "village.pb, row 10, column cost: “-50” is not a cost"),
        ("path;50", "park;50", [], "village.pb, row 10: The project park is there already.\n"),
        ("path;50", "path;NaN", [], "village.pb, row 10, column cost: “NaN” is not a cost"),
        ("2;park", '2;"park', [], "village.pb, row 16: A quotation mark is opened here or further down"),
        ("VOTES\n", "", [], "the part VOTES is not there"),
        (FILE, "", [], "village.pb: The file is empty."),
        ("1;park", "1;pond", ["--group", "shoe"], "The votes have no column “shoe”"),
        (
            "Norr\npath",
            "Väster\npath",
            ["--rule", "by-area", "--areas", "areas.csv"],
            "The project park is in “Väster”",
        ),
        ("", "", ["--rule", "by-area"], "write a file of areas"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(folder, capsys, old, new, more, words):
    Path("village.pb").write_text(FILE.replace(old, new, 1) if old else FILE, encoding="utf-8")
    assert budget(*more, "--json", "out.json", "--language", "en") == 2
    assert words in capsys.readouterr().err
    assert not Path("out.json").exists()


def test_ballots_that_cannot_be_counted_are_told(folder, capsys):
    Path("village.pb").write_text(FILE.replace("1;park", "1;pond", 1), encoding="utf-8")
    assert budget("--json", "out.json", "--report", "out.html", "--language", "en") == 0
    told = json.loads(Path("out.json").read_text())
    assert told["left_out"] == [{"row": 15, "column": "vote", "because": "pb_unknown_project"}]
    assert "row 15: pond is not one of the file’s projects" in capsys.readouterr().out
