"""`gehor sample` on files as a municipality has them."""

import json
import re
from pathlib import Path

import pytest

from gehor.cli import main

POPULATION = "variable;value;count\nage;young;400\nage;old;600\narea;Norr;700\narea;Söder;300\n"
ROWS = (
    [("young", "Norr", "yes")] * 20
    + [("old", "Norr", "no")] * 60
    + [("old", "Söder", "yes")] * 15
    + [("", "Söder", "no")] * 5
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("population.csv").write_text(POPULATION, encoding="utf-8")
    lines = ["id,age,area,car free?", *(f"p{number}," + ",".join(row) for number, row in enumerate(ROWS))]
    Path("people.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def sample(*more):
    return main(["sample", "people.csv", "population.csv", *more])


def test_everything_is_told_in_the_layout_that_is_documented(folder, capsys):
    assert sample("--answer", "car free?", "--cross", "age:area", "--json", "out.json", "--language", "en") == 0
    told = json.loads(Path("out.json").read_text())
    young = told["margins"]["age"]["groups"][0]
    assert (young["people"], young["standing"], told["margins"]["age"]["unknown"]) == (20, "fewer", 5)
    assert len(told["weights"]) == 100 and sum(told["weights"].values()) == pytest.approx(100)
    assert 0 < told["effective_n"] < 100 and told["suppressed"] == []
    yes = told["answers"][0]["options"][1]
    assert yes["option"] == "yes" and yes["share"] == 0.35 and yes["weighted"] > 0.35
    assert told["crosses"][0]["people"] == [[20, 0], [60, 15]]
    assert "Age: fewer took part than live here from young." in capsys.readouterr().out


@pytest.mark.parametrize(("language", "words"), [("sv", "Vilka som saknas"), ("en", "Who is missing")])
def test_the_report_is_one_page_with_pictures_and_can_be_made_again(folder, capsys, language, words):
    assert sample("--answer", "car free?", "--report", "out.html", "--language", language) == 0
    page = Path("out.html").read_text()
    assert words in page and page.count("<svg") > 6
    assert not re.search(r'(src|href)="|url\(|<script', page)
    assert main(["replay", "out.record.json", "--language", "en"]) == 0


def test_the_picture_of_weights_shows_no_few_people(folder):
    """Three people of the smallest group have the largest weight; they stand with their neighbours."""
    rows = [("young", "Norr")] * 3 + [("old", "Norr")] * 60 + [("old", "Söder")] * 20
    lines = ["age,area", *(",".join(row) for row in rows)]
    Path("people.csv").write_text("\n".join(lines), encoding="utf-8")
    assert sample("--report", "out.html", "--json", "out.json", "--language", "en") == 0
    weights = sorted(json.loads(Path("out.json").read_text())["weights"].values())
    assert weights[-3] > 2 * weights[-4]
    page = Path("out.html").read_text()
    told = page[page.index("How many people have which weight") :]
    counts = [int(each) for each in re.findall(r'class="number">(\d+)</td><td class="number">\d+%', told)]
    assert sum(counts) == 83 and min(counts) >= 5
    assert re.search(r"Fewer than 5 people stand at a limit", page) and not re.search(r"\b3 people", page)
    assert "nothing is told of young, old, since too few took part from at least one of them" in page


def test_of_many_values_those_that_stand_out_are_shown_first(folder):
    """Of thirty areas one had far too many people and one too few; the rest are folded."""
    figures = "".join(f"area;place {at:02};1000\n" for at in range(30))
    Path("population.csv").write_text(f"variable;value;count\n{figures}", encoding="utf-8")
    counts = [20] * 30
    counts[7], counts[11] = 60, 5
    people = [f"place {at:02}" for at, count in enumerate(counts) for _ in range(count)]
    Path("people.csv").write_text("area\n" + "\n".join(people), encoding="utf-8")
    assert sample("--report", "out.html", "--language", "en") == 0
    page = Path("out.html").read_text()
    first, folded = page.split("The other values: 28")
    assert set(re.findall(r'row">(place \d+)', first)) == {"place 07", "place 11"}
    assert len(set(re.findall(r'row">(place \d+)', folded))) == 28


def test_people_are_gathered_in_groups(folder):
    Path("groups.csv").write_text("variable,value,group\narea,Norr,all\narea,Söder,all\n", encoding="utf-8")
    people = re.sub("Norr|Söder", "all", Path("people.csv").read_text(encoding="utf-8"))
    Path("people.csv").write_text(people, encoding="utf-8")
    assert sample("--groups", "groups.csv", "--json", "out.json") == 0
    told = json.loads(Path("out.json").read_text())
    assert [each["people"] for each in told["margins"]["area"]["groups"]] == [100]


def test_without_weights_the_rest_is_told(folder, capsys):
    text = Path("population.csv").read_text(encoding="utf-8") + "age;oldest;100\n"
    Path("population.csv").write_text(text, encoding="utf-8")
    assert sample("--answer", "car free?", "--json", "out.json", "--report", "out.html", "--language", "en") == 0
    told = json.loads(Path("out.json").read_text())
    assert told["weights"] is None and told["no_weights_because"] == "nobody"
    assert told["answers"][0]["options"][0]["weighted"] is None
    assert "nobody took part from oldest (age)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--cross", "age"], "write two variables with a colon"),
        (["--cross", "age:shoe"], "“shoe” is not known of the people"),
        (["--weigh-by", "shoe"], "“shoe” is not known of the people"),
        (["--answer", "shoe"], "people.csv, row 1: No column is called shoe"),
        (["--most", "0.5"], "the least is below 1"),
    ],
)
def test_what_is_asked_wrongly_is_said(folder, capsys, more, words):
    assert sample(*more, "--json", "out.json", "--language", "en") == 2
    assert words in capsys.readouterr().err
    assert not Path("out.json").exists()


def test_a_value_that_nobody_knows_is_told_with_its_place(folder, capsys):
    Path("people.csv").write_text("age;area\nold;Norr\nold;Väster\n", encoding="latin-1")
    assert sample("--language", "sv") == 2
    assert "people.csv, rad 3, kolumn area: ”Väster” är inget värde" in capsys.readouterr().err
