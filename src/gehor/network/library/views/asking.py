"""A reader asks the author of an article."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted, see_other

from .. import queries
from ..actions.asking import ask_author
from ..forms import AskForm
from ..models import Article, Version
from ..shelf import Entry, shelf
from .public import version_of


@PAGE
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A question to the author, who answers by e-mail."""
    entry, version = _asked_about(slug)
    if request.method == "POST":
        limits.spend("ask_address", limits.address(request))
    form = AskForm(posted(request))
    if saved(form, lambda: _ask(version.article, form)):
        return private(see_other("library:asked", slug))
    context = {"here": "library", "entry": entry, "author": version.article.organisation.name, "form": form}
    return private(render(request, "library/ask.html", context, status=form.page_status))


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """The question is on its way."""
    entry, version = _asked_about(slug)
    return render(
        request, "library/asked.html", {"here": "library", "entry": entry, "author": version.article.organisation.name}
    )


def _ask(article: Article, form: AskForm) -> None:
    cleaned = form.cleaned_data
    try:
        ask_author(
            article,
            actor=RESIDENT,
            submission=cleaned["submission"],
            text=cleaned["text"],
            reply_to=cleaned["reply_to"],
        )
    except WrongMoment as refusal:
        if refusal.code != "author_asked_before":
            raise


def _asked_about(slug: str) -> tuple[Entry, Version]:
    """An article that is public and has an author to ask. Else 404."""
    entry = shelf().entry(slug)
    version = version_of(entry) if entry else None
    if entry is None or version is None or not queries.asked_at(version.article, version):
        raise Http404
    return entry, version
