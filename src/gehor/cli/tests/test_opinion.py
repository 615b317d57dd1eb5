"""`gehor opinion` on files as Polis exports them."""

import json
import re
from pathlib import Path

import pytest

from gehor.cli import main
from gehor.cli.opinion_map import hull

HERE = Path(__file__).parents[2] / "calc" / "opinion" / "tests" / "data" / "seattle"


def camps(*sizes, statements=8):
    """Camps that agree with every other, third, … statement and disagree with the rest."""
    rows, person = ["voter-id,comment-id,vote"], 0
    for camp, size in enumerate(sizes):
        for _ in range(size):
            rows += [f"{person},{at},{1 if (at >> camp) % 2 else -1}" for at in range(statements)]
            person += 1
    return "\n".join(rows) + "\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_real_export_is_told_in_the_layout_that_is_documented(here, capsys):
    assert main(["opinion", str(HERE), "--resamples", "2", "--json", "out.json", "--language", "en"]) == 0
    told = json.loads(Path("out.json").read_text())
    assert (told["people"], told["votes"], told["number_of_groups"]) == (339, 2872, 2)
    assert len(told["groups"]) == len(told["points"]) == 339
    assert sum(label is not None for label in told["groups"].values()) == told["grouped"] == sum(told["sizes"])
    for statement in told["statements"].values():
        inside = sum(group["agree"] for group in statement["groups"])
        assert inside <= statement["agree"]
        assert set(statement["groups"][0]) == {"agree", "disagree", "pass", "probability", "representativeness", "test"}
    assert told["trust"]["level"] in ("fair", "weak") and told["stability"]["resamples"] == 2
    assert told["counts_differ"] == 21
    assert "339 people cast 2872 votes." in capsys.readouterr().out


@pytest.mark.parametrize(("language", "words"), [("sv", "Vad som förenar grupperna"), ("en", "What unites the groups")])
def test_the_report_is_one_page_with_pictures_and_can_be_made_again(here, capsys, language, words):
    Path("ours.csv").write_text(camps(30, 20), encoding="utf-8")
    asked = ["opinion", "ours.csv", "--resamples", "2", "--seed", "0", "--report", "out.html", "--language", language]
    assert main(asked) == 0
    page = Path("out.html").read_text()
    assert words in page and page.count("<svg") > 6 and page.count("<polygon") == 2
    assert not re.search(r'(src|href)="|url\(|<script', page)
    assert main(["replay", "out.record.json", "--language", "en"]) == 0


def test_a_group_of_few_is_not_shown_nor_what_would_tell_it(here):
    Path("ours.csv").write_text(camps(40, 30, 3), encoding="utf-8")
    asked = ["opinion", "ours.csv", "--like-polis", "--resamples", "0", "--json", "out.json", "--report", "out.html"]
    assert main([*asked, "--language", "en"]) == 0
    told = json.loads(Path("out.json").read_text())
    assert told["number_of_groups"] == 3 and told["sizes"] == [40, None, None]
    assert told["groups"]["71"] is None and told["points"]["71"] is None and told["representative"][2] is None
    assert all(each["groups"][1] is None and each["groups"][2] is None for each in told["statements"].values())
    assert Path("out.html").read_text().count("<polygon") == 1


def test_with_few_people_everybody_is_told_of_together(here, capsys):
    Path("ours.csv").write_text(camps(4, 3), encoding="utf-8")
    assert main(["opinion", "ours.csv", "--report", "out.html", "--language", "en"]) == 0
    assert "Everybody is told of together" in Path("out.html").read_text()
    assert "There are no groups" in capsys.readouterr().out


def test_a_turned_sign_is_said_with_what_to_do(here, capsys):
    assert main(["opinion", str(HERE), "--sign", "database", "--json", "out.json", "--language", "sv"]) == 2
    assert "votes.csv, kolumn vote: Rösterna ser omvända ut" in capsys.readouterr().err
    assert not Path("out.json").exists()


def test_a_vote_that_is_none_is_told_with_its_place(here, capsys):
    Path("ours.csv").write_text("voter-id,comment-id,vote\n1,1,1\n1,2,3\n", encoding="utf-8")
    assert main(["opinion", "ours.csv", "--language", "en"]) == 2
    assert "ours.csv, row 3, column vote: “3” is no vote." in capsys.readouterr().err


def test_the_area_of_people_in_a_line_has_two_corners():
    assert hull([(0, 0), (1, 1), (2, 2)]) == [(0, 0), (2, 2)]
