"""Lists of articles that a reader keeps in the own browser, and shares by address."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import cookies
from gehor.ground.forms import saved
from gehor.ground.people.door import private
from gehor.ground.web import PAGE, posted, see_other

from .. import lists as rules
from .. import searching
from ..cards import cards
from ..forms import KeepForm
from ..lists import Lists
from ..shelf import Entry, shelf


@PAGE
def lists(request: HttpRequest) -> HttpResponse:
    """One's own lists; with ?add= an article to keep in one of them, or several with the name of a list."""
    at_hand, now = shelf(), _read(request)
    wanted = at_hand.named(request.GET.getlist("add")[: rules.SHARED_MOST])
    form = KeepForm(posted(request), lists=rules.names(now), initial={"name": request.GET.get("name", "")})
    if wanted and saved(form, lambda: rules.keep(now, form.chosen, [each.pk for each in wanted])):
        _write(request, form.outcome)
        messages.success(request, _("It is kept in the list %(name)s.") % {"name": form.chosen})
        return private(see_other("library:lists"))
    by_pk = {each.pk: each for each in at_hand.newest()}
    rows = [(each.name, [by_pk[pk] for pk in each.articles if pk in by_pk]) for each in now]
    gone = request.method == "POST" and not wanted
    context = {
        "here": "lists",
        "form": form,
        "wanted": wanted,
        "gone": gone,
        "lists": [(name, found, _shared_at(name, found)) for name, found in rows],
    }
    return private(render(request, "library/lists.html", context, status=404 if gone else form.page_status))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """An article is taken out of a list, or a list goes."""
    name, article = request.POST.get("name", ""), request.POST.get("article", "")
    now = _read(request)
    if not article:
        now = rules.drop(now, name)
    elif article.isdecimal():
        now = rules.let_go(now, name, int(article))
    _write(request, now)
    messages.success(request, _("It is removed.") if article else _("The list is removed."))
    return private(see_other("library:lists"))


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """A list that somebody has put together: all of it stands in the address."""
    name = " ".join(request.GET.get("name", "").split())[: rules.NAME_LONGEST]
    found = list({each.pk: each for each in shelf().named(request.GET.getlist("a")[: rules.SHARED_MOST])}.values())
    context: dict[str, Any] = {
        "here": "lists",
        "name": name,
        "cards": cards(found, searching.names()),
        "keep_at": _address("library:lists", [("name", name), *(("add", each.slug) for each in found)]),
    }
    return render(request, "library/shared.html", context)


def _shared_at(name: str, found: list[Entry]) -> str:
    rows = [("name", name), *(("a", each.slug) for each in found[: rules.SHARED_MOST])]
    return settings.ADDRESS + _address("library:shared", rows)


def _address(view: str, rows: list[tuple[str, str]]) -> str:
    return f"{reverse(view)}?{urlencode(rows)}"


def _read(request: HttpRequest) -> Lists:
    try:
        return rules.read(cookies.read(request, cookies.LISTS))
    except BadSignature:
        return ()


def _write(request: HttpRequest, now: Lists) -> None:
    path = reverse("library:lists")
    if now:
        cookies.give(request, cookies.LISTS, rules.written(now), path=path)
    else:
        cookies.take_back(request, cookies.LISTS, path=path)
