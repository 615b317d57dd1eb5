"""The forms in which a principle is judged and criteria are answered."""

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import LocalTextField, VersionedForm, explained
from gehor.ground.governance.content import SHORT
from gehor.ground.governance.models import CriterionWording
from gehor.ground.languages import said

from .texts import SAYS, VERDICTS


class JudgePrincipleForm(VersionedForm):
    verdict = forms.ChoiceField(
        label=_("Does the dialogue do what the principle says?"),
        widget=forms.RadioSelect,
        choices=lambda: explained(VERDICTS),
    )
    reason = LocalTextField(
        _("What shows it?"),
        rows=4,
        help_text=_("This becomes public, with your name and the day. Say what somebody else could check."),
    )


def criterion_fields(number: int, wording: CriterionWording, source: str) -> dict[str, forms.Field]:
    """The fields in which one criterion is answered. source: the language in which the note is first written."""
    language = get_language() or "sv"
    question, hint = (
        said(text, wording.criterion.organisation.source_language, language)[0]
        for text in (wording.question, wording.hint)
    )
    return {
        f"criterion_{number}": forms.ChoiceField(
            label=question, help_text=hint, widget=forms.RadioSelect, choices=lambda: list(SAYS.items())
        ),
        f"criterion_{number}_note": LocalTextField(
            gettext("What makes you say so? (%(question)s)") % {"question": question},
            source,
            required=False,
            rows=2,
            longest=SHORT,
        ),
        f"criterion_{number}_wording": forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=wording.number
        ),
    }
