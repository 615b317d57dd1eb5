"""What Bortby, an organisation in another installation, tells of its dialogues."""

from typing import Any

PATH = "/o/bortby/shared.json"
ADDRESS = f"https://dialog.bortby.example{PATH}"
DIALOGUE: dict[str, Any] = {
    "url": "https://dialog.bortby.example/d/parken/", "title": {"sv": "Parken"}, "language": "sv",
    "levels": ["consult", "involve"], "opened": "2026-01-02", "closed": "2026-02-01", "tied_to_decision": True,
    "decision": "2026-03-01", "decided": None, "promised": "2026-04-01", "answered": None, "in_time": None,
    "evaluated": False, "people": 31,
}  # fmt: skip
FEED: dict[str, Any] = {
    "format": "gehor-sharing", "version": 1,
    "organisation": {"name": "Bortby", "kind": "municipality", "url": "https://dialog.bortby.example/o/bortby/",
                     "inhabitants": 12_000},
    "parts": ["held", "dialogues"], "public": ["held", "later"],
    "figures": [{"year": 2025, "code": "tied", "value": 0.5, "of": 4},
                {"year": 2025, "code": "credible", "value": 0.75, "of": 20, "low": 0.5, "high": 0.9}],
    "dialogues": [DIALOGUE],
}  # fmt: skip


def dialogue(number: int, **given: Any) -> dict[str, Any]:
    return {**DIALOGUE, "url": f"https://dialog.bortby.example/d/{number}/", **given}
