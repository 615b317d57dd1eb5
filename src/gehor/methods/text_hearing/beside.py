"""What stands beside a contribution where it is followed: the paragraph that it is about, in the words of then."""

from collections.abc import Mapping, Sequence
from typing import Any

from gehor.participation.models import Contribution
from gehor.process.method import Beside

from .models import Paragraph
from .queries import heads_of
from .rules import quoted, spoken

EXCERPT = 300


def beside(contributions: Sequence[Contribution]) -> Mapping[int, Beside]:
    """By the id of the contribution. One query, and one more for rows of tables."""
    about = {
        each.pk: (each.activity_id, each.values["version"], each.values["paragraph"])
        for each in contributions
        if each.values.get("paragraph") and each.values.get("version")
    }
    if not about:
        return {}
    rows = Paragraph.objects.filter(
        version__activity__in={activity for activity, _, _ in about.values()},
        number__in={number for _, _, number in about.values()},
    )
    found = {(row.version.activity_id, row.version.number, row.number): row for row in rows.select_related("version")}
    heads = heads_of(found.values())
    by_id = {each.pk: each for each in contributions}
    return {pk: _beside(by_id[pk], found[key], heads) for pk, key in about.items() if key in found}


def _beside(contribution: Contribution, row: Paragraph, heads: Mapping[int, str]) -> Beside:
    text = quoted(row.text, heads[row.pk]) if row.pk in heads else row.text
    text = text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"
    context: dict[str, Any] = {
        "number": row.number,
        "spoken": spoken(row.number),
        "version": row.version.number,
        "text": text,
        "activity": contribution.activity.number,
    }
    data = {"paragraph": row.number, "version": row.version.number, "text": row.text}
    return Beside("text_hearing/_beside.html", context, data)
