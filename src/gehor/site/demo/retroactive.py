"""The demo's retroactive track: a dialogue of 2013 is brought in and followed to its decisions.

Region Skåne did so with one on adult psychiatry (2012–2014). What nobody knows any more is left unknown; no real person
is in it.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import partial

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.analysis.sourced.actions import add_source, bring_findings
from gehor.analysis.sourced.rules import Brought
from gehor.decision.actions import decide
from gehor.decision.sought.actions import record_not_found
from gehor.followup import actions as followup
from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Body, Organisation
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
from gehor.participation.reading import Row
from gehor.planning.models import Dialogue
from gehor.planning.retroactive.actions import Known, bring_in
from gehor.planning.retroactive.held import Held, add_held

Plan = Callable[[dt.date, Callable[[], object]], None]
SLUG = "vuxenpsykiatri-2013"
FOUND = (
    Brought("Det ska gå att få kontakt samma dag.", "Flest talade om telefonen som ingen svarar i.", 31, "6–7", 1),
    Brought("Närstående ska få vara med i planeringen.", "", None, "9", 2),
    Brought("Den som har egen erfarenhet ska kunna arbeta i vården.", "", 12, "", 3),
)

LUND, KRISTIANSTAD = dt.date(2013, 3, 12), dt.date(2013, 4, 16)
# What was written down at two of the six meetings, and the findings of FOUND that rest on it; none: set aside
SAID: Mapping[dt.date, tuple[tuple[str, tuple[int, ...]], ...]] = {
    LUND: (
        ("Jag ringer på morgonen och blir uppringd efter tre dagar. Då har jag redan åkt till akuten.", (1,)),
        ("Telefontiden är slut klockan nio. Vem mår dåligt bara före nio?", (1,)),
        ("Det borde finnas ett nummer som någon svarar på hela dagen.", (1,)),
        ("Som mamma får jag inte veta när min son skrivs ut. Jag hade kunnat möta honom.", (2,)),
        ("Den som själv har varit sjuk förstår. En sådan person på avdelningen hade hjälpt mig mest.", (3,)),
        ("Parkeringen vid sjukhuset är dyr.", ()),
    ),
    KRISTIANSTAD: (
        ("Kuratorn svarade alltid samma dag. När hon slutade svarade ingen.", (1,)),
        ("Fråga mig om min man får vara med. Fråga varje gång, jag kan ändra mig.", (2,)),
        ("Vi anhöriga sitter i väntrummet medan planen skrivs.", (2,)),
        ("Brukarföreningen har folk som kan arbeta som mentorer. Ingen har frågat oss.", (3,)),
        ("Man får vänta en vecka på svar och under tiden vet ingen hur man mår.", (1,)),
    ),
}


def plan_events(here: Organisation, body: Body, actors: Mapping[str, Actor], today: dt.date, plan: Plan) -> None:
    """Brought in three weeks ago, signed off and followed to the decisions since."""
    lead, analyst, board = actors["farid"], actors["greta"], actors["oskar"]
    plan(today - dt.timedelta(days=21), partial(_bring, here, body, lead, analyst))
    plan(today - dt.timedelta(days=19), partial(_read, analyst))
    plan(today - dt.timedelta(days=18), partial(_sign, analyst))
    plan(today - dt.timedelta(days=14), partial(_follow, body, lead, board))


def _bring(here: Organisation, body: Body, lead: Actor, analyst: Actor) -> None:
    dialogue = bring_in(
        here,
        actor=lead,
        slug=SLUG,
        source_language="sv",
        title={"sv": "Hur kan vuxenpsykiatrin bli bättre?", "en": "How can adult psychiatry become better?"},
        question={
            "sv": "Vad behöver du som patient eller närstående av vuxenpsykiatrin?",
            "en": "What do you need from adult psychiatry, as a patient or a relative?",
        },
        known=Known(
            held_from=dt.date(2013, 2, 4),
            held_to=dt.date(2013, 5, 30),
            held_by="Hälso- och sjukvårdens dialogberedning",
            how={
                "sv": "Sex öppna möten och samtal i små grupper.",
                "en": "Six open meetings and talks in small groups.",
            },
            material={"sv": "Regionarkivet. Anteckningar finns kvar från två av de sex mötena."},
        ),
        body=body,
    )
    report = add_source(
        dialogue,
        actor=lead,
        title="Rapport från dialogerna, juni 2013",
        data=_pdf([f"{each.number}. {each.statement}" for each in FOUND]),
        file_name="rapport-dialog-2013.pdf",
        is_public=True,
    )
    add_source(
        dialogue,
        actor=lead,
        title="Rapportens bilaga, juni 2013",
        data=_pdf(["Bilaga"]),
        file_name="bilaga-2013.pdf",
        is_public=False,
    )
    bring_findings(dialogue, actor=analyst, source=report, findings=FOUND)
    _bring_contributions(dialogue, lead)


def _bring_contributions(dialogue: Dialogue, lead: Actor) -> None:
    """The notes that are left of two meetings, each brought in as a file of its own."""
    for (day, notes), place in zip(SAID.items(), ("Lund", "Kristianstad"), strict=True):
        held = add_held(
            dialogue,
            actor=lead,
            held=Held(
                "meeting",
                {"sv": f"Öppet möte i {place}", "en": f"Open meeting in {place}"},
                day,
                day,
                place={"sv": f"Stadsbiblioteket, {place}", "en": f"The city library, {place}"},
            ),
        )
        participation.import_contributions(
            held,
            actor=lead,
            rows=[Row(number, text, channel="meeting") for number, (text, _) in enumerate(notes, start=2)],
            file_name=f"anteckningar-{place.lower()}-2013.csv",
            file_hash=hashlib.sha256(place.encode()).hexdigest(),
            mapping={"text": "Anteckning"},
        )


def _read(analyst: Actor) -> None:
    """Somebody reads them as any contributions, and shows those that name nobody."""
    findings = {each.number: each for each in Finding.objects.filter(dialogue=_dialogue())}
    resting = {text: numbers for notes in SAID.values() for text, numbers in notes}
    for each in Contribution.objects.filter(dialogue=_dialogue()).order_by("pk"):
        each.dialogue = _dialogue()
        numbers = resting[each.wordings.get().text]
        if numbers:
            analysis.read(each, actor=analyst, findings=[findings[number] for number in numbers], version=0)
        else:
            note = {"sv": "Gäller sjukhusets parkering, inte vården."}
            analysis.set_aside(each, actor=analyst, aside="off_topic", note=note, version=0)
        participation.publish(each, actor=analyst)


def _sign(analyst: Actor) -> None:
    analysis.sign_off(_dialogue(), actor=analyst)


def _follow(body: Body, lead: Actor, board: Actor) -> None:
    """Two decisions were found in the minutes; of the third nobody knows."""
    found: Mapping[int, Finding] = {each.number: each for each in Finding.objects.filter(dialogue=_dialogue())}
    for finding in found.values():
        finding.dialogue = _dialogue()
    decision = decide(
        found[1],
        actor=board,
        outcome="met",
        reason={"sv": "Varje mottagning ska ha en telefon som besvaras hela dagen."},
        body=body,
        decided_on=dt.date(2014, 2, 11),
        section="14",
        case_number="HSN 2013/118",
    )
    decide(
        found[2],
        actor=board,
        outcome="partly_met",
        reason={"sv": "Närstående bjuds in när patienten vill det."},
        body=body,
        decided_on=dt.date(2014, 2, 11),
        section="15",
        case_number="HSN 2013/118",
    )
    record_not_found(
        found[3],
        actor=lead,
        looked_in={"sv": "Nämndens protokoll och diarium 2013–2016, och Regionarkivet."},
        looked_on=clock.today(),
    )
    followup.promise_measure(
        decision,
        actor=lead,
        title={"sv": "Mät hur många samtal som besvaras samma dag"},
        owner="Psykiatriförvaltningen",
        due_on=clock.today() + dt.timedelta(days=90),
    )


def _dialogue() -> Dialogue:
    return Dialogue.objects.select_related("organisation").get(slug=SLUG)


def _pdf(lines: list[str]) -> bytes:
    """One page of plain text: the smallest file that every reader opens (ISO 32000-1, annex H)."""
    text = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 60 780 Td {text} ET".encode("cp1252")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )
