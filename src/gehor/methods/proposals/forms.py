"""What the lead settles, and what a resident fills in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, FreshForm, Listed, LocalTextField, VersionedForm, explained
from gehor.ground.languages import LocalText, said
from gehor.ground.maps.fields import PlaceField
from gehor.participation.fields import AttachmentField, TextField, TitleField
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .rules import AMENDS, CATEGORIES_MOST, CATEGORY_MOST, Settled, categories, lines, takes_amendments
from .texts import SETTLED

WHY_MOST = 1000  # characters


class SetupForm(FreshForm):
    categories = LocalTextField(
        _("Categories"),
        rows=6,
        required=False,
        help_text=_("One on each line, or none. Whoever writes a proposal may choose one of them."),
    )
    attachments = forms.BooleanField(
        label=_("A picture or PDF may be sent along"),
        required=False,
        help_text=_("It is shown to others only when one of you has looked at it."),
    )
    places = forms.BooleanField(
        label=_("A place may be marked on a map, or told in words"),
        required=False,
        help_text=_("It is shown with the proposal. Nobody has to give one."),
    )
    similar = forms.BooleanField(
        label=_("Show similar proposals before one is sent"),
        required=False,
        initial=True,
        help_text=_(
            "Whoever writes about the same thing as somebody before may read that first, and sends or does not send. "
            "Only published proposals are shown. Those that you type in or import are not asked about."
        ),
    )

    support = forms.BooleanField(
        label=_("People can say that they agree with a proposal"),
        required=False,
        help_text=_(
            "How many agree stands beside each. It does not tell how many in the municipality think so: those who come "
            "are not a sample. How surely one must show who one is, is settled when it opens."
        ),
    )

    amendments = forms.BooleanField(
        label=_("Others can suggest a changed wording of a proposal"),
        required=False,
        help_text=_(
            "It stands below the proposal with what is new and what is taken out. Whoever wrote the proposal, or one "
            "of you, accepts or declines it and says why."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {name: each for name, each in cleaned.items() if each or name not in ("places", "amendments")}

    def clean_categories(self) -> dict[str, str]:
        tidied = {language: lines(text) for language, text in self.cleaned_data["categories"].items()}
        if len({len(names) for names in tidied.values()}) > 1:
            raise forms.ValidationError(
                _("Write equally many categories in every language, in the same order."), code="uneven"
            )
        for names in tidied.values():
            _refuse_nonsense(names)
        return {language: "\n".join(names) for language, names in tidied.items() if names}


def _refuse_nonsense(names: list[str]) -> None:
    if len(names) > CATEGORIES_MOST:
        raise forms.ValidationError(
            _("At most %(limit)d categories; there are %(count)d."),
            code="too_many",
            params={"limit": CATEGORIES_MOST, "count": len(names)},
        )
    long = [name for name in names if len(name) > CATEGORY_MOST]
    if long:
        raise forms.ValidationError(
            _("Shorten “%(name)s”: a category has at most %(limit)d characters."),
            code="too_long",
            params={"name": long[0][:CATEGORY_MOST], "limit": CATEGORY_MOST},
        )
    twice = [name for name in names if [other.casefold() for other in names].count(name.casefold()) > 1]
    if twice:
        raise forms.ValidationError(
            _("“%(name)s” stands there more than once."), code="twice", params={"name": twice[0]}
        )


class SettleForm(VersionedForm):
    """What becomes of a suggested change: said by staff, in the languages of the dialogue."""

    outcome = forms.ChoiceField(label=_("Your answer"), choices=lambda: explained(SETTLED), widget=forms.RadioSelect)
    reason = LocalTextField(_("Why"), rows=3, help_text=_("Public. Whoever suggested the change reads it."))

    def clean_outcome(self) -> Settled:
        return Settled(self.cleaned_data["outcome"])


class AuthorSettleForm(SettleForm):
    """The same, said by whoever wrote the proposal, in one language."""

    reason = TextField(
        label=_("Why"), rows=3, longest=WHY_MOST, help_text=_("Public. Whoever suggested the change reads it.")
    )

    def clean_reason(self) -> LocalText:
        return {get_language() or "sv": self.cleaned_data["reason"]}


class CommentForm(Form):
    text = LocalTextField(
        _("What the organisation says about it"),
        rows=5,
        help_text=_(
            "Facts, and what happens with it. It is signed with your role. It is no decision: say who decides."
        ),
    )


class MergeForm(Form):
    into = forms.CharField(
        label=_("The proposal that it is followed together with"),
        max_length=20,
        help_text=_("Its reference: six signs."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": 10}),
    )
    reason = LocalTextField(
        _("Why they are followed together"),
        rows=3,
        help_text=_("Public. Whoever wrote it reads this on their receipt."),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity

    def clean_into(self) -> Contribution:
        reference = self.cleaned_data["into"].strip().upper()
        found = (
            Contribution.objects.filter(activity=self.activity, reference=reference, published_at__isnull=False)
            .exclude(values__has_key=AMENDS)
            .first()
        )
        if found is None:
            raise forms.ValidationError(_("No proposal that is shown here has that reference."), code="unknown")
        return found


class AmendmentForm(forms.Form):
    """A changed wording of a proposal. It is filled in with the wording that holds."""

    heading = TitleField(label=_("Title of the proposal"), required=False)
    text = TextField(label=_("How the proposal should read"), rows=10)
    title = TitleField(
        label=_("What you change, and why"), help_text=_("One or two sentences, at most 200 characters.")
    )
    amends = forms.CharField(widget=forms.HiddenInput, max_length=20)
    from_wording = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, setup: Any, language: str = "sv", source: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ProposalForm(forms.Form):
    title = TitleField(label=_("Title"), required=False, help_text=_("What it is about, in a few words. Not needed."))
    text = TextField(
        label=_("Your proposal or view"), help_text=_("Write as you would say it. All languages are fine.")
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    attachment = AttachmentField(label=_("Picture or PDF"), required=False)

    def __init__(
        self, *args: Any, setup: Mapping[str, Any], language: str = "sv", source: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(category.key, said(category.name, source, language)[0]) for category in categories(setup)]
        self.fields["category"].choices = Listed([("", _("No category")), *named])
        if not named:
            del self.fields["category"]
        if not setup.get("attachments"):
            del self.fields["attachment"]
        if setup.get("places"):
            hint = _("Not needed. It is shown with your proposal.")
            self.fields["place"] = PlaceField(label=_("Where is it?"), required=False, help_text=hint)


class TypedProposalForm(ProposalForm):
    """What stands on paper: there somebody may also have written which proposal they want to change."""

    amends = forms.CharField(
        label=_("Which proposal it changes"),
        required=False,
        max_length=20,
        help_text=_(
            "Its reference: six signs. Then type above how the whole proposal should read, and in the title why. Leave "
            "it empty for a proposal of its own."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": 10}),
    )

    heading = TitleField(
        label=_("The title that it should have"),
        required=False,
        help_text=_("Only where the change is also of the title. Leave it empty for a proposal of its own."),
    )

    def __init__(self, *args: Any, setup: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, setup=setup, **kwargs)
        if not takes_amendments(setup):
            del self.fields["amends"], self.fields["heading"]
