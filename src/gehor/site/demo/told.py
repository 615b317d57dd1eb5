"""What the content says, as plain data."""

import json
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
Row = dict[str, Any]


def told(name: str) -> Any:
    """One file of the content."""
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
