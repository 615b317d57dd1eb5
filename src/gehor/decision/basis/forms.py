"""What staff write for the basis, and the file of a template."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gehor.ground.documents import TEMPLATE_MOST
from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.queries import bodies


class BasisForm(FreshForm):
    method = LocalTextField(
        _("How it was done"),
        rows=5,
        required=False,
        help_text=_("What happened, where and for whom. The ways to take part stand above it by themselves."),
    )
    reach = LocalTextField(
        _("Who came, and who did not"),
        rows=5,
        required=False,
        help_text=_("Name the groups that were not reached, and what was tried. Numbers stand above it by themselves."),
    )
    proposal = LocalTextField(
        _("The proposal"),
        rows=6,
        required=False,
        help_text=_("What the body is proposed to decide, in words that those who took part understand."),
    )
    limits = LocalTextField(
        _("The limits of the material"),
        rows=5,
        required=False,
        help_text=_("What the material cannot tell. That nobody was chosen by lot, and the like, is said by itself."),
    )


class AlternativeForm(FreshForm):
    title = LocalTextField(_("Name"), help_text=_("Short, so that one can speak of it: “Build on the east side”."))
    text = LocalTextField(_("What it means"), rows=4, required=False)
    consequences = LocalTextField(
        _("Consequences"),
        rows=6,
        help_text=_("For whom, when, what it costs, and what is lost. Also of doing nothing."),
    )
    is_proposed = forms.BooleanField(
        label=_("This alternative is proposed"),
        required=False,
        help_text=_("One at most. An alternative that was proposed before is not any more."),
    )


class MetForm(FreshForm):
    text = LocalTextField(
        _("How the proposal meets the finding"),
        rows=6,
        help_text=_("Wholly, in part or not at all, and why. Whoever said it shall recognise what they said."),
    )


class TemplateForm(Form):
    body = forms.ModelChoiceField(
        label=_("Whose template"),
        queryset=None,
        required=False,
        empty_label=_("All bodies that have none of their own"),
    )
    file = forms.FileField(
        label=_("Template"),
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        help_text=_("A Word document (.docx) with fields, at most 2 MB."),
        max_length=250,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies(organisation)

    def clean(self) -> dict[str, Any]:
        """The file's content and its name; one byte more than allowed is enough to refuse it."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.pop("file", None)
        if file is not None:
            cleaned |= {"data": file.read(TEMPLATE_MOST + 1), "name": file.name}
        return cleaned
