"""Templates and style sheets that a strict content security policy can serve: no inline style or script, no strangers.

A link that a person may follow may lead anywhere; what the page itself fetches or sends may not.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

FETCHING = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background", "manifest"})
FETCHING_HREF = frozenset({"link", "use", "image", "script", "base"})
DATA_SCRIPTS = frozenset({"application/json", "application/ld+json"})  # never run, only read
STRANGER = re.compile(r"(?:^|[\s,])(?:https?:)?//", re.IGNORECASE)
STRANGER_IN_CSS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])(?:https?:)?//", re.IGNORECASE)
TAGS = re.compile(r"{#.*?#}|{%.*?%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
VALUES = re.compile(r"{{.*?}}", re.DOTALL)
VALUE = "x"  # stands for what is put in


def faults(source: Path) -> list[str]:
    found = []
    for path in sorted(source.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(source)}{fault}" for fault in _faults_of(text)]
    for path in sorted(source.rglob("static/**/*.css")):
        found += [f"{path.relative_to(source)}:{line} fetches from a stranger" for line in _strangers_in_css(path)]
    return found


def _faults_of(text: str) -> Iterator[str]:
    if not text.lstrip("\ufeff").startswith("{#"):
        yield ":1 does not begin with {# context and types #}"
    page = _Page()
    page.feed(_without_template_tags(text))
    page.close()
    yield from page.faults


def _without_template_tags(text: str) -> str:
    """Lines stay where they were, so that a fault can name its line."""

    def lines_of(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")

    text = COMMENT.sub(lines_of, text)
    text = VALUES.sub(lambda match: VALUE + lines_of(match), text)
    return TAGS.sub(lines_of, text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def _note(self, fault: str) -> None:
        self.faults.append(f":{self.getpos()[0]} {fault}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag == "style":
            self._note("has a <style>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self._note("has an inline script")
        if given.get("name") == "submission" and given.get("value", VALUE) != VALUE:
            self._note("gives everybody's form the same key: write {% form_key %}")
        for name, value in given.items():
            if name == "style":
                self._note(f"has a style attribute on <{tag}>")
            elif name.startswith(("on", "hx-on", "data-hx-on")):
                self._note(f"has an inline script: {name} on <{tag}>")
            elif value.strip().lower().startswith(("javascript:", "js:")):
                self._note(f"has an inline script: {name}={value[:20]!r}")
            elif self._fetches(tag, name) and STRANGER.search(value):
                self._note(f"asks a stranger: {name}={value[:60]!r} on <{tag}>")

    @staticmethod
    def _fetches(tag: str, name: str) -> bool:
        return name in FETCHING or name.startswith("hx-") or (name in ("href", "xlink:href") and tag in FETCHING_HREF)


def _strangers_in_css(path: Path) -> Iterator[int]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if STRANGER_IN_CSS.search(line):
            yield number
