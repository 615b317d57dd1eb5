"""`gehor lottery` on files as organisers have them."""

import json
import random
import re
from hashlib import sha256
from pathlib import Path

import pytest

from gehor.calc.lottery.check import checked
from gehor.cli import main

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
        ("people.csv", "id,sex,age\np1,f,old\n", "4 seats cannot be filled"),
        ("quotas.csv", "feature,value,min,max\nsex,f,x,2\n", "quotas.csv, row 2, column min: “x” is not a number"),
        ("quotas.csv", "feature,value,min,max\nsex,f,nan,2\n", "is not a number"),
        ("quotas.csv", "feature,value,min,max\nsex,f,-1,2\n", "negative"),
        ("quotas.csv", "feature,value,min,max\nsex,f,3,2\n", "quotas.csv, row 2: The quota of sex = f has a minimum"),
        ("quotas.csv", QUOTAS + "sex,f,2,2\n", "quotas.csv, row 6: sex = f has two quotas"),
        ("quotas.csv", QUOTAS.replace("young,1,2", "young,0,2"), ""),
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
