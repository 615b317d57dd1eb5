"""Round every request: the cookies that were given, the page for those who must show who they are, and the door before
what not everybody reads.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from gehor.ground import catalogue, cookies
from gehor.ground.pages import remembered
from gehor.participation.queries import public_entrance
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import queries
from .doors import MustShow, must_read
from .showing import must_show_page

Next = Callable[[HttpRequest], HttpResponse]
OF_AN_ACTIVITY = "d/<slug:slug>/take-part/<int:number>/"
BEFORE_THE_DOOR = ("identity:show", "identity:eid")
RESULTS = "participation:outcome"  # and its data


def show_first(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = cookies.kept(request, get_response(request))
        if getattr(request, "is_behind_door", False):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return must_show_page(request, exception) if isinstance(exception, MustShow) else None

    middleware.process_exception = process_exception
    return middleware


def read_first(get_response: Next) -> Next:
    """The door before every page of an activity that not everybody reads, whatever view it has. Stands innermost.

    A page that is only read finds what was read at the door, the activity as everybody meets it, as request.entrance.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, named: Mapping[str, Any]) -> HttpResponse | None:
        match = request.resolver_match
        if not match.route.startswith(OF_AN_ACTIVITY) or match.view_name in BEFORE_THE_DOOR:
            return None
        slug, number = named["slug"], named["number"]
        if request.method in ("GET", "HEAD"):  # never a second too late: what is shown is kept
            request.entrance = public_entrance(slug, number)
            door = request.entrance.activity, request.entrance.demands.of(Doing.READ)
        else:
            door = remembered(("door", slug, number), lambda: queries.door_to_read(slug, number))
        if door is None or door[1] is Proof.OPEN:
            return None
        activity, proof = door
        if match.view_name.startswith(RESULTS) and _is_everybodys(activity):
            return None
        try:
            must_read(request, activity, proof)
        except MustShow as ask:
            return must_show_page(request, ask)
        return None

    middleware.process_view = process_view
    return middleware


def _is_everybodys(activity: Activity) -> bool:
    """What was decided on: figures alone, which hold nothing that anybody wrote."""
    is_only_counted = catalogue.methods()[activity.method].is_only_counted
    return is_only_counted and planning.facts_shown(activity.dialogue).decisions > 0
