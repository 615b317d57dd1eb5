"""The run record: what was read, how it was asked, and what came of it. Enough for anybody to get the same bytes."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import gehor
from gehor.calc.errors import BadInput
from gehor.cli import texts

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
                name: {"path": Path(os.path.relpath(path.absolute(), from_here)).as_posix(), "sha256": digest(path)}
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


def digest(path: Path) -> str:
    """SHA-256 of a file; of a folder, of the names and hashes of what lies in it, in the order of the names."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    lines = [f"{digest(each)}  {each.name}\n" for each in sorted(path.iterdir()) if each.is_file()]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def replay(
    calculations: Mapping[str, frame.Calculation], record: str, files: str | None, out: str | None, language: str
) -> int:
    """Run it again; 0 the same to the byte, 1 something differs, 2 it cannot be run again."""
    with frame.in_words(language):
        try:
            return _replayed(calculations, Path(record), files and Path(files), out and Path(out))
        except BadInput as wrong:
            print(f"gehor: {frame.sentence(wrong)}", file=sys.stderr)
            return 2


def _replayed(calculations: Mapping[str, frame.Calculation], path: Path, files: Path | None, out: Path | None) -> int:
    told = _read(path)
    if told["calculation"] not in calculations:
        raise BadInput("record_of_another_calculation", file=path, calculation=told["calculation"])
    calculation = calculations[told["calculation"]]
    outputs = {name: (out or Path()) / each["name"] for name, each in told["outputs"].items()}
    if out is not None:
        frame.must_be_writable(outputs)
    asked = frame.Asked(
        MappingProxyType(dict(_inputs(told, files, path.absolute().parent))),
        MappingProxyType(told["settings"]),
        told["seed"],
        told["language"],
    )
    with frame.in_words(asked.language):
        _, made = frame.made_of(calculation, asked, wanted=set(outputs))
    if out is not None:
        frame.write(outputs, made)
    if told["version"] != gehor.VERSION:
        print(texts.OTHER_VERSION.format(then=told["version"], now=gehor.VERSION))
    differs = False
    for name, each in told["outputs"].items():
        is_same = hashlib.sha256(made[name]).hexdigest() == each["sha256"]
        differs |= not is_same
        print(f"{each['name']}: {texts.SAME if is_same else texts.DIFFERS}")
    return int(differs)


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except OSError:
        raise BadInput("no_such_file", file=path) from None
    except ValueError:
        raise BadInput("not_a_record", file=path) from None
    if not isinstance(told, dict) or told.get("gehor_run_record") != FORMAT:
        raise BadInput("not_a_record", file=path)
    return told


def _inputs(told: Mapping[str, Any], files: Path | None, home: Path) -> Iterator[tuple[str, Path]]:
    for name, each in told["files"].items():
        path = files / Path(each["path"]).name if files else home / each["path"]
        frame.must_be_there({name: path})
        if digest(path) != each["sha256"]:
            raise BadInput("file_has_changed", file=path)
        yield name, path
