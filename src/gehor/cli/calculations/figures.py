"""Numbers as a report writes them in the language that is on."""


def percent(share: float, places: int = 0) -> str:
    """0.125 → 13 %."""
    from gehor.ground.design.templatetags import gehor

    return str(gehor.percent(share, places))


def decimal(number: float, places: int | None = None) -> str:
    """Rounded to so many places; None: as many as the number has."""
    from django.utils.formats import number_format

    return str(number_format(f"{number:g}" if places is None else f"{number:.{places}f}", places))
