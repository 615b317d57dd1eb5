"""Files as they come when something went wrong: each command says so in one sentence, and leaves nothing behind."""

import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gehor.cli import main
from gehor.cli.tests.four import COMMANDS, GOOD, READ, laid

BROKEN = {
    "empty": b"",
    "blank": b"\n \n\r\n",
    "mark only": b"\xef\xbb\xbf",
    "zip": b"PK\x03\x04" + bytes(100),
    "nul": b"id,age,sex\na,\x00,f\n",
    "noise": bytes(range(256)) * 40,
    "utf-16 cut": "id,age,sex\na,young,f\n".encode("utf-16")[:-1],
    "utf-16 unmarked": "id,age,sex\na,young,f\n".encode("utf-16-le"),
    "utf-32": "id,age,sex\na,young,f\n".encode("utf-32"),
    "html": b"<!doctype html>\n<html><body><p>Log in, please</p></body></html>\n",
    "json": b'{"a": [1, 2',
    "deep json": b'{"a":' + b"[" * 100_000,
    "a million columns": b"x," * 1_000_000 + b"\n1\n",
    "a long line": b"x" * 3_000_000,
    "one quote": b'"',
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    laid(tmp_path)
    return tmp_path


def things(folder):
    return {str(each): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file() and os.access(each, 4)}


def refused(command, capsys, language, *more):
    """The one sentence with which it is refused; nothing is written or changed."""
    before = things(Path())
    code = main([*COMMANDS[command], "--json", "out.json", "--report", "out.html", "--language", language, *more])
    told = capsys.readouterr()
    assert (code, told.out) == (2, ""), told
    assert re.fullmatch(r"gehor: [^\n]+[.?]\n", told.err), told.err
    assert not re.search(r"\{[a-z]*\}|Traceback", told.err), told.err
    assert things(Path()) == before
    return told.err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_files_are_good_to_begin_with(folder, capsys, command):
    assert main([*COMMANDS[command], "--json", "out.json", "--report", "out.html", "--language", "sv"]) == 0


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize(("command", "name"), [(command, name) for command, names in READ.items() for name in names])
def test_a_broken_file_is_refused_in_one_sentence(folder, capsys, command, name, how):
    Path(name).write_bytes(BROKEN[how])
    for language in ("sv", "en"):
        assert Path(name).name in refused(command, capsys, language)


WRONG = [
    ("sample", "population.csv", "400", "nan", "rad 2, kolumn count"),
    ("sample", "population.csv", "400", "inf", "rad 2, kolumn count"),
    ("sample", "population.csv", "600", "1e999", "rad 3, kolumn count"),
    ("sample", "population.csv", "600", "-600", "rad 3, kolumn count"),
    ("sample", "population.csv", "sex,m", "sex,f", "rad 5, kolumn value"),
    ("sample", "population.csv", "age,old", "age,", "rad 3, kolumn value"),
    ("sample", "people.csv", "c,old", "c,NaN", "rad 4, kolumn age"),
    ("sample", "people.csv", "c,old", "a,old", "rad 4, kolumn id"),
    ("sample", "people.csv", "c,old", ",old", "rad 4, kolumn id"),
    ("sample", "people.csv", "d,young,m", 'd,"young,m', "rad 5"),
    ("sample", "people.csv", ",", "|", "rad 1"),
    ("sample", "groups.csv", "old,old", "elder,old", "”elder” för ”age”"),
    ("lottery", "quotas.csv", "old,1,1", "old,nan,1", "rad 3, kolumn min"),
    ("lottery", "quotas.csv", "old,1,1", "old,1,inf", "rad 3, kolumn max"),
    ("lottery", "quotas.csv", "old,1,1", "old,2,1", "rad 3"),
    ("lottery", "quotas.csv", "old,1,1", "old,-1,1", "rad 3"),
    ("lottery", "quotas.csv", "young,1,1", "young,0.5,1", "rad 2, kolumn min"),
    ("lottery", "quotas.csv", "age,old", "age,young", "rad 3"),
    ("lottery", "quotas.csv", ",", "|", "rad 1"),
    ("lottery", "quotas.csv", "min", "least", "rad 1"),
    ("lottery", "people.csv", "b,old", "a,old", "rad 3, kolumn id"),
    ("lottery", "people.csv", "b,old", "b,oldest", "rad 3, kolumn age"),
    ("lottery", "gone.csv", "a\n", "x\n", "rad 2"),
    ("lottery", "gone.csv", "id\n", "id" + ",x" * 5_000 + "\n", "5001 kolumner"),
    ("budget", "election.pb", "budget;100", "budget;nan", "rad 3, kolumn budget"),
    ("budget", "election.pb", "type;approval", "type;veto", "rad 4"),
    ("budget", "election.pb", "2;50", "2;inf", "rad 8"),
    ("budget", "election.pb", "2;50", "2;-50", "rad 8"),
    ("budget", "election.pb", "2;50", "1;50", "rad 8"),
    ("budget", "areas.csv", "100", "nan", "rad 2, kolumn sum"),
    ("budget", "areas.csv", "100", "-1", "rad 2, kolumn sum"),
    ("opinion", "votes/votes.csv", "2,1,1", "2,1,nan", "rad 4, kolumn vote"),
    ("opinion", "votes/votes.csv", "2,1,1", "2,1,2", "rad 4, kolumn vote"),
    ("opinion", "votes/votes.csv", "2,1,1", ",1,1", "rad 4"),
    ("opinion", "votes/comments.csv", "1,2,0", "1,inf,0", "rad 2, kolumn agrees"),
    ("opinion", "votes/comments.csv", "2,1,1", "1,1,1", "rad 3, kolumn comment-id"),
]


@pytest.mark.parametrize(("command", "name", "was", "now", "place"), WRONG)
def test_what_is_wrong_is_told_with_its_place(folder, capsys, command, name, was, now, place):
    text = Path(name).read_text(encoding="utf-8")
    assert was in text
    Path(name).write_text(text.replace(was, now), encoding="utf-8")
    told = refused(command, capsys, "sv")
    assert Path(name).name in told and place in told


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_programs_make_of_a_text_is_understood(folder, capsys, command, code):
    for name in GOOD:
        if name.endswith(".pb"):
            continue  # UTF-8 by its own rule
        text = Path(name).read_text(encoding="utf-8").replace("old", "äldre").replace("two", "två")
        Path(name).write_bytes(text.replace("\n", "\r\n").encode(code))
    assert main([*COMMANDS[command], "--json", "out.json", "--language", "sv"]) == 0


def _gone(path):
    path.unlink()


def _a_folder(path):
    path.unlink()
    path.mkdir()


def _a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def _not_to_be_read(path):
    path.unlink()
    path.symlink_to("/proc/self/mem")  # whoever reads it is refused, the administrator too


FILES = [(command, name) for command, names in READ.items() for name in names if command != "opinion"]


@pytest.mark.parametrize("spoil", [_gone, _a_folder, _a_pipe, _not_to_be_read])
@pytest.mark.parametrize(("command", "name"), FILES)
def test_what_is_no_file_is_said(folder, capsys, command, name, spoil):
    spoil(Path(name))
    before = sorted(folder.iterdir())
    assert main([*COMMANDS[command], "--json", "out.json", "--language", "sv"]) == 2
    told = capsys.readouterr()
    assert re.fullmatch(rf"gehor: {re.escape(name)}: [^\n]+\.\n", told.err) and not told.out
    assert sorted(folder.iterdir()) == before


def test_a_file_that_one_may_not_read_is_said(folder, capsys):
    Path("people.csv").chmod(0)
    mine = os.geteuid()
    if mine == 0:
        folder.chmod(0o777)
        os.seteuid(65534)
    try:
        assert main([*COMMANDS["sample"], "--json", "out.json", "--language", "sv"]) == 2
    finally:
        os.seteuid(mine)
    assert re.fullmatch(r"gehor: people.csv: Du får inte läsa [^\n]+\n", capsys.readouterr().err)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_read_is_never_written_over(folder, capsys, command):
    for option in ("--json", "--report", "--record"):
        for name in READ[command]:
            assert "en fil som läses" in refused(command, capsys, "sv", option, name)
    Path("link.csv").symlink_to(READ[command][0])
    assert "en fil som läses" in refused(command, capsys, "sv", "--json", "link.csv")


@pytest.mark.parametrize("where", ["nowhere/out.json", "votes", "people.csv/out.json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_where_nothing_can_be_written_is_said(folder, capsys, command, where):
    assert "Det går inte att skriva dit" in refused(command, capsys, "sv", "--json", where)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_leaves_what_stood_there(folder, capsys, command):
    Path("out.json").write_text("before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        assert "inget utrymme" in refused(command, capsys, "sv")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert Path("out.json").read_text() == "before"


def test_a_full_device_is_said(folder, capsys):
    assert "inget utrymme" in refused("sample", capsys, "sv", "--json", "/dev/full")
    assert Path("/dev/full").is_char_device()


def test_what_is_broken_off_is_said_and_leaves_nothing(folder):
    """A real interrupt, when it has surely begun: the people come from a file that is long to read."""
    with Path("people.csv").open("a") as file:
        file.writelines(f"{at},old,f\n" for at in range(2_000_000))
    before = {each.name for each in folder.iterdir()}
    command = [sys.executable, "-c", TOLD_WHEN_BEGUN, *COMMANDS["sample"], "--json", "out.json", "--language", "sv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "begun\n"
        run.send_signal(signal.SIGINT)
        out, err = run.communicate()
    assert (run.returncode, out, err) == (2, "", "gehor: Avbrutet. Ingenting skrevs.\n")
    assert {each.name for each in folder.iterdir()} == before


TOLD_WHEN_BEGUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # who is started in the background is deaf to it
from gehor.calc import tables
read = tables.encoding_of
tables.encoding_of = lambda path: (path.name == "people.csv" and print("begun", flush=True), read(path))[1]
from gehor.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_whoever_has_read_enough_may_go(folder):
    """The reader is gone before anything is said."""
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "gehor.cli", *COMMANDS["sample"], "--json", "out.json"]
    run = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writes)
    assert (run.returncode, run.stderr) == (0, "") and Path("out.json").exists()


def test_an_output_may_be_a_stream(folder):
    command = [sys.executable, "-m", "gehor.cli", *COMMANDS["sample"], "--json", "/dev/stdout", "--quiet"]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stdout.startswith(b'{\n "people": 4,') and not list(folder.glob("*.record.json"))
