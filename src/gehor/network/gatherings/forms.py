"""Forms of meetings: of those who host them, and of those who are invited."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.languages import LocalText

from .. import queries as networks
from .. import rules as network_rules
from ..forms import LinkForm, day
from ..models import ContactPerson, Network, Partner
from ..texts import KINDS_OF_PARTNER, OUTCOMES, ROLES_OF_CONTACT
from . import queries, rules
from .actions import Colleague, NewPart
from .models import Gathering, Guest, TakenHome
from .shown import called
from .texts import ANSWERS, LENGTHS, OUTCOMES_AT_HOME, PARTS, QUESTIONS, RATINGS, REMINDERS, STARTING_THEMES


def number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **more)


class GatheringForm(FreshForm):
    theme = LocalTextField(_("Theme"))
    about = LocalTextField(
        _("What it is about"),
        required=False,
        rows=4,
        help_text=_("It stands in the invitation and on the public page."),
    )
    held_on = day(_("Day"))
    begins_at = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    length = forms.ChoiceField(label=_("How long"), choices=lambda: list(LENGTHS.items()), widget=forms.RadioSelect)
    place = forms.CharField(label=_("Place"), required=False)
    online = forms.CharField(
        label=_("Address for those who take part online"),
        required=False,
        help_text=_("Only those who are invited see it."),
    )
    answer_by = day(_("Last day to answer"))
    capacity = number(
        _("Places"),
        required=False,
        min_value=1,
        help_text=_("Empty: there is room for all. Else there is a waiting list."),
    )
    tables = number(_("Tables"), min_value=1, initial=8)
    seats = number(_("Seats at each table"), min_value=1, initial=8)


class PlanForm(GatheringForm):
    """With a theme to start from."""

    start = forms.ChoiceField(
        label=_("Theme to start from"),
        required=False,
        help_text=_("Or write your own below."),
        choices=lambda: [("", _("A theme of our own")), *STARTING_THEMES.items()],
    )
    field_order = ("start",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start = cleaned.pop("start", "")
        if start and not cleaned.get("theme"):
            cleaned["theme"] = starting_theme(start)
        return cleaned


def starting_theme(code: str) -> LocalText:
    """The words of a starting theme in every language."""
    words: LocalText = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = str(STARTING_THEMES[code])
    return words


class PartForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(PARTS.items()))
    minutes = number(_("Length in minutes"), min_value=1)
    title = LocalTextField(_("What"))
    lecturer = forms.CharField(
        label=_("Lecturer"),
        required=False,
        help_text=_("Name and where from. It is public: ask first. It is forgotten two years after the meeting."),
    )

    @property
    def part(self) -> NewPart:
        return NewPart(**self.cleaned_data)


class InviteForm(Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=lambda: list(ROLES_OF_CONTACT.items()), widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label=_("At which members"), choices=lambda: list(KINDS_OF_PARTNER.items()), widget=forms.CheckboxSelectMultiple
    )


class RemindForm(Form):
    about = forms.ChoiceField(
        label=_("Whom to remind"), choices=lambda: list(REMINDERS.items()), widget=forms.RadioSelect
    )


class BouncesForm(Form):
    report = forms.CharField(
        label=_("Text of the mails that came back"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Paste all of it: addresses of the register are found in it, and nothing more is sent there."),
    )


ADDRESS = forms.EmailInput(attrs={"autocomplete": "off"})


class ColleagueForm(Form):
    """Somebody whom somebody else registers."""

    name = forms.CharField(label=_("Name"))
    email = forms.CharField(
        label=_("E-mail address at work"),
        widget=ADDRESS,
        help_text=_("The colleague gets a mail with a link of their own."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLES_OF_CONTACT.items()))
    title = forms.CharField(label=_("Job title"), required=False)

    @property
    def colleague(self) -> Colleague:
        said = self.cleaned_data
        return Colleague(said["name"], said["email"], said["role"], said["title"])


class DoorForm(ColleagueForm):
    """Somebody comes who was not invited."""

    partner = forms.ModelChoiceField(label=_("Organisation"), queryset=None, empty_label=_("Choose"))
    field_order = ("partner",)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = networks.partners(network.host)
        self.fields["email"].required = False
        self.fields["email"].help_text = ""


class AnswerForm(Form):
    """Yes, no, or who comes instead: one button."""

    answer = forms.ChoiceField(
        label=_("Are you coming?"), choices=lambda: list(ANSWERS.items()), widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name of your colleague"), required=False)
    email = forms.CharField(label=_("Your colleague’s e-mail address at work"), required=False, widget=ADDRESS)
    role = forms.ChoiceField(
        label=_("Your colleague’s role"), choices=lambda: list(ROLES_OF_CONTACT.items()), required=False
    )

    def folds(self) -> tuple[Any, ...]:
        chosen = self["answer"].value() == Guest.Answer.INSTEAD
        return (self.fold(_("Who comes in your place"), ("name", "email", "role"), is_open=chosen),)

    @property
    def colleague(self) -> Colleague | None:
        said = self.cleaned_data
        if said["answer"] != Guest.Answer.INSTEAD:
            return None
        role = said["role"] or ContactPerson.Role.OFFICIAL.value
        return Colleague(said["name"], said["email"], role) if said["name"] or said["email"] else None


class QuestionForm(Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is shown to the others without your name."),
    )


class HereForm(Form):
    code = forms.CharField(
        label=_("Code of the room"),
        max_length=20,
        help_text=_("Five characters: they stand on the screen and at the door."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class PublicHereForm(HereForm, LinkForm):
    """For whoever has not the link at hand."""

    field_order = ("code", "email")


class BadgeForm(Form):
    code = forms.CharField(
        label=_("Code of the badge"),
        max_length=200,
        help_text=_("Typed in, or read by a reader for QR codes. Enter, and the next one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "autocapitalize": "characters"}),
    )


class TableForm(Form):
    notes = forms.CharField(
        label=_("Notes of the table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was said, without names. It goes into the report."),
    )


class HomeForm(Form):
    text = forms.CharField(
        label=_("What we do at home"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing that can be done. The other members read it in the report."),
    )
    due_on = day(pgettext_lazy("a day", "By"))


class HomeOfForm(HomeForm):
    """Noted by the host for an organisation."""

    partner = forms.ModelChoiceField(label=_("Organisation"), queryset=None, empty_label=_("Choose"))
    field_order = ("partner",)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = queries.guests(gathering).filter(came_at__isnull=False).order_by().values(house=queries.HOUSE)
        self.fields["partner"].queryset = Partner.objects.filter(pk__in=there)


class OutcomeForm(Form):
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=lambda: list(OUTCOMES_AT_HOME.items()), widget=forms.RadioSelect
    )
    told = forms.CharField(
        label=_("How it went"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If it was not done: what stood in the way? That is what others learn from."),
    )


class TellForm(OutcomeForm):
    """As the host hears it from somebody."""

    taken = forms.ModelChoiceField(label=_("Whose"), queryset=None, empty_label=_("Choose"))
    field_order = ("taken",)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken"].queryset = TakenHome.objects.filter(gathering=gathering).select_related(
            "partner__merged_into"
        )
        self.fields["taken"].label_from_instance = lambda taken: called(taken.partner)


class HowForm(Form):
    """The same five questions each time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in rules.QUESTIONS:
            self.fields[question] = forms.TypedChoiceField(
                label=QUESTIONS[question],
                choices=list(RATINGS.items()),
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
            )
        self.fields["remark"] = forms.CharField(
            label=_("What should we do otherwise next time?"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    @property
    def ratings(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in rules.QUESTIONS if self.cleaned_data.get(key) is not None}


class AskForm(Form):
    until = day(_("They can answer until"))


class SumUpForm(FreshForm):
    gave = LocalTextField(_("What the meeting gave"), rows=6, help_text=_("It begins the report."))
    cost_sek = number(_("What it cost, in kronor"), required=False, min_value=0)
    hours = number(_("Hours of work"), required=False, min_value=0)


class MaterialForm(Form):
    title = forms.CharField(
        label=_("What it is"),
        help_text=_("Of a picture, say what is seen on it: that is read to those who do not see it."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
        help_text=_("PDF or picture, at most 10 MB."),
    )
    link = forms.CharField(label=_("Or an address"), required=False)
    is_public = forms.BooleanField(label=_("Everybody may see it, not only those who were invited"), required=False)


class FundingForm(Form):
    source = forms.CharField(label=_("From whom"))
    amount_sek = number(_("Kronor"), min_value=0)
    until = day(_("It is there until"))
    is_decided = forms.BooleanField(label=_("It is decided"), required=False)


class EvaluateForm(Form):
    recommends = forms.ChoiceField(label=_("What do you recommend?"), widget=forms.RadioSelect)
    conclusion = LocalTextField(
        _("What the trial shows"), rows=6, help_text=_("It is public, with the figures as they are today.")
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, source=network.source_language, **kwargs)
        possible = network_rules.possible(networks.outcomes(network))
        self.fields["recommends"].choices = [(code, OUTCOMES[code]) for code in possible]


class HostsForm(Form):
    """Who keeps each table: a choice among those who are coming."""

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = queries.guests(gathering).filter(queries.COMES)
        self.coming = {guest.pk: guest for guest in coming}
        choices = [
            ("", _("Nobody")),
            *((str(pk), f"{g.contact.name}, {g.contact.partner.now.name}") for pk, g in self.coming.items()),
        ]
        now = {place.number: place.host_id for place in gathering.places.all()}
        for table in range(1, gathering.tables + 1):
            self.fields[f"table_{table}"] = forms.ChoiceField(
                label=_("Table %(number)s") % {"number": table},
                choices=choices,
                required=False,
                initial=str(now.get(table) or ""),
            )

    @property
    def hosts(self) -> dict[int, Guest | None]:
        return {
            int(name.removeprefix("table_")): self.coming[int(pk)] if pk else None
            for name, pk in self.cleaned_data.items()
        }
