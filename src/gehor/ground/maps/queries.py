"""The layers of an organisation, and what lies in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from gehor.ground.organisations.models import Organisation
from gehor.ground.pages import remembered

from .models import Layer

Features = Sequence[Mapping[str, Any]]


def offered(organisation: Organisation) -> QuerySet[Layer]:
    """Layers that can be chosen today, without what lies in them."""
    return Layer.objects.filter(organisation=organisation, withdrawn_at=None).defer("features")


def features_of(slug: str, keys: Iterable[int]) -> list[Features]:
    """What lies in these layers of one organisation, in the order of the layers. Others' are left out."""
    wanted = tuple(sorted(set(keys)))
    if not wanted:
        return []
    return remembered(("layers", slug, wanted), lambda: _features(slug, wanted))


def features_everywhere(slug: str) -> list[Features]:
    """What lies in the layers that are drawn on every map of the organisation."""
    found = Layer.objects.filter(organisation__slug=slug, is_everywhere=True, withdrawn_at=None)
    return remembered(("layers everywhere", slug), lambda: list(found.values_list("features", flat=True)))


def features_under(organisation: Organisation, keys: Iterable[int]) -> list[Features]:
    """What lies in the layers under a map: those that are drawn on every map, and these beside them."""
    wanted = tuple(sorted(set(keys)))
    chosen = Q(is_everywhere=True, withdrawn_at=None) | Q(pk__in=wanted)
    found = Layer.objects.filter(chosen, organisation=organisation)
    return remembered(("layers under", organisation.pk, wanted), lambda: list(found.values_list("features", flat=True)))


def _features(slug: str, keys: Sequence[int]) -> list[Features]:
    found = Layer.objects.filter(organisation__slug=slug, pk__in=keys)
    return list(found.values_list("features", flat=True))
