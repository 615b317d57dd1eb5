"""What a programme may start from."""

import json
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"


@cache
def ten_steps() -> list[dict[str, Any]]:
    """The ten steps of SKL's project directive on service development (2007–2010): title, about, called, months."""
    return list(json.loads((CONTENT / "ten-steps.json").read_text(encoding="utf-8")))
