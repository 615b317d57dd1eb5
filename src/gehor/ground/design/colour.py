"""From an organisation's one colour to all the colours of its pages, each with enough contrast to read. Pure.

Contrast and relative luminance as in WCAG 2.2. The steps are taken in OKLCH (Björn Ottosson, 2020), where a darker red
is still the same red.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

TEXT = 4.5  # WCAG 1.4.3, text of ordinary size
STRONG = 7.0  # WCAG 1.4.6
SHAPE = 3.0  # WCAG 1.4.11, what is not text


@dataclass(frozen=True)
class Ground:
    """What an accent stands on, as in styles/tokens.css; a test compares them."""

    paper: str
    surface: str
    sunken: str
    ink: str


LIGHT = Ground(paper="#f3f6f4", surface="#ffffff", sunken="#e8eeeb", ink="#12272b")
DARK = Ground(paper="#0d191c", surface="#142427", sunken="#0a1315", ink="#e8f0ed")


@dataclass(frozen=True)
class Accent:
    """One organisation's colours on one ground.

    accent: large fields and buttons, as near the organisation's own as can be; on_accent: text on it
    accent_text: links, lines and shapes; accent_strong: the same, touched; soft: a quiet field; line: a quiet line
    """

    accent: str
    on_accent: str
    accent_text: str
    accent_strong: str
    accent_soft: str
    accent_line: str


def light(colour: str) -> Accent:
    lightness, chroma, hue = oklch(colour)
    soft = from_oklch(0.935, min(chroma, 0.016), hue)
    grounds = (LIGHT.paper, LIGHT.surface, LIGHT.sunken, soft)
    return Accent(
        accent=normal(colour),
        on_accent=readable_on(colour, LIGHT.surface, LIGHT.ink),
        accent_text=darker(colour, grounds, TEXT),
        accent_strong=darker(from_oklch(max(lightness - 0.1, 0), chroma, hue), grounds, STRONG),
        accent_soft=soft,
        accent_line=from_oklch(0.79, min(chroma, 0.07), hue),
    )


def dark(colour: str) -> Accent:
    _lightness, chroma, hue = oklch(colour)
    soft = from_oklch(0.3, min(chroma, 0.035), hue)
    grounds = (DARK.paper, DARK.surface, DARK.sunken, soft)
    accent = lighter(colour, (DARK.paper, DARK.surface, DARK.sunken), SHAPE)
    quiet = from_oklch(0.8, min(chroma, 0.09), hue)
    return Accent(
        accent=accent,
        on_accent=readable_on(accent, "#ffffff", DARK.paper),
        accent_text=lighter(quiet, grounds, TEXT),
        accent_strong=lighter(from_oklch(0.88, min(chroma, 0.07), hue), grounds, STRONG),
        accent_soft=soft,
        accent_line=from_oklch(0.48, min(chroma, 0.07), hue),
    )


def identity_css(colour: str) -> str:
    """The stylesheet of one organisation, linked after design/gehor.css."""
    return (
        f":root{{{_names(light(colour))}}}\n@media (prefers-color-scheme:dark){{:root{{{_names(dark(colour))}}}}}\n"
        "@media (prefers-contrast:more){:root{--accent-text:var(--accent-strong)}}\n"
    )


def _names(accent: Accent) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in vars(accent).items())


def darker(colour: str, grounds: tuple[str, ...], least: float) -> str:
    """The colour, or the nearest darker one that stands out from every ground."""
    return _moved(colour, lambda tried: lowest(tried, grounds) >= least, towards=0.0)


def lighter(colour: str, grounds: tuple[str, ...], least: float) -> str:
    return _moved(colour, lambda tried: lowest(tried, grounds) >= least, towards=1.0)


def lowest(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def readable_on(colour: str, *wishes: str) -> str:
    """The first wish that can be read on the colour; else black or white, one of which always can (at least 4.58)."""
    for wish in wishes:
        if contrast(wish, colour) >= TEXT:
            return wish
    return max(("#000000", "#ffffff"), key=lambda tried: contrast(tried, colour))


def _moved(colour: str, holds: Callable[[str], bool], *, towards: float) -> str:
    """The colour with its lightness moved no further than needed; black or white at the end of the way."""
    if holds(normal(colour)):
        return normal(colour)
    start, chroma, hue = oklch(colour)
    found = "#ffffff" if towards else "#000000"
    near, far = start, towards
    for _halving in range(10):
        tried = from_oklch((near + far) / 2, chroma, hue)
        if holds(tried):
            found, far = tried, (near + far) / 2
        else:
            near = (near + far) / 2
    return found


# WCAG 2.2, relative luminance and contrast ratio


def contrast(one: str, other: str) -> float:
    """(lighter + 0.05) / (darker + 0.05), from 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """0.2126 R + 0.7152 G + 0.0722 B of linear light, from 0 to 1."""
    red, green, blue = (_linear(part) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


# Hex, RGB, OKLCH


def normal(colour: str) -> str:
    """#rrggbb in small letters. ValueError for anything else."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError("not_a_colour")
    return colour.lower()


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    red, green, blue = bytes.fromhex(normal(colour)[1:])
    return red / 255, green / 255, blue / 255


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0–1, chroma, hue in radians. Source: bottosson.github.io/posts/oklab."""
    red, green, blue = (_linear(part) for part in rgb(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The hex colour; chroma is lowered until the screen can show it."""
    if not _shows(lightness, chroma, hue):
        least, most = 0.0, chroma
        for _halving in range(10):
            middle = (least + most) / 2
            least, most = (middle, most) if _shows(lightness, middle, hue) else (least, middle)
        chroma = least
    parts = _linear_rgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0), 1))):02x}" for part in parts)


def _shows(lightness: float, chroma: float, hue: float) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in _linear_rgb(lightness, chroma, hue))


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
