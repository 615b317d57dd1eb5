import io

import pypdf
import pytest

from gehor.analysis.models import Reading
from gehor.feedback.actions import release_answers, start_delivery
from gehor.feedback.models import Delivery
from gehor.feedback.queries import state_of
from gehor.feedback.rules import State
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.participation.models import Opening

PAGE = "/staff/d/skolan/deliveries/"
SHEETS = "/staff/d/skolan/sheets.pdf"


@pytest.fixture
def sheet(released):
    return released.deliveries.get(way="sheet")


@pytest.fixture
def email(released):
    return released.deliveries.select_related("release__dialogue").get(way="email")


def state(delivery):
    delivery.refresh_from_db()
    return state_of(delivery)


def test_the_page_counts_ways_and_states(signed_in, released, django_assert_max_num_queries):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        response = alma.get(PAGE)
    assert response.context["undelivered"] == 2
    assert "R0" in response.content.decode() and SHEETS in response.content.decode()


def test_sheets_are_ticked_off(signed_in, released, sheet, contributions):
    tove = signed_in("tove")
    response = tove.post(PAGE, {"do": "hand_over", "delivery": [sheet.pk]})
    assert response.status_code == 303 and state(sheet) is State.ARRIVED
    assert contributions[1].reference in tove.get(f"{PAGE}?show=delivered").content.decode()


def test_all_sheets_of_a_page_are_ticked_off_at_once(signed_in, released, sheet):
    signed_in("alma").post(PAGE, {"do": "hand_over listed", "listed": [sheet.pk]})
    assert state(sheet) is State.ARRIVED


def test_a_message_that_was_cut_off_is_settled_by_a_person(signed_in, released, email, later):
    start_delivery(email, actor=machine("postman"))
    with later(minutes=10):
        alma = signed_in("alma")
        page = alma.get(PAGE).content.decode()  # opens where something must be looked at
        assert "dana@example.se" in page and "send_again" in page
        alma.post(PAGE, {"do": "send_again", "delivery": [email.pk]})
        assert state(email) is State.WAITING


def test_or_it_is_found_to_have_left(signed_in, released, email, later):
    start_delivery(email, actor=machine("postman"))
    with later(minutes=10):
        signed_in("rut").post(PAGE, {"do": "left", "delivery": [email.pk]})
        assert state(email) is State.ARRIVED


def test_a_refused_address_is_left_to_the_page(signed_in, released, email):
    Delivery.objects.filter(pk=email.pk).update(refused="recipient 550")
    alma = signed_in("alma")
    assert "550" in alma.get(PAGE).content.decode()
    alma.post(PAGE, {"do": "leave_to_page", "delivery": [email.pk]})
    assert state(email) is State.LEFT_TO_PAGE


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "hand_over"}, 422),
        ({"do": "left"}, 422),
        ({"do": "nonsense", "delivery": ["1"]}, 422),
        ({}, 422),
        ({"do": "hand_over", "delivery": ["x", "-1", "٣"]}, 422),
        ({"do": "hand_over", "delivery": ["9" * 40]}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(signed_in, released, form, status):
    assert signed_in("alma").post(PAGE, form).status_code == status


def test_a_message_on_its_way_is_not_settled(signed_in, released, email):
    assert signed_in("alma").post(PAGE, {"do": "left", "delivery": [email.pk]}).status_code == 409


@pytest.mark.parametrize("name", ["bo", "cilla", "ada", "odd", "nour", "farid"])
def test_addresses_and_codes_are_for_those_who_deliver(signed_in, released, name):
    browser = signed_in(name)
    assert browser.get(PAGE).status_code == 403
    assert browser.get(SHEETS).status_code == 403
    assert browser.post(PAGE, {"do": "hand_over"}).status_code == 403


def test_before_the_release_nothing_is_on_its_way(signed_in, answered):
    alma = signed_in("alma")
    assert "/staff/d/skolan/release/" in alma.get(PAGE).content.decode()
    assert alma.get(SHEETS).status_code == 409
    assert alma.post(PAGE, {"do": "hand_over", "delivery": ["1"]}).status_code == 409


def text_of(response):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)


def test_the_sheet_says_what_was_said_decided_and_answered(signed_in, released, sheet, contributions, reachable):
    reachable(contributions[1], "Storgatan 1\n123 45 Älvsala", kind="letter", name="Ebbe Ek")
    response = signed_in("tove").get(SHEETS)
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    text = text_of(response)
    code = contributions[1].participant.receipt
    assert "Maten är kall när vi äter sist." in text and "Tack för det du sa." in text
    assert f"{code[:5]}-{code[5:]}" in text and "Storgatan 1" in text and "Ebbe Ek" in text
    assert "Tack för att ni deltog!" in text and "Mer utemiljö" not in text


def test_a_sheet_is_printed_in_its_readers_language(signed_in, released, sheet, contributions, reachable):
    reachable(contributions[1], "Storgatan 1", kind="letter", language="en")
    alma = signed_in("alma")
    files = alma.get(f"{PAGE}?show=sheets").context["files"]
    assert [file["language"] for file in files] == ["en"]
    assert "Thank you!" in text_of(alma.get(SHEETS + files[0]["address"]))


def test_one_sheet_can_be_printed_again(signed_in, released, sheet, alma):
    browser = signed_in("alma")
    browser.post(PAGE, {"do": "hand_over", "delivery": [sheet.pk]})
    assert browser.get(SHEETS).status_code == 409  # none is left
    assert browser.get(f"{SHEETS}?delivery={sheet.pk}").status_code == 200
    assert browser.get(f"{SHEETS}?delivery=999999").status_code == 409


def test_many_sheets_are_listed_a_page_at_a_time(
    signed_in, answered, said, alma, accounts, django_assert_max_num_queries
):
    Opening.objects.update(closed_at=None)
    for number in range(120):
        row = said(f"Bidrag {number}", channel="paper")
        Reading.objects.create(
            contribution=row, dialogue=answered, read_at=clock.now(), read_by=accounts["bo"], aside="empty"
        )
    Opening.objects.update(closed_at=clock.now())
    release_answers(answered, actor=alma, greeting={})
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        response = browser.get(PAGE)
    assert len(response.context["listed"]) == 50 and len(response.context["files"]) == 2
    assert response.context["sheets_left"] == 121
