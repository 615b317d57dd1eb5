"""What a newer body of an article says otherwise than the public one, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.calc.text.diff import Change, Piece, difference
from gehor.ground.languages import said

from . import facets as by
from . import texts
from .kinds import DEFINITIONS, Kind
from .models import Body, Draft


@dataclass(frozen=True)
class Differing:
    """One field that says something else. language: of the words; empty for a day, a number, a list."""

    label: str | Promise
    language: str
    pieces: Sequence[Piece]


def differing(kind: Kind, before: Body, after: Body, *, source: str) -> list[Differing]:
    """In the order in which an article is written. source: the article's language, in which files are described."""
    found = [*_texts(kind, before.whole, after.whole), *_lists(kind, before, after, source), *_figures(before, after)]
    if before.licence != after.licence:
        names = (str(texts.LICENCES[body.licence][0]) for body in (before, after))
        found.append(_replaced(_("Licence"), *names))
    return found


def _texts(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Differing]:
    for field in DEFINITIONS[kind].fields:
        label, was, now = texts.field_label(kind, field.key), before.get(field.key), after.get(field.key)
        if isinstance(was or now, list):
            yield from _items(label, was or [], now or [])
            continue
        old, new = _by_language(was), _by_language(now)
        for language in dict.fromkeys((*new, *old)):
            texts_of_it = old.get(language, ""), new.get(language, "")
            if texts_of_it[0] != texts_of_it[1]:
                yield Differing(label, language, difference(*texts_of_it))


def _by_language(value: Any) -> Mapping[str, str]:
    if isinstance(value, dict):
        return value
    return {"": str(value)} if value not in (None, "") else {}


def _lists(kind: Kind, before: Body, after: Body, source: str) -> Iterator[Differing]:
    told_by_decisions = isinstance(after, Draft) and getattr(before, "measured", None)
    for facet in by.of(kind):
        if facet.key == "effect" and told_by_decisions:
            continue  # filled in when it is submitted
        options = texts.OPTIONS[facet.key]
        chosen = ([str(options[key]) for key in body.facets.get(facet.key, ())] for body in (before, after))
        yield from _items(texts.FACETS[facet.key], *chosen)
    yield from _items(_("Related articles"), before.related, after.related)
    described = ([_described(file, source) for file in body.files] for body in (before, after))
    yield from _items(_("Pictures and PDFs"), *described)


def _described(file: Mapping[str, Any], source: str) -> str:
    return said(file["description"], source, source)[0] or _("a file without a description")


def _figures(before: Body, after: Body) -> Iterator[Differing]:
    for code in dict.fromkeys((*before.told, *after.told)):
        told = [number_format(body.told[code]) if code in body.told else "" for body in (before, after)]
        if told[0] != told[1]:
            yield _replaced(texts.FIGURES[code], *told)


def _replaced(label: str | Promise, before: str, after: str) -> Differing:
    pieces = (Piece(Change.GONE, before), Piece(Change.NEW, after))
    return Differing(label, "", [piece for piece in pieces if piece.text])


def _items(label: str | Promise, before: Sequence[str], after: Sequence[str]) -> Iterator[Differing]:
    """A list, one on each line: what is gone stands last."""
    fates = [(Change.SAME if each in before else Change.NEW, each) for each in after]
    fates += [(Change.GONE, each) for each in before if each not in after]
    if any(change is not Change.SAME for change, _each in fates):
        ends = ["\n"] * (len(fates) - 1) + [""]
        yield Differing(
            label, "", [Piece(change, f"{text}{end}") for (change, text), end in zip(fates, ends, strict=True)]
        )
