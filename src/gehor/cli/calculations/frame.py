"""What a calculation promises, and how it is run: nothing is written before all of it is done.

Begin with `Calculation`. `run` is a pure function of the files and the settings: no date, no path and no chance gets
into what it gives back, so that a record is enough to get the same bytes again.
"""

import argparse
import errno
import importlib
import io
import itertools
import json
import os
import pkgutil
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gehor.calc.errors import BadInput
from gehor.cli import speech, texts

Progress = Callable[[float, str], None]  # what is done of 1, and the code of what is being done (texts.PROGRESS)

OPTIONS = ("json", "report", "record")  # where the frame's own outputs go
ALONE = frozenset({str, int, float, bool, type(None)})
AT_ONCE = 50_000  # items of a list or an object that are written as one piece of JSON
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Asked:
    """files: argument → path of a file or folder, absolute. settings: option → value, as they stand in the record.

    hashes: argument → SHA-256 (record.digest), where there is anything to write it into. wanted: options of the outputs
    that were asked for.
    """

    files: Mapping[str, Path]
    settings: Mapping[str, Any]
    seed: int | None
    language: str
    hashes: Mapping[str, str] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """json: the documented layout. report: what `cli/report_<key>.html` is told. said: lines for the terminal.

    files: option → what makes its content, for what a calculation writes beside (see Calculation.outputs).
    """

    json: Mapping[str, Any]
    report: Mapping[str, Any]
    said: Sequence[str] = ()
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


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


def add_to(commands: Any, calculation: Calculation, *, language: str) -> None:
    """Give `gehor` this command. language: of the report and of what is said, unless another is asked for."""
    parser = commands.add_parser(calculation.key, help=_(calculation.help), description=_(calculation.help))
    for name, what in calculation.files.items():
        if name in calculation.may_lack:
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=_("FILE"), help=_(what))
        else:
            parser.add_argument(name, metavar=name.upper(), help=_(what))
    calculation.arguments(parser)
    parser.add_argument(
        "--seed", type=speech.whole(), metavar="N", help=_("where chance begins: the same number, the same result")
    )
    parser.add_argument(
        "--language",
        choices=speech.LANGUAGES,
        default=language,
        help=_("language of the report and of what is said"),
    )
    parser.add_argument("--json", metavar=_("OUT"), help=_("the result, in the layout of docs/calculations.md"))
    parser.add_argument("--report", metavar=_("OUT.html"), help=_("a page with pictures, tables, method and limits"))
    parser.add_argument(
        "--record", metavar=_("OUT"), help=_("the run record for `gehor replay` (default: beside the result)")
    )
    parser.add_argument("--quiet", action="store_true", help=_("say only what is wrong"))
    for name, what in calculation.outputs.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=_("OUT"), help=_(what))
    parser.set_defaults(run=lambda asked: command(calculation, vars(asked)))


def command(calculation: Calculation, told: Mapping[str, Any]) -> int:
    """Run it and write what was asked for; 0 done, 2 it could not be."""
    with in_words(told["language"]):
        return answered(lambda: _done(calculation, told))


def _done(calculation: Calculation, told: Mapping[str, Any]) -> int:
    from .record import digests, record_of

    outputs = {name: Path(told[name]) for name in (*OPTIONS, *calculation.outputs) if told.get(name)}
    files = {name: Path(os.path.abspath(told[name])) for name in calculation.files if told.get(name)}
    if outputs and "record" not in outputs and not is_stream(first := next(iter(outputs.values()))):
        outputs["record"] = first.parent / f"{first.stem}.record.json"
    must_be_there(files)
    must_be_writable(outputs, files)
    asked = Asked(
        MappingProxyType(files),
        MappingProxyType(_settings(calculation, told)),
        told.get("seed"),
        told["language"],
        MappingProxyType(digests(files) if outputs else {}),
        frozenset(outputs),
    )
    is_quiet = bool(told.get("quiet"))
    outcome, made = made_of(calculation, asked, wanted=set(outputs), is_quiet=is_quiet)
    if "record" in outputs:
        made["record"] = record_of(calculation, asked, made, outputs)
    write(outputs, made)
    if not is_quiet:
        say([*outcome.said, *map(str, outputs.values())])
    return 0


def say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()  # so that a reader who has gone away is noticed here


def answered(work: Callable[[], int]) -> int:
    """The exit code of the work; 2 and one sentence where it could not be done."""
    try:
        return work()
    except BrokenPipeError:  # whoever read what is said has read enough, such as head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BadInput as wrong:
        told = wrong
    except OSError as failed:
        told = _of_the_machine(failed)
    except MemoryError:
        told = BadInput("too_large_for_memory")
    except KeyboardInterrupt:
        told = BadInput("broken_off")
    print(f"gehor: {sentence(told)}", file=sys.stderr)
    return 2


def _of_the_machine(failed: OSError) -> BadInput:
    name = failed.filename if isinstance(failed.filename, str) else ""
    if failed.errno in FULL:
        return BadInput("disk_is_full", file=name)
    if isinstance(failed, IsADirectoryError):
        return BadInput("file_is_a_folder", file=name)
    if isinstance(failed, PermissionError):
        return BadInput("file_is_not_readable", file=name)
    if isinstance(failed, FileNotFoundError):
        return BadInput("no_such_file", file=name)
    return BadInput("machine_refuses", file=name, why=failed.strerror or type(failed).__name__)


def _settings(calculation: Calculation, told: Mapping[str, Any]) -> dict[str, Any]:
    own = {"command", "run", "seed", "language", "quiet", *OPTIONS, *calculation.outputs, *calculation.files}
    return {name: value for name, value in sorted(told.items()) if name not in own}


# What every command does


def made_of(
    calculation: Calculation, asked: Asked, *, wanted: set[str], is_quiet: bool = False
) -> tuple[Outcome, dict[str, bytes]]:
    """What came of it, and the content of each wanted output except the record."""
    with showing_progress(is_quiet) as progress:
        outcome = calculation.run(asked, progress)
        progress(1.0, "writing")
        made = {name: content() for name, content in outcome.files.items() if name in wanted}
        if "json" in wanted:
            made["json"] = written(outcome.json)
        if "report" in wanted:
            from .report import page

            made["report"] = page(calculation, asked, outcome)
    return outcome, made


def written(value: Mapping[str, Any], *, at_once: int = AT_ONCE) -> bytes:
    """JSON as all of ours is written: readable, in the order given, the same on every machine.

    The same bytes as json.dumps(value, ensure_ascii=False, indent=1), without its slow way through millions of ids.
    """
    text = io.BytesIO()
    for piece in _pieces(value, "\n", at_once):
        text.write(piece.encode())
    text.write(b"\n")
    return text.getvalue()


def _pieces(value: Any, outer: str, at_once: int) -> Iterator[str]:
    """outer: what begins a line where this value stands."""
    if not isinstance(value, (dict, list, tuple, Mapping)) or not value:
        yield _json(value)
        return
    marks, items = ("{}", iter(value.items())) if isinstance(value, Mapping) else ("[]", iter(value))
    inner = mark = f"{outer} "
    yield marks[0]
    while some := list(itertools.islice(items, at_once)):
        group = dict(some) if marks == "{}" else some
        if ALONE.issuperset(map(type, group.values() if isinstance(group, dict) else group)):
            yield mark + _json(group, separators=(f",{inner}", ": "))[1:-1]
        else:
            for each in some:
                name = f"{_json(each[0])}: " if marks == "{}" else ""
                yield mark + name
                yield from _pieces(each[1] if marks == "{}" else each, inner, at_once)
                mark = f",{inner}"
        mark = f",{inner}"
    yield outer + marks[1]


def _json(value: Any, separators: tuple[str, str] | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=separators)


def must_be_there(files: Mapping[str, Path]) -> None:
    for path in files.values():
        if not path.exists():
            raise BadInput("no_such_file", file=path)
        if not path.is_dir() and not path.is_file():  # a pipe can be read once, and is to be hashed too
            raise BadInput("no_ordinary_file", file=path)
        try:
            _begin_to_read(path)
        except OSError as failed:
            failed.filename = str(path)
            raise


def _begin_to_read(path: Path) -> None:
    if path.is_dir():
        os.scandir(path).close()
        return
    with path.open("rb") as file:
        file.read(1)


def must_be_writable(outputs: Mapping[str, Path], files: Mapping[str, Path]) -> None:
    """Said before an hour is spent on it."""
    if len({path.absolute() for path in outputs.values()}) < len(outputs):
        raise BadInput("two_outputs_in_one_file")
    for path in outputs.values():
        if is_stream(path):
            continue
        if path.is_dir() or (path.exists() and not os.access(path, os.W_OK)):
            raise BadInput("cannot_write_there", file=path)
        if any(_is_of(path, file) for file in files.values()):
            raise BadInput("output_is_input", file=path)
        try:
            tempfile.TemporaryFile(dir=path.absolute().parent).close()
        except OSError as failed:
            raise BadInput("disk_is_full" if failed.errno in FULL else "cannot_write_there", file=path) from None


def _is_of(path: Path, file: Path) -> bool:
    """What is read, itself or as part of a folder (see record.digest)."""
    if path.exists() and path.samefile(file):
        return True
    return file.is_dir() and path.suffix.casefold() == ".csv" and path.resolve().parent == file.resolve()


def is_stream(path: Path) -> bool:
    """Something that is written to, not put in place: /dev/stdout, a pipe."""
    return path.absolute().is_relative_to("/dev") or (path.exists() and not path.is_file() and not path.is_dir())


def write(outputs: Mapping[str, Path], made: Mapping[str, bytes]) -> None:
    """All of them or none: each is whole under another name before the first takes its place."""
    with ExitStack() as stack:
        waiting: list[tuple[Path, Path]] = []
        for name, path in outputs.items():
            if is_stream(path):
                continue
            place = path.resolve()  # a link stays one
            other = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
            stack.callback(other.unlink, missing_ok=True)
            with other.open("xb") as file:
                file.write(made[name])
            if place.exists():
                shutil.copymode(place, other)
            waiting.append((other, place))
        for name, path in outputs.items():
            if is_stream(path):
                path.write_bytes(made[name])
        for other, place in waiting:
            other.replace(place)


@contextmanager
def showing_progress(is_quiet: bool = False) -> Iterator[Progress]:
    """A line that grows on a terminal; elsewhere nothing, since a log wants to hear what came of it."""
    last = ""
    is_shown = sys.stderr.isatty() and not is_quiet

    def show(done: float, code: str) -> None:
        nonlocal last
        if not is_shown:
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
        LANGUAGES=[(language, language) for language in speech.LANGUAGES],
        LOCALE_PATHS=[str(path) for path in texts.CATALOGUES],
        USE_TZ=True,
    )
    django.setup()
