"""Reading a file in a process of its own, which gives its memory back: pictures are large, the worker lives long."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parents[4]
QUALITY = 75


def read(path: Path) -> Iterator[dict[str, Any]]:
    """What was found on each page, as soon as it is: trouble, code, page, and the straightened picture as JPEG in hex.

    The last line of a file that cannot be read has `unread`: why. Raises subprocess.CalledProcessError where reading
    itself fails.
    """
    paths = [str(SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-c", f"from {__name__} import main; main()", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as reader:
        assert reader.stdout is not None
        for line in reader.stdout:
            yield json.loads(line)
    if reader.returncode:
        raise subprocess.CalledProcessError(reader.returncode, "read")


def main() -> None:
    """A file in, a line of JSON out for each page."""
    for found in found_in(Path(sys.argv[1]).read_bytes()):
        print(json.dumps(found), flush=True)


def found_in(data: bytes) -> Iterator[dict[str, Any]]:
    from .files import Unread, pages  # what reads pictures takes memory: whoever asks for a reading needs none of it
    from .straightening import straightened

    try:
        for picture in pages(data):
            straight = straightened(picture)
            kept = BytesIO()
            if straight.picture is not None:
                straight.picture.save(kept, "JPEG", quality=QUALITY)
            yield {
                "trouble": straight.trouble,
                "code": straight.code,
                "page": straight.page,
                "picture": kept.getvalue().hex(),
            }
    except Unread as unread:
        yield {"unread": unread.code}
