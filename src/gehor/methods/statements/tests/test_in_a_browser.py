"""Voting by keys, by touch and without scripts; everybody can read the pages."""

from django.utils import timezone

from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Opening
from gehor.planning.models import Activity

from .examples import SETUP

FORM = "/d/skolan/take-part/1/"


def test_somebody_votes_by_keys_and_somebody_by_touch(planned, activity, alma, open_page, axe, no_sideways_scrolling):
    today = timezone.localdate()  # the server's clock is the real one
    activity.method, activity.setup = "statements", SETUP
    activity.save()
    open_participation(activity, actor=alma)
    Activity.objects.update(begins_on=today, ends_on=today)

    desk = open_page()
    desk.goto(FORM)
    axe(desk)
    desk.get_by_role("button", name="Börja").click()
    axe(desk)
    with desk.expect_navigation():
        desk.keyboard.press("1")
    desk.get_by_role("button", name="Stäng av tangenterna").click()
    desk.keyboard.press("2")
    desk.get_by_role("button", name="Sätt på tangenterna").click()
    desk.context.set_offline(True)
    desk.keyboard.press("3")
    said = desk.get_by_role("alert")
    said.filter(has_text="Vi försöker en gång till").wait_for()
    desk.evaluate("dispatchEvent(new Event('online'))")  # as if it had come back, which it has not
    said.filter(has_text="finns kvar här").wait_for()
    axe(desk)
    desk.context.set_offline(False)
    with desk.expect_navigation():
        desk.keyboard.press("3")
    assert list(Ballot.objects.order_by("pk").values_list("choice", flat=True)) == [1, 0]
    desk.get_by_text("Lägg till ett eget påstående").click()
    desk.get_by_label("Ditt påstående").press("1")  # a digit in a text is a digit
    axe(desk)

    phone = open_page(width=360, height=740, script=False)
    phone.goto(FORM)
    phone.get_by_role("button", name="Börja").click()
    no_sideways_scrolling(phone)
    for left in (2, 1, 0):
        phone.get_by_role("button", name="Håller inte med").click()
        assert phone.get_by_role("button", name="Håller inte med").count() == int(left > 0)
    axe(phone)
    assert Ballot.objects.filter(choice=-1).count() == 3

    Opening.objects.update(closed_at=timezone.now())
    phone.goto(f"{FORM}result/")
    assert "färre än 5" in phone.locator("main").inner_text().lower()
