"""Somebody who takes part by the pages alone: fills in what stands there, presses the button, and goes where it leads.

No page is known beforehand, so this is what a browser without scripts can do. Where people take part otherwise than by
filling in forms, such as by pressing one of three buttons, the method's examples say how: `take_part`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client

PAGES_MOST = 20
NOT_ON = frozenset({"back", "change", "save", "resume", "forget", "sum"})  # buttons that do not lead on


@dataclass
class Form:
    method: str
    action: str
    kept: list[tuple[str, str]] = field(default_factory=list)  # what is sent when nobody touches it
    open: set[str] = field(default_factory=set)  # what can be filled in
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.name = ""  # of the select or text area that is open
        self.feed(page[page.index("<main") : page.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("method", "get"), given.get("action", "")))
        if not self.found:
            return
        form, name, kind = self.found[-1], given.get("name", ""), given.get("type", "text")
        if tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag in ("select", "textarea"):
            self.name = name
            form.open.add(name)
        elif tag == "option" and "selected" in given:
            form.kept.append((self.name, given["value"]))
        elif tag == "input" and name:
            if kind != "hidden":
                form.open.add(name)
            if kind not in ("radio", "checkbox") or "checked" in given:
                form.kept.append((name, given.get("value", "")))


def page_by_page(browser: Client, address: str, filled: str | Mapping[str, str]) -> None:
    """Take part as somebody who has not been here before. filled: everything, whatever page it is asked on."""
    browser.cookies.pop("gehor_device", None)
    left = parse_qsl(filled) if isinstance(filled, str) else list(filled.items())
    page = browser.get(address)
    for _ in range(PAGES_MOST):
        form = next(each for each in forms(page) if each.method == "post" and (each.open or each.buttons))
        typed = [pair for pair in left if pair[0] in form.open or pair[0] in dict(form.kept)]
        left = [pair for pair in left if pair not in typed]
        names = {name for name, _value in typed}
        button = next((each for each in form.buttons if each[0] not in NOT_ON), ("", ""))
        page = pressed(browser, address, form, [*(each for each in form.kept if each[0] not in names), *typed], button)
        if page.status_code == 303:
            assert left == [], f"asked for on no page: {left}"
            assert urlsplit(page["Location"]).path.startswith("/c/"), page["Location"]
            return
        assert page.status_code == 200, page.content.decode()
    raise AssertionError(f"{address} leads to no receipt in {PAGES_MOST} pages")


def forms(page: HttpResponse) -> list[Form]:
    return _Forms(page.content.decode()).found


def pressed(
    browser: Client, address: str, form: Form, sent: list[tuple[str, str]], button: tuple[str, str]
) -> HttpResponse:
    data = urlencode([*sent, *([button] if button[0] else [])])
    return browser.post(form.action or address, data, content_type="application/x-www-form-urlencoded")
