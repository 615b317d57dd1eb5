"""One dialogue from question to answer, by hand in a browser, as each role, with axe on each page of it.

Dana has an old phone without JavaScript. A paper form, a note from a meeting, a row of a file and her proposal end in
one and the same thread page.
"""

import datetime as dt
import json
import re

import pytest

from gehor.decision.models import Decision
from gehor.ground import clock, worker
from gehor.ground.people import receipt as receipts
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()
SLUG = "narodlingar"
ACTIVITIES = (1, 2)
CSV = "Rubrik;Synpunkt\nKompost;Bygg en gemensam kompost vid Åvägen.\n;Jag vill ha en odlingslåda på gården.\n"


@pytest.mark.first
@pytest.mark.both
def test_one_dialogue_from_question_to_answer(person, staff, board, mail_server):
    alma, dana = staff("alma"), person(width=360, script=False)
    plan(alma, board)
    open_activities(alma)
    receipt = take_part(dana)
    worker.work_off()
    assert receipt in mail_server.to("dana@example.org")[0].get_content()
    bring_in(staff("tove"))
    import_file(alma)
    read_everything(staff("bo"), alma)
    summarise(alma, mail_server)
    decide(staff("cilla"))
    answer(alma, mail_server)
    follow_up(alma)
    trace(dana, receipt)


def plan(alma, board):
    alma.page.get_by_role("link", name="Starta en dialog").click()
    alma.look().fill(title_sv="Närodlingar", slug=SLUG).choose(kind="citizen").send()
    dialogue = Dialogue.objects.get()
    assert dialogue.slug == SLUG
    base = f"/staff/d/{SLUG}"

    alma.at(f"{base}/assess/").choose(
        question_can_be_influenced="yes", deciders_can_be_influenced="yes", outcome="run"
    ).fill(reason_sv="Nämnden beslutar om marken och vill veta.").send()
    alma.at(f"{base}/activities/")
    assert not alma.page.locator('main a[href*="/activities/new/"]').count(), "no method before purpose and influence"

    alma.at(f"{base}/purpose/").fill(
        background_sv="Det finns tre tomma ytor.",
        question_sv="Hur ska ytorna användas för odling?",
        purpose_sv="Nämnden ska veta vad invånarna vill odla.",
        goal_sv="Ett underlag med högst tio slutsatser.",
    ).send()
    alma.at(f"{base}/influence/").fill(
        can_influence_sv="Vilka ytor och hur de delas ut.", cannot_influence_sv="Detaljplanen för Hamnplan."
    ).choose(levels="consult").send()
    alma.at(f"{base}/decision-maker/").choose(body=str(board.pk)).fill(
        decision_on=(TODAY + dt.timedelta(days=30)).isoformat(), case_number="BUN 2026/99"
    ).send()
    alma.at(f"{base}/answer-promise/").fill(
        answer_due=(TODAY + dt.timedelta(days=44)).isoformat(), answer_promise_sv="Alla får svar på kvittosidan."
    ).send()
    alma.at(f"{base}/target-groups/").fill(
        name_sv="Unga vuxna", why_sv="De har ingen trädgård.", reached_by_sv="På fritidsgården."
    ).send()
    for method, title in (("proposals", "Lämna förslag"), ("meeting", "Möte i bygdegården")):
        alma.at(f"{base}/activities/new/{method}/").fill(
            title_sv=title,
            begins_on=TODAY.isoformat(),
            ends_on=(TODAY + dt.timedelta(days=14)).isoformat(),
        ).choose(level="consult")
        if method == "meeting":
            alma.fill(**{"setup-date": TODAY.isoformat(), "setup-place_sv": "Bygdegården", "setup-tables": "2"})
        alma.send()
    alma.at(f"{base}/").reads("Innan den öppnar")


def open_activities(alma):
    for number in ACTIVITIES:
        alma.at(f"/staff/d/{SLUG}/openings/").press(f"/openings/{number}/open/")


def take_part(dana):
    """A proposal from an old phone: no account, no JavaScript. Sent twice by the back button, received once."""
    dana.at("/")
    dana.page.get_by_role("link", name="Älvsala kommun").click()
    dana.look()
    dana.page.get_by_role("link", name="Närodlingar", exact=True).click()
    dana.look().reads("Vilka ytor och hur de delas ut.", "Barn- och utbildningsnämnden")
    dana.at(f"/d/{SLUG}/take-part/1/").reads("allmän handling")
    dana.fill(text="Odlingslådor vid skolan, så att barnen ser var maten kommer ifrån.", title="Lådor vid skolan")
    dana.fill(email="dana@example.org").send()
    dana.reads("Tack, vi har tagit emot ditt bidrag", "Lådor vid skolan")
    address = dana.page.url
    dana.page.go_back()
    dana.send()
    assert Contribution.objects.count() == 1
    return receipts.shown(re.search(r"/c/([A-Z0-9-]+)/", address).group(1).replace("-", ""))


def bring_in(tove):
    base = f"/staff/d/{SLUG}"
    tove.at(f"{base}/enter/1/").choose(channel="paper").fill(text="Jag är 82 och vill ha en bänk vid odlingarna.")
    tove.send().reads(receipts.shown(Contribution.objects.get(channel="paper").participant.receipt))
    tove.at(f"{base}/meeting/2/")
    for line, text in (
        ("1: Vi vill ha vatten.", "Vi vill ha vatten."),
        ("1.2: Ett skjul med lås.", "Ett skjul med lås."),
    ):
        tove.fill(line=line).page.keyboard.press("Enter")
        tove.page.locator("main").get_by_text(text).first.wait_for()
    tove.look()


def import_file(alma):
    alma.at(f"/staff/d/{SLUG}/import/1/")
    alma.page.locator('main input[type="file"]').set_input_files(
        {"name": "enkät.csv", "mimeType": "text/csv", "buffer": CSV.encode("cp1252")}
    )
    alma.send().reads("Bygg en gemensam kompost vid Åvägen.")
    alma.send()
    assert Contribution.objects.filter(channel="import").count() == 2


def read_everything(bo, alma):
    base = f"/staff/d/{SLUG}"
    bo.at(f"{base}/read/")
    everything = list(Contribution.objects.order_by("received_at", "pk").values_list("reference", flat=True))
    assert len(everything) == 6
    first, *others = everything
    bo.at(f"{base}/read/{first}/").fill(new_finding="Odlingarna ska ligga nära skolan.").send()
    finding = bo_findings()[0]
    for reference in others[:-1]:
        bo.at(f"{base}/read/{reference}/").choose(findings=str(finding)).send()
    bo.at(f"{base}/read/{others[-1]}/")
    bo.page.locator("main details:has([name=aside]) > summary").click()
    bo.choose(aside="off_topic").fill(note_sv="Det gäller gården vid ett enskilt hus.").send()
    alma.at(f"{base}/sign-off/")
    for number in ACTIVITIES:
        alma.closes(f"{base}/openings/{number}/close/")
    bo.at(f"{base}/sign-off/").send()


def bo_findings():
    from gehor.analysis.models import Finding

    return list(Finding.objects.order_by("number").values_list("pk", flat=True))


def summarise(alma, mail_server):
    """What was promised for after the closing: before anything is decided, everyone hears what was heard."""
    alma.at(f"/staff/d/{SLUG}/feedback/summary/").fill(text_sv="Ni vill odla nära skolan.").send()
    alma.page.get_by_role("button", name="Släpp nu").click()
    alma.look()
    worker.work_off()
    assert "Ni vill odla nära skolan." in mail_server.to("dana@example.org")[-1].get_content()


def decide(cilla):
    """By keyboard alone, from the desk to the decision, past a form that was sent too early."""
    cilla.at(f"/d/{SLUG}/basis/").reads("Odlingarna ska ligga nära skolan.")
    cilla.at("/staff/").tab_to('[href="#main"]').page.keyboard.press("Enter")
    cilla.tab_to('a[href$="/decide/"]').enter()
    cilla.tab_to('[href="#main"]').page.keyboard.press("Enter")
    cilla.tab_to('a[href$="/decide/1/"]').enter()
    cilla.tab_to('[href="#main"]').page.keyboard.press("Enter")
    cilla.tab_to("[name=section]").type("57").tab_to("form.form .row button").enter()
    cilla.page.wait_for_selector(".errors:focus")
    cilla.tab_to(".errors a").page.keyboard.press("Enter")
    cilla.page.wait_for_selector("[name=outcome]:focus")
    cilla.page.keyboard.press("ArrowDown")
    cilla.tab_to("[name=reason_sv]").type("Två av tre ytor ligger nära skolan.")
    cilla.fill(decided_on=TODAY.isoformat())  # a day is typed in another order in each country
    cilla.tab_to("form.form .row button").enter()
    assert Decision.objects.get().outcome == "partly_met"
    cilla.at(f"/d/{SLUG}/decision/").reads("Två av tre ytor ligger nära skolan.", "57")


def answer(alma, mail_server):
    base = f"/staff/d/{SLUG}"
    alma.at(f"{base}/answers/1/").fill(text_sv="Det blir odlingslådor vid skolan i vår.").send()
    alma.at(f"{base}/release/").fill(greeting_sv="Tack för att du var med.").send().send()
    worker.work_off()
    letters = mail_server.to("dana@example.org")
    assert len(letters) == 3, "a receipt, a summary and an answer"
    assert any("Det blir odlingslådor vid skolan i vår." in letter.get_content() for letter in letters)
    alma.at(f"{base}/deliveries/")


def follow_up(alma):
    base = f"/staff/d/{SLUG}"
    alma.at(f"{base}/measures/").fill(
        title_sv="Bygg tjugo odlingslådor", owner="Parkenheten", due_on=(TODAY + dt.timedelta(days=90)).isoformat()
    ).send()
    alma.at(f"{base}/close/").reads("Alla som deltagit")
    alma.at(f"{base}/deliveries/")
    for box in alma.page.locator('main input[type="checkbox"]').all():
        box.check()
    alma.touched = "delivery"
    alma.send()
    alma.at(f"{base}/close/").fill(lessons_sv="Börja tidigare.").send()
    alma.at(f"/d/{SLUG}/").reads("Alla har fått svar")


def trace(dana, receipt):
    dana.at(f"/c/{receipt}/").reads(
        "Lådor vid skolan",
        "Odlingarna ska ligga nära skolan.",
        "Två av tre ytor ligger nära skolan.",
        "Det blir odlingslådor vid skolan i vår.",
        "Bygg tjugo odlingslådor",
    )
    channels = set()
    for contribution in Contribution.objects.all():
        dana.at(f"/d/{SLUG}/c/{contribution.reference}/").reads(contribution.reference)
        channels.add(contribution.channel)
        thread = json.loads(dana.page.request.get(f"/d/{SLUG}/c/{contribution.reference}/thread.json").text())
        assert thread["findings"] or thread["set_aside"], "everything that was said has come to something"
    assert channels == {"web", "paper", "meeting", "import"}
    dana.at(f"/d/{SLUG}/decision/1/").reads("5 bidrag ligger bakom")
    for page in ("", "contributions/", "result/", "decision/", "answers/", "measures/", "basis/"):
        dana.at(f"/d/{SLUG}/{page}")
