"""What is asked when one starts from a finished dialogue, and what is searched for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.organisations.models import Organisation
from gehor.planning.forms import StartForm

WORDS_MOST = 100


class StartFromForm(StartForm):
    """As any start, but the finished dialogue says the kind."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        del self.fields["kind"]


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Words in the title, the question or the name of the organisation"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
