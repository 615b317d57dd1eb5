"""The form of a ballot, made from the questions: on the web, typed in from paper, and to print and fill in by hand.

What may be answered is said once, in process/asking.py. This form only asks, and shows at each question what asking
says is wrong with the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from gehor.ground.errors import WrongInput
from gehor.ground.sentences import refusal_text
from gehor.participation.attachments import Clean
from gehor.participation.forms import AskedEverywhere
from gehor.planning.models import Activity
from gehor.process.asking import DECLINED, Kind, Question, asked, asks_for_words, tried

from .attached import KEPT, keep
from .fields import field_of, tick_to_decline
from .items import asked_on
from .speaking import Shown, Speaker, Words, by_hand

PREFIX = "q."  # before the names of a file's columns: q.way, q.points.bus


def ballot_form(
    questions: Sequence[Question],
    language: str,
    source: str,
    *,
    base: type[forms.Form] = AskedEverywhere,
    is_whole: bool = True,
    activity: Activity | None = None,
) -> type["BallotForm"]:
    """A form class that asks these questions, and after them what `base` asks.

    language: that of the reader. source: that in which the questions are first written. is_whole: as asking.answered.
    activity: where a file is asked for.
    """
    speaker = Speaker(language, source)
    made = {"questions": tuple(questions), "speaker": speaker, "is_whole": is_whole, "activity": activity}
    return type("BallotForm", (BallotForm, base), made)


def form_of(
    activity: Activity, language: str, *, base: type[forms.Form] = AskedEverywhere, is_whole: bool = True
) -> type["BallotForm"]:
    """The form class of one activity: what was frozen at its opening; before that, what would be asked now."""
    questions, source = asked_on(activity), activity.dialogue.source_language
    return ballot_form(questions, language, source, base=base, is_whole=is_whole, activity=activity)


@dataclass(frozen=True)
class Asked:
    """One question as a page shows it. options: of a scale its steps. fields: its control, and a box to decline it."""

    kind: Kind
    label: Words
    required: bool
    hint: Words
    by_hand: str  # how to answer on paper
    options: tuple[Shown, ...]
    rows: tuple[Shown, ...]
    may_decline: bool
    when: str  # name of the control on whose answer it rests, or nothing
    among: str  # the answers to that, with spaces between
    fields: tuple[forms.BoundField, ...]

    def fits_below(self, other: "Asked") -> bool:
        """Whether both are one choice among the same answers, with nothing to say beside."""
        answers = [[(each.key, each.label, each.note) for each in asked.options] for asked in (self, other)]
        plain = not any(each.hint or each.may_decline or each.required for each in (self, other))
        return self.kind is other.kind is Kind.ONE and answers[0] == answers[1] and plain


@dataclass(frozen=True)
class Section:
    """Questions under one heading; those before the first heading have none."""

    key: str
    label: Words
    help: Words
    asked: tuple[Asked, ...]

    @property
    def parts(self) -> list[tuple[Asked, ...]]:
        """On paper: questions in a row with the same answers stand in one table, all others by themselves."""
        found: list[list[Asked]] = []
        for each in self.asked:
            if found and each.fits_below(found[-1][-1]):
                found[-1].append(each)
            else:
                found.append([each])
        return [tuple(each) for each in found]


class BallotForm(forms.Form):
    """Made by ballot_form. `given`: what was filled in. `answers`: the same in its one form, when the form is valid.

    `attached`: question → the file that came as its answer. It is kept, so that whatever comes next finds it.
    """

    questions: tuple[Question, ...] = ()
    speaker: Speaker
    is_whole = True
    activity: Activity | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = {question.key: question for question in self.questions}
        self.given: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}
        self.attached: dict[str, Clean] = {}
        ours: dict[str, forms.Field] = {}
        for question in asked(self.questions):
            name = _name(question)
            ours[name] = field_of(question, self.speaker, self.speaker.hint(question, before), self.activity)
            if tick := tick_to_decline(question, self.speaker):
                ours[f"{name}.{DECLINED}"] = tick
            if not self.is_whole:
                ours[name].required = False  # nobody can be asked again for what was left out
        self.fields = {**ours, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.given = {question.key: self._given(question) for question in asked(self.questions)}
        self.answers, refusals = tried(self.questions, self.given, is_whole=self.is_whole)
        for refusal in refusals:
            self.refuse(refusal)
        return cleaned

    def refuse(self, refusal: WrongInput) -> None:
        """Show what was refused at its question, unless something is said there already."""
        field = refusal.params.get("field", "")
        name = next((each for each in (f"{PREFIX}{field}", field) if each in self.fields), None)
        if name not in self.errors:
            self.add_error(name, refusal_text(refusal))

    def raw(self, question: Question) -> Any:
        """What was filled in, as it came."""
        return self[_name(question)].value()

    def _given(self, question: Question) -> Any:
        """What was filled in, before it is looked at."""
        value = self.cleaned_data.get(_name(question))
        if isinstance(value, Clean):
            value = self._attach(question, value)
        if self.cleaned_data.get(f"{_name(question)}.{DECLINED}"):
            return {DECLINED: True, **({"answer": value} if _is_filled(value) else {})}
        return {DECLINED: True} if value == DECLINED else value

    def _attach(self, question: Question, file: Clean) -> str:
        """The name of the file, which is kept if it came just now."""
        name = _name(question)
        self.attached[question.key] = file
        if name in self.files and self.activity is not None:
            self.data = self.data.copy()
            self.data[f"{name}.{KEPT}"] = keep(file, self.activity)
            self.files = MultiValueDict({other: files for other, files in self.files.lists() if other != name})
        return file.name

    @property
    def asks_for_words(self) -> bool:
        """Whether somebody may answer in their own words, which a person reads."""
        return asks_for_words(self.questions)

    @property
    def sections(self) -> list[Section]:
        """All that is asked, in order, as templates show it."""
        gathered: list[tuple[Question | None, list[Asked]]] = [(None, [])]
        for question in self.questions:
            if question.kind is Kind.SECTION:
                gathered.append((question, []))
            else:
                gathered[-1][1].append(self._asked(question))
        return [self._section(heading, inside) for heading, inside in gathered if heading or inside]

    def _section(self, heading: Question | None, inside: list[Asked]) -> Section:
        if heading is None:
            return Section("", "", "", tuple(inside))
        return Section(heading.key, self.speaker(heading.label), self.speaker(heading.help), tuple(inside))

    def _asked(self, question: Question) -> Asked:
        name = _name(question)
        return Asked(
            kind=question.kind,
            label=self.fields[name].label,
            required=self.fields[name].required,
            hint=self.fields[name].help_text,
            by_hand=by_hand(question),
            options=self.speaker.options(question),
            rows=self.speaker.rows(question),
            may_decline=question.may_decline,
            when=f"{PREFIX}{question.when.question}" if question.when else "",
            among=" ".join(question.when.among) if question.when else "",
            fields=tuple(self[each] for each in (name, f"{name}.{DECLINED}") if each in self.fields),
        )


def _name(question: Question) -> str:
    return PREFIX + question.key


def _is_filled(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)
