"""What is adopted and will soon run out, or has run out, in words: for the map and for the desk."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from gehor.ground.act import Actor
from gehor.process.steps import ADOPT_CHARTER, BEGIN_DRAFT

from . import queries, texts


def running_out(organisations: Iterable[int]) -> list[dict[str, Any]]:
    """For governance/_running_out.html, the most pressing first. One query."""
    return [_words(each) for each in queries.running_out(organisations)]


def running_out_for(actor: Actor) -> list[dict[str, Any]]:
    """Of the organisations where this person writes drafts or enters decisions."""
    mine = [pk for pk in actor.organisation_ids if actor.may(BEGIN_DRAFT, pk) or actor.may(ADOPT_CHARTER, pk)]
    return running_out(mine) if mine else []


def _words(each: queries.RunningOut) -> dict[str, Any]:
    charter, is_out = each.charter, each.days < 0
    return {
        "charter": charter,
        "name": texts.KINDS[charter.kind][0],
        "days": each.days,
        "is_out": is_out,
        "means": texts.RUNNING_OUT[charter.kind][is_out],
        "url": reverse(f"governance:{charter.kind}", args=[charter.organisation.slug]),
    }
