"""What it is called. A method of the house has its catalogue in locale/; a toy says both languages here."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language


def _said(sv: str, en: str) -> Any:
    return lazy(lambda: sv if get_language() == "sv" else en, str)()


NAME = _said("Bänkar", "Benches")
SUMMARY = _said("Invånarna säger hur bänken ska vara.", "Residents say what the bench is to be like.")
COLUMNS: dict[str, object] = {}
CALLED: dict[str, object] = {}
EXCHANGES = {"lines": _said("JSON, en rad för varje sedel", "JSON, one line for each ballot")}
REFUSALS = {"toy_is_no_json": _said("Filen har inte JSON på varje rad.", "The file does not have JSON on each line.")}
