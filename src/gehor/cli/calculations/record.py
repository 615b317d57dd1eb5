"""The run record: what was read, how it was asked, and what came of it. Enough for anybody to get the same bytes."""

import argparse
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import gehor
from gehor.calc.errors import BadInput
from gehor.cli import speech, texts

from . import frame

FORMAT = 1


def record_of(
    calculation: frame.Calculation, asked: frame.Asked, made: Mapping[str, bytes], outputs: Mapping[str, Path]
) -> bytes:
    """Paths are told as seen from the record, so that a folder can be moved as a whole."""
    from_here = outputs["record"].absolute().parent
    return frame.written(
        {
            "gehor_run_record": FORMAT,
            "version": gehor.VERSION,
            "calculation": calculation.key,
            "files": {
                name: {"path": Path(os.path.relpath(path, from_here)).as_posix(), "sha256": asked.hashes[name]}
                for name, path in asked.files.items()
            },
            "settings": dict(asked.settings),
            "seed": asked.seed,
            "language": asked.language,
            "outputs": {
                name: {"name": outputs[name].name, "sha256": hashlib.sha256(content).hexdigest()}
                for name, content in made.items()
            },
        }
    )


def digests(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: digest(path) for name, path in files.items()}


def digest(path: Path) -> str:
    """SHA-256 of a file; of a folder, of the names and hashes of the CSV files in it, in the order of the names."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    inside = [each for each in path.iterdir() if each.is_file() and each.suffix.casefold() == ".csv"]
    lines = [f"{digest(each)}  {each.name}\n" for each in sorted(inside)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


# Again


@dataclass(frozen=True)
class Record:
    """What a record tells, once it is known to be one of ours. files, outputs: name → (path or name, SHA-256)."""

    path: Path
    version: str
    calculation: frame.Calculation
    files: Mapping[str, tuple[str, str]]
    settings: Mapping[str, Any]
    seed: int | None
    language: str
    outputs: Mapping[str, tuple[str, str]]


def replay(
    calculations: Mapping[str, frame.Calculation],
    record: str,
    files: str | None,
    out: str | None,
    language: str,
    is_quiet: bool = False,
) -> int:
    """Run it again; 0 the same to the byte, 1 something differs, 2 it cannot be run again."""
    with frame.in_words(language):
        return frame.answered(
            lambda: _replayed(
                read(Path(record), calculations), Path(files) if files else None, Path(out) if out else None, is_quiet
            )
        )


def _replayed(record: Record, files: Path | None, out: Path | None, is_quiet: bool) -> int:
    outputs = {name: (out or Path()) / own for name, (own, _) in record.outputs.items()}
    inputs = dict(_inputs(record, files))
    if out is not None:
        frame.must_be_writable(outputs, inputs)
    asked = frame.Asked(
        MappingProxyType(inputs),
        record.settings,
        record.seed,
        record.language,
        MappingProxyType({name: sha for name, (_, sha) in record.files.items()}),
        frozenset(outputs),
    )
    with frame.in_words(asked.language):
        _, made = frame.made_of(record.calculation, asked, wanted=set(outputs), is_quiet=is_quiet)
    if out is not None:
        frame.write(outputs, made)
    same = {
        name: name in made and hashlib.sha256(made[name]).hexdigest() == sha
        for name, (_, sha) in record.outputs.items()
    }
    if not is_quiet:
        frame.say(_told(record, same))
    return int(not all(same.values()))


def _told(record: Record, same: Mapping[str, bool]) -> Iterator[str]:
    if record.version != gehor.VERSION:
        yield str(texts.OTHER_VERSION).format(then=record.version, now=gehor.VERSION)
    for name, (own, _) in record.outputs.items():
        yield f"{own}: {texts.SAME if same[name] else texts.DIFFERS}"


def _inputs(record: Record, files: Path | None) -> Iterator[tuple[str, Path]]:
    """BadInput for a file that is not there, or is no longer the one that was read."""
    for name, (told, then) in record.files.items():
        place = files / Path(told).name if files else record.path.absolute().parent / told
        path = Path(os.path.abspath(place))
        frame.must_be_there({name: path})
        now = digest(path)
        if now != then:
            raise BadInput("file_has_changed", file=path, then=then[:12], now=now[:12])
        yield name, path


def read(path: Path, calculations: Mapping[str, frame.Calculation]) -> Record:
    """The record of a file. BadInput for one that is none, or that this version cannot run."""
    frame.must_be_there({"record": path})
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise BadInput("not_a_record", file=path) from None
    if not isinstance(told, dict) or "gehor_run_record" not in told:
        raise BadInput("not_a_record", file=path)
    if told["gehor_run_record"] != FORMAT:
        raise BadInput("record_of_another_kind", file=path, version=str(told.get("version"))[:20])
    if not _is_whole(told):
        raise BadInput("record_is_broken", file=path)
    if told["calculation"] not in calculations:
        raise BadInput("record_of_another_calculation", file=path, calculation=told["calculation"][:40])
    calculation = calculations[told["calculation"]]
    settings = _settings(calculation, told["settings"])
    needed = set(calculation.files) - calculation.may_lack
    known = {"json", "report", *calculation.outputs}
    if settings is None or not needed <= set(told["files"]) <= set(calculation.files) or set(told["outputs"]) - known:
        raise BadInput("record_does_not_fit", file=path, version=told["version"][:20], now=gehor.VERSION)
    return Record(
        path,
        told["version"],
        calculation,
        {name: (each["path"], each["sha256"]) for name, each in told["files"].items()},
        MappingProxyType(settings),
        told["seed"],
        told["language"],
        {name: (each["name"], each["sha256"]) for name, each in told["outputs"].items()},
    )


def _is_whole(told: Mapping[str, Any]) -> bool:
    """Every part is there and of its kind, and no output has a name that leads out of the folder."""
    kinds = {"version": str, "calculation": str, "settings": dict, "files": dict, "outputs": dict}
    if any(not isinstance(told.get(name), kind) for name, kind in kinds.items()):
        return False
    seed = told.get("seed")
    if told.get("language") not in speech.LANGUAGES or not (seed is None or (type(seed) is int and seed >= 0)):
        return False
    parts = [(each, "path") for each in told["files"].values()] + [(each, "name") for each in told["outputs"].values()]
    return all(
        isinstance(each, dict) and isinstance(each.get(key), str) and isinstance(each.get("sha256"), str)
        for each, key in parts
    ) and all(each["name"] and Path(each["name"]).name == each["name"] for each in told["outputs"].values())


def _settings(calculation: frame.Calculation, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """As the command line would have them; what is newer than the record is as it is without being asked for.

    None: they are not settings of this calculation.
    """
    parser = argparse.ArgumentParser(add_help=False)
    calculation.arguments(parser)
    options = {each.dest: each for each in parser._actions}
    if set(told) - set(options) or not all(_fits(options[name], value) for name, value in told.items()):
        return None
    return {name: told.get(name, each.default) for name, each in sorted(options.items())}


def _fits(option: argparse.Action, value: Any) -> bool:
    """Whether the command line could have said so."""
    if value == option.default and type(value) is type(option.default):
        return True
    if isinstance(option.default, bool):
        return isinstance(value, bool)
    several = isinstance(option.default, list) or option.nargs in ("+", "*")
    if several != isinstance(value, list):
        return False
    return all(_could_be_said(option, each) for each in (value if several else [value]))


def _could_be_said(option: argparse.Action, value: Any) -> bool:
    if isinstance(value, bool) or (option.choices is not None and value not in option.choices):
        return False
    read = option.type if callable(option.type) else str
    try:
        return bool(read(str(value)) == value)
    except (ValueError, argparse.ArgumentTypeError):
        return False
