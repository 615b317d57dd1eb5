"""Voting on the web: the projects with a running sum, a last look, and the receipt.

Without JavaScript the server says the sum, when asked to; with it the sum follows what is chosen.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground.maps.charts import still_filling
from gehor.ground.pages import mine
from gehor.ground.people.models import Participant
from gehor.participation.ballots import versions
from gehor.participation.ballots.forms import BallotForm
from gehor.participation.ballots.speaking import Speaker
from gehor.participation.ballots.views import already
from gehor.participation.ballots.views import taking_part as ballots
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, shut

from .. import pictures, showing
from ..models import Picture

SUM = "sum"  # name of the button that asks for the sum


def view(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    if request.method == "POST":
        if SUM in request.POST and entrance.is_open:
            form = ballots.form_for(entrance, request.POST)
            form.is_valid()
            return page(request, entrance, still_filling(form))
        return ballots.receive(request, entrance, again=page)
    return page(request, entrance, ballots.form_for(entrance)) if entrance.is_open else shut(request, entrance)


def page(
    request: HttpRequest,
    entrance: Entrance,
    form: BallotForm,
    *,
    before: Participant | None = None,
    status: int = 200,
) -> HttpResponse:
    """The projects to choose among. before: who has sent something else with the same form already."""
    activity, told = entrance.activity, already.teller(request, entrance)
    setup = versions.as_asked(activity).setup
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    context: dict[str, Any] = {
        **about(activity.dialogue),
        "entrance": entrance,
        "activity": activity,
        "form": form,
        "before": before,
        "already": told(request) if told else None,
        "parts": showing.parts(form, setup, speaker),
        "told": showing.rule_told(setup, speaker),
        "where": showing.where(setup, speaker),
    }
    showing.illustrate(
        form, setup, pictures.kept(activity), speaker, slug=activity.dialogue.slug, number=activity.number
    )
    response = render(request, "budget/ballot.html", context, status=status)
    response["Cache-Control"] = "no-cache, private"
    return mine(response, told) if told else response


@require_safe
def picture(request: HttpRequest, slug: str, number: int, sha256: str) -> HttpResponse:
    """The picture of a project. Whoever plans sees it in a preview too: nobody can guess its address before."""
    found = Picture.objects.filter(activity__dialogue__slug=slug, activity__number=number, sha256=sha256)
    content = get_object_or_404(found).content
    response = HttpResponse(bytes(content), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response
