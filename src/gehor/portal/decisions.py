"""When the political bodies meet, and which dialogues they decide at each meeting: for everybody."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.calendar import queries as meetings
from gehor.ground.calendar.models import Meeting
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.pages import kept
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue

PER_PAGE = 30


@require_safe
@kept
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings, the coming ones first, each with what is decided there."""
    here = organisations.organisations().filter(slug=slug).first()
    if here is None:
        raise Http404
    are_earlier = request.GET.get("when") == "earlier"
    rows = (meetings.earlier if are_earlier else meetings.coming)(here)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("portal:calendar", args=[slug])
    context = {
        "organisation": here,
        "here": "calendar",
        "page": page,
        "rows": with_dialogues(here, page.object_list),
        "are_earlier": are_earlier,
        "tabs": [
            {"label": _("Coming"), "url": address, "here": not are_earlier},
            {"label": _("Earlier"), "url": f"{address}?when=earlier", "here": are_earlier},
        ],
    }
    return render(request, "portal/calendar.html", context)


def with_dialogues(organisation: Organisation, shown: Iterable[Meeting]) -> list[tuple[Meeting, list[Dialogue]]]:
    """Each meeting with the public dialogues that it decides or takes up: two queries."""
    rows = list(shown)
    prefetch_related_objects(rows, "matters")
    numbers = {matter.case_number for each in rows for matter in each.matters.all()}
    on_a_day = Q(decision_on__in={each.held_on for each in rows})
    dialogues = list(
        planning.public_dialogues(organisation).filter(on_a_day | Q(case_number__in=numbers)) if rows else []
    )
    return [(each, [dialogue for dialogue in dialogues if _is_there(dialogue, each)]) for each in rows]


def _is_there(dialogue: Dialogue, meeting: Meeting) -> bool:
    """Whether the meeting decides it by its plan, or has its case number on the agenda."""
    if (dialogue.deciding_body_id, dialogue.decision_on) == (meeting.body_id, meeting.held_on):
        return True
    return any(matter.case_number == dialogue.case_number for matter in meeting.matters.all())
