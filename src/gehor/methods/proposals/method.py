"""The whole promise of the method on one page. See process/method.py for what each part means."""

from collections.abc import Mapping
from typing import Any

from gehor.ground.maps import marked
from gehor.participation.ballots import support
from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from .beside import beside, has_something
from .forms import ProposalForm, SetupForm
from .rules import categories, checked, outcome, result_label, results, takes_support
from .similar import alike
from .views import activity


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    category = {"category": cleaned["category"]} if cleaned.get("category") else {}
    return {**category, **marked.values_of(cleaned.get("place"))}


def keep(contribution: Any, values: Mapping[str, Any]) -> None:
    """Nothing beside the values."""


METHOD = Method(
    key="proposals",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    takes=frozenset({Takes.CONTRIBUTIONS, Takes.BALLOTS}),
    form=ProposalForm,
    form_template="proposals/form.html",
    paper_template="proposals/paper.html",
    values=values,
    checked=checked,
    keep=keep,
    alike=alike,
    results=results,
    result_label=result_label,
    categories=lambda setup: [(category.key, category.name) for category in categories(setup)],
    export_columns=("category", "places", "where"),
    beside=beside,
    beside_if=has_something,
    ballot=support.ballot,
    counts=takes_support,
    suggested_proof=Proof.DEVICE,
    outcome=outcome,
    view=activity,
    staff_page="proposals:staff_list",
)
