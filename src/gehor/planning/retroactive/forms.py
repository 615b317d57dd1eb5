"""What is known of a dialogue that was held earlier: only its title and its question must be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue
from gehor.ground.forms import Fold, Form, LocalTextField, explained
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies
from gehor.planning.forms import Day

from . import rules
from .actions import Known
from .held import Held, methods_of_files
from .models import Earlier
from .texts import PROMISED

KNOWN = ("held_from", "held_to", "held_by", "how", "people", "promised", "promise", "material")
FOLDED = ("body", "case_number", "contact_name", "contact_email")


class EarlierForm(Form):
    """Everything but title and question may be left empty; then it is shown as unknown."""

    title = LocalTextField(_("Title"), help_text=_("What it was about, in a few words that everybody understands."))
    question = LocalTextField(_("Question"), rows=2, help_text=_("What people were asked, in the words of that time."))
    held_from = Day(label=_("First day"), required=False, help_text=_("Leave it empty if it is unknown."))
    held_to = Day(label=_("Last day"), required=False, help_text=_("Leave it empty if it is unknown."))
    held_by = forms.CharField(
        label=_("Who held it"),
        required=False,
        help_text=_("An office, a body or an organisation. No private persons: this becomes public."),
    )
    how = LocalTextField(
        _("How it was held"),
        required=False,
        rows=4,
        help_text=_("Meetings, a survey, interviews: what is known of it."),
    )
    people = forms.IntegerField(
        label=_("How many took part"),
        required=False,
        min_value=0,
        max_value=rules.PEOPLE_MOST,
        help_text=_("Only if somebody counted. Empty means unknown, not nought."),
    )
    promised = forms.ChoiceField(
        label=_("Was an answer promised to those who took part?"),
        widget=forms.RadioSelect,
        choices=lambda: explained(PROMISED),
    )
    promise = LocalTextField(
        _("What was promised"), required=False, rows=2, help_text=_("By whom, by when and how, if it is known.")
    )
    material = LocalTextField(
        _("Where the rest of its material lies"),
        required=False,
        rows=2,
        help_text=_("An archive, a case, a shelf. You add files on the next page."),
    )
    body = forms.ModelChoiceField(
        None, label=_("Which body decides, or decided"), required=False, empty_label=_("Unknown")
    )
    case_number = forms.CharField(
        label=_("Case number"), required=False, max_length=40, help_text=_("Leave it empty if it is unknown.")
    )
    contact_name = forms.CharField(
        label=_("Contact"), required=False, help_text=_("Who answers questions today. It is shown in public.")
    )
    contact_email = forms.EmailField(label=_("The contact’s e-mail address"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, source: str, **kwargs: Any) -> None:
        initial = {"promised": Earlier.Promised.UNKNOWN, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, source=source, initial=initial, **kwargs)
        self.fields["body"].queryset = bodies(organisation)

    def folds(self) -> tuple[Fold, ...]:
        """What many do not know at first stands folded, until something is written there."""
        return (self.fold(_("Body, case and contact"), FOLDED, is_open=any(self[name].value() for name in FOLDED)),)

    @property
    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {"known": Known(**{name: said.pop(name) for name in KNOWN}), **said}


class HeldForm(Form):
    """One activity of an earlier dialogue."""

    method = forms.ChoiceField(
        label=_("How people took part"),
        widget=forms.RadioSelect,
        choices=lambda: [(key, catalogue.words(key).name) for key in methods_of_files()],
        help_text=_("Choose what comes closest. The title says what it was."),
    )
    title = LocalTextField(
        _("What it was"), help_text=_("For example: Meeting at the library, or Interviews in the waiting room.")
    )
    begins_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"), help_text=_("The same as the first for what took one day."))
    place = LocalTextField(_("Place"), required=False, help_text=_("Leave it empty if it is unknown."))
    introduction = LocalTextField(
        _("How it was done"),
        required=False,
        rows=3,
        help_text=_("Who was invited, what was asked, who wrote it down: what is known of it."),
    )
    shows_at_once = forms.BooleanField(
        label=_("Show contributions at once"),
        required=False,
        help_text=_(
            "Otherwise each is shown when one of you has read it. Whoever spoke then may not have known that it "
            "would be shown here: choose this only for texts that name nobody."
        ),
    )

    @property
    def held(self) -> Held:
        return Held(**self.cleaned_data)
