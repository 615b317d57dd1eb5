"""The button that keeps a paper as an invalid ballot, where a ballot is typed in or a scan is reviewed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gehor.ground.errors import WrongInput
from gehor.ground.sentences import refusal_text
from gehor.planning.models import Activity

from . import queries
from .actions import keep_invalid


def is_pressed(request: HttpRequest) -> bool:
    return "keep_invalid" in request.POST


def kept(request: HttpRequest, activity: Activity, form: Any) -> bool:
    """Whether it is kept; else the form says why not. Of what was typed only the code of the sheet matters."""
    form.is_valid()
    if form.errors.keys() & {"sheet", "submission"}:
        return False
    submission, sheet = form.cleaned_data["submission"], form.cleaned_data.get("sheet", "")
    try:
        if queries.invalid_with(submission) is None:
            why = request.POST.get("why_invalid", "")
            keep_invalid(activity, actor=request.actor, submission=submission, reason=why, sheet=sheet)
    except WrongInput as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("It is kept as an invalid ballot, and told with the result."))
    return True
