"""What people will meet, before it opens: the public page of a saved activity, on a phone and on a large screen.

Nothing is sent or stored from there: forms and scripts are shut out of the frames, buttons are off, links lead nowhere.
"""

import re
from dataclasses import replace
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongMoment
from gehor.ground.web import staff_page
from gehor.participation import queries, rules
from gehor.participation.identity.rules import suggested
from gehor.participation.intake.doors import activity_of
from gehor.process.steps import CHANGE_METHOD

from .taking_part import page_of

LANGUAGE = "language"
_BUTTON = re.compile(rb"<button\b(?![^>]*\bdisabled\b)")
_LINK = re.compile(rb'(<a\b[^>]*?\bhref=)"[^"]*"')
_SCRIPT = re.compile(rb"<script\b.*?</script>", re.DOTALL)


@require_safe
def preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page beside itself: as wide as a telephone, and as a large screen."""
    activity = activity_of(request, slug, number, step=CHANGE_METHOD)
    language = _language(request)
    address = reverse("participation:preview_page", args=[slug, number])
    languages = [(code, settings.LANGUAGE_NAMES[code], code == language) for code, _name in settings.LANGUAGES]
    context: dict[str, Any] = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "frame": f"{address}?{urlencode({LANGUAGE: language})}",
        "language": language,
        "languages": languages,
    }
    return staff_page(request, "participation/preview.html", activity.dialogue.organisation, context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "form-action": [NONE], "script-src": [NONE]})
def preview_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The public page as it will be while it is open, to be looked at alone."""
    activity = activity_of(request, slug, number, step=CHANGE_METHOD)
    entrance = _opened(queries.entrance(activity.dialogue, activity.number))
    with translation.override(_language(request)):
        response = page_of(request, entrance)
        if hasattr(response, "render"):
            response.render()
    if response.status_code != 200:  # it leads elsewhere from the first
        raise WrongMoment("nothing_to_preview")
    content = _SCRIPT.sub(b"", response.content)
    shown = HttpResponse(_LINK.sub(rb'\1"#"', _BUTTON.sub(b"<button disabled", content)))
    shown["Cache-Control"] = "no-store, private"
    return shown


def _opened(entrance: queries.Entrance) -> queries.Entrance:
    """As if it were open, demanding what the method suggests where nothing is settled yet."""
    settled = entrance.activity.opened_at
    demands = entrance.demands if settled else suggested(entrance.method, entrance.activity.setup)
    return replace(entrance, state=rules.State.OPEN, demands=demands)


def _language(request: HttpRequest) -> str:
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "sv"
