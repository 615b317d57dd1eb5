"""A report: one page that needs nothing else, so that it can be mailed, filed and printed."""

from pathlib import Path
from typing import Any

import gehor
from gehor.ground.design import stylesheet

from . import frame

NOT_WITHIN = ("fonts.css",)  # typefaces are files of their own; the page falls back on those of the machine

OWN = Path(__file__).parents[1] / "styles" / "report.css"

UNSAID: tuple[Any, ...] = (None, "", False, [])


def page(calculation: frame.Calculation, asked: frame.Asked, outcome: frame.Outcome) -> bytes:
    """The page in the language that is on."""
    from django.template.loader import render_to_string

    parts = [*(part for part in stylesheet.parts() if part.name not in NOT_WITHIN), OWN]
    styles = "\n".join(stylesheet.compact(part.read_text(encoding="utf-8")) for part in parts)
    context = {
        **outcome.report,
        "calculation": calculation.key,
        "files": [(path.name, asked.hashes[name]) for name, path in asked.files.items()],
        "settings": [(name, _in_a_line(value)) for name, value in asked.settings.items() if value not in UNSAID],
        "seed": asked.seed,
        "version": gehor.VERSION,
        "styles": f"<style>\n{styles}\n</style>",
    }
    return render_to_string(f"cli/report_{calculation.key}.html", context).encode()


def _in_a_line(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
