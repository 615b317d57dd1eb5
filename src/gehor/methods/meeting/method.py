"""The whole promise of the method on one page. See process/method.py for what each part means."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from gehor.process.method import Method
from gehor.process.words import Channel, Level

from .came import result
from .closing import closing_means, no_vote_goes_on
from .forms import NoteForm, SetupForm
from .keeping import place_note, place_rows
from .queries import public_page
from .rules import Place, checked, occasion, question_of, results
from .texts import ROW


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] for name in ("table", "person", "round") if cleaned.get(name)}


def keep(contribution: Any, values: Mapping[str, Any]) -> None:
    """A note belongs to whoever sits where it was taken."""
    if values.get("table"):
        place_note(contribution, Place(values["table"], values.get("person")))


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    """The question of the round; else “Table 3”."""
    name, _, number = key.partition("-")
    with translation.override(language):
        return question_of(setup, key, language) or str(ROW[name]).format(number=number)


METHOD = Method(
    key="meeting",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE, Level.CODECIDE}),
    channels=(Channel.MEETING, Channel.IMPORT),
    setup_form=SetupForm,
    form=NoteForm,
    form_template="meeting/form.html",
    paper_template="meeting/paper.html",
    values=values,
    checked=checked,
    keep=keep,
    keep_rows=place_rows,
    results=results,
    result_label=result_label,
    export_columns=("table", "round"),
    occasion=occasion,
    page_template="meeting/page.html",
    page=public_page,
    outcome_view=result,
    working_page="meeting:notes",
    staff_page="registering:registered",
    closing_means=closing_means,
    at_closing=no_vote_goes_on,
)
