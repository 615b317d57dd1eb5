"""The frame of the calculations, with one that counts the words of a file."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gehor
from gehor.calc.errors import BadInput
from gehor.cli import ONE_THREAD, _parser, main, texts
from gehor.cli.calculations import frame, record


def _words(asked, progress):
    text = asked.files["text"].read_text(encoding="utf-8")
    if "§" in text:
        raise BadInput("not_a_record", file=asked.files["text"], row=text[: text.index("§")].count("\n") + 1)
    progress(0.5, "reckoning")
    words = [word for word in text.split() if asked.settings["least"] <= len(word)]
    chosen = words[(asked.seed or 0) % len(words)]
    found = {"words": len(words), "chosen": chosen}
    return frame.Outcome(
        json=found, report=found, said=[f"{len(words)} words"], files={"list": lambda: "\n".join(words).encode()}
    )


WORDS = frame.Calculation(
    key="words",
    help="count words",
    files={"text": "the text"},
    run=_words,
    arguments=lambda parser: parser.add_argument("--least", type=int, default=1),
    outputs={"list": "the words"},
)


@pytest.fixture
def counted(monkeypatch, tmp_path, settings):
    """`gehor words …` in a folder with a.txt, as if it were one of ours."""
    template = tmp_path / "templates" / "cli"
    template.mkdir(parents=True)
    (template / "report_words.html").write_text(
        '{% extends "cli/report.html" %}{% block main %}{{ chosen }}{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates"]}]
    monkeypatch.setattr(frame, "found", lambda: {"words": WORDS})
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("ett två tre fyra fem\n", encoding="utf-8")
    _parser.cache_clear()
    yield lambda *arguments: main(["words", "a.txt", *arguments])
    _parser.cache_clear()


def test_result_report_and_record_are_written_together(counted, capsys):
    assert (
        counted("--json", "out.json", "--report", "out.html", "--list", "out.txt", "--seed", "3", "--language", "sv")
        == 0
    )
    assert json.loads(Path("out.json").read_text()) == {"words": 5, "chosen": "fyra"}
    assert Path("out.txt").read_text() == "ett\ntvå\ntre\nfyra\nfem"
    page = Path("out.html").read_text()
    assert '<html lang="sv">' in page and "fyra" in page
    assert not re.search(r'(src|href)="|url\(|<script', page)  # it needs nothing else
    told = json.loads(Path("out.record.json").read_text())
    assert (told["calculation"], told["seed"], told["settings"]) == ("words", 3, {"least": 1})
    assert told["files"]["text"]["path"] == "a.txt"
    assert set(told["outputs"]) == {"json", "report", "list"}
    assert capsys.readouterr().out.split() == ["5", "words", "out.json", "out.html", "out.txt", "out.record.json"]


def test_a_record_gives_the_same_bytes_again_also_elsewhere(counted, capsys, tmp_path):
    counted("--json", "out.json", "--report", "out.html", "--least", "4", "--language", "sv")
    before = Path("out.json").read_bytes(), Path("out.html").read_bytes()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert main(["replay", "out.record.json", "--out", str(elsewhere), "--language", "en"]) == 0
    assert ((elsewhere / "out.json").read_bytes(), (elsewhere / "out.html").read_bytes()) == before
    assert "out.html: the same, to the byte" in capsys.readouterr().out


def test_a_result_that_was_tampered_with_is_found(counted, capsys):
    counted("--json", "out.json", "--language", "en")
    told = json.loads(Path("out.record.json").read_text())
    told["settings"]["least"] = 4
    Path("out.record.json").write_text(json.dumps(told))
    assert main(["replay", "out.record.json", "--language", "en"]) == 1
    assert "NOT the same" in capsys.readouterr().out


def test_a_record_of_another_version_says_so(counted, capsys, monkeypatch):
    counted("--json", "out.json", "--language", "en")
    monkeypatch.setattr(gehor, "VERSION", "2031.1.0")
    assert main(["replay", "out.record.json", "--language", "en"]) == 0
    assert "made by version 2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda: Path("a.txt").write_text("annat"), "a.txt: The file is not the one that was read then"),
        (lambda: Path("a.txt").unlink(), "a.txt: There is no such file"),
        (lambda: Path("out.record.json").write_text("[]"), "out.record.json: This is no run record"),
        (lambda: Path("out.record.json").write_text("{"), "out.record.json: This is no run record"),
        (lambda: Path("out.record.json").unlink(), "out.record.json: There is no such file"),
    ],
)
def test_what_cannot_be_run_again_is_said(counted, capsys, spoil, words):
    counted("--json", "out.json", "--language", "en")
    spoil()
    assert main(["replay", "out.record.json", "--language", "en"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["words", "b.txt"], "b.txt: There is no such file"),
        (["words", "a.txt", "--json", "nowhere/out.json"], "out.json: Nothing can be written there"),
        (["words", "a.txt", "--json", "."], "Nothing can be written there"),
        (["words", "a.txt", "--json", "out", "--report", "./out"], "Two outputs would be written to the same file"),
    ],
)
def test_what_cannot_be_done_is_said_before_it_is_begun(counted, capsys, arguments, words):
    assert main([*arguments, "--language", "en"]) == 2
    assert words in capsys.readouterr().err
    assert sorted(each.name for each in Path().iterdir()) == ["a.txt", "templates"]


def test_bad_input_is_said_with_its_place_and_leaves_nothing_behind(counted, capsys):
    Path("a.txt").write_text("ett\ntvå § tre\n", encoding="utf-8")
    assert counted("--json", "out.json", "--report", "out.html", "--language", "sv") == 2
    said = capsys.readouterr()
    assert said.err.startswith("gehor: a.txt, rad 2: Det här är ingen ")
    assert said.out == ""
    assert sorted(each.name for each in Path().iterdir()) == ["a.txt", "templates"]


def test_what_stood_there_stays_whole_when_it_cannot_be_replaced(counted, monkeypatch):
    Path("out.json").write_text("before")
    monkeypatch.setattr(record, "record_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        counted("--json", "out.json")
    assert Path("out.json").read_text() == "before"


def test_progress_is_shown_on_a_terminal_only(counted, capsys, monkeypatch):
    counted("--language", "en")
    assert "reckoning" not in capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    counted("--language", "en")
    assert " 50% reckoning" in capsys.readouterr().err
    counted("--language", "en", "--quiet")
    assert capsys.readouterr() == ("", "")


def test_a_link_stays_a_link_and_a_file_as_readable_as_it_was(counted):
    Path("real.json").write_text("before")
    Path("real.json").chmod(0o600)
    Path("link.json").symlink_to("real.json")
    counted("--json", "link.json")
    assert Path("link.json").is_symlink() and json.loads(Path("real.json").read_text())["words"] == 5
    assert Path("real.json").stat().st_mode & 0o777 == 0o600
    mask = os.umask(0o077)
    try:
        counted("--json", "mine.json")
    finally:
        os.umask(mask)
    assert Path("mine.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (BadInput("x"), ""),
        (BadInput("x", file="/home/a/b.csv"), "b.csv: "),
        (BadInput("x", file="b.csv", row=3), "b.csv, row 3: "),
        (BadInput("x", file="b.csv", column="age"), "b.csv, column age: "),
        (BadInput("x", file="b.csv", row=3, column="age"), "b.csv, row 3, column age: "),
    ],
)
def test_the_place_of_what_is_wrong(wrong, place):
    with frame.in_words("en"):
        assert texts.place(wrong) == place


def test_a_folder_is_known_by_what_lies_in_it(tmp_path):
    (tmp_path / "a.csv").write_text("1")
    (tmp_path / "b.csv").write_text("2")
    first = record.digest(tmp_path)
    assert record.digest(tmp_path) == first
    (tmp_path / "out.json").write_text("what was written beside does not count")
    assert record.digest(tmp_path) == first
    (tmp_path / "b.csv").rename(tmp_path / "c.csv")
    assert record.digest(tmp_path) != first


def test_the_version_is_told_in_one_way():
    told = Path(__file__).parents[4] / "pyproject.toml"
    assert f'version = "{gehor.VERSION}"' in told.read_text(encoding="utf-8")


@pytest.mark.parametrize("at_once", [2, frame.AT_ONCE])
@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=9),
        lambda inside: st.lists(inside, max_size=5) | st.dictionaries(st.text(max_size=5), inside, max_size=5),
        max_leaves=8,
    )
)
@settings(max_examples=40)
def test_json_is_as_the_standard_library_writes_it(at_once, value):
    whole = {"a": value, "b": [value] * 3}
    assert frame.written(whole, at_once=at_once).decode() == json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize(("asked", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "4"}, "4")])
def test_sums_are_added_by_one_thread_wherever_they_are_run(asked, threads):
    """Else their last digits hang on the machine. numpy asks when it is loaded, so nothing may have done so before."""
    code = "import os, sys; from gehor import cli; assert 'numpy' not in sys.modules; sys.argv[1:] = ['replay', 'no']; "
    code += "cli.main(); print(os.environ['OPENBLAS_NUM_THREADS'])"
    surroundings = {name: value for name, value in os.environ.items() if name not in ONE_THREAD} | asked
    told = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    assert told.stdout == f"{threads}\n"
