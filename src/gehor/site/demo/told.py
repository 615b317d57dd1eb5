"""What the content says, as plain data."""

import json
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
Row = dict[str, Any]


def drawn(name: str) -> tuple[bytes, str]:
    """A picture, and what its file is called."""
    return (CONTENT / "pictures" / name).read_bytes(), name


def told(name: str) -> Any:
    """One file of the content."""
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
