"""`gehor opinion` on files as Polis exports them."""

import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest

from gehor.calc.opinion import opinion, votes_of
from gehor.cli import main
from gehor.cli.opinion_map import hull, picture

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


def test_the_report_begins_with_the_picture_and_folds_what_is_long(here):
    Path("ours.csv").write_text(camps(30, 20, statements=24), encoding="utf-8")
    assert main(["opinion", "ours.csv", "--resamples", "0", "--report", "out.html", "--language", "en"]) == 0
    page = Path("out.html").read_text()
    places = [
        page.index(words)
        for words in (
            "<polygon",
            "How far to trust it",
            "What unites the groups",
            "What divides them",
            "Group A",
            "How it was done",
        )
    ]
    assert places == sorted(places)
    open_at_once = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    # 24 statements, of which every fourth unites, on either side, and as many divide as unite: 3 of each stand open
    assert (page.count('<th scope="rowgroup"'), open_at_once.count('<th scope="rowgroup"')) == (30, 6)
    assert page.count("7 more statements") == 2 and page.count("There are 12 of them; all are in the JSON file.") == 2


def test_two_who_stand_far_out_leave_room_for_the_others():
    rng = np.random.default_rng(3)
    side = np.where(np.arange(60) < 35, 1, -1)[:, None] * np.where(np.arange(20) % 2, 1, -1)
    who, what = np.indices(side.shape).reshape(2, -1)
    found = opinion(votes_of(who, what, np.where(rng.random(side.shape) < 0.75, side, -side).ravel()))
    points = found.points.copy()
    points[:2] *= 10
    drawn, plain = (picture(dataclasses.replace(found, points=points, like_peer=peer)) for peer in (False, True))
    middle_half = [
        np.subtract(*np.quantile([float(x) for x in re.findall(r'cx="([\d.]+)"', each)], [0.75, 0.25]))
        for each in (drawn, plain)
    ]
    assert middle_half[0] > 3 * middle_half[1]  # of a picture 360 wide: 188 against 51


def test_a_group_of_few_is_not_shown_nor_what_would_tell_it(here):
    Path("ours.csv").write_text(camps(40, 30, 3), encoding="utf-8")
    asked = ["opinion", "ours.csv", "--like-polis", "--resamples", "0", "--json", "out.json", "--report", "out.html"]
    assert main([*asked, "--language", "en"]) == 0
    told = json.loads(Path("out.json").read_text())
    assert told["number_of_groups"] == 3 and told["sizes"] == [40, None, None]
    assert told["groups"]["71"] is None and told["points"]["71"] is None and told["representative"][2] is None
    assert all(each["groups"][1] is None and each["groups"][2] is None for each in told["statements"].values())
    for each in told["statements"].values():  # consensus is that of what is shown and of all others together
        shown = each["groups"][0]
        voted = [sum(of[name] for name in ("agree", "disagree", "pass")) for of in (each, shown)]
        rest = (each["agree"] - shown["agree"] + 1) / (voted[0] - voted[1] + 2)
        assert each["consensus"]["agree"] == pytest.approx(shown["probability"]["agree"] * rest)
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
