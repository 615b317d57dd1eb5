"""Organisations beside each other and over the years: for staff, and for everybody what is shared with everybody."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gehor.ground.organisations import queries as organisations
from gehor.ground.pages import kept

from .. import queries, shown
from ..forms import CompareForm
from ..queries import Peer
from .frame import page


@require_safe
@kept
def compare(request: HttpRequest) -> HttpResponse:
    """All that share with everybody."""
    return render(request, "sharing/compare.html", _context(request, queries.public_peers()))


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation among all that it hears of. Its own figures are those of today, shared or not."""
    here = organisations.organisation_for(request.actor, slug)
    context = {**_context(request, queries.peers(here)), "is_shared": bool(queries.parts_of(queries.sharing_of(here)))}
    return page(request, "comparison", here, context, here="comparison")


def _context(request: HttpRequest, everybody: Sequence[Peer]) -> dict[str, Any]:
    others = [each for each in everybody if not each.is_own]
    form = CompareForm(request.GET, others=[(each.key, each.name) for each in others])
    kind, size, wanted = form.chosen("kind"), form.chosen("size"), form.chosen_others
    chosen = [
        each
        for each in everybody
        if each.is_own
        or (
            (not kind or each.kind == kind)
            and (not size or str(each.size) == size)
            and (not wanted or each.key in wanted)
        )
    ]
    year = request.GET.get("year", "")
    return {
        "form": form,
        "known": len(others),
        "compared": shown.compared(chosen, form.chosen("show"), year=int(year) if year.isdecimal() else None),
        "width": shown.WIDTH,
        "height": shown.HEIGHT,
    }
