"""`gehor lottery` on files as organisers have them."""

import json
import random
import re
from hashlib import sha256
from pathlib import Path

import pytest

from gehor.calc.lottery.check import checked
from gehor.cli import main
from gehor.cli.calculations.figures import chance_of, small
from gehor.cli.calculations.frame import in_words

QUOTAS = "feature,value,min,max\nsex,f,2,2\nsex,m,2,2\nage,young,1,2\nage,old,2,3\n"
OLDER = "category,feature,min,max\nsex,f,2,2\nsex,m,2,2\nage,young,1,2\nage,old,2,3\n"
ROWS = [f"p{i},{'f' if i % 3 else 'm'},{'young' if i % 4 else 'old'},Storgatan {i // 2}" for i in range(24)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("quotas.csv").write_text(QUOTAS, encoding="utf-8")
    people(ROWS)
    return tmp_path


def people(rows):
    Path("people.csv").write_text("\n".join(["id,sex,age,address", *rows]), encoding="utf-8")


def drawn(*more):
    return main(["lottery", "people.csv", "quotas.csv", "--language", "en", *more])


def test_the_draw_in_two_steps_and_checked(folder, capsys):
    assert drawn("--address", "address", "--certificate", "panels.json") == 0
    proof = Path("panels.json").read_bytes()
    assert sha256(proof).hexdigest() in capsys.readouterr().out
    assert checked(json.loads(proof))[0] == []
    assert drawn("--address", "address", "--figure", "6 3 1", "--reserves", "3", "--json", "out.json") == 0
    told = json.loads(Path("out.json").read_text())
    assert told["certificate_sha256"] == sha256(proof).hexdigest()
    assert len(told["selected"]) == 4 and len(told["reserves"]) == 3
    assert told["selected"] in [sorted(each["ids"]) for each in told["panels"]]
    assert sum(told["probabilities"].values()) == pytest.approx(4)
    assert told["fairness"]["proved"] and told["fairness"]["gap"] <= 1e-9


def test_rows_in_another_order_and_the_older_dialect_draw_the_same(folder):
    assert drawn("--certificate", "one.json") == 0
    people(random.Random(1).sample(ROWS, len(ROWS)))
    Path("quotas.csv").write_text(OLDER, encoding="utf-8")
    assert drawn("--certificate", "other.json") == 0
    assert Path("one.json").read_bytes() == Path("other.json").read_bytes()


@pytest.mark.parametrize(("language", "words"), [("sv", "Så rättvist är det"), ("en", "How fair it is")])
def test_the_report_is_one_page_and_can_be_made_again(folder, language, words):
    assert drawn("--figure", "1", "--report", "out.html", "--language", language) == 0
    page = Path("out.html").read_text()
    assert words in page and "<svg" in page and not re.search(r'(src|href)="|<script', page)
    assert main(["replay", "out.record.json"]) == 0


def test_seats_of_people_who_said_no_are_drawn_anew(folder):
    assert drawn("--figure", "1", "--json", "out.json") == 0
    panel = json.loads(Path("out.json").read_text())["selected"]
    gone = next(key for key in panel if int(key[1:]) % 3)  # a woman: there are others in her stead
    stay = [key for key in panel if key != gone]
    Path("stay.csv").write_text("id\n" + "\n".join(stay), encoding="utf-8")
    Path("gone.csv").write_text(gone, encoding="utf-8")
    assert drawn("--selected", "stay.csv", "--gone", "gone.csv", "--figure", "2", "--json", "again.json") == 0
    again = json.loads(Path("again.json").read_text())["selected"]
    assert set(stay) < set(again) and gone not in again and len(again) == 4


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("people.csv", "", "people.csv: The file is empty."),
        ("people.csv", "id,sex,age\n", "only a row of names"),
        ("people.csv", "id,sex\np1,f\n", "No column is called age"),
        ("people.csv", "id,sex,age\np1,f,old\np1,m,old\n", "people.csv, row 3, column id: “p1” stands in row 2"),
        ("people.csv", "id,sex,age\np1,f,oldest\n", "people.csv, row 2, column age: “oldest” has no quota"),
        (
            "people.csv",
            "id,sex,age\np1,f,\n",
            "people.csv, row 2, column age: The cell is empty. Values with a quota: old",
        ),
        ("people.csv", "id,sex,age\np1,f,old\n", "4 seats cannot be filled from 1 people.\n"),
        ("quotas.csv", "feature,value,min,max\nsex,f,2,1e99\n", "quotas.csv, row 2: The quota of sex = f is above"),
        ("quotas.csv", "feature,value,min,max\nsex,f,x,2\n", "quotas.csv, row 2, column min: “x” is not a number"),
        ("quotas.csv", "feature,value,min,max\nsex,f,nan,2\n", "is not a number"),
        ("quotas.csv", "feature,value,min,max\nsex,f,-1,2\n", "negative"),
        ("quotas.csv", "feature,value,min,max\nsex,f,3,2\n", "quotas.csv, row 2: The quota of sex = f has a minimum"),
        ("quotas.csv", QUOTAS + "sex,f,2,2\n", "quotas.csv, row 6: sex = f has two quotas"),
        ("quotas.csv", QUOTAS.replace("young,1,2", "young,0,2"), ""),
        ("quotas.csv", "", "quotas.csv: The file is empty."),
        ("quotas.csv", "feature,value,min,max\n", "only a row of names"),
        ("quotas.csv", "feature,value,min\nsex,f,2\n", "quotas.csv, row 1: No column is called max"),
        ("quotas.csv", QUOTAS.replace("f,2,2", "f,1.5,2"), "quotas.csv, row 2, column min: “1.5”"),
        ("quotas.csv", QUOTAS.replace(",", "|"), "quotas.csv, row 1"),
        ("quotas.csv", QUOTAS + "hair,red,1,1\n", "people.csv, row 1: No column is called hair"),
        ("quotas.csv", QUOTAS.replace("old,2,3", "older,2,3"), "column age: “old” has no quota"),
        ("quotas.csv", "feature,value,min,max,min_flex\nsex,f,2,2,3\n", "stricter than its bound"),
        ("quotas.csv", QUOTAS.replace("m,2,2", "m,4,4"), "--seats"),
        ("quotas.csv", QUOTAS + "".join(f"sex,{i},0,1\n" for i in range(5001)), "more than 5000 quotas"),
        ("people.csv", "id,sex,age\n" + "".join(f"{i},f,old\n" for i in range(200_001)), "more than 200000 people"),
        ("quotas.csv", "feature,value,min,max\nsex,f,0,9\nsex,m,0,9\n", "--seats"),
        (
            "quotas.csv",
            "feature,value,min,max\nsex,f,20,20\nsex,m,0,0\n",
            "These clash: sex = m: 0 to 0. The smallest loosening that helps: sex = f: 16 to 20",
        ),
    ],
)
def test_bad_input_is_told_with_its_place(folder, capsys, file, text, words):
    Path(file).write_text(text, encoding="utf-8")
    code = drawn("--json", "out.json")
    said = capsys.readouterr().err
    assert (code, Path("out.json").exists()) == ((2, False) if words else (0, True))
    assert words in said and "Traceback" not in said


def test_sums_that_no_panel_has_are_told_with_what_clashes(folder, capsys):
    Path("quotas.csv").write_text(QUOTAS.replace("f,2,2", "f,3,3").replace("m,2,2", "m,3,3"), encoding="utf-8")
    assert drawn("--seats", "4", "--json", "out.json") == 2
    said = capsys.readouterr().err
    assert "These clash: sex = f: 3 to 3; sex = m: 3 to 3." in said and not Path("out.json").exists()


def test_what_clashes_with_who_is_selected_is_told_as_the_file_has_it(folder, capsys):
    """Two women are selected, and all men who are young are gone: quotas of the whole panel, not of what is left."""
    Path("quotas.csv").write_text(
        QUOTAS.replace("young,1,2", "young,4,4").replace("old,2,3", "old,0,3"), encoding="utf-8"
    )
    Path("stay.csv").write_text("id\np1\np2\n", encoding="utf-8")
    Path("gone.csv").write_text("\n".join(f"p{i}" for i in range(0, 24, 3) if i % 4), encoding="utf-8")
    assert drawn("--selected", "stay.csv", "--gone", "gone.csv") == 2
    said = capsys.readouterr().err
    assert "These clash: age = young: 4 to 4; sex = m: 2 to 2." in said
    assert "age = young: 2 to 4 instead of 4 to 4" in said


def test_who_has_no_id_is_written_with_the_row_and_read_again(folder):
    Path("people.csv").write_text(
        "\n".join(["sex,age", *(",".join(row.split(",")[1:3]) for row in ROWS)]), encoding="utf-8"
    )
    assert drawn("--figure", "1", "--panel", "panel.csv", "--json", "out.json") == 0
    head, *rows = Path("panel.csv").read_text().splitlines()
    selected = json.loads(Path("out.json").read_text())["selected"]
    assert head == "id,sex,age" and [row.split(",")[0] for row in rows] == selected
    Path("stay.csv").write_text("\n".join([head, *rows[1:]]), encoding="utf-8")
    assert drawn("--selected", "stay.csv", "--figure", "2", "--json", "again.json") == 0
    assert set(selected[1:]) <= set(json.loads(Path("again.json").read_text())["selected"])


def test_the_panel_and_who_is_left_are_written_as_the_file_of_people_is(folder):
    """Semicolons and an extra column stay; who lives with a member is not left; reserves stand in the order in which
    they are asked; the panel can be read as selected."""
    rows = [row.replace(",", ";") + ";hej, du" for row in ROWS]
    Path("people.csv").write_text("\n".join(["Namn;sex;age;address;x", *rows]), encoding="cp1252")
    asked = ("--address", "address", "--figure", "1", "--id", "Namn")
    files = ("--panel", "panel.csv", "--remaining", "left.csv", "--reserves", "5", "--reserve-list", "next.csv")
    assert drawn(*asked, *files, "--json", "out.json") == 0
    told = json.loads(Path("out.json").read_text())
    selected = told["selected"]
    waiting = Path("next.csv").read_text(encoding="cp1252").splitlines()
    assert waiting[0] == "Namn;sex;age;address;x"
    assert [row.split(";")[0] for row in waiting[1:]] == told["reserves"] != sorted(told["reserves"])
    assert set(waiting) <= {waiting[0], *rows}
    panel, left = (Path(name).read_text(encoding="cp1252").splitlines() for name in ("panel.csv", "left.csv"))
    assert panel[0] == left[0] == "Namn;sex;age;address;x"
    assert panel[1:] == [row for row in rows if row.split(";")[0] in selected]
    homes = {row.split(";")[3] for row in panel[1:]}
    assert left[1:] == [row for row in rows if row.split(";")[3] not in homes]
    Path("panel.csv").write_text("\n".join(panel[:-1]), encoding="cp1252")
    assert drawn(*asked, "--selected", "panel.csv", "--json", "again.json") == 0
    again = json.loads(Path("again.json").read_text())["selected"]
    assert {row.split(";")[0] for row in panel[1:-1]} < set(again)


@pytest.mark.parametrize(
    "more", [("--panel", "p.csv"), ("--remaining", "r.csv"), ("--reserves", "2"), ("--reserve-list", "w.csv")]
)
def test_nobody_is_drawn_without_a_figure(folder, capsys, more):
    assert drawn(*more, "--json", "out.json") == 2
    assert "before the public figure is known" in capsys.readouterr().err
    assert not list(Path().glob("*.json"))


def test_chances_under_each_other_have_as_many_places():
    for language, words in (("sv", ["12,50\u00a0%", "9,09\u00a0%"]), ("en", ["12.50%", "9.09%"])):
        with in_words(language):
            assert [chance_of(0.125), chance_of(1 / 11)] == words


def test_a_list_of_reserves_needs_their_number(folder, capsys):
    assert drawn("--figure", "1", "--reserve-list", "w.csv") == 2
    assert "add --reserves" in capsys.readouterr().err and not Path("w.csv").exists()


@pytest.mark.parametrize(
    ("number", "sv", "en"),
    [
        (0, "0", "0"),
        (3.11e-14, "3,2·10⁻¹⁴", "3.2·10⁻¹⁴"),
        (9.99e-7, "1,0·10⁻⁶", "1.0·10⁻⁶"),
        (0.0021, "0,0021", "0.0021"),
        (9.152, "9,2", "9.2"),
        (50, "50", "50"),
    ],
)
def test_a_gap_is_written_as_people_read_it_and_never_too_small(number, sv, en):
    for language, words in (("sv", sv), ("en", en)):
        with in_words(language):
            assert small(number) == words


def test_who_is_selected_cannot_be_gone(folder, capsys):
    Path("one.csv").write_text("p1\n", encoding="utf-8")
    assert drawn("--selected", "one.csv", "--gone", "one.csv") == 2
    assert "“p1” is selected already" in capsys.readouterr().err


def test_fairness_stands_beside_the_best_possible_and_what_each_quota_does(folder, capsys):
    assert drawn("--what-if", "--json", "out.json", "--report", "out.html") == 0
    told = json.loads(Path("out.json").read_text())
    here, best = told["fairness"], told["fairness"]["best"]
    assert best["minimum"] == pytest.approx(here["minimum"], abs=1e-9)
    assert best["gini"] <= here["gini"] and best["geometric_mean"] >= here["geometric_mean"] - 1e-9
    assert told["what_if"][0]["minimum"] == pytest.approx(here["minimum"], abs=1e-9)
    better = max(each["minimum"] or 0 for each in told["what_if"])
    assert better > here["minimum"] and f"{100 * better:.2f}%" in capsys.readouterr().out
    assert "What each quota does" in Path("out.html").read_text()
    assert main(["replay", "out.record.json"]) == 0


@pytest.mark.parametrize(
    ("algorithm", "sv", "en"),
    [
        ("leximin", "sedan den näst lägsta", "then the next lowest"),
        ("maximin", "(maximin; Flanigan", "(maximin; Flanigan"),
        ("nash", "Produkten av allas chanser", "The product of all chances"),
    ],
)
def test_the_report_tells_the_method_that_was_used(folder, algorithm, sv, en):
    for language, words in (("sv", sv), ("en", en)):
        assert drawn("--algorithm", algorithm, "--report", "out.html", "--language", language) == 0
        page = Path("out.html").read_text()
        assert words in page
        assert sum(f"({name}; Flanigan" in page for name in ("leximin", "maximin", "nash")) == 1


def test_a_search_that_ended_early_is_told_so(folder, capsys):
    """Homes of three, and quotas that averages meet better than panels do."""
    dice = random.Random(13)
    rows = [(dice.choice("xxy"), dice.choice("uvw"), dice.choice("kl")) for _ in range(24)]
    people_ = [f"p{i:02d},{','.join(row)},home {i // 3}" for i, row in enumerate(rows)]
    Path("people.csv").write_text("\n".join(["id,a,b,c,address", *people_]), encoding="utf-8")
    panel = dice.sample(range(0, 24, 3), 5)
    lines = []
    for place, (name, values) in enumerate((("a", "xy"), ("b", "uvw"), ("c", "kl"))):
        for value in values:
            count = sum(rows[i][place] == value for i in panel)
            lines.append(f"{name},{value},{count},{count}")
    Path("quotas.csv").write_text("\n".join(["feature,value,min,max", *lines]), encoding="utf-8")
    assert drawn("--address", "address", "--time-limit", "0.000001", "--report", "out.html", "--json", "out.json") == 0
    fair = json.loads(Path("out.json").read_text())["fairness"]
    said = capsys.readouterr().out
    page = Path("out.html").read_text()
    assert fair["proved"] == ("Not proved" not in said) == ("The search ended before" not in page)
    assert drawn("--address", "address", "--json", "out.json") == 0
    assert json.loads(Path("out.json").read_text())["fairness"]["proved"]
