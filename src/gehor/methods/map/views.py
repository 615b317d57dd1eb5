"""The form at the activity's address, and beside it all marks as a map and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.calc.geo.mercator import View
from gehor.calc.geo.shapes import bounds
from gehor.ground.languages import said
from gehor.ground.maps.charts import LARGE, SMALL, Chart, chart_of, shows_map
from gehor.ground.maps.drawing import Mark, Size, picture
from gehor.ground.maps.fields import MEDIA, MOVES
from gehor.ground.maps.plotting import sign_of
from gehor.ground.maps.queries import features_of
from gehor.ground.pages import kept
from gehor.ground.people.models import Participant
from gehor.participation import queries as participation
from gehor.participation import rules as limits
from gehor.participation.forms import take_part_form
from gehor.participation.models import Wording
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, form_page, shut
from gehor.participation.views.taking_part import receive

from . import queries, rules
from .queries import Placed

PER_PAGE = 20
EXCERPT = 400  # characters of a text in the list
MOVES_SAID = {
    "in": gettext_lazy("Nearer"),
    "out": gettext_lazy("Further away"),
    "north": gettext_lazy("North"),
    "south": gettext_lazy("South"),
    "west": gettext_lazy("West"),
    "east": gettext_lazy("East"),
}


def page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The form while it is open; when it is over, what was marked."""
    if request.method == "POST":
        return receive(request, entrance, mark_page)
    if entrance.is_open:
        return mark_page(request, entrance, take_part_form(entrance.activity, get_language() or "sv"))
    return shut(request, entrance) if entrance.state is limits.State.COMING else _marks_page(request, entrance)


def mark_page(
    request: HttpRequest, entrance: Entrance, form: forms.Form, *, before: Participant | None = None, status: int = 200
) -> HttpResponse:
    more = {"marks": queries.count(entrance.activity)}
    return form_page(request, entrance, form, before=before, status=status, template="map/mark.html", more=more)


@require_safe
@kept
def marks(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All marks, on a map and in a list that says the same."""
    return _marks_page(request, _map_at(request))


@require_safe
@kept
def marks_picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The marks drawn on the map, those of one page of the list with their numbers."""
    entrance = _map_at(request)
    asked = _asked(request, entrance)
    chart = _chart(entrance, asked.found)
    numbered = {each.pk: str(at) for at, each in enumerate(asked.page.object_list, start=asked.page.start_index())}
    svg = picture(
        View.read(request.GET.get("view", "")) or chart.home,
        Size(*(LARGE if request.GET.get("size") == "large" else SMALL)),
        layers=features_of(chart.slug, [layer.pk for layer in chart.layers]),
        marks=[mark for mark in (_mark(entrance, each, numbered) for each in reversed(asked.found)) if mark],
    )
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
@kept
def marks_data(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The marks for the script that draws them: [sign, what is drawn, places, reference] of each, without texts."""
    entrance = _map_at(request)
    kinds = queries.kinds_of(entrance.activity)
    rows = []
    for each in _asked(request, entrance).found:
        kind = kinds.get(each.kind)
        if each.values.get("places"):
            row = [kind.look, kind.draws] if kind else [0, rules.POINT]
            rows.append([*row, each.values["places"], each.reference])
    return JsonResponse({"marks": rows})


# What they share


@dataclass(frozen=True)
class Asked:
    """Which marks somebody wants to see."""

    form: forms.Form
    found: list[Placed]
    page: Any
    query: str  # the same, as part of an address


class NarrowForm(forms.Form):
    """Whatever cannot be meant is taken as nothing."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of mark"), required=False)


def _map_at(request: HttpRequest) -> Entrance:
    """The map that is asked for. Raises Http404."""
    if request.entrance.activity.method != "map":
        raise Http404
    return request.entrance


def _asked(request: HttpRequest, entrance: Entrance) -> Asked:
    form = NarrowForm(request.GET)
    named = [(kind.key, _in_words(entrance, kind.name)) for kind in rules.kinds(entrance.activity.setup)]
    form.fields["kind"].choices = [("", _("All kinds")), *named]
    form.is_valid()
    kind, words = form.cleaned_data.get("kind", ""), limits.tidy_line(form.cleaned_data.get("q", ""))
    found = queries.narrowed(entrance.activity, kind=kind, words=words)
    query = urlencode({name: value for name, value in (("kind", kind), ("q", words)) if value})
    return Asked(form, found, Paginator(found, PER_PAGE).get_page(request.GET.get("page")), query)


def _in_words(entrance: Entrance, text: dict[str, str]) -> str:
    return said(text, entrance.activity.dialogue.source_language, get_language() or "sv")[0]


def _chart(entrance: Entrance, found: Sequence[Placed]) -> Chart:
    """The activity's map; without layers of its own it begins where the marks are."""
    activity = entrance.activity
    chart = chart_of(activity.dialogue.organisation, layers=rules.layers(activity.setup))
    if chart.layers or chart.tiles:
        return chart
    shapes = (rules.geometry(activity.setup, each.values) for each in found)
    box = bounds(shape for shape in shapes if shape)
    if box is None:
        return chart
    return Chart(chart.slug, View.fitting(box, width=SMALL[0], height=SMALL[1]), chart.layers, chart.tiles)


def _mark(entrance: Entrance, placed: Placed, numbered: dict[int, str]) -> Mark | None:
    shape = rules.geometry(entrance.activity.setup, placed.values)
    kind = queries.kinds_of(entrance.activity).get(placed.kind)
    return Mark(shape, kind.look if kind else 0, numbered.get(placed.pk, "")) if shape else None


@dataclass(frozen=True)
class Shown:
    """One mark in the list."""

    number: int
    reference: str
    kind: str
    sign: SafeString
    where: str
    is_on_map: bool
    wording: Wording
    excerpt: str


def _marks_page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    activity = entrance.activity
    asked = _asked(request, entrance)
    chart = _chart(entrance, asked.found)
    view = View.read(request.GET.get("view", "")) or chart.home
    ids = [each.pk for each in asked.page.object_list]
    wordings = participation.shown_wordings(ids)
    kinds = queries.kinds_of(activity)
    shown = [
        _shown(entrance, at, each, kinds.get(each.kind), wordings[each.pk])
        for at, each in enumerate(asked.page.object_list, start=asked.page.start_index())
        if each.pk in wordings
    ]
    before, _slash, after = reverse("trace:thread", args=[activity.dialogue.slug, "REFERENCE"]).partition("REFERENCE")
    context = {
        **about(activity.dialogue),
        "entrance": entrance,
        "activity": activity,
        "form": asked.form,
        "media": MEDIA,
        "is_narrowed": bool(asked.query),
        "page": asked.page,
        "shown": shown,
        "chart": chart,
        "view": str(view),
        "query": asked.query,
        "moves": [(words, _moved(view, move)) for move, words in MOVES_SAID.items()],
        "legend": [(sign_of(kind.look), _in_words(entrance, kind.name)) for kind in kinds.values()],
        "thread": (before, after),
    }
    return shows_map(render(request, "map/marks.html", context), chart)


def _shown(entrance: Entrance, at: int, placed: Placed, kind: rules.Kind | None, wording: Wording) -> Shown:
    return Shown(
        number=at,
        reference=placed.reference,
        kind=_in_words(entrance, kind.name) if kind else "",
        sign=sign_of(kind.look) if kind else SafeString(""),
        where=str(placed.values.get("where", "")),
        is_on_map=bool(placed.values.get("places")),
        wording=wording,
        excerpt=limits.excerpt(wording.text, longest=EXCERPT),
    )


def _moved(view: View, move: str) -> View:
    if move in MOVES:
        return view.moved(*MOVES[move], width=SMALL[0], height=SMALL[1])
    return view.zoomed(1 if move == "in" else -1)
