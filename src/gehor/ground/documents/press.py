"""From values to PDF by Typst. What is long is pressed in a process of its own, which gives its memory back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .fonts import typefaces

SOURCES = Path(__file__).parents[3]
SIGNS_HERE_AT_MOST = 200_000
SECONDS = 180


def pressed(given: dict[str, Any], *, template: Path, apart: bool = False) -> bytes:
    """The tagged PDF (PDF/UA-1) of the values that the template asks for. apart: press it in another process."""
    values = json.dumps(given)
    if not apart and len(values) < SIGNS_HERE_AT_MOST:
        return _compiled(values, template)
    paths = [str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-c", "from gehor.ground.documents.press import main; main()", str(template)],
        input=values.encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        check=True,
        timeout=SECONDS,
    ).stdout


def _compiled(values: str, template: Path) -> bytes:
    return bytes(_compiler(values, template).compile(format="pdf", pdf_standards="ua-1"))


def _compiler(values: str, template: Path) -> Any:
    import typst  # takes memory: loaded by whoever makes a PDF first

    return typst.Compiler(template, root=SOURCES, font_paths=typefaces(), sys_inputs={"given": values})


def told(given: dict[str, Any], *labels: str, template: Path) -> tuple[list[Any], ...]:
    """What the template tells of its own layout: for each label the values of all metadata with it, in their order."""
    compiler = _compiler(json.dumps(given), template)
    return tuple(list(json.loads(compiler.query(f"<{label}>", field="value"))) for label in labels)


def main() -> None:
    """Values as JSON in, PDF out."""
    sys.stdout.buffer.write(_compiled(sys.stdin.read(), Path(sys.argv[1])))
