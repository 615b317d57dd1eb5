"""Makes one served file, design/gehor.css, out of the small ones in styles/; start with ORDER.

A page then asks for one stylesheet only, and nothing has to be built by hand: the finder below writes the file when
static files are collected, and whenever a part is newer than the whole.
"""

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

STYLES = Path(__file__).parent / "styles"
NAME = "design/gehor.css"
FINDER = "gehor.ground.design.stylesheet.StylesheetFinder"
# The ground first, components by name, and last what must win: high contrast and print.
FIRST = ("tokens.css", "fonts.css", "ground.css", "layout.css")
LAST = ("contrast.css", "print.css")


def parts() -> list[Path]:
    """The files of the stylesheet, in the order in which the browser reads them."""
    components = sorted((STYLES / "components").glob("*.css"))
    return [STYLES / name for name in FIRST] + components + [STYLES / name for name in LAST]


def stylesheet() -> str:
    """The whole stylesheet, without comments and needless spaces."""
    return "\n".join(compact(part.read_text(encoding="utf-8")) for part in parts()) + "\n"


def compact(css: str) -> str:
    """The same rules in fewer characters; strings and the spaces that CSS needs are left alone."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


class StylesheetFinder(BaseFinder):
    """Finds design/gehor.css, for collectstatic as well as for a server in development."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != NAME:
            return []
        built = written()
        return [str(built)] if find_all else str(built)

    def list(self, ignore_patterns):
        written()
        yield NAME, FileSystemStorage(location=str(folder()))


@cache
def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="gehor-styles-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def written() -> Path:
    """The path of the stylesheet on disk, written anew when a part has changed since."""
    path = folder() / NAME
    newest = max(part.stat().st_mtime for part in parts())
    if not path.exists() or path.stat().st_mtime < newest:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stylesheet(), encoding="utf-8")
    return path


def finder_is_on(app_configs, **kwargs):
    """Without the finder every page would come without its look, silently."""
    if FINDER in settings.STATICFILES_FINDERS:
        return []
    return [Error("The stylesheet cannot be found.", hint=f"Add {FINDER} to STATICFILES_FINDERS.", id="design.E001")]
