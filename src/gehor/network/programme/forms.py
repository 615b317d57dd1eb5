"""Forms of the host (the call, readings, rulings) and of whoever applies."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm, LocalTextField
from gehor.ground.languages import said
from gehor.network import queries as network
from gehor.network.forms import day
from gehor.network.texts import KINDS_OF_PARTNER

from . import queries, rules
from .models import Application, Programme
from .texts import OUTCOMES, PARTS, STANDINGS, VAT, VERDICTS


def words(label: Any, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


# The host


class CallForm(FreshForm):
    name = LocalTextField(_("Name"), longest=120)
    purpose = LocalTextField(_("Purpose"), rows=5, help_text=_("What members are to have achieved at home afterwards."))
    audience = LocalTextField(_("For whom"), rows=3, help_text=_("Which organisations, and who at each of them."))
    terms = LocalTextField(
        _("Terms"), rows=5, help_text=_("What is demanded: a decision by the board, a steering group, own resources …")
    )
    begins_on = day(_("First day"))
    ends_on = day(_("Last day of the programme"))
    apply_by = day(_("Last day to apply"))
    first_meeting_on = day(_("First meeting"))
    first_meeting_place = forms.CharField(label=_("Place of the first meeting"), required=False)
    members_least = forms.IntegerField(label=_("Fewest members"), min_value=1)
    members_most = forms.IntegerField(label=_("Most members"), min_value=1)
    readers_least = forms.IntegerField(
        label=_("How many must assess an application"),
        min_value=0,
        help_text=_("Before anybody is admitted or declined."),
    )
    vat = forms.ChoiceField(label=_("VAT on the fee"), choices=lambda: list(VAT.items()))
    vat_percent = forms.IntegerField(label=_("Rate in per cent"), min_value=0)
    vat_reason = forms.CharField(
        label=_("Why no VAT is charged"), required=False, help_text=_("Stands on the invoice.")
    )


class PlanForm(CallForm):
    slug = forms.CharField(
        label=_("Public address"), help_text=_("Small letters, digits and hyphens, for example masterclass-2027.")
    )
    fee_sek = forms.IntegerField(
        label=_("Fee for each organisation and year (SEK)"), min_value=0, help_text=_("Without VAT.")
    )
    exempt_years = forms.CharField(
        label=_("Years without fee"), required=False, help_text=_("For example 2027; several with a comma between.")
    )

    def clean_exempt_years(self) -> list[int]:
        parts = self.cleaned_data["exempt_years"].replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) == 4 for part in parts):
            raise forms.ValidationError(_("Write years with four digits, such as 2027."))
        return [int(part) for part in parts]


class FeesForm(Form):
    """One field for each year."""

    reason = forms.CharField(
        label=_("Why it is changed"),
        required=False,
        help_text=_("Stands beside the fee. Needed once the call is public."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        because = self.fields.pop("reason")
        for fee in programme.fees.all():
            self.fields[f"year_{fee.year}"] = forms.IntegerField(
                label=_("Fee for %(year)s (SEK)") % {"year": fee.year}, min_value=0, initial=fee.sek
            )
        self.fields["reason"] = because

    @property
    def fees(self) -> dict[int, int]:
        given = self.cleaned_data.items()
        return {int(name.removeprefix("year_")): value for name, value in given if name.startswith("year_")}


class TimeForm(Form):
    late_until = day(_("May submit until"))


class CorrectionForm(TimeForm):
    to_correct = words(_("What is to be corrected"), rows=4, help_text=_("It is mailed to whoever applied."))
    field_order = ("to_correct", "late_until")


class ReaderForm(Form):
    name = forms.CharField(label=_("Name"))
    title = forms.CharField(label=_("Job title and where"), required=False)
    email = forms.CharField(label=_("E-mail address"), widget=forms.EmailInput())
    language = forms.ChoiceField(label=_("Language of the mail"), choices=lambda: settings.LANGUAGES)


class PartnerForm(Form):
    partner = forms.ModelChoiceField(label=_("Which partner it is"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = network.partners(programme.host)


class ReadingForm(Form):
    verdict = forms.ChoiceField(
        label=_("What you think"), choices=lambda: list(VERDICTS.items()), widget=forms.RadioSelect
    )
    reasons = words(_("Reasons"), rows=4, help_text=_("For you who host. Whoever applies does not see them."))


class RulingForm(Form):
    outcome = forms.ChoiceField(
        label=_("What becomes of it"), choices=lambda: list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    reasons = words(
        _("Reasons"), rows=4, required=False, help_text=_("They are mailed to whoever applied. A no needs them.")
    )


# Whoever applies


class BeginForm(Form):
    """A first step: who applies. The rest is written by the link that is mailed."""

    name = forms.CharField(label=_("Organisation"), help_text=_("As it calls itself, for example Älvsala kommun."))
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(KINDS_OF_PARTNER.items()))
    contact_name = forms.CharField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact_title = forms.CharField(label=_("Job title"), required=False)
    contact_email = forms.CharField(
        label=_("E-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The link to your application goes there."),
    )
    contact_phone = forms.CharField(label=_("Phone"), required=False, widget=forms.TextInput(attrs={"type": "tel"}))


class LinkForm(Form):
    """For whoever has lost the mail with the link."""

    contact_email = forms.CharField(
        label=_("E-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that the link came to."),
    )


class OrganisationForm(FreshForm, BeginForm):
    number = forms.CharField(
        label=_("Registration number"), required=False, help_text=_("As on invoices, such as 212000-0142.")
    )


class BeginAsForm(Form):
    """For those who work at an organisation with accounts here."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=None, empty_label=None)
    contact_name = forms.CharField(label=_("Contact person"))
    contact_email = forms.CharField(label=_("E-mail address at work"), widget=forms.EmailInput())

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        self.fields["programme"].queryset = calls
        self.fields["programme"].label_from_instance = lambda each: said(each.name, each.source_language, language)[0]


class ClaimForm(Form):
    address = forms.CharField(
        label=_("Link from the mail"), help_text=_("If somebody here began the application without signing in.")
    )


class DecisionForm(FreshForm):
    body = forms.CharField(
        label=_("Which body decided"), required=False, help_text=_("For example the executive board.")
    )
    decided_on = day(_("Day of the decision"), required=False)
    section = forms.CharField(label=_("Section (§)"), required=False)
    case_number = forms.CharField(label=_("Case number"), required=False)
    document = forms.FileField(
        label=_("The decision as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
        help_text=_("A PDF or a picture, at most 10 MB."),
    )


class PersonForm(Form):
    part = forms.ChoiceField(label=_("Part in the work"), choices=lambda: list(PARTS.items()))
    standing = forms.ChoiceField(label=_("Is"), choices=lambda: list(STANDINGS.items()))
    name = forms.CharField(label=_("Name"))
    title = forms.CharField(label=_("Job title or office"), required=False)
    email = forms.CharField(label=_("E-mail address"), required=False, widget=forms.EmailInput())


class WorkForm(FreshForm):
    topic = words(
        _("What you will work on at home"),
        required=False,
        help_text=_("The question, and why it is important to you now."),
    )
    components = forms.TypedMultipleChoiceField(
        label=_("Parts of the governance map to be developed"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    budget_sek = forms.IntegerField(label=_("Money of your own for a year (SEK)"), required=False, min_value=0)
    budget_hours = forms.IntegerField(label=_("Working hours for a year"), required=False, min_value=0)
    budget_words = words(_("What the money and the hours are for"), rows=3, required=False)
    commitments = words(
        _("What you commit yourselves to"),
        rows=4,
        required=False,
        help_text=_("Such as taking part in all meetings, and having a dialogue of your own during the programme."),
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["components"].choices = choices


class InvoiceForm(FreshForm):
    number = forms.CharField(
        label=_("Registration number"), required=False, help_text=_("As on invoices, such as 212000-0142.")
    )
    invoice_reference = forms.CharField(
        label=_("Your reference"), required=False, help_text=_("What you want to see on the invoice, such as ZZ12345.")
    )
    invoice_street = forms.CharField(label=_("Address for invoices"), required=False)
    invoice_postcode = forms.CharField(label=_("Postcode"), required=False)
    invoice_city = forms.CharField(label=_("Town"), required=False)
    electronic_address = forms.CharField(
        label=_("Electronic address (Peppol)"),
        required=False,
        help_text=_("Such as 0007:2120000142, or your GLN. Without it the registration number is used."),
    )


class WithdrawForm(Form):
    reasons = words(_("Why"), rows=3, required=False, help_text=_("If you want to say it. The host reads it."))


def of_application(application: Application, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(application, name) for name in names}


def people_of(application: Application) -> list[tuple[Any, list[Any]]]:
    """Everybody with a part, by part in the order of the list; parts without anybody are left out."""
    people = list(application.people.all())
    grouped = [(part, [each for each in people if each.part == part]) for part in rules.PARTS]
    return [(PARTS[part], [(each, STANDINGS[each.standing]) for each in rows]) for part, rows in grouped if rows]


def component_choices(programme: Programme) -> list[tuple[int, str]]:
    source = programme.host.source_language
    rows = queries.components(programme)
    return [(each.number, said(each.name, source, get_language() or source)[0]) for each in rows]
