"""Pictures of the main pages, for README and docs: `python3 dev.py pictures`. The demo is served and photographed.

A picture is called page-width-language.png. Name pages on the command line to take only those.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import tools
from .browser import ARGUMENTS

CONTENT = Path(__file__).resolve().parents[1] / "site" / "demo" / "content"
FOLDER = Path(__file__).resolve().parents[3] / "docs" / "pictures"
SCHOOL = "/d/vad-ar-kvalitet-i-skolan-for-dig"
PLACE = "/d/hur-blir-alvsala-en-attraktiv-kommun-att-bo-i"
AGREEMENT = "/d/overenskommelse-med-civilsamhallet"
MEALS = "/d/utveckla-hemtjanstens-matleveranser-tillsammans"
NETWORK, MEETING = "/n/dialog-slattland", "/staff/o/lansstyrelsen-slattland/networks/dialog-slattland/meetings"
PROGRAMME = "/programmes/masterclass-dialog-i-styrning"
EXAMPLE = "/library/article/samma-grupper-tva-ganger-dialog-om-en-utvecklingsstrategi"
PHONE, DESK, SHEET = (360, 740), (1280, 900), (794, 1123)  # the last is A4 as a browser prints it
SHEET_EDGE = 57  # 15 mm, which a browser leaves round what it prints
SIZES = (PHONE, DESK)
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
COLOURS = (256, 128, 64, 32)
BYTES_MOST = 60_000


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    person: str = ""  # the demo person who looks; nobody signs in for a public page
    follow: str = ""  # then the first link that matches
    languages: tuple[str, ...] = ("sv",)
    sizes: tuple[tuple[int, int], ...] = SIZES
    is_sure: bool = True  # False: no picture where there is no such page
    show: str = ""  # what stands at the top of the picture, where that is not the top of the page: a selector


PICTURES = (
    Picture("organisation", "/o/alvsala/", languages=("sv", "en")),
    Picture("dialogue", f"{PLACE}/", languages=("sv", "en")),
    Picture("take-part", f"{PLACE}/take-part/1/"),
    Picture("result", f"{SCHOOL}/result/"),
    Picture("decisions", f"{SCHOOL}/decision/"),
    Picture("thread", f"{SCHOOL}/contributions/", follow=f'main a[href^="{SCHOOL}/c/"]'),
    Picture("desk", "/staff/", person="alma@alvsala.example"),
    Picture("plan", f"/staff{MEALS}/", person="alma@alvsala.example"),
    Picture("read", f"/staff{PLACE}/read/", person="bo@alvsala.example"),
    Picture("basis", f"{AGREEMENT}/basis/", person="cilla@alvsala.example"),
    Picture("decide", f"/staff{AGREEMENT}/decide/", person="cilla@alvsala.example"),
    Picture("network", f"{NETWORK}/", sizes=(PHONE,)),
    Picture("network-answer", "/outbox/?to=@region-slattland", follow='a[href*="answer=yes"]', sizes=(PHONE,)),
    Picture("network-tables", f"{MEETING}/2/tables/", person="ylva@slattland.example", sizes=(PHONE,), show="#room"),
    Picture("network-met", f"{MEETING}/met/", person="ylva@slattland.example", sizes=(DESK,)),
    Picture("network-home", f"{MEETING}/1/home/", person="ylva@slattland.example", sizes=(DESK,)),
    Picture("network-trial", f"{NETWORK}/trial/", sizes=(DESK,)),
    Picture("programme", f"{PROGRAMME}/", sizes=(DESK,)),
    Picture("programme-results", f"{PROGRAMME}/results/", sizes=(DESK,)),
    Picture("library", "/library/", sizes=(DESK,)),
    Picture("library-example", f"{EXAMPLE}/", sizes=(DESK,)),
)


SCROLL = "selector => { document.querySelector(selector)?.scrollIntoView(); scrollBy(0, -24) }"
# Of a way's pages: where what people fill in begins, and where what came of it does
SHOWN = {"": "main form[method=post] :is(fieldset, .field):not([hidden])", "paper": "", "result": "main h2"}


def of_ways() -> tuple[Picture, ...]:
    """Every way of taking part that the demo has: its page on a phone, its paper form and its result.

    Found by the files of the demo's content, as the demo finds them: see gehor/site/demo/ways.
    """
    told = {path.stem: json.loads(path.read_text()) for path in (CONTENT / "ways").glob("*.json")}
    keys = [key for key in sorted(told, key=lambda key: (told[key]["order"], key)) if _is_a_method(key)]
    found = []
    for state, pages in (("open", {"": PHONE, "paper": SHEET}), ("finished", {"result": PHONE})):
        slug = json.loads((CONTENT / f"ways-{state}.json").read_text())["slug"]
        for number, key in enumerate((key for key in keys if state in told[key]), start=1):
            for page, size in pages.items():
                address = f"/d/{slug}/take-part/{number}/{page}{'/' if page else ''}"
                name = "-".join(filter(None, ("way", key.replace("_", "-"), page)))
                found.append(Picture(name, address, sizes=(size,), is_sure=not page, show=SHOWN[page]))
    return tuple(found)


def _is_a_method(key: str) -> bool:
    return (Path(__file__).resolve().parents[1] / "methods" / key / "method.py").exists()


def take(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    pictures = PICTURES + of_ways()
    if unknown := set(names) - {picture.name for picture in pictures}:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        for picture in pictures:
            if not names or picture.name in names:
                for language in picture.languages:
                    _take(browser, address, picture, language)
        browser.close()


def _take(browser, address: str, picture: Picture, language: str) -> None:
    for width, height in picture.sizes:
        edge = SHEET_EDGE if (width, height) == SHEET else 0
        context = browser.new_context(
            base_url=address,
            viewport={"width": width - 2 * edge, "height": height - 2 * edge},
            locale=LANGUAGES[language],
            reduced_motion="reduce",
        )
        page = context.new_page()
        if picture.person:
            page.goto("/account/login/")
            page.locator(f'button[name="person"][value="{picture.person}"]').click()
        answer = page.goto(picture.address)
        if picture.follow:
            with page.expect_navigation() as navigation:
                page.locator(picture.follow).first.click()
            answer = navigation.value
        if answer.status == 404 and not picture.is_sure:
            context.close()
            return
        if answer.status != 200:
            raise SystemExit(f"{page.url} answers {answer.status}")
        if edge:
            page.emulate_media(media="print")
        page.evaluate("() => document.fonts.ready")
        if picture.show:
            page.evaluate(SCROLL, picture.show)
        path = FOLDER / f"{picture.name}-{width}-{language}.png"
        page.screenshot(path=path)
        _make_small(path, edge)
        print(path.name)
        context.close()


def _make_small(path: Path, edge: int) -> None:
    """Flat colours and text need no more than 256 colours, and a page full of pictures fewer still."""
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        whole = ImageOps.expand(image.convert("RGB"), edge, "white")
    for colours in COLOURS:
        whole.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= BYTES_MOST:
            return


@contextlib.contextmanager
def served(*, seconds: float = 180) -> Iterator[str]:
    """The address of a demo of its own, gone afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="gehor-pictures-") as home:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        server = subprocess.Popen(
            [sys.executable, "-m", "gehor.cli", "serve", "--demo", "--port", str(port)],
            env=environment | {"GEHOR_HOME": home},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, server, seconds)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit("The demo did not start; see above.")
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(f"{address}/healthz"):
            return
        time.sleep(0.1)
    raise SystemExit(f"The demo did not answer within {seconds:.0f} s.")


if __name__ == "__main__":
    take(sys.argv[1:])
