"""Files with very many rows: handed over to the worker, and a page that shows how far it has come."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground.web import see_other, staff_page
from gehor.planning.models import Activity
from gehor.process.steps import IMPORT

from ... import rules, tasks
from .. import looks
from ..actions import hand_over
from ..course import far
from ..doors import dialogue_of
from ..queries import waiting_already, waiting_file
from ..texts import sentence
from ..uploads import Upload

ASIDE = frozenset({"csrfmiddlewaretoken", "file_hash", "rows"})


def is_for_the_worker(request: HttpRequest, upload: Upload) -> bool:
    """Whether nobody should wait until it is in: it has very many rows, or takes long to read."""
    is_sent = request.method == "POST"
    return is_sent and (_rows(request) >= rules.MANY_ROWS or looks.is_large(upload.data))


def _rows(request: HttpRequest) -> int:
    told = request.POST.get("rows", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def handed_over(request: HttpRequest, activity: Activity, upload: Upload) -> HttpResponse:
    """On to the page that tells how far it has come; pressed twice, to the one file that waits."""
    given = {name: value for name, value in request.POST.items() if name not in ASIDE}
    waiting = waiting_already(activity, upload.hash)
    if waiting is None:
        waiting = hand_over(activity, actor=request.actor, upload=upload, given=given, rows=_rows(request))
    return see_other("participation:import_waiting", activity.dialogue.slug, waiting.pk)


@require_safe
def import_waiting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How far it has come, what came of it, or why nothing could come in."""
    dialogue = dialogue_of(request, slug, IMPORT)
    waiting = waiting_file(dialogue, pk)
    trouble = waiting.trouble
    context = {
        "dialogue": dialogue,
        "waiting": waiting,
        "far": None if waiting.done_at else far(waiting.upload),
        "why": sentence(trouble["code"], trouble["params"]) if trouble else "",
    }
    response = staff_page(request, "participation/intake/import_waiting.html", dialogue.organisation, context)
    if trouble and request.htmx:  # all of the page is another
        response["HX-Refresh"] = "true"
    return response


def looking(
    request: HttpRequest, activity: Activity, upload: Upload, asked: Mapping[str, str], *, is_over: bool
) -> HttpResponse:
    """How far the look at a large file has come; the first time, the worker is asked for it."""
    far = looks.waits(upload, asked)
    if far is None and not is_over:
        looks.note_asked(upload, asked)
        tasks.look_at_file.enqueue(activity.pk, request.actor.account_id, upload.key, asked, get_language())
    why = sentence(far.code, {}) if far and far.code else ""
    context = {"dialogue": activity.dialogue, "activity": activity, "upload": upload, "far": far, "why": why}
    response = staff_page(request, "participation/intake/import_looking.html", activity.dialogue.organisation, context)
    if is_over or (why and request.htmx):  # all of the page is another
        response["HX-Refresh"] = "true"
    return response
