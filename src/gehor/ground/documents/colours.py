"""An organisation's own colour, dark enough to be read and light enough to write on."""

CONTRAST = 5.0  # WCAG 2.2 asks for 4.5 on white; our tinted boxes are a little darker than white


def readable(colour: str) -> str:
    """The colour, darkened as little as needed to be read on white.

    >>> readable("#1d5c63"), readable("#ffff00")
    ('#1d5c63', '#707000')
    """
    parts = _parts(colour)
    while _contrast_with_white(parts) < CONTRAST:
        parts = tuple(part * 0.97 for part in parts)
    return _written(parts)


def mixed(colour: str, share: float) -> str:
    """The colour thinned with white. share: 0 is white, 1 the colour itself."""
    return _written(tuple(255 - (255 - part) * share for part in _parts(colour)))


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def _contrast_with_white(parts: tuple[float, ...]) -> float:
    """(1 + 0.05) / (L + 0.05), L the relative luminance. Source: WCAG 2.2, definitions."""
    red, green, blue = (_linear(part / 255) for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
