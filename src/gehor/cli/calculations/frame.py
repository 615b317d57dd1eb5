"""What a calculation promises, and how it is run: nothing is written before all of it is done.

Begin with `Calculation`. `run` is a pure function of the files and the settings: no date, no path and no chance gets
into what it gives back, so that a record is enough to get the same bytes again.
"""

import argparse
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gehor.calc.errors import BadInput
from gehor.cli import texts

Progress = Callable[[float, str], None]  # what is done of 1, and the code of what is being done (texts.PROGRESS)

OPTIONS = ("json", "report", "record")  # where the frame's own outputs go
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Asked:
    """files: argument → path of a file or folder. settings: option → value, as they stand in the record."""

    files: Mapping[str, Path]
    settings: Mapping[str, Any]
    seed: int | None
    language: str


@dataclass(frozen=True)
class Outcome:
    """json: the documented layout. report: what `cli/report_<key>.html` is told. said: lines for the terminal.

    files: option → content, for what a calculation writes beside (see Calculation.outputs).
    """

    json: Mapping[str, Any]
    report: Mapping[str, Any]
    said: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Calculation:
    """One command.

    files: the arguments that are read, in order → what they are. may_lack: those of them that need not be given (they
    become options). outputs: options of its own that name a file to write → help. arguments: adds further options; what
    they hold must be what JSON holds.

    All commands are listed at each start of `gehor`, so a file here imports its calculation (and numpy) inside `run`.
    """

    key: str
    help: str
    files: Mapping[str, str]
    run: Callable[[Asked, Progress], Outcome]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None
    outputs: Mapping[str, str] = field(default_factory=dict)
    may_lack: frozenset[str] = frozenset()


def found() -> dict[str, Calculation]:
    """Key → calculation, one of each file here that holds a CALCULATION."""
    folder = importlib.import_module(__package__)
    names = sorted(each.name for each in pkgutil.iter_modules(folder.__path__))
    modules = [importlib.import_module(f"{__package__}.{name}") for name in names]
    calculations = [module.CALCULATION for module in modules if hasattr(module, "CALCULATION")]
    return {calculation.key: calculation for calculation in calculations}


# From the command line


def add_to(commands: Any, calculation: Calculation) -> None:
    """Give `gehor` this command."""
    parser = commands.add_parser(calculation.key, help=calculation.help, description=calculation.help)
    for name, what in calculation.files.items():
        if name in calculation.may_lack:
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="FILE", help=what)
        else:
            parser.add_argument(name, metavar=name.upper(), help=what)
    calculation.arguments(parser)
    parser.add_argument("--seed", type=_seed, metavar="N", help="where chance begins: the same number, the same result")
    parser.add_argument("--language", choices=LANGUAGES, default=language(), help="of the report and of what is said")
    parser.add_argument("--json", metavar="OUT", help="the result, in the layout of docs/calculations.md")
    parser.add_argument("--report", metavar="OUT.html", help="a page with pictures, tables, method and limits")
    parser.add_argument(
        "--record", metavar="OUT", help="the run record for `gehor replay` (default: beside the result)"
    )
    for name, what in calculation.outputs.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="OUT", help=what)
    parser.set_defaults(run=lambda asked: command(calculation, vars(asked)))


def _seed(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def language() -> str:
    """Of whoever sits at the terminal."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "sv" if told.startswith("sv") else "en"


def command(calculation: Calculation, told: Mapping[str, Any]) -> int:
    """Run it and write what was asked for; 0 done, 2 it was asked wrongly."""
    outputs = {name: Path(told[name]) for name in (*OPTIONS, *calculation.outputs) if told.get(name)}
    asked = Asked(
        MappingProxyType({name: Path(told[name]) for name in calculation.files if told.get(name)}),
        MappingProxyType(_settings(calculation, told)),
        told.get("seed"),
        told["language"],
    )
    with in_words(asked.language):
        from .record import record_of

        try:
            must_be_writable(outputs)
            must_be_there(asked.files)
            if outputs:
                outputs.setdefault("record", next(iter(outputs.values())).with_suffix(".record.json"))
            outcome, made = made_of(calculation, asked, wanted=set(outputs))
            if "record" in outputs:
                made["record"] = record_of(calculation, asked, made, outputs)
            write(outputs, made)
        except BadInput as wrong:
            print(f"gehor: {sentence(wrong)}", file=sys.stderr)
            return 2
        for line in outcome.said:
            print(line)
        for path in outputs.values():
            print(path)
    return 0


def _settings(calculation: Calculation, told: Mapping[str, Any]) -> dict[str, Any]:
    own = {"command", "run", "seed", "language", *OPTIONS, *calculation.outputs, *calculation.files}
    return {name: value for name, value in sorted(told.items()) if name not in own}


# What every command does


def made_of(calculation: Calculation, asked: Asked, *, wanted: set[str]) -> tuple[Outcome, dict[str, bytes]]:
    """What came of it, and the content of each wanted output except the record."""
    with showing_progress() as progress:
        outcome = calculation.run(asked, progress)
    made = {name: content for name, content in outcome.files.items() if name in wanted}
    if "json" in wanted:
        made["json"] = written(outcome.json)
    if "report" in wanted:
        from .report import page

        made["report"] = page(calculation, asked, outcome)
    return outcome, made


def written(value: Mapping[str, Any]) -> bytes:
    """JSON as all of ours is written: readable, in the order given, the same on every machine."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def must_be_there(files: Mapping[str, Path]) -> None:
    for path in files.values():
        if not path.exists():
            raise BadInput("no_such_file", file=path)
        if not os.access(path, os.R_OK):
            raise BadInput("file_is_not_readable", file=path)


def must_be_writable(outputs: Mapping[str, Path]) -> None:
    """Said before an hour is spent on it."""
    if len({path.absolute() for path in outputs.values()}) < len(outputs):
        raise BadInput("two_outputs_in_one_file")
    for path in outputs.values():
        if path.is_dir() or not os.access(path.absolute().parent, os.W_OK):
            raise BadInput("cannot_write_there", file=path)


def write(outputs: Mapping[str, Path], made: Mapping[str, bytes]) -> None:
    """All of them or none: each is whole under another name before the first takes its place."""
    with ExitStack() as stack:
        waiting: list[tuple[Path, Path]] = []
        for name, path in outputs.items():
            handle, other = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
            stack.callback(Path(other).unlink, missing_ok=True)
            with os.fdopen(handle, "wb") as file:
                file.write(made[name])
            Path(other).chmod(0o644)
            waiting.append((Path(other), path))
        for other_path, path in waiting:
            other_path.replace(path)


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """A line that grows on a terminal; elsewhere nothing, since a log wants to hear what came of it."""
    last = ""

    def show(done: float, code: str) -> None:
        nonlocal last
        if not sys.stderr.isatty():
            return
        bars = int(24 * min(max(done, 0.0), 1.0))
        line = f"{'█' * bars}{'░' * (24 - bars)} {done:4.0%} {texts.PROGRESS[code]}"
        if line != last:
            print(f"\r{line.ljust(len(last))}", end="", file=sys.stderr, flush=True)
            last = line

    try:
        yield show
    finally:
        if last:
            print(f"\r{' ' * len(last)}\r", end="", file=sys.stderr, flush=True)


def sentence(wrong: BadInput) -> str:
    """What is wrong and how to mend it, after where it is."""
    return texts.place(wrong) + str(texts.BAD_INPUT[wrong.code]).format(
        file=wrong.file, row=wrong.row, column=wrong.column, **wrong.params
    )


@contextmanager
def in_words(language: str) -> Iterator[None]:
    """Templates and sentences in this language, whether or not an installation of Gehör lies here."""
    from django.conf import settings

    if not settings.configured:
        _be_small()
    from django.utils import translation

    with translation.override(language):
        yield


def _be_small() -> None:
    """Only what a report needs of Django: no database, no secret, no mode."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["gehor.ground.design", "gehor.cli"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        LANGUAGES=[(language, language) for language in LANGUAGES],
        LOCALE_PATHS=[str(path) for path in texts.CATALOGUES],
        USE_TZ=True,
    )
    django.setup()
