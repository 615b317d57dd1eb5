"""What finished dialogues wrote in a field of the plan, as the handbook's examples: one query for a whole form.

Only what everybody may read of a closed dialogue; and, of the organisation's own, what its plan says for everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Case, Model, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language

from gehor.ground.languages import LocalText, said
from gehor.planning import queries
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.process.words import Go

AMONG = 12  # so many dialogues are looked through: what none of them wrote has the written example
WORDS = 60  # the beginning of a longer text: the rest is behind the link


@dataclass(frozen=True)
class Told:
    """What one finished dialogue wrote in one field, and where it can be read."""

    text: LocalText
    title: LocalText
    source_language: str
    organisation: str
    url: str


@dataclass(frozen=True)
class Where:
    """Where the words of a form stand. way: from its rows to the dialogue. url_name: the page that shows them."""

    model: type[Model]
    fields: frozenset[str]  # with LocalText
    way: str = "dialogue"
    url_name: str = "portal:dialogue"
    own_only: bool = False  # shown to those who work in the organisation, not to everybody
    only: Mapping[str, Any] = field(default_factory=dict)


def _of_dialogue(*fields: str) -> Where:
    return Where(Dialogue, frozenset(fields), way="")


# By the name of the form. Apps downstream add theirs by `tell` when the programme starts.
_WHERE: dict[str, Where] = {
    "StartForm": _of_dialogue("title"),
    "AssessForm": Where(Assessment, frozenset({"reason"}), only={"outcome": Go.RUN.value}),
    "PurposeForm": _of_dialogue("title", "background", "question", "purpose", "goal"),
    "InfluenceForm": _of_dialogue("can_influence", "cannot_influence"),
    "AnswerPromiseForm": _of_dialogue("answer_promise"),
    "ActivityForm": Where(Activity, frozenset({"title", "introduction"})),
}


def tell(where: Mapping[str, Where]) -> None:
    _WHERE.update(where)


def told(form: forms.BaseForm, dialogue: Dialogue) -> dict[str, Told]:
    """Field → what a finished dialogue wrote there: the organisation's own before others, the same kind before others,
    the latest before earlier ones. dialogue: the one that is being planned; it may be unsaved.
    """
    where = _WHERE.get(type(form).__name__)
    fields = where.fields & set(form.fields) if where else frozenset()
    if where is None or not fields:
        return {}
    found: dict[str, Told] = {}
    for row in _rows(where, dialogue):
        for name in fields - found.keys():
            if wrote := _told(row, name, where):
                found[name] = wrote
    return found


def _rows(where: Where, dialogue: Dialogue) -> Iterable[Any]:
    """Rows of finished dialogues, the best example first."""
    at = f"{where.way}__" if where.way else ""
    rows = where.model._default_manager.filter(**where.only, **{f"{at}pk__in": queries.finished().values("pk")})
    own, same_kind = {f"{at}organisation": dialogue.organisation_id}, {f"{at}kind": dialogue.kind}
    if where.own_only:
        rows = rows.filter(**own)
    # The one whose words stand in the fields as drafts is no example beside them
    if known := [pk for pk in (dialogue.pk, dialogue.begun_from_id) if pk]:
        rows = rows.exclude(**{f"{at}pk__in": known})
    best = (_first(**own), _first(**same_kind), f"-{at}started_at", f"-{at}pk", "pk")
    return rows.select_related(f"{at}organisation").order_by(*best)[:AMONG]


def _first(**condition: Any) -> Case:
    return Case(When(then=Value(0), **condition), default=Value(1))


def _told(row: Any, name: str, where: Where) -> Told | None:
    """What the row says in that field; none where it says nothing."""
    dialogue: Dialogue = getattr(row, where.way) if where.way else row
    source = dialogue.source_language
    words, language = said(getattr(row, name), source, get_language() or source)
    if not words.strip():
        return None
    return Told(
        text={language: Truncator(" ".join(words.split())).words(WORDS)},
        title=dialogue.title,
        source_language=source,
        organisation=dialogue.organisation.name,
        url=reverse(where.url_name, args=[dialogue.slug]),
    )
