"""Typing in paper forms and phone calls: fast, once, and to the same receipt as everything else."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code, shown
from gehor.participation.intake.actions import correct_typing
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity, Dialogue

PAGE = "/staff/d/skolan/enter/1/"


@pytest.fixture
def type_in(opened: Dialogue, signed_in: Callable[[str], Client]) -> Callable[..., HttpResponse]:
    """`type_in(text="…")` is Tove, who types in a paper form."""
    tove = signed_in("tove")

    def send(**fields: Any) -> HttpResponse:
        form = {
            "channel": "paper",
            "received_on": "2026-02-27",
            "language": "sv",
            "text": "Mer utemiljö.",
            "submission": str(uuid.uuid4()),
        }
        return tove.post(PAGE, {**form, **fields})

    return send


def follow(answer: HttpResponse) -> HttpResponse:
    return answer.client.get(answer["Location"])


def test_a_paper_form_is_kept_with_channel_day_and_language(
    type_in: Callable[..., HttpResponse], accounts: dict[str, Any]
) -> None:
    assert type_in(text="Maten är kall.", language="fi", title="Matsalen").status_code == 303
    contribution = Contribution.objects.get()
    assert (contribution.channel, contribution.entered_by) == ("paper", accounts["tove"])
    assert timezone.localdate(contribution.received_at) == dt.date(2026, 2, 27)
    wording = contribution.wordings.get()
    assert (wording.title, wording.text, wording.language) == ("Matsalen", "Maten är kall.", "fi")


def test_what_came_today_was_received_now(type_in: Callable[..., HttpResponse]) -> None:
    type_in(received_on="2026-03-02")
    assert Contribution.objects.get().received_at == clock.now()


def test_the_receipt_is_shown_and_the_next_form_stands_ready(type_in: Callable[..., HttpResponse]) -> None:
    page = follow(type_in(channel="phone", language="ar"))
    form = page.context["form"]
    assert shown(Participant.objects.get().receipt) in page.content.decode()
    assert form.initial["channel"] == "phone"
    assert form.initial["received_on"] == dt.date(2026, 2, 27)
    assert form.initial["language"] == "ar"
    assert form["text"].value() is None
    assert "autofocus" in str(form["text"])


def test_the_same_form_sent_twice_is_one_contribution(type_in: Callable[..., HttpResponse]) -> None:
    key = str(uuid.uuid4())
    assert type_in(submission=key)["Location"] == type_in(submission=key)["Location"]
    assert Contribution.objects.count() == 1


def test_another_text_over_a_saved_form_is_not_lost_in_silence(type_in: Callable[..., HttpResponse]) -> None:
    key = str(uuid.uuid4())
    type_in(submission=key, text="Första blanketten.")
    answer = type_in(submission=key, text="Andra blanketten.")
    assert answer.status_code == 409
    assert "Andra blanketten." in answer.content.decode()
    type_in(submission=answer.context["form"]["submission"].value(), text="Andra blanketten.")
    assert Contribution.objects.count() == 2


def test_an_address_is_kept_apart_from_what_was_said(type_in: Callable[..., HttpResponse]) -> None:
    type_in(name="Dana Dahl", address="Storgatan 1\n123 45 Älvsala")
    contact = Contact.objects.get()
    assert (contact.kind, contact.name, contact.address) == ("letter", "Dana Dahl", "Storgatan 1\n123 45 Älvsala")
    assert contact.participant == Contribution.objects.get().participant
    assert "Dana" not in str(list(Entry.objects.values()))


def test_a_receipt_from_before_gives_one_page_for_both(type_in: Callable[..., HttpResponse]) -> None:
    type_in()
    code = shown(Participant.objects.get().receipt)
    type_in(text="En sak till.", receipt=code.lower().replace("-", " "))
    assert Participant.objects.count() == 1
    assert Contribution.objects.filter(participant=Participant.objects.get()).count() == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": " \x00 "}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"received_on": "2026-03-03"}, "received_on"),
        ({"received_on": "i går"}, "received_on"),
        ({"channel": "web"}, "channel"),
        ({"channel": "brevduva"}, "channel"),
        ({"language": "<script>"}, "language"),
        ({"receipt": "AAAAA-AAAAA"}, "receipt"),
        ({"email": "dana"}, "email"),
        ({"email": "dana@example.se", "address": "Storgatan 1"}, "address"),
        ({"name": "Dana Dahl"}, "name"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field_and_what_was_typed_stays(
    type_in: Callable[..., HttpResponse], fields: dict[str, str], wrong: str
) -> None:
    answer = type_in(**fields)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {wrong}
    if "text" not in fields:
        assert "Mer utemiljö." in answer.content.decode()
    assert not Contribution.objects.exists()


def test_somebody_elses_receipt_in_another_organisation_is_unknown(
    type_in: Callable[..., HttpResponse], other_organisation: Any
) -> None:
    stranger = Participant.objects.create(organisation=other_organisation, receipt=new_code(), created_at=clock.now())
    assert set(type_in(receipt=stranger.receipt).context["form"].errors) == {"receipt"}


def test_markup_is_text(type_in: Callable[..., HttpResponse]) -> None:
    page = follow(type_in(text="<script>alert(1)</script><b>Hej</b>")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_who_may_type_in(opened: Dialogue, signed_in: Callable[[str], Client]) -> None:
    may = {name: signed_in(name).get(PAGE).status_code for name in ("alma", "kim", "bo", "tove", "rut", "cilla", "odd")}
    assert may == {"alma": 200, "kim": 200, "bo": 200, "tove": 200, "rut": 200, "cilla": 403, "odd": 403}
    assert signed_in("farid").post(PAGE, {"text": "Hej"}).status_code == 403


def test_nothing_is_typed_in_after_closing_and_the_text_is_kept(
    closed: Dialogue, signed_in: Callable[[str], Client]
) -> None:
    tove = signed_in("tove")
    assert "<textarea" not in tove.get(PAGE).content.decode()
    form = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "text": "För sent kommet."}
    answer = tove.post(PAGE, {**form, "submission": str(uuid.uuid4())})
    assert answer.status_code == 409
    assert "För sent kommet." in answer.content.decode()
    assert Contribution.objects.count() == 3


def test_an_expired_session_keeps_what_was_typed(opened: Dialogue, client: Client) -> None:
    answer = client.post(PAGE, {"text": "Två sidor handskrift."})
    assert answer.status_code == 403
    assert "Två sidor handskrift." in answer.content.decode()


def test_the_last_ten_of_ones_own_are_shown(
    type_in: Callable[..., HttpResponse], said: Callable[..., Contribution]
) -> None:
    said("Någon annans.")
    for number in range(12):
        answer = type_in(text=f"Blankett {number}")
    shown_now = [wording.text for wording, _ in follow(answer).context["last"]]
    assert shown_now == [f"Blankett {number}" for number in range(11, 1, -1)]


def test_a_slip_is_printed_of_what_was_typed_in_and_of_nothing_else(
    type_in: Callable[..., HttpResponse], said: Callable[..., Contribution], signed_in: Callable[[str], Client]
) -> None:
    type_in()
    typed = Contribution.objects.get()
    on_web = said("Från webben.")
    tove = signed_in("tove")
    slip = tove.get(f"{PAGE}{typed.reference}/slip/")
    assert shown(typed.participant.receipt) in slip.content.decode()
    assert "no-store" in slip["Cache-Control"] and f'href="{PAGE}"' in slip.content.decode()
    assert tove.get(f"{PAGE}{on_web.reference}/slip/").status_code == 404
    assert signed_in("cilla").get(f"{PAGE}{typed.reference}/slip/").status_code == 403


# Mending one's own typing


@pytest.fixture
def typed(type_in: Callable[..., HttpResponse]) -> Contribution:
    type_in(text="Mer utemiljo.")
    return Contribution.objects.get()


def test_a_typing_error_is_mended_by_a_wording_of_its_own(
    typed: Contribution, signed_in: Callable[[str], Client]
) -> None:
    address = f"{PAGE}{typed.reference}/"
    tove = signed_in("tove")
    assert "Mer utemiljo." in tove.get(address).content.decode()
    assert tove.post(address, {"text": "Mer utemiljö."}).status_code == 303
    first, second = Wording.objects.order_by("number")
    assert (first.text, second.text, second.reason) == ("Mer utemiljo.", "Mer utemiljö.", "typed_wrong")


def test_nobody_mends_what_somebody_else_typed(typed: Contribution, alma: Actor) -> None:
    with pytest.raises(WrongPerson) as refusal:
        correct_typing(typed, actor=alma, text="Något annat.")
    assert refusal.value.code == "not_typed_by_you"
    assert Wording.objects.count() == 1


def test_nobody_mends_what_a_resident_wrote(said: Callable[..., Contribution], tove: Actor) -> None:
    with pytest.raises(WrongPerson):
        correct_typing(said("Mina egna ord."), actor=tove, text="Andra ord.")


def test_a_mended_text_must_be_another_text(typed: Contribution, tove: Actor) -> None:
    for text in ("Mer utemiljo.", " Mer utemiljo. ", ""):
        with pytest.raises(WrongInput):
            correct_typing(typed, actor=tove, text=text)


def test_typing_can_be_mended_after_closing_but_not_before_anything_has_opened(
    typed: Contribution, tove: Actor, opened: Dialogue
) -> None:
    from gehor.participation.models import Opening

    Opening.objects.update(closed_at=clock.now())
    correct_typing(typed, actor=tove, text="Mer utemiljö.")
    Opening.objects.all().delete()
    with pytest.raises(NotYet):
        correct_typing(typed, actor=tove, text="Mer utemiljö!")


def test_the_pages_ask_the_database_little(
    type_in: Callable[..., HttpResponse],
    activity: Activity,
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(12):
        saved = type_in(text=f"Blankett {number}", title="Titel")
    tove, reference = signed_in("tove"), Contribution.objects.latest("pk").reference
    for address in (saved["Location"], f"{PAGE}{reference}/", f"{PAGE}{reference}/slip/"):
        with django_assert_max_num_queries(15):
            assert tove.get(address).status_code == 200
