"""One way in for all that lies on the desk: by its code to where it is typed in, or by what it belongs to."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gehor.ground import limits
from gehor.ground.forms import Form
from gehor.ground.people.receipt import normalise
from gehor.ground.web import PAGE, SeeOther, posted, staff_page
from gehor.planning.models import Dialogue
from gehor.process.steps import ENTER

from ...models import Contribution
from ...paper.fields import SheetField, known_sheet
from ...paper.queries import sheet_by
from ..doors import dialogue_of
from ..queries import Place, places


class DeskForm(Form):
    """What stands on the paper: the code of a form, or the reference at the top of a list of supporters."""

    code = SheetField(
        label=gettext_lazy("The code on the paper"),
        required=True,
        help_text=gettext_lazy(
            "Type it, or point a scanner at the square. Of a list of supporters: the reference of what they support."
        ),
    )

    def __init__(self, *args: Any, dialogue: Dialogue, supported: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue, self.supported, self.leads_to = dialogue, supported, ""
        self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        self.leads_to = self._to_support(typed) or self._to_form(typed)
        return typed

    def _to_support(self, typed: str) -> str:
        """Where support of this is typed in; "" where it is nothing that people can support here."""
        numbers = {each.activity.pk: each.activity.number for each in self.supported}
        rows = Contribution.objects.filter(activity__in=numbers, reference=typed.strip().upper())
        about = rows.filter(published_at__isnull=False).first()
        if about is None:
            return ""
        address = reverse("participation:enter_support", args=[self.dialogue.slug, numbers[about.activity_id]])
        return f"{address}?{urlencode({'about': about.reference})}"

    def _to_form(self, typed: str) -> str:
        """Where this sheet is typed in, also in another dialogue of the same organisation. Raises ValidationError."""
        sheet = sheet_by(typed)
        if sheet is None or sheet.run.activity.dialogue.organisation_id != self.dialogue.organisation_id:
            raise forms.ValidationError(
                _("Nothing here has the code %(code)s. Read it once more, or choose below what the paper belongs to.")
                % {"code": normalise(typed)[:20]},
                code="unknown",
            )
        activity = sheet.run.activity
        code = known_sheet(typed, activity)
        address = reverse("participation:enter", args=[activity.dialogue.slug, activity.number])
        return f"{address}?{urlencode({'sheet': code})}"


@PAGE
def way_in(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = dialogue_of(request, slug, ENTER)
    was_held = hasattr(dialogue, "earlier")
    open_now = [each for each in places(dialogue) if each.is_open or was_held]
    supported = [each for each in open_now if each.takes_support and not was_held]
    form = DeskForm(posted(request), dialogue=dialogue, supported=supported)
    if form.is_bound:
        limits.spend("receipt_address", limits.address(request))
        if form.is_valid():
            return SeeOther(form.leads_to)
    context = {"dialogue": dialogue, "form": form, "places": open_now, "was_held": was_held}
    return staff_page(request, "participation/intake/way_in.html", dialogue.organisation, context)
