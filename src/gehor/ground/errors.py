"""Four different errors: wrong person 403, wrong moment 409, wrong input 422, and our own fault 500.

Each carries codes and parameters, never a ready sentence; the site's middleware turns them into a page.
"""

from collections.abc import Iterable
from typing import Any

from gehor.process.errors import Refusal, WrongInput

__all__ = ["NotYet", "Refusal", "TooMany", "Trouble", "WrongInput", "WrongMoment", "WrongPerson"]


class WrongPerson(Refusal):
    status = 403


class WrongMoment(Refusal):
    """Something must happen first, or has already happened. `missing` lists every unmet need, as codes."""

    status = 409

    def __init__(self, code: str, missing: Iterable[str] = (), **params: Any) -> None:
        super().__init__(code, **params)
        self.missing = tuple(missing)


class NotYet(WrongMoment):
    """A step's needs do not hold."""

    def __init__(self, step: str, missing: Iterable[str]) -> None:
        super().__init__("not_yet", missing, step=step)


class TooMany(Refusal):
    """Too many requests: `params["seconds"]` says when to come back."""

    status = 429


class Trouble(Refusal):
    """Showing who one is did not work out at whoever was asked; the code says why, for the one who tried."""

    status = 403
