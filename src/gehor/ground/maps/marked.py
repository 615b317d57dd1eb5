"""A place as the values of a contribution keep it: {"places": "17.638900,59.858600", "where": words}. Plain Python."""

from collections.abc import Mapping
from typing import Any

from gehor.calc.geo.places import Looks, looks
from gehor.calc.geo.sweref import TM
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


LONGITUDE, LATITUDE = ("longitude", "lon", "long", "longitud", "x"), ("latitude", "lat", "latitud", "y")


def pair_of(lon: str, lat: str) -> str:
    """Two columns of a table as `places` has them: degrees as they stand, or metres of SWEREF 99 TM in either order.

    >>> pair_of("17,6389", "59,8586"), pair_of("648115", "6638520"), pair_of("", "")
    ('17.6389,59.8586', '17.644571,59.857695', '')
    """
    lon, lat = (each.strip().replace(",", ".") for each in (lon, lat))
    try:
        pair = float(lon), float(lat)
    except ValueError:  # said in words where it is refused
        return f"{lon},{lat}" if lon or lat else ""
    if looks(*pair) is not Looks.TM:
        return f"{lon},{lat}"
    found = TM.place(max(pair), min(pair))
    return f"{found[0]:.6f},{found[1]:.6f}"


def shapes_of(values: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The place as GeoJSON, as a line of a table has it; nothing where it is told in words alone."""
    pair = str(values.get("places") or "").split(",")
    return ({"type": "Point", "coordinates": [float(each) for each in pair]},) if len(pair) == 2 else ()
