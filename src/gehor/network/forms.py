"""Forms of the register and of the networks."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.organisations.models import Body, Organisation

from . import queries, rules
from .models import Network, Partner
from .reading import FILE_MOST_BYTES
from .texts import KINDS_OF_PARTNER, OUTCOMES, ROLES_OF_CONTACT


def day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class PartnerForm(FreshForm):
    name = forms.CharField(label=_("Name"), help_text=_("As it calls itself, for example Älvsala kommun."))
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(KINDS_OF_PARTNER.items()))
    municipality_code = forms.CharField(
        label=_("Code of the municipality"), required=False, help_text=_("Four digits, such as 1214.")
    )
    county_code = forms.CharField(
        label=_("Code of the county"), required=False, help_text=_("Two digits; follows from the municipality.")
    )
    number = forms.CharField(
        label=_("Registration number"), required=False, help_text=_("As on invoices, such as 212000-0142.")
    )


class ContactForm(FreshForm):
    name = forms.CharField(label=_("Name"))
    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLES_OF_CONTACT.items()))
    title = forms.CharField(label=_("Job title"), required=False, help_text=_("For example head of communication."))
    email = forms.CharField(label=_("E-mail address"), required=False, widget=forms.EmailInput())
    phone = forms.CharField(label=_("Phone"), required=False)
    language = forms.ChoiceField(label=_("Language of messages to this person"), choices=settings.LANGUAGES)
    consented_on = day(_("Has agreed to be in the register on"), required=False)
    consent_noted = forms.CharField(
        label=_("How"), required=False, help_text=_("For example by e-mail, or at the meeting in spring.")
    )


class LinkForm(Form):
    """For whoever has lost the mail with the link."""

    email = forms.CharField(
        label=_("Your e-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that the invitation came to."),
    )


class TalkForm(Form):
    held_on = day(_("Day"))
    contacts = forms.ModelMultipleChoiceField(
        label=_("With whom"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(label=_("What was talked about"), widget=forms.Textarea(attrs={"rows": 5}))
    agreed = forms.CharField(label=_("What was agreed"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contacts"].queryset = partner.contacts.filter(forgotten_at=None)


class MergeForm(Form):
    into = forms.ModelChoiceField(label=_("It is now part of"), queryset=None, empty_label=_("Choose"))

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = queries.partners(partner.host).exclude(pk=partner.pk)


class FileForm(Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
        help_text=_("A table (CSV or Excel), at most 2 MB and 2,000 rows."),
    )

    def clean_file(self) -> bytes:
        return bytes(self.cleaned_data["file"].read(FILE_MOST_BYTES + 1))


class ExchangeForm(Form):
    held_on = day(_("Day"))
    visitor = forms.ModelChoiceField(label=_("Who went"), queryset=None, required=False, empty_label=_("We ourselves"))
    visited_partner = forms.ModelChoiceField(
        label=_("Whom they visited"),
        queryset=None,
        required=False,
        empty_label=_("Somebody outside the register"),
    )
    visited = forms.CharField(
        label=_("Place or organisation"), required=False, help_text=_("If it is not in the register, also abroad.")
    )
    question = LocalTextField(_("The question they went with"), rows=2)
    seen = LocalTextField(_("What they saw"), rows=5)
    usable = LocalTextField(_("What can be used at home"), required=False, rows=3)
    not_usable = LocalTextField(_("What cannot"), required=False, rows=3)
    because = LocalTextField(_("Why"), required=False, rows=3)
    is_public = forms.BooleanField(label=_("Show it on the public pages of our networks"), required=False)

    def __init__(self, *args: Any, host: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, source=host.source_language, **kwargs)
        for name in ("visitor", "visited_partner"):
            self.fields[name].queryset = queries.partners(host)


class NetworkForm(FreshForm):
    name = LocalTextField(_("Name"), longest=120)
    purpose = LocalTextField(
        _("Purpose"), rows=4, help_text=_("What those who take part are to learn, and what for. It is public.")
    )
    begins_on = day(_("First day"))
    ends_on = day(_("Last day of the trial"), required=False)


class PlanForm(NetworkForm):
    slug = forms.CharField(
        label=_("Public address"), help_text=_("Small letters, digits and hyphens, for example dialog-i-skane.")
    )


class DecisionForm(Form):
    outcome = forms.ChoiceField(label=_("The decision"), widget=forms.RadioSelect)
    reasons = LocalTextField(_("Reasons"), rows=4, help_text=_("They are public."))
    body = forms.ModelChoiceField(
        label=_("Who decided"), queryset=None, required=False, empty_label=_("An official, by delegation")
    )
    decided_by = forms.CharField(label=_("Title of the official"), required=False)
    decided_on = day(_("Day of the decision"))
    section = forms.CharField(label=_("Section (§)"), required=False)
    case_number = forms.CharField(label=_("Case number"), required=False)
    until = day(_("The trial goes on until"), required=False)

    def __init__(self, *args: Any, network: Network, outcomes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, source=network.source_language, **kwargs)
        possible = rules.possible(outcomes)
        self.fields["outcome"].choices = [(code, OUTCOMES[code]) for code in possible]
        self.fields["body"].queryset = Body.objects.filter(organisation=network.host)
        if "prolong" not in possible:
            del self.fields["until"]


class JoinForm(Form):
    partner = forms.ModelChoiceField(label=_("Partner"), queryset=None, empty_label=_("Choose"))
    since = day(_("Member since"))

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = network.memberships.filter(left_on=None).values("partner")
        self.fields["partner"].queryset = queries.partners(network.host).exclude(pk__in=inside)


class LeaveForm(Form):
    left_on = day(_("First day on which it is no member"))
