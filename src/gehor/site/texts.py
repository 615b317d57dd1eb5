"""Refusal code → sentence. Each stage gives its own in texts.py: REFUSALS (code → text) and NEEDS (code → text)."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue
from gehor.ground.errors import Refusal

PLACES = (
    "ground",
    "ground.organisations",
    "planning",
    "recruitment",
    "participation",
    "analysis",
    "decision",
    "feedback",
    "followup",
    "trace",
    "portal",
)


@cache
def refusals() -> dict[str, object]:
    return {code: text for module in modules() for code, text in getattr(module, "REFUSALS", {}).items()}


@cache
def needs() -> dict[str, object]:
    return {code: text for module in modules() for code, text in getattr(module, "NEEDS", {}).items()}


@cache
def modules() -> tuple[object, ...]:
    names = [f"gehor.{place}.texts" for place in PLACES] + [f"gehor.methods.{key}.texts" for key in catalogue.found()]
    return tuple(import_module(name) for name in names if find_spec(name))


def refusal_text(refusal: Refusal) -> str:
    text = refusals().get(refusal.code, _("This could not be done."))
    return str(format_lazy(str(text), **refusal.params))


def missing_texts(codes: Iterable[str]) -> list[str]:
    return [str(needs().get(code, code)) for code in codes]
