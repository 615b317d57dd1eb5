"""Typing in who supports what others have said, by a list on paper or by telephone; and the list to print."""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongInput
from gehor.ground.figures import Figure
from gehor.ground.forms import Form, saved
from gehor.ground.people.receipt import ALPHABET
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther, posted, staff_page
from gehor.participation.earlier import is_held
from gehor.participation.fields import SubmissionField
from gehor.participation.identity import codes
from gehor.participation.identity.queries import demanded
from gehor.participation.intake.desk import stays
from gehor.participation.intake.doors import activity_of
from gehor.participation.intake.forms import typed_channels
from gehor.participation.models import Contribution
from gehor.participation.queries import is_open, shown_wordings
from gehor.participation.texts import CHANNELS
from gehor.planning.models import Activity
from gehor.process.steps import ENTER_CAST
from gehor.process.words import Doing, Proof

from .. import rules
from ..actions import enter_supporters
from ..models import Ballot, Voter
from ..rules import Held

LIST_SIGNS = 4
ROWS_PRINTED = 25
OVER = {"not_to_be_supported"}  # by its method's own rule, while the activity is open
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class SupportersForm(Form):
    """Who supports which: rows of a list, or the codes of their letters where those are demanded."""

    about = forms.CharField(
        label=gettext_lazy("What they support"),
        max_length=20,
        help_text=gettext_lazy("Its reference: six signs."),
        widget=forms.TextInput(attrs={**PLAIN, "size": 10}),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"))
    received_on = forms.DateField(label=gettext_lazy("Day received"), widget=forms.DateInput(attrs={"type": "date"}))
    listed = forms.CharField(
        label=gettext_lazy("Code of the list"),
        max_length=40,
        help_text=gettext_lazy(
            "It stands at the top of a printed list. Of other lists, write one on the paper: no two the same."
        ),
        widget=forms.TextInput(attrs={**PLAIN, "size": 10}),
    )
    rows = forms.CharField(
        label=gettext_lazy("Rows that are filled in"),
        max_length=2000,
        help_text=gettext_lazy(
            "Their numbers on the list, such as 1-24, 27. By telephone, give each caller the next number."
        ),
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "text"}),
    )
    letter_codes = forms.CharField(
        label=gettext_lazy("Codes from the letters"),
        max_length=20_000,
        help_text=gettext_lazy("One on each line. Each code counts once, whichever way it comes."),
        widget=forms.Textarea(attrs={**PLAIN, "rows": 8}),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity, self.typed = activity, ()
        self.fields["channel"].choices = [(code, CHANNELS[code]) for code in typed_channels(activity)]
        self.fields["received_on"].widget.attrs["max"] = clock.today().isoformat()
        unused = ("listed", "rows") if demanded(activity, Doing.VOTE) is Proof.CODE else ("letter_codes",)
        for name in unused:
            del self.fields[name]
        first = "about" if not (self.initial.get("about") or self.is_bound) else self.who
        self.fields[first].widget.attrs["autofocus"] = True

    @property
    def who(self) -> str:
        """The name of the field that says who they are."""
        return "rows" if "rows" in self.fields else "letter_codes"

    def clean_about(self) -> str:
        return self.cleaned_data["about"].strip().upper()

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("It cannot have been received later than today."), code="future")
        return day

    def clean_listed(self) -> str:
        return _read(rules.list_of, self.cleaned_data["listed"])

    def clean_rows(self) -> tuple[int, ...]:
        return _read(rules.rows_of, self.cleaned_data["rows"])

    def clean_letter_codes(self) -> list[str]:
        return list(dict.fromkeys(self.cleaned_data["letter_codes"].split()))

    @property
    def received_at(self) -> dt.datetime | None:
        """None for today: it is received as it is typed in."""
        day = self.cleaned_data["received_on"]
        return None if day == clock.today() else timezone.make_aware(dt.datetime.combine(day, dt.time(12)))

    def held(self) -> list[Held]:
        """Each of them. Raises WrongInput for a code that is none."""
        cleaned = self.cleaned_data
        if "rows" in self.fields:
            mark = rules.list_mark(cleaned["about"], cleaned["listed"])
            return [Held(Proof.OPEN, f"{mark}{row}") for row in cleaned["rows"]]
        found = [codes.holder(self.activity, each, field="letter_codes") for each in cleaned["letter_codes"]]
        for each in cleaned["letter_codes"]:
            codes.use(self.activity, each)
        return found


def _read(read: Any, typed: str) -> Any:
    try:
        return read(typed)
    except WrongInput as refusal:
        raise forms.ValidationError(refusal_text(refusal), code=refusal.code) from None


@PAGE
def enter_support(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One list, or part of it, after the other: what they have in common stays as it was."""
    activity = _supported(request, slug, number)
    start = {**stays(request, activity), "about": request.GET.get("about", ""), "listed": request.GET.get("listed", "")}
    form = SupportersForm(posted(request), activity=activity, initial=start)
    withdrawn = "withdraw" in request.POST
    if saved(form, lambda: _entered(request, activity, form, withdrawn=withdrawn), meanwhile=OVER):
        messages.success(request, _told(form.outcome, withdrawn=withdrawn))
        kept = {
            "about": form.cleaned_data["about"],
            "channel": form.outcome.channel,
            "day": form.cleaned_data["received_on"].isoformat(),
            "listed": form.cleaned_data.get("listed", ""),
        }
        url = reverse("participation:enter_support", args=[slug, number])
        return SeeOther(f"{url}?{urlencode(kept)}")
    about = _about(activity, start["about"])
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "is_open": is_open(activity),
        "about": about,
        "listed": start["listed"],
        "so_far": _so_far(activity, start["about"], start["listed"]),
    }
    return staff_page(request, "ballots/enter_support.html", activity.dialogue.organisation, context)


@require_safe
def support_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A list to print: what is supported, a code of its own, and numbered rows."""
    activity = _supported(request, slug, number)
    about = _about(activity, request.GET.get("about", ""))
    if about is None:
        raise Http404
    proof = demanded(activity, Doing.VOTE)
    context = {
        "organisation": activity.dialogue.organisation,
        "dialogue": activity.dialogue,
        "activity": activity,
        "about": about,
        "code": "".join(secrets.choice(ALPHABET) for _sign in range(LIST_SIGNS)),
        "wants_codes": proof is Proof.CODE,
        "for_residents": proof is Proof.RESIDENT,
        "rows": range(1, ROWS_PRINTED + 1),
    }
    response = render(request, "ballots/support_list.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _supported(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = activity_of(request, slug, number, step=ENTER_CAST)
    method = catalogue.methods()[activity.method]
    if method.supports is None or not method.counts(activity.setup) or is_held(activity):
        raise Http404
    return activity


def _entered(request: HttpRequest, activity: Activity, form: SupportersForm, *, withdrawn: bool) -> Ballot:
    cleaned = form.cleaned_data
    return enter_supporters(
        activity,
        actor=request.actor,
        submission=cleaned["submission"],
        channel=cleaned["channel"],
        reference=cleaned["about"],
        held=form.held(),
        received_at=form.received_at,
        withdrawn=withdrawn,
    )


def _told(ballot: Ballot, *, withdrawn: bool) -> str:
    if ballot.came_before:
        return _("This form has been saved already. Nothing was counted twice.")
    count = ballot.together
    if withdrawn:
        words = ngettext(
            "%(count)s person does not support %(reference)s any more.",
            "%(count)s people do not support %(reference)s any more.",
            count,
        )
    else:
        words = ngettext("%(count)s person supports %(reference)s.", "%(count)s people support %(reference)s.", count)
    told = words % {"count": Figure(count), "reference": ballot.item}
    if ballot.known_before and not withdrawn:
        again = ngettext(
            "%(count)s of them was here before, and counts once.",
            "%(count)s of them were here before, and count once.",
            ballot.known_before,
        )
        told = f"{told} {again % {'count': Figure(ballot.known_before)}}"
    return told


def _about(activity: Activity, reference: str) -> Any:
    """The wording of what is supported, or none."""
    rows = Contribution.objects.filter(activity=activity, reference=reference.upper(), published_at__isnull=False)
    one = rows.first()
    return shown_wordings([one.pk]).get(one.pk) if one else None


def _so_far(activity: Activity, about: str, listed: str) -> str:
    """The rows of this list that count."""
    if not about or not listed:
        return ""
    mark = rules.list_mark(about.upper(), listed)
    rows = Voter.objects.filter(activity=activity, pseudonym__startswith=mark)
    rows = rows.filter(ballots__choice=1, ballots__aside=False, ballots__replaced_by__isnull=True)
    return rules.in_rows(int(each.removeprefix(mark)) for each in rows.values_list("pseudonym", flat=True))
