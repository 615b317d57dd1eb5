"""What staff settle: one question at a time, and questions out of a file."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.ground.sentences import refusal_text
from gehor.participation.ballots.fields import drawn_by_lot
from gehor.process.asking import CHOOSING, STEPS, STEPS_MOST, Kind, Option, Question, When, key_of, unused

from . import rules, sheets

HELP_MOST = 2000
_ASKING = frozenset(Kind) - {Kind.SECTION}
_BOUNDED = frozenset({Kind.SEVERAL, Kind.RANK, Kind.POINTS, Kind.NUMBER}) | STEPS


class QuestionsField(forms.Field):
    """The questions as JSON. Where nothing is sent they stay as they are: they have a page of their own."""

    widget = forms.MultipleHiddenInput  # nothing to fill in, and nothing in the page

    def clean(self, value: Any) -> list[dict[str, Any]]:
        text = (value[0] if value else "") if isinstance(value, list) else value
        if not text:
            return self.settled
        try:
            asked = sheets.from_json(str(text), source=self.source)
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None
        return list(rules.setup_of(asked)["questions"])

    source = "sv"
    settled: list[dict[str, Any]] = []  # what stands there already


class SetupForm(Form):
    """A survey is its questions, and they are written on a page of their own."""

    drawn = drawn_by_lot()
    questions = QuestionsField(label=_("Questions"), required=False)

    def __init__(self, *args: Any, source: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, source=source, **kwargs)
        self.fields["questions"].source = source
        self.fields["questions"].settled = self.initial.pop("questions", [])


class QuestionForm(FreshForm):
    """One question of one kind: only what that kind has is asked. `question`: what was written, once it is valid."""

    label = LocalTextField(_("Question"), longest=rules.LABEL_MOST)
    help = LocalTextField(
        _("Explanation"), rows=3, required=False, longest=HELP_MOST, help_text=_("What one may need to know to answer.")
    )
    options = LocalTextField(
        _("Answers to choose among"), rows=6, help_text=_("One on each line, the same line in every language.")
    )
    rows = LocalTextField(
        _("Rows"), rows=6, help_text=_("What is rated, one on each line, the same line in every language.")
    )
    least = forms.IntegerField(label=_("At least"), required=False)
    most = forms.IntegerField(label=_("At most"), required=False)
    steps = LocalTextField(
        _("What the steps are called"),
        rows=3,
        required=False,
        help_text=_(
            "One name on each line, the lowest first: one for each step, or two, for the lowest and the highest. "
            "Without names the ends are called lowest and highest."
        ),
    )
    required = forms.BooleanField(
        label=_("It must be answered"),
        required=False,
        help_text=_("On the web. Whoever does not wish to answer can always say so."),
    )
    background = forms.BooleanField(
        label=_("It is about the person: age, area, gender"),
        required=False,
        help_text=_("Then it is shown by itself, never beside other answers, and small numbers are hidden."),
    )
    when = forms.MultipleChoiceField(
        label=_("Ask only those who have answered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: everybody is asked. Tick answers of one question."),
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        asked: Sequence[Question],
        source: str,
        language: str,
        question: Question | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, source=source, initial=_initial(question, kind), **kwargs)
        self.kind, self.asked, self.source, self.before = kind, asked, source, question
        self.question: Question | None = None
        for name, kinds in _FIELDS.items():
            if kind not in kinds:
                del self.fields[name]
        for name, words in _WORDS.get(kind, {}).items():
            self.fields[name].label = words
        if kind is Kind.SECTION:
            self.fields["label"].label = _("Heading")
        if kind is Kind.POINTS:
            self.fields["most"].required = True
        if "when" in self.fields:
            self.fields["when"].choices = _answers(asked, question, source, language)
            if not self.fields["when"].choices:
                del self.fields["when"]

    def folds(self) -> tuple[Any, ...]:
        fold = self.fold(
            _("Only for some"), ["when"], is_open=bool(self["when"].value()) if "when" in self.fields else False
        )
        return (fold,) if fold.fields else ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("options", "rows"):
            if cleaned.get(name):
                self._look_at_lines(name, rules.OPTIONS_MOST if name == "options" else rules.ROWS_MOST)
        self._look_at_bounds()
        if len({key.partition(":")[0] for key in cleaned.get("when") or ()}) > 1:
            self.add_error("when", _("Tick answers of one question alone."))
        if not self.errors:
            self.question = self._question()
        return cleaned

    def _look_at_lines(self, name: str, most: int) -> None:
        """As many in every language, none twice, not too many."""
        found = {language: rules.lines(text) for language, text in self.cleaned_data[name].items()}
        if len({len(each) for each in found.values()}) > 1:
            self.add_error(name, _("Write equally many lines in every language, in the same order."))
        for each in found.values():
            twice = next((line for line in each if [other.casefold() for other in each].count(line.casefold()) > 1), "")
            if twice:
                words = _("“%(line)s” stands there more than once.")
                self.add_error(name, forms.ValidationError(words, params={"line": twice[:80]}))
            if len(each) > most:
                words = _("At most %(most)d lines; there are %(count)d.")
                self.add_error(name, forms.ValidationError(words, params={"most": most, "count": len(each)}))
            if any(len(line) > rules.LABEL_MOST for line in each):
                words = _("A line has at most %(most)d characters.")
                self.add_error(name, forms.ValidationError(words, params={"most": rules.LABEL_MOST}))

    def _look_at_bounds(self) -> None:
        least, most = self.cleaned_data.get("least"), self.cleaned_data.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("“At most” is less than “at least”."))
        elif self.kind in STEPS:
            steps = (5 if most is None else most) - (1 if least is None else least) + 1
            if not 2 <= steps <= STEPS_MOST:
                self.add_error("most", _("A scale has 2 to 11 steps."))
            elif self.cleaned_data.get("steps"):
                self._look_at_steps(steps)
        elif self.kind in CHOOSING and "most" not in self.errors:
            self._look_at_choices(least, most)

    def _look_at_steps(self, steps: int) -> None:
        counts = {len(rules.lines(text)) for text in self.cleaned_data["steps"].values()}
        if len(counts) > 1 or not counts <= {2, steps}:
            words = _("Write %(steps)d names, one for each step, or two: the same number in every language.")
            self.add_error("steps", forms.ValidationError(words, params={"steps": steps}))

    def _look_at_choices(self, least: int | None, most: int | None) -> None:
        count = max((len(rules.lines(text)) for text in (self.cleaned_data.get("options") or {}).values()), default=0)
        if (least is not None and least < 0) or (most is not None and most < 1):
            self.add_error("most" if most is not None and most < 1 else "least", _("Write a positive number."))
        elif self.kind is not Kind.POINTS and max(least or 0, most or 0) > count > 0:
            self.add_error("most", _("There are not that many answers to choose among."))

    def _question(self) -> Question:
        cleaned = self.cleaned_data
        before = self.before
        taken = [each.key for each in self.asked]
        ticked = [each.partition(":") for each in cleaned.get("when") or ()]
        asks = self.kind is not Kind.SECTION
        options = rules.options_of(cleaned.get("options") or {}, before.options if before else (), source=self.source)
        return Question(
            key=before.key if before else unused(key_of(cleaned["label"][self.source], otherwise="q"), taken),
            kind=self.kind,
            label=cleaned["label"],
            help=cleaned["help"],
            options=self._named_steps() if self.kind in STEPS else options,
            rows=rules.options_of(cleaned.get("rows") or {}, before.rows if before else (), source=self.source),
            required=bool(cleaned.get("required")),
            may_decline=asks and bool(cleaned.get("required") or cleaned.get("background")),
            background=bool(cleaned.get("background")),
            least=cleaned.get("least"),
            most=cleaned.get("most"),
            when=When(ticked[0][0], tuple(option for _key, _colon, option in ticked)) if ticked else None,
        )

    def _named_steps(self) -> tuple[Option, ...]:
        """Option keys of a scale are its steps."""
        least, most = (self.cleaned_data.get(name) for name in ("least", "most"))
        steps = range(1 if least is None else least, (5 if most is None else most) + 1)
        found = {language: rules.lines(text) for language, text in (self.cleaned_data.get("steps") or {}).items()}
        count = max(map(len, found.values()), default=0)
        named = [steps[0], steps[-1]] if count == 2 else list(steps)
        return tuple(
            Option(str(step), {language: each[at] for language, each in found.items()})
            for at, step in enumerate(named)
            if count
        )


_FIELDS: dict[str, frozenset[Kind]] = {
    "options": CHOOSING,
    "rows": frozenset({Kind.MATRIX}),
    "least": _BOUNDED - {Kind.RANK, Kind.POINTS},
    "most": _BOUNDED,
    "steps": STEPS,
    "required": _ASKING,
    "background": frozenset({Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.NUMBER}),
    "when": _ASKING,
}
_WORDS: dict[Kind, dict[str, Any]] = {
    Kind.SEVERAL: {"least": _("Choose at least"), "most": _("Choose at most")},
    Kind.SCALE: {"least": _("Lowest step (1 if empty)"), "most": _("Highest step (5 if empty)")},
    Kind.MATRIX: {"least": _("Lowest step (1 if empty)"), "most": _("Highest step (5 if empty)")},
    Kind.RANK: {"most": _("How many may be given a place (all if empty)")},
    Kind.POINTS: {"most": _("Points to give out")},
    Kind.NUMBER: {"least": _("Smallest number"), "most": _("Largest number")},
}


def _initial(question: Question | None, kind: Kind) -> dict[str, Any]:
    if question is None:
        return {}
    found = {
        "label": dict(question.label),
        "help": dict(question.help),
        "options": rules.written(question.options),
        "rows": rules.written(question.rows),
        "least": question.least,
        "most": question.most,
        "steps": rules.written(question.options),
        "required": question.required,
        "background": question.background,
        "when": [f"{question.when.question}:{option}" for option in question.when.among] if question.when else [],
    }
    return {name: value for name, value in found.items() if kind in _FIELDS.get(name, frozenset(Kind))}


def _answers(
    asked: Sequence[Question], question: Question | None, source: str, language: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Answers of the questions before this one, by question: what a condition may rest on."""
    keys = [each.key for each in asked]
    before = asked[: keys.index(question.key)] if question and question.key in keys else asked
    named: Callable[[Mapping[str, str]], str] = lambda text: said(text, source, language)[0]  # noqa: E731
    return [
        (
            named(each.label),
            [
                (f"{each.key}:{option.key}", named(option.label))
                for option in (_scale_steps(each) if each.kind is Kind.SCALE else each.options)
            ],
        )
        for each in before
        if each.kind in (Kind.ONE, Kind.SEVERAL, Kind.SCALE)
    ]


def _scale_steps(question: Question) -> list[Option]:
    names = {each.key: each.label for each in question.options}
    return [Option(str(step), names.get(str(step)) or {"sv": str(step), "en": str(step)}) for step in question.steps]


class FileForm(Form):
    """Questions out of a file, put after those that are there."""

    file = forms.FileField(
        label=_("File with questions"),
        help_text=_("JSON or CSV, as saved from another survey here, or a table of your own."),
        widget=forms.FileInput(attrs={"accept": ".json,.csv"}),
    )


def dumped(asked: Sequence[Question], *, source: str) -> str:
    return json.dumps(sheets.as_json(asked, source=source), ensure_ascii=False, indent=2)
