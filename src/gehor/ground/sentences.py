"""Code → sentence, over all stages. Each app gives its own in texts.py: REFUSALS and NEEDS (code → lazy text).

Found by going through the installed apps, so that the ground need not know who stands on it.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .errors import Refusal
from .figures import Figure

APART = 10_000  # from here on thousands are set apart


def refusal_text(refusal: Refusal) -> str:
    """What a refusal says to the one who was refused."""
    text = _gathered("REFUSALS").get(refusal.code, _("This could not be done."))
    return str(text).format_map({name: _shown(value) for name, value in refusal.params.items()})


def need_text(code: str) -> str:
    """What a need asks for, as a line of a to-do list."""
    return str(_gathered("NEEDS").get(code, code))


def need_texts(codes: Iterable[str]) -> list[str]:
    return [need_text(code) for code in codes]


def _shown(value: Any) -> Any:
    """Days and large figures as people write them; the rest as it is. A year is no figure."""
    if isinstance(value, int) and abs(value) >= APART:
        return Figure(value)
    return date_format(value, "DATE_FORMAT") if isinstance(value, dt.date) else value


@cache
def _gathered(name: str) -> dict[str, Any]:
    return {code: text for module in _modules() for code, text in getattr(module, name, {}).items()}


@cache
def _modules() -> tuple[ModuleType, ...]:
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("gehor.")]
    names = ["gehor.ground.texts", *(f"{name}.texts" for name in ours)]
    return tuple(import_module(name) for name in names if find_spec(name))
