import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from gehor.ground.design import apps, stylesheet

HERE = Path(apps.__file__).parent
STATIC = HERE / "static" / "design"


def test_the_stylesheet_is_found_as_one_file():
    found = finders.find("design/gehor.css")
    assert Path(found).read_text(encoding="utf-8") == stylesheet.stylesheet()


def test_a_finder_lists_it_for_collectstatic():
    assert [path for path, _storage in stylesheet.StylesheetFinder().list([])] == ["design/gehor.css"]


def test_every_part_is_in_it_once():
    parts = stylesheet.parts()
    assert len(parts) == len(set(parts)) == len(list(stylesheet.STYLES.rglob("*.css")))


def test_without_its_finder_the_system_check_says_so(settings):
    settings.STATICFILES_FINDERS = []
    assert [error.id for error in stylesheet.finder_is_on(None)] == ["design.E001"]


def test_only_words_are_taken_out():
    css = "/* why */\n.a > .b,\n.c { color: red;\n  inline-size: calc(100% - 2 * var(--s1)); }\n"
    assert stylesheet.compact(css) == ".a > .b,.c{color:red;inline-size:calc(100% - 2 * var(--s1))}"


def test_the_stylesheet_fits_in_its_budget():
    assert len(brotli.compress(stylesheet.stylesheet().encode())) <= 12_000
    assert len(gzip.compress(stylesheet.stylesheet().encode(), 6)) <= 12_000


def test_the_fonts_fit_in_their_budget():
    assert sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2")) <= 28_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_the_scripts_fit_in_their_budget():
    scripts = b"".join(script.read_bytes() for script in (STATIC / "js").glob("*.js"))
    assert len(gzip.compress(scripts, 6)) <= 15_000


@pytest.mark.parametrize("part", stylesheet.parts(), ids=lambda part: part.name)
def test_every_part_runs_in_both_directions_of_reading(part):
    css = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    sides = "left|right|top|bottom"
    physical = rf"(?<![\w-])((?:margin|padding|border)-(?:{sides})|{sides})\s*:"
    assert re.findall(physical, css) == []
    assert not re.search(r"text-align:\s*(left|right)|float:\s*(left|right)", css)


@pytest.mark.parametrize("part", stylesheet.parts()[1:], ids=lambda part: part.name)
def test_colours_have_names_and_stand_in_the_tokens(part):
    css = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    allowed = (
        {"#000", "#0000", "#fff", "#333", "#12272b"}
        if part.name in ("print.css", "tag.css", "river.css", "sign-in.css")
        else set()
    )
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", css)) <= allowed


@pytest.mark.parametrize("template", sorted((HERE / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_what_the_security_policy_forbids(template):
    html = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=\s*[\"']|<style|javascript:", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert html.startswith("{#")


def test_what_is_fetched_again_and_again_stays_in_the_page_and_changes_its_text() -> None:
    """What is exchanged whole, screen readers do not tell; what is morphed they do."""
    pages = [page.read_text(encoding="utf-8") for page in HERE.parents[1].rglob("templates/**/*.html")]
    polling = [tag for page in pages for tag in re.findall(r'<[^>]*hx-trigger="every[^>]*>', page)]
    assert len(polling) >= 5
    assert [tag for tag in polling if 'hx-swap="outerMorph"' not in tag] == []
