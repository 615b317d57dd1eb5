"""For those who decide on sharing, and for those who listen to others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other
from gehor.network.library import queries as library
from gehor.process.learning import ASK_FOR_FEED, CHANGE_LINK, LISTEN, SHARE, STOP_LISTENING, STOP_SHARING

from .. import actions, keys, queries, rules, shown, telling, texts
from ..forms import ListenForm, ShareForm
from ..rules import INDICATORS, Audience
from .frame import page

FETCHES = 20
DIALOGUES = 50


@PAGE
def sharing(request: HttpRequest, slug: str) -> HttpResponse:
    """What is shared with whom, and what that says of the organisation: to be looked at before it is decided."""
    here = organisations.organisation_for(request.actor, slug, SHARE)
    now = queries.sharing_of(here)
    shared = queries.parts_of(now)
    initial = {part.value: audience.value for part, audience in shared.items()}
    if now is not None:
        initial["inhabitants"] = now.inhabitants
    form = ShareForm(posted(request), initial=initial)
    given = {"actor": request.actor}
    if saved(
        form,
        lambda: actions.share(here, **given, parts=form.parts, inhabitants=form.cleaned_data["inhabitants"]),
    ):
        messages.success(request, _("It is saved, and holds from now on."))
        return see_other("sharing:sharing", slug)
    told = telling.told(here, today=clock.today())
    cells = telling.cells(told["figures"], set(rules.Part))
    years = sorted({year for year, _code in cells}, reverse=True)
    link = None
    if now is not None and Audience.LINK in shared.values():
        link = request.build_absolute_uri(keys.address_of(now))
    context = {
        "form": form,
        "shared": shared,
        "link": link,
        "is_public": Audience.EVERYBODY in shared.values(),
        "years": years,
        "rows": [(texts.INDICATORS[code].name, _of_years(code, cells, years)) for code in INDICATORS],
        "dialogues": len(told["dialogues"]),
    }
    return page(request, "sharing", here, context, here="sharing")


def _of_years(code: str, cells: rules.Figures, years: list[int]) -> list[str]:
    found = [cells.get((year, code)) for year in years]
    return [shown.amount(INDICATORS[code].unit, cell.value if cell else None) for cell in found]


@require_POST
def change_link(request: HttpRequest, slug: str) -> HttpResponse:
    here = organisations.organisation_for(request.actor, slug, CHANGE_LINK)
    actions.change_link(here, actor=request.actor)
    messages.success(request, _("There is a new link. The old one opens nothing any more."))
    return see_other("sharing:sharing", slug)


@PAGE
def stop_sharing(request: HttpRequest, slug: str) -> HttpResponse:
    """Is nothing to be shared any more?"""
    here = organisations.organisation_for(request.actor, slug, STOP_SHARING)
    if request.method == "POST":
        actions.stop_sharing(here, actor=request.actor)
        messages.success(request, _("Nothing is shared any more. Others drop it when they fetch next, within a day."))
        return see_other("sharing:sharing", slug)
    shared = queries.parts_of(queries.sharing_of(here))
    context = {"parts": [texts.PARTS[part][0] for part in shared]}
    return page(request, "stop_sharing", here, context, here="sharing")


# Listening


@PAGE
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """All feeds with how the last fetch went, and a form for one more."""
    here = organisations.organisation_for(request.actor, slug, LISTEN)
    may_library = library.keeper() == here
    form = ListenForm(posted(request), may_library=may_library)
    if saved(form, lambda: actions.listen(here, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("You listen to %(name)s now. It is fetched at once.") % {"name": form.outcome.name})
        return see_other("sharing:source", slug, form.outcome.pk)
    rows = [
        (source, texts.WHATS[source.what], fetch, shown.sentence(fetch) if fetch else _("It waits for its turn."))
        for source, fetch in queries.with_last_fetch(queries.sources(here))
    ]
    return page(request, "sources", here, {"form": form, "rows": rows, "may_library": may_library}, here="sources")


@PAGE
def source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One feed: what it holds, how its fetches went, and a button to fetch it now."""
    here = organisations.organisation_for(request.actor, slug, ASK_FOR_FEED)
    found = queries.source_of(here, pk)
    if request.method == "POST" and "show" in request.POST:
        actions.show_publicly(found, actor=request.actor, shown=request.POST["show"] == "yes")
        messages.success(request, _("It is saved, and holds from now on."))
        return see_other("sharing:source", slug, pk)
    if request.method == "POST":
        actions.ask(found, actor=request.actor)
        messages.success(request, _("It is being fetched."))
        return see_other("sharing:source", slug, pk)
    fetches = list(found.fetches.select_related("asked_by")[:FETCHES])
    heard = queries.heard_of(found)
    context = {
        "source": found,
        "what": texts.WHATS[found.what],
        "fetches": [(each, shown.sentence(each), shown.size_of(each)) for each in fetches],
        "under_way": next((each for each in fetches if each.ended_at is None), None),
        "refused": shown.refused(fetches[0]) if fetches else [],
        "refused_more": fetches[0].refused_in_all - len(fetches[0].refused) if fetches else 0,
        "heard": heard,
        "dialogues": list(heard.dialogues.all()[:DIALOGUES]) if heard else [],
        "address": _public_address(found.address),
        "fetched": reverse("library:library") if queries.has_brought_articles(found) else "",
    }
    return page(request, "source", here, context, here="sources")


def _public_address(address: str) -> str:
    """Without what opens what is not for everybody."""
    return address.partition("/shared/")[0] + "/…" if "/shared/" in address else address


@PAGE
def stop_listening(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Is it to be listened to no more?"""
    here = organisations.organisation_for(request.actor, slug, STOP_LISTENING)
    found = queries.source_of(here, pk)
    if request.method == "POST":
        actions.stop_listening(found, actor=request.actor)
        messages.success(request, _("You listen to %(name)s no more.") % {"name": found.name})
        return see_other("sharing:sources", slug)
    return page(request, "stop_listening", here, {"source": found}, here="sources")
