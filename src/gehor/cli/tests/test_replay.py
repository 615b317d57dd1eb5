"""A record gives the same bytes again, wherever its files lie now; and whatever does not fit is said."""

import json
import re
import shutil
from pathlib import Path

import pytest

import gehor
from gehor.cli import main
from gehor.cli.tests.four import COMMANDS, READ, laid

MORE = {
    "sample": ["--cross", "age:sex", "--least", "0.1"],
    "lottery": ["--certificate", "panels.json", "--figure", "3 1 4", "--reserves", "1", "--time-limit", "60.5"],
    "budget": ["--group", "age"],
    "opinion": ["--resamples", "3"],
}
ELECTION = "voter_id;vote;age\na;1,2;20\nb;2;70\n"


@pytest.fixture(params=COMMANDS)
def done(request, tmp_path, monkeypatch, capsys):
    """(command, folder) with in/ that was read and out/ that was written, seen from the folder above."""
    home = tmp_path / "in"
    home.mkdir()
    laid(home)
    votes = (home / "election.pb").read_text().replace("voter_id;vote\na;1,2\nb;2\n", ELECTION)
    (home / "election.pb").write_text(votes)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(home)
    words = [*COMMANDS[request.param], *MORE[request.param]]
    words = [word.replace("panels.json", "../out/panels.json") for word in words]
    outputs = ["--json", "../out/result.json", "--report", "../out/report.html", "--record", "../out/run.json"]
    assert main([*words, *outputs, "--seed", "7", "--language", "sv"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    return request.param, tmp_path


def again(*more):
    return main(["replay", *more, "--language", "en"])


def test_it_is_the_same_from_another_folder(done, capsys, monkeypatch):
    _, folder = done
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert again("../out/run.json", "--out", ".") == 0
    assert "NOT" not in capsys.readouterr().out
    for written in (folder / "elsewhere").iterdir():
        assert written.read_bytes() == (folder / "out" / written.name).read_bytes()
    assert {each.name for each in (folder / "elsewhere").iterdir()} >= {"result.json", "report.html"}


def test_it_is_the_same_when_all_has_been_moved(done):
    _, folder = done
    (folder / "archive" / "2026").mkdir(parents=True)
    shutil.move("in", "archive/2026/in")
    shutil.move("out", "archive/2026/out")
    assert again("archive/2026/out/run.json") == 0


def test_files_that_lie_elsewhere_now_are_looked_for_there(done, capsys):
    _, _ = done
    shutil.move("in", "inputs")
    assert again("out/run.json") == 2
    assert "There is no such file" in capsys.readouterr().err
    assert again("out/run.json", "--files", "inputs") == 0


def test_a_file_that_has_changed_is_named_with_both_hashes(done, capsys):
    command, folder = done
    then = json.loads(Path("out/run.json").read_text())["files"]
    path = folder / "in" / READ[command][-1]
    path.write_bytes(path.read_bytes() + b"\n")
    assert again("out/run.json", "--out", "in") == 2
    told = capsys.readouterr()
    found = re.search(r"gehor: (\S+): The file is not .* begins with (\w{12}), then with (\w{12})\.", told.err)
    assert found and found[3] in {each["sha256"][:12] for each in then.values()} and found[2] != found[3]
    assert not told.out and not (folder / "in" / "result.json").exists()


def test_another_version_is_said_and_another_result_too(done, capsys, monkeypatch):
    monkeypatch.setattr(gehor, "VERSION", "2031.1.0")
    assert again("out/run.json") == 1  # the page tells the version
    told = capsys.readouterr().out
    assert told.startswith("The record was made by version 2026") and "report.html: NOT the same" in told
    assert "result.json: the same, to the byte" in told


def test_quietly_the_exit_code_tells(done, capsys):
    assert again("out/run.json", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_a_setting_that_came_later_is_as_if_it_was_not_asked_for(done):
    _, _ = done
    told = json.loads(Path("out/run.json").read_text())
    for name in ("algorithm", "fewest", "utility", "sign"):
        told["settings"].pop(name, None)
    Path("out/run.json").write_text(json.dumps(told))
    assert again("out/run.json") == 0


def changed(told, *path, to):
    """to: a value, or None to take it away."""
    inside = told
    for each in path[:-1]:
        inside = inside[each]
    if to is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = to


BROKEN = [
    (("version",), None, "The record is not whole"),
    (("files",), None, "The record is not whole"),
    (("outputs",), [], "The record is not whole"),
    (("seed",), -1, "The record is not whole"),
    (("seed",), True, "The record is not whole"),
    (("language",), "xx", "The record is not whole"),
    (("outputs", "json"), {"name": "result.json"}, "The record is not whole"),
    (("outputs", "json", "name"), "../in/out.json", "The record is not whole"),
    (("outputs", "json", "name"), "", "The record is not whole"),
    (("gehor_run_record",), 2, "whose records this version does not know"),
    (("gehor_run_record",), None, "This is no run record"),
    (("calculation",), "horoscope", "The record is of “horoscope”"),
    (("settings", "magic"), 1, "holds files or settings that this version"),
    (("files", "magic"), {"path": "a", "sha256": "b"}, "holds files or settings that this version"),
    (("outputs", "magic"), {"name": "a", "sha256": "b"}, "holds files or settings that this version"),
    (("files",), {}, "holds files or settings that this version"),
]
KINDS = {
    "sample": [("least", "0.1"), ("answer", "x"), ("answer", [1]), ("fewest", 1.5)],
    "lottery": [("seats", "3"), ("algorithm", "best"), ("figure", 3), ("address", "home")],
    "budget": [("rule", "mine"), ("group", [None]), ("utility", None)],
    "opinion": [("like_polis", "yes"), ("resamples", [3]), ("sign", "up")],
}


@pytest.mark.parametrize(("path", "to", "words"), BROKEN)
def test_a_record_that_is_not_whole_is_refused(done, capsys, path, to, words):
    told = json.loads(Path("out/run.json").read_text())
    changed(told, *path, to=to)
    Path("out/run.json").write_text(json.dumps(told))
    assert again("out/run.json", "--out", "in") == 2
    said = capsys.readouterr()
    assert said.err.startswith("gehor: run.json: ") and words in said.err and not said.out


def test_a_setting_of_the_wrong_kind_is_refused(done, capsys):
    command, _ = done
    whole = Path("out/run.json").read_text()
    for name, value in KINDS[command]:
        told = json.loads(whole)
        told["settings"][name] = value
        Path("out/run.json").write_text(json.dumps(told))
        assert again("out/run.json") == 2, (name, value)
        assert "holds files or settings" in capsys.readouterr().err
