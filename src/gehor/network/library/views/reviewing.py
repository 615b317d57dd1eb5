"""Where those who keep the library look through what is submitted, and rule on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.files import served

from .. import queries, texts
from ..actions import reviewing as actions
from ..forms import ReasonForm
from ..kinds import Kind
from ..models import Version
from ..shelf import shelf
from ..shown import shown
from .writing import belonging, differs, history

PER_PAGE = 40


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, and what is public."""
    here = queries.keeper_for(request.actor, slug)
    page = Paginator(list(shelf().newest()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "library",
        "waiting": [
            (each, queries.heading(each.article, each), texts.KINDS[Kind(each.article.kind)][0])
            for each in queries.submitted()
        ],
        "page": page,
        "public": [(each, texts.KINDS[each.kind][0]) for each in page],
    }
    return staff_page(request, "library/queue.html", here, context)


@PAGE
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One article as it was submitted, beside the one that it takes the place of. POST sends it back."""
    here = queries.keeper_for(request.actor, slug)
    standing = queries.standing(queries.submitted_article(pk))
    article, version = standing.article, standing.waits or standing.public or standing.versions[-1]
    form = ReasonForm(posted(request))
    act = actions.send_back if standing.waits else actions.take_down
    if saved(form, lambda: act(article, actor=request.actor, **form.cleaned_data)):
        messages.success(
            request, _("The article is sent back.") if standing.waits else _("The article is no longer public.")
        )
        return see_other("library:queue", slug)
    words, tone = texts.STATES[standing.state]
    context = {
        "here": "library",
        "standing": standing,
        "version": version,
        "kind": texts.KINDS[Kind(article.kind)][0],
        "state": words,
        "tone": tone,
        "history": history(standing),
        "is_own": version.submitted_by_id == request.actor.account_id,
        "this": shown(article, version, review=slug),
        "related": belonging(standing, version),
        "differing": differs(standing, version),
        "form": form,
    }
    return staff_page(request, "library/review.html", here, context)


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    queries.keeper_for(request.actor, slug)
    article = queries.submitted_article(pk)
    actions.publish(article, actor=request.actor)
    messages.success(request, _("The article is published, and its author is told by mail."))
    return see_other("library:queue", slug)


@require_safe
def submitted_file(request: HttpRequest, slug: str, pk: int, sha256: str) -> HttpResponse:
    """A file of what was submitted."""
    queries.keeper_for(request.actor, slug)
    article = queries.submitted_article(pk)
    named = Version.objects.filter(article=article).values_list("files", flat=True)
    if not any(each["sha256"] == sha256 for files in named for each in files):
        raise Http404
    return served(queries.file_of(article, sha256))
