"""The whole promise of the method on one page. See process/method.py for what each part means."""

from collections.abc import Mapping
from typing import Any

from gehor.process.method import Method
from gehor.process.words import Channel, Level

from . import queries, rules
from .beside import beside
from .forms import CommentForm, SetupForm
from .keeping import keep, keep_rows, misfits, must_have_a_text
from .views.showing import text


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] for name in ("paragraph", "version") if cleaned.get(name)}


METHOD = Method(
    key="text_hearing",
    levels=frozenset({Level.CONSULT, Level.INVOLVE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    form=CommentForm,
    form_template="text_hearing/form.html",
    paper_template="text_hearing/paper.html",
    values=values,
    checked=rules.checked,
    keep=keep,
    keep_rows=keep_rows,
    results=rules.results,
    result_label=rules.result_label,
    export_columns=("paragraph", "version"),
    outcome=rules.outcome,
    may_open=must_have_a_text,
    beside=beside,
    subjects=queries.subjects,
    misfits=misfits,
    view=text,
    own_page="text_hearing:staff_text",
)
