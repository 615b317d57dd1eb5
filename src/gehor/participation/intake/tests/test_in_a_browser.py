"""Opening, typing in and bringing in, in a real browser: on a phone without JavaScript, by keyboard, for all senses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

from gehor.participation.models import Contribution, Import, Opening
from gehor.planning.models import Activity

CSV = "Datum;Synpunkt;Kanal\n2026-02-20;Mer utemiljö på Åvägen;papper\n2026-02-30;Maten är kall;telefon\n"


def test_it_is_opened_and_closed_without_javascript(planned: Any, open_page: Any, at_desk: Any) -> None:
    today = timezone.localdate()  # the server's clock is the real one
    Activity.objects.update(begins_on=today, ends_on=today)
    alma = at_desk("alma", open_page(width=360, script=False))
    alma.goto("/staff/d/skolan/openings/")
    alma.get_by_role("button", name="Öppna").click()
    alma.get_by_role("link", name="Stäng").click()
    alma.get_by_role("button", name="Stäng för gott").click()
    alma.wait_for_url("**/openings/")
    assert Opening.objects.get().closed_at


def test_paper_forms_are_typed_in_by_keyboard_alone(opened: Any, page: Any, at_desk: Any) -> None:
    tove = at_desk("tove", page)
    tove.goto("/staff/d/skolan/enter/1/?channel=phone")
    for number in (1, 2):
        tove.wait_for_selector("[name=text]:focus")  # the next form waits for the next text
        tove.keyboard.type(f"Samtal {number}.")
        while tove.evaluate("document.activeElement.className") != "button":
            tove.keyboard.press("Tab")
        with tove.expect_navigation():
            tove.keyboard.press("Enter")
    assert list(Contribution.objects.order_by("pk").values_list("channel", "wordings__text")) == [
        ("phone", "Samtal 1."),
        ("phone", "Samtal 2."),
    ]


def test_a_file_is_brought_in_and_undone_without_javascript(
    opened: Any, open_page: Any, at_desk: Any, tmp_path: Path, no_sideways_scrolling: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = tmp_path / "Synpunkter.csv"
    file.write_text(CSV, encoding="latin-1")
    alma = at_desk("alma", open_page(width=360, script=False))
    alma.goto("/staff/d/skolan/import/1/")
    alma.locator("input[type=file]").set_input_files(file)
    alma.get_by_role("button", name="Gå vidare").click()
    assert "2026-02-30" in alma.locator("#faults").inner_text()
    no_sideways_scrolling(alma)
    alma.get_by_role("button", name="Importera 1 bidrag").click()
    alma.wait_for_url("**/imports/*/**")
    assert Contribution.objects.get().channel == "paper"
    alma.get_by_role("button", name="Ångra hela importen").click()
    alma.wait_for_url("**/imports/*/**")
    assert Import.objects.get().undone_at and not Contribution.objects.exists()


def test_everybody_can_use_the_working_pages(
    opened: Any,
    said: Callable[..., Contribution],
    accounts: Any,
    open_page: Any,
    at_desk: Any,
    axe: Any,
    no_sideways_scrolling: Any,
    tmp_path: Path,
    settings: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    typed = said("Mer utemiljö.", channel="paper", entered_by=accounts["alma"], title="Skolgården")
    alma = at_desk("alma", open_page(width=360))
    enter = "/staff/d/skolan/enter/1/"
    for address in (
        "/staff/d/skolan/openings/",
        "/staff/d/skolan/openings/1/close/",
        f"{enter}?saved={typed.reference}",
        f"{enter}{typed.reference}/",
        f"{enter}{typed.reference}/slip/",
        "/staff/d/skolan/import/1/",
        "/staff/d/skolan/imports/",
    ):
        alma.goto(address)
        axe(alma)
        no_sideways_scrolling(alma)
    alma.goto("/staff/d/skolan/import/1/")
    file = tmp_path / "Synpunkter.csv"
    file.write_text(CSV, encoding="utf-8")
    alma.locator("input[type=file]").set_input_files(file)
    alma.get_by_role("button", name="Gå vidare").click()
    alma.wait_for_selector("#what-it-becomes")
    axe(alma)
    no_sideways_scrolling(alma)
    alma.get_by_role("button", name="Importera 1 bidrag").click()
    alma.wait_for_url("**/imports/*/**")
    axe(alma)
    no_sideways_scrolling(alma)
    alma.goto(enter)
    alma.get_by_role("button", name="Spara och ta nästa").click()
    alma.wait_for_selector(".errors")
    axe(alma)
