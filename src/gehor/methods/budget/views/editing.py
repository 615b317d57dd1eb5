"""Where staff write the projects: a list that can be put in order, a page for each project, and files in."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground.arranging import pressed
from gehor.ground.forms import saved
from gehor.ground.maps.charts import is_pressed, shows_map, still_filling
from gehor.ground.maps.fields import chart_in, show_map_on
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.ballots.speaking import Speaker
from gehor.participation.ballots.versions import stands_fast
from gehor.participation.intake.doors import activity_of
from gehor.planning.models import Activity
from gehor.process.steps import ARRANGE_PROJECTS

from .. import arranging, files, pictures, rules, showing
from ..actions import WHY_FAST, arrange_projects
from ..forms import FileForm, ProjectForm

KEY = "budget"


@PAGE
def projects(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All projects in their order. A POST moves one or takes one away."""
    activity = _budget(request, slug, number)
    if request.method == "POST":
        if change := pressed(request, moved=rules.moved, removed=arranging.removed):
            arrange_projects(activity, actor=request.actor, change=change)
        return see_other("budget:projects", slug, number)
    return _list(request, activity, FileForm())


@PAGE
def project(request: HttpRequest, slug: str, number: int, key: str = "") -> HttpResponse:
    """One project, to be written or changed."""
    activity = _budget(request, slug, number)
    rows = activity.setup.get("projects") or []
    before = next((row for row in rows if row["key"] == key), None)
    if key and before is None:
        raise Http404
    source = activity.dialogue.source_language
    form = ProjectForm(posted(request), request.FILES or None, setup=activity.setup, source=source, before=before)

    def act() -> Activity:
        written, picture = form.project, form.cleaned_data["picture"]
        change = partial(arranging.put, row=written)
        return arrange_projects(activity, actor=request.actor, change=change, picture=picture)

    show_map_on(form, activity.dialogue.organisation, is_there=False)
    if is_pressed(request):
        still_filling(form)
    elif saved(form, act):
        messages.success(request, _("The project is saved."))
        return see_other("budget:projects", slug, number)
    context = {**_about(activity), "form": form, "is_new": before is None}
    page = staff_page(request, "budget/project.html", activity.dialogue.organisation, context)
    return shows_map(page, chart_in(form))


@require_POST
def from_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The projects of a file, after those that are there: all of them or none."""
    activity = _budget(request, slug, number)
    form = FileForm(request.POST, request.FILES)

    def act() -> Activity:
        file, source = form.cleaned_data["file"], activity.dialogue.source_language
        more = files.read(file.read(), file.name, setup=activity.setup, source=source)
        return arrange_projects(activity, actor=request.actor, change=lambda now: arranging.added(now, more))

    if not saved(form, act):
        return _list(request, activity, form)
    messages.success(request, _("The projects of the file stand last."))
    return see_other("budget:projects", slug, number)


def _budget(request: HttpRequest, slug: str, number: int) -> Activity:
    """The activity, if it is a budget and this person may settle it. Else 404 or 403."""
    activity = activity_of(request, slug, number, step=ARRANGE_PROJECTS)
    if activity.method != KEY:
        raise Http404
    return activity


def _list(request: HttpRequest, activity: Activity, form: FileForm) -> HttpResponse:
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    areas = rules.areas(activity.setup)
    context = {
        **_about(activity),
        "areas": [(each, sum(project.cost for project in each.projects)) for each in areas],
        "pictures": pictures.kept(activity),
        "in_order": [row["key"] for row in activity.setup.get("projects") or ()],
        "form": form,
        "told": showing.rule_told(activity.setup, speaker),
    }
    return staff_page(request, "budget/projects.html", activity.dialogue.organisation, context)


def _about(activity: Activity) -> dict[str, Any]:
    """stands_fast: why nothing can be changed any more, or nothing."""
    return {"dialogue": activity.dialogue, "activity": activity, "stands_fast": stands_fast(activity, **WHY_FAST)}
