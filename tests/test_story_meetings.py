"""The lead plans three meetings from the template and runs all of it, to the closing, on the width of a phone.

What the other stories look at with axe is only walked here: planning, deciding, answering, closing.
"""

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader

from gehor.analysis.checking.models import Check
from gehor.analysis.series.models import Ballot, Code
from gehor.followup.models import Closing, Measure
from gehor.ground import clock, worker
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()
SLUG = "skolskjutsen"
BASE, PUBLIC = f"/staff/d/{SLUG}", f"/d/{SLUG}"
SERIES = f"{BASE}/series/"
BUS, FOOD = "Bussen går för tidigt.", "Maten är kall."
CORRECTED = "Sista bussen går för tidigt på fredagar."


def seen_elsewhere(page):
    """Axe looks at this page in another story."""


def in_days(days):
    return (TODAY + dt.timedelta(days=days)).isoformat()


@pytest.mark.first
def test_the_lead_plans_three_meetings_from_the_template_and_runs_all_of_it(at_work, person, board):
    alma, cilla = at_work("alma", width=360, height=800), at_work("cilla")
    axe, alma.axe, cilla.axe = alma.axe, seen_elsewhere, seen_elsewhere
    plan(alma, board)
    alma.axe = axe
    first_meeting(alma)
    second_meeting(alma, person(width=360, script=False))
    third_meeting(alma)
    alma.axe = seen_elsewhere
    decide_and_answer(alma, cilla)
    alma.axe = axe
    follow_up(alma)


def plan(alma, board):
    alma.at("/staff/o/alvsala/templates/three_meetings/")
    alma.page.locator('main a[href*="?template="]').first.click()
    alma.fill(title_sv="Skolskjutsen", slug=SLUG).send()
    assert Dialogue.objects.get().shape == "three_meetings"
    alma.at(f"{BASE}/assess/").choose(
        question_can_be_influenced="yes", deciders_can_be_influenced="yes", outcome="run"
    ).fill(reason_sv="Nämnden beslutar om turerna.").send()
    alma.at(f"{BASE}/purpose/").fill(
        background_sv="Avtalet går ut.", question_sv="Hur ska bussen gå?", purpose_sv="Veta.", goal_sv="Ett underlag."
    ).send()
    alma.at(f"{BASE}/influence/").fill(can_influence_sv="Turerna.", cannot_influence_sv="Avgiften.")
    alma.choose(levels="involve").send()
    alma.at(f"{BASE}/decision-maker/").choose(body=str(board.pk))
    alma.fill(decision_on=in_days(200), case_number="BUN 2026/99").send()
    alma.at(f"{BASE}/answer-promise/").fill(answer_due=in_days(220), answer_promise_sv="Alla får svar.").send()
    alma.at(f"{BASE}/target-groups/").fill(name_sv="Elever", why_sv="De åker.", reached_by_sv="I skolan.").send()
    alma.at(f"{BASE}/activities/template/").fill(first_day=in_days(0), place_sv="Aulan").send()
    assert [each.method for each in Activity.objects.order_by("number")] == ["meeting"] * 3
    for number in (1, 2, 3):
        alma.at(f"{BASE}/openings/").press(f"/openings/{number}/open/")


def first_meeting(alma):
    """Who comes, what is said, and the categories."""
    alma.at(f"{BASE}/")
    alma.page.get_by_role("link", name="Mötena steg för steg").click()
    alma.look().page.get_by_role("link", name="Bjud in", exact=True).click()
    alma.look().fill(how_many="2").send().reads("2 personer")
    alma.at(f"{SERIES}invitations/1/").reads("2 inbjudna har inte lämnat någon adress.")
    alma.at(f"{SERIES}attendance/1/")
    for select in alma.page.locator("main select").all():
        select.select_option("1")
    alma.send().reads("2 har kommit.")
    alma.at(f"{BASE}/meeting/1/")
    for words in (BUS, FOOD):
        alma.fill(line=f"1: {words}").page.keyboard.press("Enter")
        alma.page.locator("main").get_by_text(words).first.wait_for()
    for words in (BUS, FOOD):
        reference = Contribution.objects.get(wordings__text=words).reference
        alma.at(f"{BASE}/read/{reference}/").fill(new_finding=words).send()


def second_meeting(alma, dana):
    """Ballots on paper and on a phone, and the plan that follows."""
    alma.at(f"{SERIES}ballot/").reads(BUS, FOOD).fill(dots="1").send().fill(number="5")
    with alma.page.expect_download() as download:
        alma.page.get_by_role("button", name="Skapa sedlarna (PDF)").click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    codes = [re.search(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", page.extract_text()).group() for page in pages]
    assert len(codes) == Code.objects.count() == 5

    dana.at("/b/").fill(code=codes[0].lower()).send().choose(dots="1").send().reads("inlämnad")
    alma.at(f"{SERIES}ballot/enter/")
    for code in codes[1:]:
        alma.fill(code=code).choose(dots="1").send()
    alma.reads("5 av 5").press("/ballot/close/").reads("5 sedlar lämnades in.")
    assert Ballot.objects.count() == 5
    alma.at(f"{SERIES}plan/")
    alma.page.locator("a[href$='plan/1/']").click()
    alma.look().fill(what_sv="En senare buss. Den går 18.30.", who="Trafikenheten", due_on=in_days(300))
    alma.send().reads("En senare buss.", "Trafikenheten")


def third_meeting(alma):
    """What was misunderstood is corrected on paper; it is answered, and the finding reworded."""
    with alma.page.expect_download() as download:
        alma.page.get_by_role("link", name="Rättelseblad till återkopplingsmötet").click()
    assert (
        "5 av 5 satte en prick här."
        in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    )
    for number in (1, 2, 3):
        alma.closes(f"{BASE}/openings/{number}/close/")
    alma.at(f"{BASE}/check/").fill(last_day=in_days(7)).send()
    alma.at(f"{BASE}/check/enter/").choose(channel="meeting", verdict_1="correct")
    alma.fill(text_1="Bara på fredagar!").send()
    alma.at(f"{BASE}/check/").page.locator('main a[href*="/objections/"]').first.click()
    alma.look().fill(text_sv="Du har rätt.", statement_sv=CORRECTED).send()
    Check.objects.update(last_day=TODAY - dt.timedelta(days=1))  # a week goes by
    alma.at(f"{BASE}/check/").press("/check/close/")
    alma.at(f"{BASE}/sign-off/").send()
    alma.at(f"{PUBLIC}/result/1/check/").reads("Du har rätt.", CORRECTED)


def decide_and_answer(alma, cilla):
    cilla.at(f"{BASE}/decide/1/").choose(outcome="met").fill(reason_sv="Det ryms i avtalet.")
    cilla.fill(decided_on=in_days(0), section="57").send()
    cilla.at(f"{BASE}/decide/2/").choose(outcome="not_met").fill(reason_sv="Köket byggs om först.").send()
    for number in (1, 2):
        alma.at(f"{BASE}/answers/{number}/").fill(text_sv="Nämnden har beslutat.").send()
    alma.at(f"{BASE}/release/").fill(greeting_sv="Tack för att du kom.").send().send()
    worker.work_off()


def follow_up(alma):
    """The row of the plan becomes a measure as it was drafted, and everybody sees where it came from."""
    alma.at(f"{BASE}/measures/from-plan/").send()
    assert Measure.objects.get().title == {"sv": "En senare buss"}
    alma.at(f"{PUBLIC}/measures/").reads("rad 1 i handlingsplanen")
    alma.at(f"{PUBLIC}/series/").reads(BUS, "Så prioriterade deltagarna")
    alma.at(f"{BASE}/deliveries/")
    for box in alma.page.locator('main input[type="checkbox"]').all():
        box.check()
    alma.touched = "delivery"
    alma.send()
    alma.at(f"{BASE}/close/").reads("sammanfattning")
    alma.at(f"{BASE}/feedback/summary/explain/").fill(reason_sv="Ni hörde den själva på det tredje mötet.").send()
    alma.at(f"{BASE}/close/").fill(lessons_sv="Börja tidigare.").send()
    assert Closing.objects.exists()
