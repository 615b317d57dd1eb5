"""The calendar of the political bodies: for those who keep it, and as a feed for everybody."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Body, Organisation
from gehor.ground.pages import kept
from gehor.ground.sealing import sealed, unsealed
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import ADD_MATTER, ADD_MEETING, CHANGE_MEETING, IMPORT_MEETINGS, REMOVE_MEETING

from . import actions, proposals, queries
from . import feed as feeds
from .following import Followed
from .forms import FileForm, MatterForm, MeetingForm, NewMeetingForm
from .reading import Problem, read_file
from .texts import DOES

PER_PAGE = 30
SALT = "gehor.calendar.import"
FIELDS = ("held_on", "starts_at", "place", "agenda_deadline", "note")


@require_safe
@kept
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings to subscribe to, for everybody."""
    organisation = get_object_or_404(organisations.organisations(), slug=slug)
    name = _("Meetings in %(name)s") % {"name": organisation.name}
    url = settings.ADDRESS + reverse("calendar:feed", args=[slug]).removesuffix(".ics") + "/"
    content = feeds.written(name, queries.in_feed(organisation), url=url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{organisation.slug}.ics"'
    return response


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings, the coming ones first; by body if one likes."""
    organisation = organisations.organisation_for(request.actor, slug, ADD_MEETING)
    bodies = list(organisations.bodies(organisation))
    body = next((each for each in bodies if str(each.pk) == request.GET.get("body")), None)
    are_earlier = request.GET.get("when") == "earlier"
    rows = (queries.earlier if are_earlier else queries.coming)(organisation)
    if body:
        rows = rows.filter(body=body)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("calendar:meetings", args=[slug])
    of_body = f"body={body.pk}" if body else ""
    context = {
        "page": page,
        "bodies": bodies,
        "body": body,
        "are_earlier": are_earlier,
        "tabs": [
            {"label": _("Coming"), "url": f"{here}?{of_body}", "here": not are_earlier},
            {"label": _("Earlier"), "url": f"{here}?when=earlier&{of_body}", "here": are_earlier},
        ],
    }
    return _page(request, "meetings", organisation, context)


@PAGE
def add(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisations.organisation_for(request.actor, slug, ADD_MEETING)
    form = NewMeetingForm(posted(request), organisation=organisation)
    if saved(form, lambda: actions.add_meeting(actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The meeting is in the calendar."))
        return see_other("calendar:meetings", slug)
    context = {"form": form, "no_bodies": not form.fields["body"].queryset.exists()}
    return _page(request, "add", organisation, context)


@PAGE
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One meeting, to be put right or moved."""
    organisation = organisations.organisation_for(request.actor, slug, CHANGE_MEETING)
    found = queries.meeting_of(organisation, pk)
    form = MeetingForm(posted(request), initial={name: getattr(found, name) for name in FIELDS})
    if saved(form, lambda: actions.change_meeting(found, actor=request.actor, **form.cleaned_data)):
        _say(request, _("The meeting is changed."), form.outcome)
        return see_other("calendar:meetings", slug)
    context = {"form": form, "meeting": queries.meeting_of(organisation, pk) if form.errors else found}
    return _page(request, "meeting", organisation, context)


@PAGE
def matters(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The agenda of one meeting: its matters with their case numbers."""
    organisation = organisations.organisation_for(request.actor, slug, ADD_MATTER)
    found = queries.meeting_of(organisation, pk)
    listed = list(found.matters.all())
    taken = next((each for each in listed if str(each.pk) == request.POST.get("remove")), None)
    if taken is not None:
        taken.meeting = found
        actions.remove_matter(taken, actor=request.actor)
        messages.success(request, _("The matter is off the agenda."))
        return see_other("calendar:matters", slug, pk)
    form = MatterForm(posted(request))
    if saved(form, lambda: actions.add_matter(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The matter is on the agenda."))
        return see_other("calendar:matters", slug, pk)
    return _page(request, "matters", organisation, {"form": form, "meeting": found, "matters": listed})


@PAGE
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks once more, and then takes the meeting out of the calendar."""
    organisation = organisations.organisation_for(request.actor, slug, REMOVE_MEETING)
    found = queries.meeting_of(organisation, pk)
    if request.method == "POST":
        actions.remove_meeting(found, actor=request.actor)
        messages.success(request, _("The meeting is out of the calendar."))
        return see_other("calendar:meetings", slug)
    return _page(request, "remove", organisation, {"meeting": found})


@PAGE
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A file is looked at first; what was looked at comes back signed, and is brought in whole."""
    organisation = organisations.organisation_for(request.actor, slug, IMPORT_MEETINGS)
    if request.method == "POST" and "seen" in request.POST:
        return _bring_in(request, organisation)
    form = FileForm(posted(request), request.FILES or None, organisation=organisation)
    seen: dict[str, Any] = {}
    if saved(form, lambda: _looked_at(organisation, request.FILES["file"].name, **form.cleaned_data)):
        seen = form.outcome
    status = 422 if seen.get("problems") else None
    return _page(request, "import_file", organisation, {"form": form, **seen}, status=status)


def _looked_at(organisation: Organisation, name: str, *, file: bytes, body: Body | None) -> dict[str, Any]:
    """What the preview shows. Raises WrongInput for a file that cannot be read at all."""
    read = read_file(file, name)
    seen = proposals.look(organisation, read.rows, body=body)
    problems = sorted((*read.problems, *seen.problems), key=lambda each: each.number)
    seal = {
        "organisation": organisation.pk,
        "hash": hashlib.sha256(file).hexdigest(),
        "rows": proposals.packed(seen),
    }
    return {
        "kind": read.kind,
        "problems": [(each.number, _sentence(each)) for each in problems],
        "skipped": read.skipped,
        "rows": [(each, DOES[each.does]) for each in seen.proposals],
        "figures": [(seen.counted(does), words) for does, words in DOES.items() if seen.counted(does)],
        "seal": "" if problems else sealed(seal, salt=SALT),
    }


def _bring_in(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = FileForm(organisation=organisation)
    try:
        seen = unsealed(request.POST["seen"], salt=SALT)
        if seen is None or seen["organisation"] != organisation.pk:
            raise WrongInput("preview_too_old", field="file")
        rows = proposals.unpacked(organisation, seen["rows"])
        done = actions.import_meetings(organisation, actor=request.actor, rows=rows, file_hash=seen["hash"])
    except WrongInput as refusal:
        context = {"form": form, "refused": refusal_text(refusal)}
        return _page(request, "import_file", organisation, context, status=422)
    count = done.new + done.changed + done.moved
    said = ngettext("%(count)s meeting is brought in.", "%(count)s meetings are brought in.", count)
    _say(request, said % {"count": count}, done.followed)
    return see_other("calendar:meetings", organisation.slug)


def _sentence(problem: Problem) -> str:
    return refusal_text(WrongInput(problem.code, **problem.params))


def _say(request: HttpRequest, said: str, followed: Followed) -> None:
    messages.success(request, said)
    if followed.moved:
        moved = ngettext(
            "%(count)s dialogue that is planned for it moved with it.",
            "%(count)s dialogues that are planned for it moved with it.",
            followed.moved,
        )
        messages.success(request, moved % {"count": followed.moved})
    if followed.stayed:
        stayed = ngettext(
            "%(count)s dialogue could not move with it by itself. Its workbench says why, and what to do.",
            "%(count)s dialogues could not move with it by themselves. Their workbenches say why, and what to do.",
            followed.stayed,
        )
        messages.warning(request, stayed % {"count": followed.stayed})


def _page(
    request: HttpRequest,
    name: str,
    organisation: Organisation,
    context: dict[str, Any],
    *,
    status: int | None = None,
) -> HttpResponse:
    return staff_page(request, f"calendar/{name}.html", organisation, {"here": "calendar", **context}, status=status)
