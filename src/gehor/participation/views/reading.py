"""What has been said: the public list of contributions."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground.languages import said
from gehor.ground.pages import card, kept
from gehor.participation import queries, rules
from gehor.participation.forms import NarrowForm
from gehor.participation.queries import Card
from gehor.participation.texts import MASK_REASONS
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue

from . import export

EXCERPT_MOST = 700  # characters of a text in the list; the whole of it stands on its own page


@require_safe
@kept
def contributions(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published in a dialogue, the newest first, 50 on a page."""
    dialogue, facts = planning.public_with_facts(slug)
    entrances = queries.entrances(dialogue)
    activities = [each.activity for each in entrances if not each.demands.is_read_by_few]
    channels = queries.per_channel(dialogue)
    categories = named_categories(dialogue, activities)
    form = NarrowForm(request.GET, channels=[code for code, _ in channels], categories=categories)
    total = sum(count for _, count in channels)
    page = queries.pages(dialogue, form.narrowed, total=total).get_page(request.GET.get("page"))
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "facts": facts,
        "form": form,
        "channels": channels,
        "total": total,
        "page": page,
        "columns": export.columns(activities),
        "behind_doors": [each.activity for each in entrances if each.demands.is_read_by_few],
        "is_open": any(each.is_open and each.is_on_web for each in entrances),
        "cards": shown_cards(dialogue, page.object_list, categories),
    }
    return render(request, "participation/contributions.html", context)


def named_categories(dialogue: Dialogue, activities: Iterable[Activity]) -> dict[str, str]:
    """Key → name in the reader's language."""
    source, language = dialogue.source_language, get_language() or dialogue.source_language
    return {key: said(name, source, language)[0] for key, name in queries.categories(activities).items()}


def shown_cards(dialogue: Dialogue, ids: Iterable[int], categories: dict[str, str]) -> list[SafeString]:
    """The cards of these contributions as HTML, made once per wording and language."""
    asked = queries.cards(list(ids))
    language = get_language()
    missing = _Missing(dialogue, asked, categories)
    return [card((dialogue.slug, *_version(each), language), lambda each=each: missing.made(each)) for each in asked]


def _version(each: Card) -> tuple[Any, ...]:
    return each.pk, each.wording, tuple(attachment.pk for attachment in each.attachments)


class _Missing:
    """Fetches the wordings of all cards when the first one has to be made: one query or none."""

    def __init__(self, dialogue: Dialogue, asked: list[Card], categories: dict[str, str]) -> None:
        self.dialogue, self.asked, self.categories = dialogue, asked, categories
        self.wordings: dict[int, Any] = {}

    def made(self, each: Card) -> str:
        self.wordings = self.wordings or queries.shown_wordings(card.pk for card in self.asked)
        wording = self.wordings[each.pk]
        context = {
            "dialogue": self.dialogue,
            "contribution": wording.contribution,
            "wording": wording,
            "excerpt": rules.excerpt(wording.text, longest=EXCERPT_MOST),
            "category": self.categories.get(wording.contribution.values.get("category", ""), ""),
            "reason": MASK_REASONS.get(wording.reason, ""),
            "attachments": each.attachments,
        }
        return get_template("participation/_card.html").render(context)
