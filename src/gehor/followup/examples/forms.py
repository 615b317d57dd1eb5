"""What is asked when one starts from a finished dialogue, and what is searched for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground import catalogue
from gehor.ground.organisations.models import Organisation
from gehor.planning.forms import StartForm
from gehor.planning.texts import KINDS

WORDS_MOST = 100


class StartFromForm(StartForm):
    """As any start, but the finished dialogue says the kind."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        del self.fields["kind"]


class SearchForm(forms.Form):
    """What is searched for. A choice that does not exist narrows nothing."""

    q = forms.CharField(
        label=_("Words in the title, the question or the name of the organisation"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("All kinds")), *((code, words[0]) for code, words in KINDS.items())],
    )
    method = forms.ChoiceField(
        label=_("Way of taking part"),
        required=False,
        choices=lambda: [("", _("All ways")), *((key, catalogue.words(key).name) for key in catalogue.methods())],
    )

    @property
    def wanted(self) -> dict[str, str]:
        """What is searched for, as far as it can be: {"q", "kind", "method"}."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
