"""The methods of the catalogue as articles: one truth, written in planning/advice, which the library only reads."""

from collections.abc import Iterator, Sequence

from gehor.ground.languages import LocalText
from gehor.planning.advice.entries import Entry, entries
from gehor.planning.advice.words import Occasions, Polarisation
from gehor.planning.sources import Source, named

from . import facets as by
from .brought import Brought
from .facets import Series
from .kinds import Kind
from .models import Licence
from .queries import METHOD

AUTHOR = "Gehör"
# Field of an article → text of an entry
FIELDS = {
    "title": "name",
    "short_description": "summary",
    "description": "description",
    "used_for": "used_for",
    "participants": "participants",
    "costs": "resources",
    "time_expense": "time",
    "when_to_use": "use_when",
    "when_not_to_use": "do_not_use_when",
    "strengths": "strengths",
    "weaknesses": "weaknesses",
}
UNCERTAIN = {
    "sv": "Tal med ”ungefär” eller ”omkring” är våra egna uppskattningar.",
    "en": "Numbers with “about” or “roughly” are our own estimates.",
}


def methods() -> Iterator[Brought]:
    """Each method of the catalogue, with where its facts come from."""
    for entry in entries():
        yield Brought(
            url=f"{METHOD}{entry.key}",
            kind=Kind.METHOD,
            language="sv",
            content={**{field: _in_all(entry, name) for field, name in FIELDS.items()}, "origin": _sources(entry)},
            facets=_facets(entry),
            author=AUTHOR,
            licence=Licence.CC0,
        )


def _in_all(entry: Entry, name: str) -> LocalText:
    return {language: getattr(texts, name) for language, texts in entry.texts.items()}


def _sources(entry: Entry) -> LocalText:
    """Where the facts come from; and that what no source says is an estimate."""
    rows = named(entry.sources)
    return {language: "\n\n".join([_listed(rows, language), UNCERTAIN[language]]) for language in entry.texts}


def _listed(rows: Sequence[Source], language: str) -> str:
    return "\n".join(
        f"- [{_plain(row.name[language])}]({row.address})" if row.address else f"- {row.name[language]}" for row in rows
    )


def _plain(words: str) -> str:
    """Words that a link can have."""
    return words.replace("[", "(").replace("]", ")")


def _facets(entry: Entry) -> dict[str, list[str]]:
    facets = entry.facets
    bears = list(Polarisation)
    held = {Occasions.ONCE: [Series.ONCE], Occasions.SERIES: [Series.SERIES]}.get(facets.occasions, list(Series))
    return {
        "purpose": list(facets.purposes),
        "special_groups": list(facets.special_groups),
        "level_of_involvement": list(facets.levels),
        "ressources": list(facets.cost),
        "participant_number": by.people(facets.group_min, facets.group_max),
        "form_of_participation": [facets.mode],
        "participant_selection": list(facets.recruitment),
        "participant_suitability": list(facets.suitable_for),
        "one_off_or_series": list(held),
        "duration_of_participation": list(facets.duration),
        "preparation_time": [facets.preparation],
        "polarization": bears[: bears.index(facets.polarisation) + 1],
    }
