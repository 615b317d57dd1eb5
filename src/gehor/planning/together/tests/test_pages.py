"""The shared page and those behind it, as each role meets them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Account
from gehor.planning.models import Dialogue
from gehor.planning.together import actions
from gehor.planning.together.models import Assignment, Comment, Minutes, Request, Rule, Verdict

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
SHARED = "/staff/d/skolan/together/"


@pytest.fixture
def asked(planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account]) -> Request:
    """Cilla is asked to approve; there is a comment, something to do, and minutes."""
    alma = actors["alma"]
    actions.set_approval(
        planned.organisation, actor=actors["ada"], is_demanded=True, way="persons", approvers=[accounts["cilla"]]
    )
    said = actions.comment(planned, actor=actors["cilla"], part="goal", text="För vem är målet?")
    actions.reply(said.thread, actor=alma, text="För nämnden.")
    actions.assign(planned, actor=alma, what="Boka lokal", to=accounts["bo"], due_on=dt.date(2026, 3, 6))
    held = {"held_on": dt.date(2026, 3, 2), "present": "Cilla", "decided": "Vi frågar."}
    actions.keep_minutes(planned, actor=alma, **held)  # type: ignore[arg-type]
    return actions.ask_approval(planned, actor=alma, note="Gärna före fredag.")


def test_the_pages_open_to_all_who_work_here_and_ask_little(
    signed_in: Callable[[str], Client], asked: Request, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for name in ("alma", "bo", "cilla", "rut", "odd"):
        browser = signed_in(name)
        for page in ("", "approval/", "comments/", "comments/goal/", "comments/risks/", "comments/activity:1/"):
            with django_assert_max_num_queries(15):
                assert browser.get(SHARED + page).status_code == 200, (name, page)


def test_the_shared_page_tells_where_we_are(signed_in: Callable[[str], Client], asked: Request) -> None:
    page = signed_in("cilla").get(SHARED, headers=EN).content.decode()
    for words in ("Waits for an answer", "För vem är målet?", "För nämnden.", "Boka lokal", "Vi frågar.", "6 March"):
        assert words in page
    assert "Read the plan and answer" in page
    assert "Read the plan and answer" not in signed_in("bo").get(SHARED, headers=EN).content.decode()


def test_an_elected_member_approves_on_the_page(signed_in: Callable[[str], Client], asked: Request) -> None:
    cilla = signed_in("cilla")
    page = cilla.get(SHARED + "approval/", headers=EN).content.decode()
    assert "Gärna före fredag." in page
    assert "Skolplanens mål." in page, "the plan stands beneath the form"
    assert "Föräldrar" in page, "with whom it must reach"
    answer = cilla.post(SHARED + "approval/", {"answer": "approve", "reason": "Ja."})
    assert (answer.status_code, answer["Location"]) == (303, SHARED)
    assert "Approved" in cilla.get(SHARED, headers=EN).content.decode()


def test_an_answer_without_reason_is_asked_for_it_with_everything_kept(
    signed_in: Callable[[str], Client], asked: Request
) -> None:
    answer = signed_in("cilla").post(SHARED + "approval/", {"answer": "change", "reason": ""}, headers=EN)
    assert answer.status_code == 422
    assert 'value="change" required id="id_answer_1" checked' in answer.content.decode()
    assert not Verdict.objects.exists()


def test_whoever_was_not_asked_is_refused(signed_in: Callable[[str], Client], asked: Request) -> None:
    assert signed_in("bo").post(SHARED + "approval/", {"answer": "approve", "reason": "Ja."}).status_code == 403
    assert signed_in("alma").post(SHARED + "approval/", {"note": ""}).status_code == 409, "they are asked already"


def test_a_lead_whose_plan_was_changed_sees_what_and_asks_again(
    signed_in: Callable[[str], Client], asked: Request, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Dialogue.objects.update(case_number="BUN 2026/18")
    alma, cilla = signed_in("alma"), signed_in("cilla")
    with django_assert_max_num_queries(15):
        page = alma.get(SHARED + "approval/", headers=EN).content.decode()
    assert "What has been changed since the plan was sent out on 2 March 2026" in page
    assert "<del>2026/17</del>" in page
    assert "<ins>2026/18</ins>" in page
    assert alma.post(SHARED + "approval/", {"note": ""}).status_code == 303
    with django_assert_max_num_queries(15):
        again = cilla.get(SHARED + "approval/", headers=EN).content.decode()
    assert "What is new since the version of 2 March 2026" in again
    assert "<ins>2026/18</ins>" in again
    assert "Earlier requests" in again
    assert "Nobody answered." in again


def test_the_gate_says_what_is_missing_and_where(signed_in: Callable[[str], Client], asked: Request) -> None:
    page = signed_in("alma").get("/staff/d/skolan/", headers=EN).content.decode()
    assert "The plan as it stands is approved." in page
    assert f'href="{SHARED}approval/"' in page
    assert f'href="{SHARED}"' in page


def test_a_body_approves_and_the_registrar_enters_it(
    signed_in: Callable[[str], Client], planned: Dialogue, actors: dict[str, Actor]
) -> None:
    ada = signed_in("ada").post("/staff/o/alvsala/approval/", {"is_demanded": "on", "way": "body", "body": ""})
    assert ada.status_code == 303
    assert Rule.objects.get().is_demanded
    assert signed_in("alma").post(SHARED + "approval/", {"note": ""}).status_code == 303
    rut = signed_in("rut")
    assert (
        "Barn- och utbildningsnämnden approves this plan" in rut.get(SHARED + "approval/", headers=EN).content.decode()
    )
    given = {"answer": "approve", "reason": "Enligt förslaget.", "decided_on": "2026-03-02", "section": "12"}
    assert rut.post(SHARED + "approval/", {**given, "section": ""}).status_code == 422
    assert rut.post(SHARED + "approval/", given).status_code == 303
    assert "§ 12" in rut.get(SHARED + "approval/", headers=EN).content.decode()


def test_the_setting_is_the_administrators(signed_in: Callable[[str], Client], planned: Dialogue) -> None:
    assert signed_in("alma").get("/staff/o/alvsala/approval/").status_code == 403
    ada = signed_in("ada")
    assert ada.get("/staff/o/alvsala/approval/").status_code == 200
    refused = ada.post("/staff/o/alvsala/approval/", {"is_demanded": "on", "way": "persons"}, headers=EN)
    assert refused.status_code == 422
    assert "Name at least one person" in refused.content.decode()


def test_a_comment_is_written_answered_and_resolved(signed_in: Callable[[str], Client], asked: Request) -> None:
    cilla, where = signed_in("cilla"), SHARED + "comments/question/"
    assert cilla.post(where, {"text": " "}).status_code == 422
    assert cilla.post(where, {"text": "Är frågan öppen?"}).status_code == 303
    thread = Comment.objects.get(text="Är frågan öppen?").thread_id
    assert cilla.get(f"{SHARED}threads/{thread}/reply/").status_code == 200
    assert signed_in("alma").post(f"{SHARED}threads/{thread}/reply/", {"text": "Ja."}).status_code == 303
    assert cilla.post(f"{SHARED}threads/{thread}/resolve/").status_code == 303
    assert cilla.post(f"{SHARED}threads/{thread}/resolve/").status_code == 409
    assert "Resolved by Cilla" in cilla.get(where, headers=EN).content.decode()
    assert cilla.get(SHARED + "comments/weather/").status_code == 404


def test_something_is_given_and_done(signed_in: Callable[[str], Client], asked: Request) -> None:
    alma, bo = signed_in("alma"), signed_in("bo")
    to = Assignment.objects.get().to_id
    assert alma.post(SHARED + "assign/", {"what": "Ring skolan", "to": to, "due_on": "2026-01-01"}).status_code == 422
    assert alma.post(SHARED + "assign/", {"what": "Ring skolan", "to": to, "due_on": "2026-03-09"}).status_code == 303
    assert signed_in("cilla").get(SHARED + "assign/").status_code == 403
    first, second = Assignment.objects.all()
    assert bo.post(f"{SHARED}assignments/{first.pk}/done/").status_code == 303
    assert alma.post(f"{SHARED}assignments/{second.pk}/take-back/").status_code == 303
    page = bo.get(SHARED, headers=EN).content.decode()
    assert "Nobody has anything to do here right now." in page
    assert "Ring skolan" not in page


def test_minutes_are_kept_and_corrected(signed_in: Callable[[str], Client], asked: Request) -> None:
    alma = signed_in("alma")
    held = {"held_on": "2026-03-02", "present": "Cilla", "decided": "Vi väntar.", "then": ""}
    assert alma.post(SHARED + "minutes/", {**held, "decided": ""}).status_code == 422
    assert alma.post(SHARED + "minutes/", held).status_code == 303
    latest = Minutes.objects.get(decided="Vi väntar.")
    where = f"{SHARED}minutes/{latest.pk}/correct/"
    assert alma.post(where, {**held, "why": ""}).status_code == 422
    assert alma.post(where, {**held, "decided": "Vi väntar en vecka.", "why": "Otydligt."}).status_code == 303
    page = alma.get(SHARED, headers=EN).content.decode()
    assert "Corrected: Otydligt." in page
    assert "Earlier wordings" in page
    assert signed_in("cilla").get(SHARED + "minutes/").status_code == 403


def test_residents_see_nothing_of_it(client: Client, asked: Request) -> None:
    assert "För vem är målet?" not in client.get("/d/skolan/").content.decode()
    assert client.get(SHARED).status_code == 302


def test_every_page_is_readable_on_a_phone_and_in_both_languages(
    at_desk: Callable[..., object],
    open_page: Callable[..., object],
    axe: Callable[..., None],
    no_sideways_scrolling: Callable[..., None],
    asked: Request,
) -> None:
    phone = at_desk("alma", open_page(width=360, height=740))
    for address in ("", "approval/", "comments/", "comments/goal/", "assign/", "minutes/"):
        phone.goto(SHARED + address)
        axe(phone)
        no_sideways_scrolling(phone)
    wide = at_desk("cilla", open_page(language="en"))
    wide.goto(SHARED)
    axe(wide)
    wide.get_by_role("link", name="Read the plan and answer").click()
    wide.get_by_label("Approve", exact=False).first.check()
    wide.get_by_label("Reason").fill("Yes.")
    wide.get_by_role("button", name="Send the answer").click()
    wide.wait_for_selector("text=Approved")
    axe(wide)
