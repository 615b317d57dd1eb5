"""The catalogue of methods for everybody, and the advice that staff get for one dialogue. Nothing is stored here."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongInput
from gehor.ground.pages import kept
from gehor.planning import queries
from gehor.planning.pages import dialogue_page
from gehor.planning.sources import named
from gehor.process.words import Level

from . import texts
from .entries import Entry, Facets, entries, entry
from .forms import EVERYTHING, ChoiceForm, wishes_form
from .rules import chosen
from .suggesting import days_left, known, shown, suggestions

PER_PAGE = 24
ADVISED = 10


@require_safe
@kept
def methods(request: HttpRequest) -> HttpResponse:
    """The whole catalogue, to be narrowed."""
    form = ChoiceForm(request.GET)
    found = chosen(entries(), form.choice())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "cards": [(shown(each), _foot(each)) for each in page],
        "all": len(entries()),
        "narrowed": len(found) < len(entries()),
    }
    return render(request, "advice/methods.html", context)


@require_safe
@kept
def method(request: HttpRequest, key: str) -> HttpResponse:
    """One method: when to use it, when not, and what it takes."""
    found = entry(key)
    if found is None:
        raise Http404
    this = shown(found)
    context = {
        "this": this,
        "how": texts.HOW,
        "choose": [(label, getattr(this.texts, name)) for name, label in texts.CHOOSE.items()],
        "more": [(label, getattr(this.texts, name)) for name, label in texts.MORE.items()],
        "rows": _rows(found.facets),
        "sources": named(found.sources),
    }
    return render(request, "advice/method.html", context)


@require_safe
def advice(request: HttpRequest, slug: str) -> HttpResponse:
    """Which methods fit this dialogue, and why: what the plan does not know is asked for, and not stored."""
    dialogue = queries.dialogue_for(request.actor, slug)
    form = wishes_form(request.GET, known=known(dialogue, queries.facts_known(dialogue)))
    days = days_left(dialogue)
    context = {
        "heading": texts.ADVICE,
        "suggestions": suggestions(form.wishes(days))[:ADVISED],
        "all": len(entries()),
        "days": days,
        "settled": texts.settled(form.settled),
        "everything": EVERYTHING if EVERYTHING in request.GET else "",
    }
    status = WrongInput.status if form.errors else None  # asked for by GET, since nothing is stored
    return dialogue_page(request, "advice/advice.html", dialogue, context, form=form, status=status)


def _foot(each: Entry) -> list[str]:
    """What a card says below: how many, and which levels."""
    facets = each.facets
    return [
        texts.people(facets.group_min, facets.group_max, several=facets.several_groups),
        texts.listed(*facets.levels),
        _("Cost: %(cost)s") % {"cost": texts.listed(*facets.cost).lower()},
    ]


def _rows(facets: Facets) -> list[tuple[object, str]]:
    """The facets of a method in words; those that say nothing are left out."""
    said = {
        "purposes": texts.listed(*facets.purposes),
        "levels": texts.listed(*(level for level in Level if level in facets.levels)),
        "people": texts.people(facets.group_min, facets.group_max, several=facets.several_groups),
        "recruitment": texts.listed(*facets.recruitment),
        "special_groups": texts.listed(*facets.special_groups),
        "suitable_for": texts.listed(*facets.suitable_for),
        "mode": texts.listed(facets.mode),
        "occasions": texts.listed(facets.occasions),
        "duration": texts.listed(*facets.duration),
        "preparation": texts.listed(facets.preparation),
        "cost": texts.listed(*facets.cost),
        "polarisation": str(texts.BEARS[facets.polarisation]),
        "residents_begin": str(texts.BEGUN_BY_RESIDENTS) if facets.residents_begin else "",
    }
    return [(texts.LABELS[name], words) for name, words in said.items() if words]
