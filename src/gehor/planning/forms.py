"""The forms of the plan. What they refuse stands in rules.py and parts.py; here are fields, words and help."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gehor.ground.calendar.models import Meeting
from gehor.ground.calendar.queries import coming_of
from gehor.ground.errors import WrongInput
from gehor.ground.forms import Form, FreshForm, LocalTextField, explained
from gehor.ground.governance.models import CriterionWording
from gehor.ground.governance.texts import ALWAYS_ASKED
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies
from gehor.ground.sentences import refusal_text

from . import rules
from .checks.forms import criterion_fields
from .checks.rules import Said
from .models import Activity, Dialogue
from .rules import Kind
from .shapes import Shape
from .texts import KINDS, LEVELS, OUTCOMES, PARTS

YES, NO = "yes", "no"


class Day(forms.DateField):
    """A calendar day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class YesOrNo(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=((YES, _("Yes")), (NO, _("No"))),
            coerce=lambda said: said == YES,
            widget=forms.RadioSelect,
            **kwargs,
        )


class StartForm(Form):
    title = LocalTextField(_("Title"), help_text=_("What it is about, in a few words that everybody understands."))
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect, choices=lambda: explained(KINDS))
    source_language = forms.ChoiceField(
        label=_("Language in which you write"),
        choices=lambda: [(code, settings.LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
        help_text=_("Texts in other languages are translations of it, and are shown as such."),
    )
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_(
            "The last part of the dialogue’s address, for example skolan-2027. Leave it empty to use the title."
        ),
    )

    def __init__(self, *args: Any, organisation: Organisation, shape: Shape | None = None, **kwargs: Any) -> None:
        source = organisation.source_language
        super().__init__(
            *args, source=source, initial={"source_language": source, "kind": Dialogue.Kind.CITIZEN}, **kwargs
        )
        if shape is not None:
            del self.fields["kind"]  # the template says it
        chosen = self.data.get("source_language")
        if chosen in dict(settings.LANGUAGES):
            self.fields["title"].source = chosen


class AssessForm(Form):
    """The two questions that are always asked, those of the organisation, the outcome and the reason."""

    question_can_be_influenced = YesOrNo()
    deciders_can_be_influenced = YesOrNo()
    outcome = forms.ChoiceField(label=_("So we will"), widget=forms.RadioSelect, choices=lambda: explained(OUTCOMES))
    referred_to = forms.CharField(label=_("Refer to whom"), required=False, help_text=_("Only if you refer it."))
    reason = LocalTextField(
        _("Reason"),
        rows=4,
        help_text=_("This becomes public. Write so that even somebody who hoped for the opposite can follow."),
    )

    def __init__(self, *args: Any, criteria: Sequence[CriterionWording] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (question, hint) in ALWAYS_ASKED.items():
            self.fields[name].label, self.fields[name].help_text = question, hint
        self.criteria = {each.criterion.number: each for each in criteria}
        for number, wording in self.criteria.items():
            self.fields.update(criterion_fields(number, wording, self.fields["reason"].source))
        self.order_fields([*ALWAYS_ASKED, *(name for name in self.fields if name.startswith("criterion_"))])

    def clean(self) -> dict[str, Any]:
        """Notices a criterion that has been put in other words since the form was opened, and asks once more."""
        said = super().clean() or self.cleaned_data
        for number, wording in self.criteria.items():
            name = f"criterion_{number}_wording"
            if said.get(name) == wording.number:
                continue
            self.data = self.data.copy()
            self.data[name] = str(wording.number)
            if said.get(f"criterion_{number}"):
                self.add_error(f"criterion_{number}", refusal_text(WrongInput("criterion_reworded")))
        return said

    def given(self) -> dict[str, Any]:
        """What `assess` takes."""
        said = self.cleaned_data
        answers = {
            number: Said(
                said[f"criterion_{number}"], said[f"criterion_{number}_wording"], said[f"criterion_{number}_note"]
            )
            for number in self.criteria
        }
        return {**{name: said[name] for name in self.base_fields}, "answers": answers}


class PurposeForm(FreshForm):
    title = LocalTextField(PARTS["title"])
    background = LocalTextField(
        PARTS["background"],
        required=False,
        rows=6,
        help_text=_("What has led here, and what is already decided? What does one need to know to answer?"),
    )
    question = LocalTextField(
        PARTS["question"],
        rows=3,
        longest=rules.LONGEST["question"],
        help_text=_("What you ask residents. One question, open, without the answer in it."),
    )
    purpose = LocalTextField(
        PARTS["purpose"], rows=4, help_text=_("Why do you ask, and what will the answers be used for?")
    )
    goal = LocalTextField(
        PARTS["goal"],
        rows=4,
        help_text=_("What should exist when the dialogue is over? Make it something that you can check."),
    )


class InfluenceForm(FreshForm):
    can_influence = LocalTextField(
        PARTS["can_influence"], rows=5, help_text=_("What can change because of what residents say.")
    )
    cannot_influence = LocalTextField(
        PARTS["cannot_influence"],
        rows=5,
        help_text=_(
            "What is already decided, and by whom: laws, money, earlier decisions. "
            "Residents see this before they write."
        ),
    )
    levels = forms.MultipleChoiceField(
        label=PARTS["levels"],
        widget=forms.CheckboxSelectMultiple,
        required=False,  # none is refused by the rule, with a sentence of its own
        help_text=_("No level is better than another, and a dialogue may stand on several. Residents see the promise."),
        choices=lambda: level_choices(LEVELS),
    )


class DecisionMakerForm(FreshForm):
    """A meeting out of the calendar, or a body and a day of one's own. The field `meeting` is there when any is."""

    meeting = forms.TypedChoiceField(
        label=_("The meeting that decides"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("From the calendar of decisions. If the meeting is moved, the plan moves with it."),
    )
    body = forms.ModelChoiceField(label=PARTS["deciding_body"], queryset=None, empty_label=_("Choose a body"))
    decision_on = Day(label=PARTS["decision_on"], help_text=_("The meeting at which the body decides."))
    case_number = forms.CharField(label=PARTS["case_number"], help_text=_("In your register, for example BUN 2026/17."))

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        meetings: Sequence[Meeting] = (),
        initial: Any = None,
        **kwargs: Any,
    ) -> None:
        self.meetings = {each.pk: each for each in meetings}
        super().__init__(*args, initial=_with_meeting(initial or {}, meetings), **kwargs)
        self.fields["body"].queryset = bodies(organisation)
        if not meetings:
            del self.fields["meeting"]
            return
        self.fields["meeting"].choices = [("", _("None of these: a day of our own, below")), *_by_body(meetings)]
        for name, words in (
            ("body", _("Only if the meeting is not in the calendar.")),
            ("decision_on", _("Only if the meeting is not in the calendar.")),
        ):
            self.fields[name].required = False
            self.fields[name].help_text = words

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        meeting = self.meetings.get(given.pop("meeting", None))
        own = {name: given.get(name) for name in ("body", "decision_on")}
        if meeting is None or self.errors:
            return given
        if any(own.values()) and tuple(own.values()) != (meeting.body, meeting.held_on):
            raise forms.ValidationError(
                _("You have chosen a meeting and written another body or day too. Empty one of them."),
                code="meeting_or_day",
            )
        return {**given, "body": meeting.body, "decision_on": meeting.held_on}


def _with_meeting(initial: dict[str, Any], meetings: Sequence[Meeting]) -> dict[str, Any]:
    """The body and day of the plan as the meeting that they are, if it is one of those offered."""
    body, day = initial.get("body"), initial.get("decision_on")
    chosen = next((each for each in meetings if (each.body_id, each.held_on) == (body, day)), None)
    return {**initial, "meeting": chosen.pk, "body": None, "decision_on": None} if chosen else initial


def _by_body(meetings: Sequence[Meeting]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The meetings as groups of choices. They come sorted by body."""
    return [
        (name, [(each.pk, _of_meeting(each)) for each in group])
        for name, group in groupby(meetings, key=lambda each: each.body.name)
    ]


def _of_meeting(meeting: Meeting) -> str:
    return gettext("%(day)s – documents due %(due)s") % {
        "day": date_format(meeting.held_on, "DATE_FORMAT"),
        "due": date_format(meeting.documents_due, "DATE_FORMAT"),
    }


class AnswerPromiseForm(FreshForm):
    answer_due = Day(
        label=PARTS["answer_due"],
        help_text=_("By then everybody has an answer. If it is late, everybody sees how many days."),
    )
    answer_promise = LocalTextField(
        PARTS["answer_promise"],
        rows=4,
        help_text=_("To whom and by which ways: the receipt page, e-mail, letter, a meeting, the local paper."),
    )
    contact_name = forms.CharField(
        label=PARTS["contact_name"],
        required=False,
        help_text=_("Somebody at your organisation who can answer questions. This becomes public."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_email = forms.CharField(
        label=PARTS["contact_email"], required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class ActivityForm(FreshForm):
    title = LocalTextField(_("What residents are invited to"), help_text=_("For example: Leave a proposal."))
    introduction = LocalTextField(
        _("Introduction"),
        required=False,
        rows=4,
        help_text=_("Shown above the form or the notes. How do people take part?"),
    )
    level = forms.ChoiceField(
        label=PARTS["levels"],
        widget=forms.RadioSelect,
        help_text=_("The levels of the dialogue that suit this way of taking part."),
    )
    begins_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"))
    shows_at_once = forms.BooleanField(
        label=_("Show contributions at once"),
        required=False,
        help_text=_("Otherwise each is shown when one of you has read it. Contributions can be masked in both cases."),
    )

    def __init__(self, *args: Any, levels: Sequence[str], asks_for_words: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(levels)
        if len(levels) == 1:
            self.fields["level"].initial = levels[0]
        if not asks_for_words:
            del self.fields["shows_at_once"]


class ChangeForm(FreshForm):
    """One part of the plan as it is to be, and why. Made by `change_form`, which adds the field `after`."""

    reason = LocalTextField(
        _("Reason"),
        rows=3,
        help_text=_("This becomes public, next to the old text and the new. Why must it change now?"),
    )
    field_order = ("after", "reason")


def change_form(dialogue: Dialogue, part: str) -> type[ChangeForm]:
    """The form that changes this part, with a field of the part's own kind.

    For the day of the decision the coming meetings of the deciding body are offered before a day of one's own.
    """
    fields: dict[str, Any] = {"after": _field_for(dialogue, part)}
    meetings = coming_of(dialogue.deciding_body) if part == "decision_on" and dialogue.deciding_body else []
    if not meetings:
        return type("ChangeFormOfOnePart", (ChangeForm,), fields)
    fields["after"].required = False
    fields["after"].help_text = _("Only if the meeting is not in the calendar.")
    choices = [("", _("None of these: a day of our own, below")), *((each.pk, _of_meeting(each)) for each in meetings)]
    fields["meeting"] = forms.TypedChoiceField(
        label=_("The meeting that decides"), required=False, coerce=int, empty_value=None, choices=choices
    )
    fields |= {"meetings": {each.pk: each for each in meetings}, "field_order": ("meeting", "after")}
    return type("ChangeOfTheDay", (ChangeToMeetingForm,), fields)


class ChangeToMeetingForm(ChangeForm):
    """The day of the decision: a meeting out of the calendar, or a day of one's own."""

    meetings: Mapping[int, Meeting] = {}

    def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
        now = (initial or {}).get("after")
        chosen = next((each.pk for each in self.meetings.values() if each.held_on == now), None)
        super().__init__(*args, initial={"meeting": chosen, "after": None if chosen else now}, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        meeting, day = self.meetings.get(given.pop("meeting", None) or 0), given.get("after")
        if self.errors:
            return given
        if meeting is None and day is None:
            self.add_error("meeting", gettext("Choose a meeting, or write a day of your own."))
        elif meeting is not None and day not in (None, meeting.held_on):
            self.add_error("after", gettext("You have chosen a meeting and another day too. Empty one of them."))
        return {**given, "after": meeting.held_on} if meeting else given


def level_choices(levels: Any) -> list[tuple[Any, Any]]:
    """Levels of participation, each with what happens on it and what it promises."""
    return explained({level: (LEVELS[level].label, _meaning(level)) for level in levels})


def _meaning(level: str) -> str:
    return _("%(meaning)s The promise: “%(promise)s”") % {
        "meaning": LEVELS[level].meaning,
        "promise": LEVELS[level].promise,
    }


def _field_for(dialogue: Dialogue, part: str) -> forms.Field:
    label = _("The new text")
    kind = Kind.DAY if rules.activity_number(part) is not None else rules.PARTS[part]
    required = part not in rules.OPTIONAL
    match kind:
        case Kind.TEXT:
            longest = rules.LONGEST.get(part)
            rows = 1 if part == "title" else 5
            return LocalTextField(label, required=required, rows=rows, longest=longest)
        case Kind.LEVELS:
            return forms.MultipleChoiceField(
                label=_("The new levels"),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                choices=lambda: level_choices(LEVELS),
            )
        case Kind.BODY:
            return forms.ModelChoiceField(
                label=_("The new body"), queryset=bodies(dialogue.organisation), empty_label=_("Choose a body")
            )
        case Kind.DAY:
            return Day(label=_("The new day"))
        case Kind.LINE:
            return forms.CharField(label=label, required=required)


def now_in(subject: Dialogue | Activity, part: str) -> Any:
    """What a part of the plan says now, as its form field takes it."""
    if isinstance(subject, Activity):
        return subject.ends_on
    return getattr(subject, "deciding_body_id" if part == "deciding_body" else part)
