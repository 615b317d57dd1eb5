"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.process.method import Method
from gehor.process.words import Channel, Level

from . import rules
from .beside import beside
from .exchange import EXCHANGES
from .forms import MarkForm, SetupForm, values
from .views import page

METHOD = Method(
    key="map",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    form=MarkForm,
    form_template="map/form.html",
    paper_template="map/paper.html",
    values=values,
    checked=rules.checked,
    results=rules.results,
    result_label=rules.result_label,
    categories=lambda setup: [(kind.key, kind.name) for kind in rules.kinds(setup)],
    export_columns=("category", "places", "where"),
    may_point_out=("places", "where"),
    beside=beside,
    outcome=rules.outcome,
    exchanges=EXCHANGES,
    view=page,
)
