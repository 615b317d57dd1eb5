"""A place as the values of a contribution keep it: {"places": "17.638900,59.858600", "where": words}. Plain Python."""

from collections.abc import Mapping
from typing import Any

from gehor.process.asking import place
from gehor.process.errors import WrongInput


def values_of(found: Mapping[str, Any] | None) -> dict[str, str]:
    """What a PlaceField gives, as values."""
    given = found or {}
    told = {"places": ",".join(given.get("coordinates", ())), "where": given.get("words", "")}
    return {name: value for name, value in told.items() if value}


def checked(values: Mapping[str, Any]) -> dict[str, str]:
    """The place in its one form, or nothing. Raises WrongInput as process/asking.py does for a place.

    >>> checked({"places": "17.6389,59.8586", "where": " by the  castle"})
    {'places': '17.638900,59.858600', 'where': 'by the castle'}
    """
    pair, words = values.get("places") or "", values.get("where") or ""
    if not isinstance(pair, str) or not isinstance(words, str):
        raise WrongInput("not_an_answer")
    return values_of(place({"coordinates": pair.split(",") if pair else [], "words": words}))


def shapes_of(values: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The place as GeoJSON, as a line of a table has it; nothing where it is told in words alone."""
    pair = str(values.get("places") or "").split(",")
    return ({"type": "Point", "coordinates": [float(each) for each in pair]},) if len(pair) == 2 else ()
