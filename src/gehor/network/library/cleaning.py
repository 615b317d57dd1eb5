"""HTML that another programme has stored, as the little Markdown that articles may have. Pure.

Paragraphs, lists, sub-headings, bold words and links to the web are kept; everything else becomes words. What is run
or styles a page is taken out.
"""

import re
from html.parser import HTMLParser

LONGEST = 200_000
_OUT = {"script", "style", "template", "iframe", "object", "svg", "math", "noscript", "head", "textarea", "select"}
_BLOCKS = {"p", "div", "section", "article", "table", "tr", "blockquote", "ul", "ol", "figure", "pre"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong"}
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z]")


def prose(html: str) -> str:
    """The words of it.

    >>> prose("<p>Hej <b>alla</b>.</p><ul><li>ett</li><li>två</li></ul><script>alert(1)</script>")
    'Hej **alla**.\\n\\n- ett\\n- två'
    """
    text = html[:LONGEST]
    if not _MARKUP.search(text):
        return text.strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.text


def line(html: str) -> str:
    """The words of it on one line, without marks."""
    return " ".join(prose(html).replace("**", "").split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._left_out = 0
        self._links: list[tuple[str, int]] = []

    @property
    def text(self) -> str:
        whole = "".join(self._pieces)
        whole = re.sub(r"[ \t\u00a0]+", " ", whole)
        whole = re.sub(r" *\n *", "\n", whole)
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"\*\*\s*\*\*", "", whole)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OUT:
            self._left_out += 1
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "li":
            self._pieces.append("\n- ")
        elif tag in _HEADINGS:
            self._pieces.append("\n\n## ")
        elif tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag in _BOLD:
            self._pieces.append("**")
        elif tag == "a":
            to = (dict(attrs).get("href") or "").strip()
            self._links.append((to if re.fullmatch(r"https?://[^\s()<>\"]+", to) else "", len(self._pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _OUT:
            self._left_out = max(0, self._left_out - 1)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag in _BOLD:
            self._pieces.append("**")
        elif tag == "a" and self._links:
            self._close_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._pieces.append(re.sub(r"\s+", " ", data))

    def _close_link(self, to: str, begins: int) -> None:
        words = re.sub(r"[\[\]]", "", "".join(self._pieces[begins:])).strip()
        if to and words:
            self._pieces[begins:] = [f"[{words}]({to})"]
