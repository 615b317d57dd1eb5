import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gehor.ground.design import colour, stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = (stylesheet.STYLES / "tokens.css").read_text(encoding="utf-8")


def test_black_on_white_is_the_largest_contrast():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#777777", "#777777") == 1


def test_contrast_is_that_of_the_recommendation():
    # 767676 is the lightest grey that WCAG lets stand as text on white: 4.54 to 1
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_oklch_is_that_of_its_author():
    # Björn Ottosson's own value for sRGB red: L 0.62796, C 0.25768, h 29.234°
    lightness, chroma, hue = colour.oklch("#ff0000")
    assert (lightness, chroma, hue) == pytest.approx((0.62796, 0.25768, 0.51023), abs=1e-4)


@given(COLOURS)
def test_a_colour_survives_the_way_to_oklch_and_back(there):
    back = colour.from_oklch(*colour.oklch(there))
    assert all(abs(one - other) <= 2.5 / 255 for one, other in zip(colour.rgb(there), colour.rgb(back), strict=True))


@given(COLOURS)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
@example("#767676")
def test_everything_can_be_read_in_every_organisations_colour(chosen):
    for accent, ground in ((colour.light(chosen), colour.LIGHT), (colour.dark(chosen), colour.DARK)):
        assert colour.contrast(accent.on_accent, accent.accent) >= colour.TEXT
        for below in (ground.paper, ground.surface, ground.sunken, accent.accent_soft):
            assert colour.contrast(accent.accent_text, below) >= colour.TEXT
            assert colour.contrast(accent.accent_strong, below) >= colour.STRONG
        assert colour.contrast(ground.ink, accent.accent_soft) >= colour.STRONG


@given(COLOURS)
def test_a_large_field_keeps_the_organisations_own_colour_in_the_light(chosen):
    assert colour.light(chosen).accent == chosen


@given(COLOURS)
def test_a_large_field_stands_out_from_the_dark(chosen):
    accent = colour.dark(chosen).accent
    assert colour.contrast(accent, colour.DARK.surface) >= colour.SHAPE


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345", "#1234567", "#12345g", "#123456;}", "#1٢3456"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not_a_colour"):
        colour.identity_css(wrong)


def test_the_stylesheet_of_an_organisation_names_every_accent_in_light_and_dark():
    css = colour.identity_css("#B0122B")
    for name in vars(colour.light("#b0122b")):
        assert css.count(f"--{name.replace('_', '-')}:#") == 2
    assert "prefers-color-scheme:dark" in css


def test_the_tokens_stand_on_the_grounds_that_the_contrasts_were_counted_for():
    light, dark = TOKENS.split("prefers-color-scheme: dark")
    for part, ground, accent in (
        (light, colour.LIGHT, colour.light("#1d5c63")),
        (dark, colour.DARK, colour.dark("#1d5c63")),
    ):
        for name, value in {**vars(ground), **vars(accent)}.items():
            assert _token(part, name) == value, name


@pytest.mark.parametrize("tone", ["good", "part", "bad", "calm"])
def test_the_colours_of_signs_can_be_read(tone):
    for part in TOKENS.split("prefers-color-scheme: dark"):
        for below in (f"{tone}-soft", *(("paper", "surface", "sunken") if tone != "calm" else ())):
            assert colour.contrast(_token(part, tone), _token(part, below)) >= colour.TEXT


def _token(css: str, name: str) -> str:
    found = re.search(rf"--{name.replace('_', '-')}: (#[0-9a-f]{{3,6}});", css)[1]
    return found if len(found) == 7 else "#" + "".join(2 * digit for digit in found[1:])
