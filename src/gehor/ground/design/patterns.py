"""The samples of the pattern page: every component, with short and long text, in every state."""

import datetime as dt
from types import SimpleNamespace as Sample

from django import forms
from django.core.paginator import Paginator

from gehor.ground.design import river, texts, timeline
from gehor.ground.design.icons import ICONS
from gehor.ground.texts import REFUSALS

# ?page= → template: the pattern page, and whole pages that stand in no other place.
PAGES = {
    "patterns": "patterns",
    "dialogue": "patterns_dialogue",
    "staff": "patterns_staff",
    "sheet": "patterns_sheet",
    "400": "400",
    "403": "403",
    "404": "404",
    "409": "409",
    "413": "too_large",
    "422": "422",
    "429": "429",
    "500": "500",
    "csrf": "csrf",
    "signed_out": "signed_out",
}
LONG = (
    "Vi som bor längs grusvägen mellan Bygdegården och Norra Kvarnbäcken har i flera år bett om en cykelväg till "
    "skolan. Barnen cyklar i dikeskanten när timmerbilarna kommer.\n\nSätt upp en hastighetsskylt medan vi väntar, det "
    "kan väl inte kosta så mycket?"
)
ARABIC = "نحتاج إلى ممر آمن للدراجات إلى المدرسة. الأطفال يركبون على حافة الطريق."


class PatternForm(forms.Form):
    """One of each control."""

    title = forms.CharField(label="Rubrik", help_text="Några ord räcker.")
    text = forms.CharField(
        label="Ditt förslag", widget=forms.Textarea(attrs={"rows": 5}), help_text="Skriv som du talar."
    )
    area = forms.ChoiceField(
        label="Vad gäller det?",
        choices=[("", "Välj"), ("school", "Skola"), ("road", "Vägar och trafik")],
        required=False,
    )
    way = forms.ChoiceField(
        label="Hur vill du få svar?",
        choices=[("page", "På min kvittosida"), ("mail", "Med e-post"), ("letter", "Med brev")],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Vilka berörs?",
        choices=[("young", "Unga"), ("old", "Äldre"), ("firms", "Företag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Flera går bra.",
    )
    on = forms.DateField(label="Dag", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    how_many = forms.IntegerField(label="Antal personer", required=False)
    file = forms.FileField(label="Bild eller dokument", required=False, help_text="Högst 5 MB.")
    case_number = forms.CharField(label="Diarienummer", disabled=True, initial="KS 2026-0412")
    read = forms.BooleanField(label="Jag har läst att det jag skickar blir en allmän handling")
    # A trap for robots and the like are hidden fields and need no label
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def samples() -> dict[str, object]:
    """The context of every page in PAGES. Samples of what people write are Swedish, whatever the reader's language."""
    moment = dt.datetime(2026, 5, 3, 9, 40, tzinfo=dt.UTC)
    return {
        "form": PatternForm(),
        "wrong": _wrong(),
        "river_early": river.steps("planning"),
        "river_now": river.steps("open", notes={"open": "till 31 maj", "decision": "KS 17 juni"}),
        "river_late": river.steps("answering", urls={"analysis": "#", "decision": "#"}),
        "river_done": river.steps("closed"),
        "needs": _needs(),
        "page": Paginator(range(230), 25).page(4),
        "chart": [
            ("Webb", 412),
            ("Möte", 96),
            ("Pappersblankett", 31),
            ("Uppsökande arbete på torget", 18),
            ("Telefon", 0),
        ],
        "timeline": _timeline(),
        "card_foot": ["Webb och på torget", "1 204 bidrag"],
        "facts": _facts(moment),
        "figures": [(1204, "bidrag"), (18, "slutsatser"), (3, "av 4 svar i tid")],
        "thread": _thread(moment),
        "tabs": _tabs(),
        "crumbs": [("Dialoger", "#"), ("Skolvägar", "#"), ("Läsa", "")],
        "keys": [("J", "nästa"), ("K", "föregående"), ("1–9", "lägg till slutsats"), ("A", "lägg åt sidan")],
        "channels": list(texts.CHANNELS),
        "outcomes": list(texts.OUTCOMES),
        "icons": list(ICONS),
        "local": {"sv": "Trygga skolvägar"},
        "arabic": ARABIC,
        "long": LONG,
        "moment": moment,
        "long_ago": dt.date(2026, 1, 15),
        "today": dt.date(2999, 1, 1),
        "kept": [("title", "Cykelväg till skolan"), ("text", LONG), ("category", "3")],
        "megabytes": 25,
        "role_label": "Dialogledare",
        "here": "take_part",
    }


def fault(page: str) -> dict[str, object]:
    """What the page of a fault says besides."""
    sentences = {"403": "not_your_step", "409": "not_yet", "422": "text_missing", "429": "too_many"}
    if page not in sentences:
        return {}
    missing = ["Skriv vad som kan påverkas och vad som inte kan det.", "Lova ett datum för svaret."]
    return {
        "sentence": str(REFUSALS[sentences[page]]).format(seconds=40),
        "missing": missing if page == "409" else [],
    }


def _wrong() -> PatternForm:
    """A form that came back: what was typed stands, and every fault is said."""
    form = PatternForm({"title": "", "text": LONG, "way": "", "how_many": "många", "on": "2026-02-30"})
    form.full_clean()
    form.add_error(None, "Dialogen stängde medan du skrev. Det du har skrivit finns kvar.")
    return form


def _needs() -> list[Sample]:
    return [
        Sample(text="Frågan är formulerad", done=True, url="#", link=None, why=None),
        Sample(text="Syfte och mål är bestämda", done=True, url=None, link=None, why=None),
        Sample(
            text="Skriv vad som kan påverkas och vad som inte kan det",
            done=False,
            url="#",
            link=None,
            why="Deltagarna läser det innan de svarar.",
        ),
        Sample(text="Lova ett datum för svaret", done=False, url="#", link="Välj datum", why=None),
    ]


def _facts(moment: dt.datetime) -> list[tuple[str, str]]:
    return [
        ("Beslutar", "Kommunstyrelsen"),
        ("Diarienummer", "KS 2026-0412"),
        ("Kan påverkas", "Vilka sträckor som byggs först, och hur de ser ut."),
    ]


def _timeline() -> timeline.Timeline:
    def row(
        title: str, note: str, warning: str, spans: list[timeline.Span], marks: list[timeline.Mark]
    ) -> timeline.Row:
        return timeline.Row({"sv": title}, "sv", "#x", note, warning, spans, marks)

    def on(month: int, day: int = 1, year: int = 2026) -> dt.date:
        return dt.date(year, month, day)

    def span(kind: str, begins: dt.date, ends: dt.date, ahead: bool = False) -> timeline.Span:
        return timeline.Span(kind, begins, ends, ahead)

    late = [
        span("plan", on(11, 1, 2025), on(1, 20)),
        span("open", on(1, 20), on(2, 15)),
        span("work", on(2, 15), on(5)),
    ]
    now = [span("plan", on(2), on(4)), span("open", on(4), on(5, 9)), span("open", on(5, 9), on(5, 31), ahead=True)]
    ahead = [span("work", on(5, 31), on(9, 16), ahead=True), span("answer", on(9, 16), on(2, 1, 2027), ahead=True)]
    marks = [timeline.Mark("decision", on(3, 10)), timeline.Mark("promise", on(4)), timeline.Mark("answered", on(5))]
    return timeline.timeline(
        "Dialoger 2026",
        [
            (
                "Barnnämnden",
                [row("Trygga skolvägar", "Besvarad", "30 dagar försenat", [*late, span("late", on(4), on(5))], marks)],
            ),
            (
                "Kommunstyrelsen",
                [
                    row(
                        "Hur blir kommunen en attraktiv plats?",
                        "Öppen",
                        "",
                        [*now, *ahead],
                        [timeline.Mark("decision", on(9, 16))],
                    )
                ],
            ),
        ],
        first=on(1),
        today=on(5, 9),
        legend=[
            ("plan", "Planeras"),
            ("open", "Öppen"),
            ("work", "Läses"),
            ("answer", "Besvaras"),
            ("open ahead", "Inte påbörjat"),
            ("late", "Försenat"),
            ("decision", "Beslut"),
            ("promise", "Utlovat svar"),
            ("answered", "Besvarad"),
            ("today", "I dag"),
        ],
    )


def _tabs() -> list[Sample]:
    return [
        Sample(label="Om", url="#", here=True, count=None),
        Sample(label="Bidrag", url="#", here=False, count=1204),
        Sample(label="Resultat", url="#", here=False, count=18),
        Sample(label="Beslut", url="#", here=False, count=None),
    ]


def _thread(moment: dt.datetime) -> list[Sample]:
    def link(kind: str, title: str, **more: object) -> Sample:
        empty = {
            "moment": None,
            "waiting": False,
            "text": "",
            "language": "",
            "quote": "",
            "outcome": "",
            "url": "",
            "link": "",
        }
        return Sample(**{**empty, "kind": kind, "title": title, **more})

    return [
        link("said", "Du sade", moment=moment, quote=LONG),
        link(
            "read",
            "Det blev en del av",
            moment=moment + dt.timedelta(days=34),
            text="Slutsats 4: Barn behöver en trygg väg till skolan från Kvarnbäcken. 31 bidrag säger det.",
            url="#",
            link="Alla 31 bidrag",
        ),
        link(
            "decided",
            "Det beslutades",
            moment=moment + dt.timedelta(days=45),
            outcome="partly_met",
            text="Kommunstyrelsen § 112. Cykelvägen byggs 2027. Hastighetsskylten sätts upp i höst.",
        ),
        link(
            "answered",
            "Svaret",
            moment=moment + dt.timedelta(days=50),
            text="Tack. Du och trettio andra har rätt i att vägen är farlig.",
        ),
        link("happened", "Det har hänt sedan dess", waiting=True, text="Här står det när åtgärden har börjat."),
    ]
