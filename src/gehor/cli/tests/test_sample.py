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
    yes = told["answers"][0]["options"][0]
    assert yes["option"] == "yes" and yes["share"] == 0.35 and yes["weighted"] > 0.35
    assert told["crosses"][0]["people"] == [[20, 0], [60, 15]]
    assert "age: fewer took part than live here from young." in capsys.readouterr().out


@pytest.mark.parametrize(("language", "words"), [("sv", "Vilka som saknas"), ("en", "Who is missing")])
def test_the_report_is_one_page_with_pictures_and_can_be_made_again(folder, capsys, language, words):
    assert sample("--answer", "car free?", "--report", "out.html", "--language", language) == 0
    page = Path("out.html").read_text()
    assert words in page and page.count("<svg") > 6
    assert not re.search(r'(src|href)="|url\(|<script', page)
    assert main(["replay", "out.record.json", "--language", "en"]) == 0


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
        (["--fewest", "0"], "at least 1"),
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
