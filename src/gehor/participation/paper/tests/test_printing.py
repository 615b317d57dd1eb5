"""Forms with a code each, and what a code stands for when it is typed."""

import io
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.maps.actions import add_layer, withdraw_layer
from gehor.ground.people.models import Participant
from gehor.ground.people.receipt import shown
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.queries import said
from gehor.participation.models import Contribution
from gehor.participation.paper import pressing, printing, queries, rules
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Run, Sheet
from gehor.participation.paper.reading.marks import Seen
from gehor.participation.paper.reading.sense import made_of
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import Kind, Option, Question

PAPER = "/staff/d/skolan/paper/1/"
TYPING = "/staff/d/skolan/enter/1/"


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def fields(sheet: str, *ways: str, **more: Any) -> dict[str, Any]:
    how = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "submission": str(uuid.uuid4())}
    return {**how, "sheet": sheet, "q.way": list(ways), **more}


def test_each_form_has_a_code_of_its_own_and_says_what_is_asked(run: Run, sheets: list[Sheet]) -> None:
    text = words(pressing.run_pdf(run, 1))
    assert len({each.code for each in sheets}) == 4
    for each in sheets:
        assert text.count(shown(each.code)) >= 3  # on the page, on the part to keep, on the part with the address
    assert "Hur reser du?" in text and "Varför?" in text and "Hur långt är det?" in text


def test_the_square_on_each_page_says_which_page_of_which_form_it_is(alma: Actor, travel: Activity) -> None:
    import pypdfium2
    import zxingcpp

    run = print_forms(travel, actor=alma, sheets=2, language="sv", size="large", both_sides=True)
    document = pypdfium2.PdfDocument(pressing.run_pdf(run, 1))
    seen = []
    for page in document:
        seen += [each.text for each in zxingcpp.read_barcodes(page.render(scale=1.5).to_pil())]
    document.close()
    of_pages = [each.rpartition("/c/")[2] for each in seen if "#" in each]
    codes = [shown(each.code) for each in Sheet.objects.order_by("number")]
    assert run.pages == 2
    assert of_pages == [f"{code}/#{page}" for code in codes for page in (1, 2)]


def test_the_boxes_stand_where_the_page_says_that_they_stand(run: Run) -> None:
    ticks = [each for each in pressing.places(run) if each.kind == "tick"]
    assert [each.id for each in ticks] == ["way.bus", "way.bike", "way.car"]
    assert all(each.page == 1 and 20 <= each.x < 25 for each in ticks)
    assert ticks[0].y < ticks[1].y < ticks[2].y
    assert {each.id for each in pressing.places(run) if each.kind == "write"} == {"km", "why"}


def test_nobody_prints_before_it_is_open_or_more_than_can_be_carried(
    planned_by: Callable[[str], Activity], opened_by: Callable[[str], Activity], alma: Actor, farid: Actor
) -> None:
    with pytest.raises(NotYet):
        print_forms(planned_by("travel"), actor=alma, sheets=4, language="sv")
    travel = opened_by("travel")
    with pytest.raises(WrongInput, match="how_many_sheets"):
        print_forms(travel, actor=alma, sheets=1001, language="sv")
    with pytest.raises(WrongPerson):
        print_forms(travel, actor=farid, sheets=4, language="sv")
    assert not Run.objects.exists()


def test_the_lead_prints_from_the_page_and_gets_the_file(
    travel: Activity,
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alma, laid_out = signed_in("alma"), []
    compiler = typst.Compiler
    monkeypatch.setattr(typst, "Compiler", lambda *given, **named: laid_out.append(1) or compiler(*given, **named))
    assert alma.post(PAPER, {"sheets": "2", "language": "en", "size": "large"}).status_code == 303
    assert len(laid_out) == 1, "though it is looked at first how long it will be"
    with django_assert_max_num_queries(15):
        page = alma.get(PAPER).content.decode()
    assert "0 of 2 printed forms have been typed in." in page
    pdf = alma.get(f"{PAPER}runs/1/1.pdf")
    assert (pdf["Content-Type"], "no-store" in pdf["Cache-Control"]) == ("application/pdf", True)
    assert alma.get(f"{PAPER}runs/1/2.pdf").status_code == 404
    assert signed_in("tove").get(f"{PAPER}runs/1/1.pdf").status_code == 403


def test_how_much_paper_it_will_be_is_said_before_it_is_made(
    travel: Activity, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    alma, sent = signed_in("alma"), {"sheets": "20", "language": "sv", "size": "normal"}
    page = alma.post(PAPER, {**sent, "look": "yes"}).content.decode()
    assert "Each form will be 2 sheets of paper" in page and "20 forms: 40 sheets." in page
    assert "What can be done" not in page and not Run.objects.exists()
    monkeypatch.setattr(rules, "LONG", 1)
    page = alma.post(PAPER, sent).content.decode()
    assert "It asks about 3 things. What can be done:" in page and 'name="sure"' in page and 'value="20"' in page
    assert not Run.objects.exists(), "whoever makes long forms has read so"
    assert alma.post(PAPER, {**sent, "sure": "yes"}).status_code == 303
    assert "Each is 2 sheets of paper." in alma.get(PAPER).content.decode()
    assert Run.objects.get().sheets == 20


def test_what_cannot_be_printed_is_said_and_nothing_is_made(
    travel: Activity, signed_in: Callable[[str], Client]
) -> None:
    answer = signed_in("alma").post(PAPER, {"sheets": "0", "language": "xx", "size": "tiny"})
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_a_form_to_copy_has_no_code(run: Run, sheets: list[Sheet], signed_in: Callable[[str], Client]) -> None:
    text = words(signed_in("alma").get(f"{PAPER}blank.pdf?language=sv&size=large").content)
    assert "Hur reser du?" in text
    assert not any(shown(each.code) in text for each in sheets)


def test_the_code_of_a_form_becomes_the_receipt_however_it_is_typed(
    sheets: list[Sheet], signed_in: Callable[[str], Client]
) -> None:
    tove, first, second = signed_in("tove"), *sheets[:2]
    scanner = f"https://dialog.example.org/c/{shown(second.code)}/#1"
    for typed in (shown(first.code).lower(), scanner):
        assert tove.post(TYPING, fields(typed, "bus")).status_code == 303
    assert {each.receipt for each in Participant.objects.all()} == {first.code, second.code}
    assert Ballot.objects.count() == 2
    page = tove.get(TYPING).content.decode()
    assert "Typed in by you: 2. Of all 4 printed forms, 2 are in." in page


def test_a_form_that_is_typed_in_already_is_said_to_be_so_by_whom_and_when(
    sheets: list[Sheet], typed: Callable[..., Ballot], signed_in: Callable[[str], Client]
) -> None:
    typed(sheets[0], way=["bus"])
    browser = signed_in("alma")
    sentence = f"The form {shown(sheets[0].code)} has been typed in already, by Tove"
    answer = browser.post(TYPING, fields(sheets[0].code, "car"))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Ballot.objects.count() == 1
    told = browser.get(f"{PAPER}known/", {"code": shown(sheets[0].code)}).json()
    assert told["kind"] == "error" and sentence in told["words"]
    assert browser.get(f"{PAPER}known/", {"code": sheets[1].code}).json() == {"kind": "", "words": ""}
    assert "No form has the code 22222" in browser.get(f"{PAPER}known/", {"code": "22222"}).json()["words"]


def test_the_same_form_sent_twice_is_received_once(sheets: list[Sheet], signed_in: Callable[[str], Client]) -> None:
    tove, sent = signed_in("tove"), fields(sheets[0].code, "bus")
    assert [tove.post(TYPING, sent).status_code for _ in range(2)] == [303, 303]
    assert Ballot.objects.count() == 1


def test_a_form_of_before_a_change_is_known_to_be_old(sheets: list[Sheet], signed_in: Callable[[str], Client]) -> None:
    from gehor.participation.ballots.versions import freeze

    activity = sheets[0].run.activity
    assert not queries.is_old(sheets[0].run)
    Activity.objects.filter(pk=activity.pk).update(setup={"ways": ["bus", "boat"]})
    activity.refresh_from_db()
    freeze(activity)
    told = signed_in("tove").get(f"{PAPER}known/", {"code": sheets[0].code}).json()
    assert told["kind"] == "warning" and "has been changed since this form was printed" in told["words"]


def test_a_form_by_paper_and_a_vote_on_the_web_come_to_the_same(
    sheets: list[Sheet], typed: Callable[..., Ballot]
) -> None:
    from gehor.participation.ballots.tests.conftest import hand_in

    ballot = typed(sheets[0], way=["car", "bus"], km="2,50")
    hand_in(sheets[0].run.activity, "dana", "bus", "car", values={"way": ["bus", "car"], "km": "2.5"})
    one, other = said(sheets[0].run.activity).casts
    assert one.values == other.values == ballot.values


def test_a_form_for_words_carries_the_fields_of_the_web_form_and_its_code_is_the_receipt(
    opened: Dialogue, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=opened, number=1)
    run = print_forms(activity, actor=alma, sheets=1, language="sv")
    sheet = Sheet.objects.get()
    assert "text" in {each["key"] for each in run.questions}
    printed = words(pressing.run_pdf(run, 1))
    assert shown(sheet.code) in printed and "Använd en blankett för varje sak" in printed
    sent = {**fields(sheet.code), "text": "Fler bänkar."}
    assert signed_in("tove").post(TYPING, sent).status_code == 303
    assert Contribution.objects.get().participant.receipt == sheet.code


def test_what_is_closed_prints_no_more(travel: Activity, alma: Actor) -> None:
    from gehor.participation.actions import close_participation

    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises((NotYet, WrongMoment)):
        print_forms(travel, actor=alma, sheets=1, language="sv")


def test_slips_to_hand_over_carry_the_code_alone_four_to_a_page(
    planned: Dialogue, activity: Activity, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    open_participation(activity, actor=alma)
    run = print_forms(activity, actor=alma, sheets=5, language="sv")
    answer = signed_in("alma").get(f"{PAPER}runs/1/1/slips.pdf")
    document = PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == 2
    root = document.trailer["/Root"]
    assert (
        root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("sv") and "Lämna förslag" in document.metadata.title
    )
    text = words(answer.content)
    assert [text.count(shown(each.code)) for each in Sheet.objects.filter(run=run)] == [2] * 5  # and in the address
    assert "24 juni 2026" in text and "Titel" not in text
    assert signed_in("cilla").get(f"{PAPER}runs/1/1/slips.pdf").status_code == 403
    assert signed_in("alma").get(f"{PAPER}runs/1/2/slips.pdf").status_code == 404


def test_whatever_is_pressed_is_tagged_and_has_language_and_title(
    planned: Dialogue, activity: Activity, alma: Actor
) -> None:
    open_participation(activity, actor=alma)
    run = print_forms(activity, actor=alma, sheets=1, language="en")
    asked = queries.questions_of(run)
    pressed = {
        "forms": pressing.run_pdf(run, 1),
        "slips": pressing.slips(run, 1),
        "blank": pressing.blank_pdf(activity, asked, language="en", size="large"),
    }
    for kind, pdf in pressed.items():
        reader = PdfReader(io.BytesIO(pdf))
        root = reader.trailer["/Root"]
        assert str(root["/MarkInfo"]["/Marked"]) == "True" and root["/StructTreeRoot"]["/K"], kind
        assert root["/Lang"] == "en", kind
        assert reader.metadata.title and reader.metadata.title.strip(), kind


def test_of_what_is_counted_there_are_no_slips(run: Run, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("alma").get(f"{PAPER}runs/1/1/slips.pdf").status_code == 404
    assert "slips.pdf" not in signed_in("alma").get(PAPER).content.decode()


@pytest.fixture
def placed(planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    """Open, and asks for a place."""
    activity = planned_by("travel")
    activity.setup = {"place": True}
    activity.save()
    open_participation(activity, actor=alma)
    return activity


def square(name: str) -> bytes:
    ring = [[17.0, 59.0], [18.0, 59.0], [18.0, 59.6], [17.0, 59.6], [17.0, 59.0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return json.dumps({"type": "Feature", "properties": {"name": name}, "geometry": geometry}).encode()


def test_a_place_is_drawn_on_a_map_where_there_is_one_and_told_in_words_where_there_is_none(
    placed: Activity, alma: Actor
) -> None:
    without = print_forms(placed, actor=alma, sheets=1, language="sv")
    text = words(pressing.run_pdf(without, 1))
    assert "Skriv var det är" in text and "Rita ut det" not in text
    assert not [each for each in pressing.places(without) if each.kind == "map"]
    layer = add_layer(
        placed.dialogue.organisation, actor=alma, name={"sv": "Delar"}, file=square("Centrum"), is_everywhere=True
    )
    run = print_forms(placed, actor=alma, sheets=1, language="sv")
    pdf = pressing.run_pdf(run, 1)
    assert "Rita ut det på kartan" in words(pdf) and "Centrum" in words(pdf)
    [drawn] = [each for each in pressing.places(run) if each.kind == "map"]
    [line] = [each for each in pressing.places(run) if each.id == "where" and each.kind == "write"]
    assert drawn.width == pytest.approx(170, abs=1) and drawn.height == pytest.approx(100, abs=1)
    assert line.y > drawn.y + drawn.height and line.height == 12
    withdraw_layer(layer, actor=alma)
    again = printing.layout(pressing._form_of_run(run))
    assert list(again.places) == pressing.places(run), "printed once more it stands where it stood"
    assert not [each for each in printing.layout(pressing._form_of_run(without)).places if each.kind == "map"]


@pytest.mark.parametrize("size", ["normal", "large"])
def test_a_long_word_of_a_row_is_divided_before_it_runs_into_the_boxes(travel: Activity, size: str) -> None:
    import pypdfium2

    long = Option("long", {"sv": "Trädgårdsanläggningsunderhållsplanering"})
    question = Question("grid", Kind.MATRIX, {"sv": "Hur ser du på det?"}, rows=(long,), least=1, most=5)
    with translation.override("sv"):
        form = pressing.form_of(travel, (question,), language="sv", size=size, both_sides=False)
        box = next(each for each in printing.layout(form).places if each.id == "grid.long.1")
        document = pypdfium2.PdfDocument(printing.sheets_pdf(form, [printing.Numbered("2222222222")], pages=1))
    text = document[0].get_textpage()
    at = text.get_text_range().index("Träd")
    right = max(text.get_charbox(each)[2] for each in range(at, at + len("Trädgårdsanläggnings")))
    document.close()
    assert right * 25.4 / 72 < box.x


def test_somebody_looks_at_every_map_that_came_back() -> None:
    question = Question("where", Kind.PLACE, {"sv": "Var?"})
    assert made_of([question], Seen({}, {"where": False, "where.map": True})).look == {"where": "on_map"}
    assert made_of([question], Seen({}, {"where": True, "where.map": True})).look == {"where": "written"}
    assert made_of([question], Seen({}, {"where": False})).look == {}
