"""The whole promise of the method on one page. See process/method.py for what each part means."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from gehor.process.method import Method
from gehor.process.words import Channel, Level

from .forms import NoteForm, SetupForm
from .queries import called, public_page
from .rules import checked, results
from .texts import KINDS


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] for name in ("kind", "place", "group") if cleaned.get(name)}


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    with translation.override(language):
        return str(KINDS[key]) if key else ""


METHOD = Method(
    key="outreach",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.OUTREACH, Channel.PHONE, Channel.PAPER, Channel.IMPORT),
    setup_form=SetupForm,
    form=NoteForm,
    form_template="outreach/form.html",
    paper_template="outreach/paper.html",
    values=values,
    checked=checked,
    results=results,
    result_label=result_label,
    export_columns=("kind", "place", "group"),
    called=called,
    may_point_out=("place",),
    page_template="outreach/page.html",
    page=public_page,
    working_page="outreach:talks",
)
