"""One form field for each kind of question. They ask; whether it is an answer is looked at in process/asking.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gehor.ground.errors import WrongInput
from gehor.ground.maps.fields import PlaceField
from gehor.ground.sentences import refusal_text
from gehor.planning.models import Activity
from gehor.process.asking import DECLINED, Kind, Question, ranked

from .attached import FileAnswer
from .speaking import Shown, Speaker, Words, spoken

Choices = Sequence[tuple[str, Words]]


def drawn_by_lot() -> forms.BooleanField:
    """Part of a set-up, by the name DRAWN of process/method.py."""
    return forms.BooleanField(
        label=gettext_lazy("Those who are asked are drawn by lot"),
        required=False,
        help_text=gettext_lazy(
            "Only where lots were drawn among everybody whom it concerns, and nobody else can answer: with codes in "
            "letters, for example. The result then says how sure its shares are. Whoever comes by themselves says "
            "nothing of the others, however many they are."
        ),
    )


class AnswerField(forms.Field):
    """Gives what was filled in as it stands. `required` is only shown: who must answer depends on other answers."""

    def validate(self, value: Any) -> None:
        """asking.tried does it, for all questions together."""


class RankField(AnswerField):
    """Option → place becomes the options in order."""

    def __init__(self, places: Sequence[int], **named: Any) -> None:
        super().__init__(**named)
        self.places = {str(place): place for place in places}

    def clean(self, value: Any) -> list[str]:
        filled = {key: place for key, place in value.items() if place}
        try:
            for place in filled.values():
                if place not in self.places:
                    raise WrongInput("unknown_option", word=place[:80])
            return ranked({key: self.places[place] for key, place in filled.items()})
        except WrongInput as refusal:
            raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None


class PlaceAnswer(AnswerField, PlaceField):
    """A place on the map, or in words."""


class PerOption(forms.Widget):
    """A control for each option or row, named question.option. Its value is option → what was filled in."""

    use_fieldset = True

    def __init__(self, options: Sequence[Shown], choices: Choices = ()) -> None:
        super().__init__()
        self.options, self.choices = options, choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        filled = value if isinstance(value, Mapping) else {}
        context["widget"]["controls"] = [
            {
                "name": f"{name}.{option.key}",
                "id": f"{own_id}_{number}",  # the first is what links to an error lead to, see error_anchor
                "option": option,
                "value": str(filled.get(option.key, "")),
                "choices": self.choices,
            }
            for number, option in enumerate(self.options)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {option.key: data.get(f"{name}.{option.key}", "") for option in self.options}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}.{option.key}" not in data for option in self.options)

    def id_for_label(self, id_: str) -> str:
        return ""


class Places(PerOption):
    """A list of places beside each option."""

    template_name = "ballots/places.html"


class Points(PerOption):
    """A small box for a number beside each option."""

    template_name = "ballots/points.html"


class Matrix(PerOption):
    """A row of radio buttons for each row."""

    template_name = "ballots/matrix.html"


class Steps(forms.RadioSelect):
    """Radio buttons beside each other."""

    template_name = "ballots/steps.html"


def field_of(question: Question, speaker: Speaker, hint: Words, activity: Activity | None = None) -> forms.Field:
    """The field that asks it. activity: by which a file is found again that came before the form was sent."""
    named = {"label": speaker(question.label), "help_text": hint, "required": question.required and not question.when}
    options = speaker.options(question)
    match question.kind:
        case Kind.ONE:
            return AnswerField(widget=forms.RadioSelect(choices=_or_nothing(question, spoken(options))), **named)
        case Kind.SEVERAL:
            return AnswerField(widget=forms.CheckboxSelectMultiple(choices=spoken(options)), **named)
        case Kind.SCALE:
            return AnswerField(widget=Steps(choices=_or_nothing(question, spoken(options))), **named)
        case Kind.MATRIX:
            steps = [*spoken(options), ("", _("No answer"))]
            return AnswerField(widget=Matrix(speaker.rows(question), steps), **named)
        case Kind.RANK:
            places = [("", _("No place")), *((str(place), str(place)) for place in question.places)]
            return RankField(question.places, widget=Places(options, places), **named)
        case Kind.POINTS:
            return AnswerField(widget=Points(options), **named)
        case Kind.FILE if activity is not None:
            return FileAnswer(activity, **named)
        case Kind.PLACE:
            return PlaceAnswer(**named)
        case _:
            return AnswerField(widget=_written(question), **named)


def _or_nothing(question: Question, choices: Choices) -> list[tuple[str, Words]]:
    """What has been chosen by radio buttons can be taken back only by choosing something else."""
    more = [(DECLINED, _("I do not wish to answer"))] if question.may_decline else []
    nothing = [] if question.required and not question.when else [("", _("No answer"))]
    return [*choices, *more, *nothing]


def _written(question: Question) -> forms.Widget:
    match question.kind:
        case Kind.NUMBER:
            return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        case Kind.DATE:
            return forms.DateInput(attrs={"type": "date"})
        case Kind.SHORT:
            return forms.TextInput(attrs={"dir": "auto"})
        case _:
            return forms.Textarea(attrs={"rows": 6, "dir": "auto"})


def tick_to_decline(question: Question, speaker: Speaker) -> forms.Field | None:
    """A box to tick, where a question may be declined and radio buttons do not say so already."""
    if not question.may_decline or question.kind in (Kind.ONE, Kind.SCALE):
        return None
    words = _("I do not wish to answer")
    label = format_html('{}<span class="unseen">: {}</span>', words, speaker(question.label))
    return forms.BooleanField(label=label, required=False)
