"""From values to PDF by Typst. Many letters are pressed in a process of their own, which gives its memory back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import typst

from .fonts import typefaces

TEMPLATE = Path(__file__).with_name("letter.typ")
SOURCES = Path(__file__).parents[3]
HERE_AT_MOST = 5
SECONDS = 180


def pressed(given: dict[str, Any]) -> bytes:
    """The PDF of the values that letter.typ asks for."""
    values = json.dumps(given)
    if len(given["sheets"]) <= HERE_AT_MOST and len(values) < 200_000:
        return _compiled(values)
    paths = [str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-c", "from gehor.feedback.sheet.press import main; main()"],
        input=values.encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        check=True,
        timeout=SECONDS,
    ).stdout


def _compiled(values: str) -> bytes:
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=typefaces(), sys_inputs={"given": values})
    return bytes(compiler.compile(format="pdf", pdf_standards="ua-1"))  # type: ignore[arg-type]


def main() -> None:
    """Values as JSON in, PDF out."""
    sys.stdout.buffer.write(_compiled(sys.stdin.read()))
