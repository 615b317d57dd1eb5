"""What people say of their answers, in a real browser: Dana on a phone without JavaScript, Alma at her desk."""

import datetime as dt

import pytest

from gehor.feedback.replies.models import Correction, Rating, Round
from gehor.ground import clock

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = "/staff/d/skolan/corrections/"


def test_an_answer_is_rated_and_corrected_on_a_phone_and_replied_to(
    open_page, at_desk, axe, no_sideways_scrolling, code, asked, contributions, actors, rate
):
    rate(1, 1, 1, 1, 1)  # few find it good, so it waits for a second try
    Round.objects.update(closes_on=clock.today() + dt.timedelta(days=5000))  # the server's clock stands at today
    phone = open_page(width=360, height=740, script=False)
    phone.goto(f"/c/{code}/")
    phone.get_by_role("link", name="Betygsätt svaret på slutsats 1").click()
    axe(phone)
    no_sideways_scrolling(phone)
    phone.get_by_label("Stämmer inte alls").first.check()
    phone.get_by_role("button", name="Skicka").click()
    phone.get_by_text("räknas, utan ditt namn").wait_for()
    assert Rating.objects.filter(ratings={"got_answer": 1}).exists()

    phone.get_by_role("link", name="Något är fel med svaret").first.click()
    axe(phone)
    no_sideways_scrolling(phone)
    phone.get_by_role("button", name="Skicka").click()  # nothing is chosen yet
    phone.get_by_role("alert").wait_for()
    axe(phone)
    phone.get_by_label("Ni har missförstått mig").check()
    phone.locator("[name=text]").fill("Jag menade skolgården.")
    phone.get_by_role("button", name="Skicka").click()
    phone.get_by_text("Vi har tagit emot det").wait_for()
    for address in ("/d/skolan/answers/ratings/", "/d/skolan/answers/ratings/paper/"):
        phone.goto(address)
        axe(phone)
        no_sideways_scrolling(phone)

    desk = at_desk("alma", open_page(width=360, height=800))
    for address in (STAFF, f"{STAFF}enter/", f"{STAFF}rating/", "/staff/d/skolan/answers/1/again/"):
        desk.goto(address)
        axe(desk)
        no_sideways_scrolling(desk)
    desk.goto(f"{STAFF}{Correction.objects.get().pk}/")
    axe(desk)
    no_sideways_scrolling(desk)
    desk.locator("[name=text_sv]").fill("Du har rätt.")
    desk.get_by_role("button", name="Publicera och skicka").click()
    desk.wait_for_url(f"**{STAFF}")

    phone.goto(f"/c/{code}/")
    assert phone.get_by_text("Du har rätt.").is_visible()
    axe(phone)
    no_sideways_scrolling(phone)
