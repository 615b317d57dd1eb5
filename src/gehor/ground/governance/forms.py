"""The forms of the map. What they refuse stands in rules.py and content.py."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.texts import LEVELS
from gehor.ground.forms import Form, FreshForm, LocalTextField, VersionedForm, explained
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies
from gehor.process.words import Level

from . import rules, texts
from .content import NAME, SHORT, Content
from .models import Kind

NOTHING, EARLIER = "nothing", "earlier"


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class BeginForm(Form):
    """What a draft starts from. choices: code → (name, explanation)."""

    start_from = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Mapping[str, tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"start_from": next(iter(choices))}, **kwargs)
        self.fields["start_from"].choices = explained(choices)


class PrinciplesForm(VersionedForm):
    """Every principle with its instruction, some empty places, and a promise for each level."""

    preamble = LocalTextField(
        _("Introduction"),
        required=False,
        rows=3,
        help_text=_("What the principles are for, in a few sentences. Residents read this."),
    )

    def __init__(self, *args: Any, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = kwargs["source"]
        self.places = range(1, places + 1)
        for number in self.places:
            self.fields[f"principle_{number}"] = LocalTextField(
                _("Principle %(number)s") % {"number": number}, source, required=False, rows=2, longest=SHORT
            )
            self.fields[f"instruction_{number}"] = LocalTextField(
                _("How principle %(number)s is met") % {"number": number}, source, required=False, rows=3
            )
        for level in Level:
            self.fields[f"promise_{level.value}"] = LocalTextField(
                _("The promise on the level %(level)s") % {"level": LEVELS[level]},
                source,
                required=False,
                rows=2,
                longest=SHORT,
            )

    def content(self) -> Content:
        said = self.cleaned_data
        return {
            "preamble": said["preamble"],
            "principles": [
                {"text": said[f"principle_{number}"], "instruction": said[f"instruction_{number}"]}
                for number in self.places
            ],
            "promises": {level.value: said[f"promise_{level.value}"] for level in Level},
        }

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        found = {"preamble": content["preamble"]}
        for number, row in enumerate(content["principles"], 1):
            found[f"principle_{number}"], found[f"instruction_{number}"] = row["text"], row["instruction"]
        return found | {f"promise_{level}": promise for level, promise in content["promises"].items()}


class RolesForm(VersionedForm):
    """The five roles, each a political body or words, and what the work rests on."""

    preamble = LocalTextField(_("Introduction"), required=False, rows=3)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = kwargs["source"]
        choices = [("", _("No body")), *bodies(organisation).values_list("pk", "name")]
        for role in rules.ROLES:
            name, meaning = texts.ROLES[role]
            self.fields[f"{role}_body"] = forms.TypedChoiceField(
                label=name, help_text=meaning, required=False, coerce=int, empty_value=None, choices=choices
            )
            self.fields[f"{role}_text"] = LocalTextField(
                _("%(role)s, in words") % {"role": name},
                source,
                required=False,
                help_text=_("When it is not one political body, or when something must be added."),
            )
        for role, hint in (
            ("steering_group", _("One line for each seat: the name or the office, and the party.")),
            ("support", _("Who helps: a unit, trained process leaders, training for new people.")),
            ("budget_line", _("Where the money stands in the budget, and how much.")),
        ):
            self.fields[role] = LocalTextField(texts.REST[role], source, required=False, rows=4, help_text=hint)

    def content(self) -> Content:
        said = self.cleaned_data
        return {
            "duties": {role: {"body": said[f"{role}_body"], "text": said[f"{role}_text"]} for role in rules.ROLES},
            **{name: said[name] for name in ("preamble", *texts.REST)},
        }

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        found = {name: content[name] for name in ("preamble", *texts.REST)}
        for role, duty in content["duties"].items():
            found[f"{role}_body"], found[f"{role}_text"] = duty["body"], duty["text"]
        return found


def draft_form(kind: str, organisation: Organisation, content: Content, version: int, data: Any = None) -> Any:
    """The form of a draft. A form that comes back has as many places as it was sent with."""
    source = organisation.source_language
    if kind == Kind.ROLES:
        initial = {**RolesForm.initial_of(content), "version": version}
        return RolesForm(data, organisation=organisation, source=source, initial=initial)
    sent = sum(1 for number in range(1, rules.MOST_PRINCIPLES + 1) if f"principle_{number}_{source}" in (data or ()))
    places = sent or min(rules.MOST_PRINCIPLES, len(content["principles"]) + rules.SPARE_PRINCIPLES)
    initial = {**PrinciplesForm.initial_of(content), "version": version}
    return PrinciplesForm(data, places=places, source=source, initial=initial)


class AdoptForm(VersionedForm):
    body = forms.ModelChoiceField(label=_("Adopted by"), queryset=None, empty_label=_("Choose a body"))
    adopted_on = Day(label=_("Day of the decision"))
    section = forms.CharField(label=_("Section of the minutes"), help_text=_("Only the number, for example 89."))
    case_number = forms.CharField(label=_("Case number"), help_text=_("In your register, for example KS 2026/17."))
    valid_to = Day(
        label=_("Valid to"),
        required=False,
        help_text=_(
            "The last day, for example the end of the term of office. Leave it empty if it holds until replaced."
        ),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies(organisation)


class DropForm(VersionedForm):
    """Nothing but the version that was seen."""


class JudgeForm(VersionedForm):
    step = forms.TypedChoiceField(
        label=_("Where are we?"),
        widget=forms.RadioSelect,
        coerce=int,
        choices=lambda: explained({step: (f"{step}. {name}", what) for step, (name, what) in texts.SCALE.items()}),
    )
    evidence = LocalTextField(
        _("What shows it?"),
        required=False,
        rows=4,
        help_text=_("Decisions, dialogues, figures: what somebody else could check."),
    )
    next_step = LocalTextField(_("Next step"), required=False, rows=3, help_text=_("One thing that takes you further."))
    owner = forms.CharField(
        label=_("Who does it"),
        required=False,
        help_text=_("An office, or a person in service."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    next_by = Day(label=_("Done by"), required=False)


class ComponentForm(FreshForm):
    name = LocalTextField(
        _("What you call it"), longest=NAME, help_text=_("A word or two that everybody at your place recognises.")
    )
    asks = LocalTextField(
        _("What it asks for"),
        required=False,
        rows=3,
        longest=SHORT,
        help_text=_("Shown to those who judge the component. Write it as questions."),
    )


class CriterionForm(FreshForm):
    question = LocalTextField(
        _("Question"),
        rows=2,
        longest=SHORT,
        help_text=_("Put it so that yes speaks for a dialogue. It is shown in public with the answer."),
    )
    hint = LocalTextField(
        _("Help for those who answer"), required=False, rows=2, longest=SHORT, help_text=_("What should they look at?")
    )


class RetireForm(Form):
    """Nothing to fill in: asks once more."""
