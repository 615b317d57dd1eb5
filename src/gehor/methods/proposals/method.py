"""The whole promise of the method on one page. See process/method.py for what each part means."""

from collections.abc import Mapping
from typing import Any

from gehor.ground.maps import marked
from gehor.participation.ballots import support, support_file
from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from . import amending, queries
from .beside import beside, beside_reading, has_something, voted_on
from .forms import ProposalForm, SetupForm, TypedProposalForm
from .rules import AMENDS, FROM_WORDING, HEADING, categories, checked, outcome, result_label, results, takes_support
from .similar import alike
from .views import activity


def values(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: cleaned[name] for name in ("category", AMENDS, FROM_WORDING, HEADING) if cleaned.get(name)}
    return {**kept, **marked.values_of(cleaned.get("place"))}


METHOD = Method(
    key="proposals",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    takes=frozenset({Takes.CONTRIBUTIONS, Takes.BALLOTS}),
    form=ProposalForm,
    typed_form=TypedProposalForm,
    form_template="proposals/form.html",
    paper_template="proposals/paper.html",
    values=values,
    checked=checked,
    keep=amending.keep,
    keep_rows=amending.keep_rows,
    alike=alike,
    results=results,
    result_label=result_label,
    categories=lambda setup: [(category.key, category.name) for category in categories(setup)],
    export_columns=("category", "places", "where", AMENDS, FROM_WORDING, HEADING),
    may_point_out=("places", "where", HEADING),
    repeated_in=amending.repeated_in,
    misfits=amending.misfits,
    beside=beside,
    beside_reading=beside_reading,
    beside_if=has_something,
    ballot=support.ballot,
    counts=takes_support,
    supports=queries.supported,
    voted_on=voted_on,
    suggested_proof=Proof.DEVICE,
    outcome=outcome,
    exchanges=support_file.EXCHANGES,
    view=activity,
    listing="proposals:listed",
    staff_page="proposals:staff_list",
)
