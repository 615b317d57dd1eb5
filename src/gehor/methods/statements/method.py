"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from .counting import outcome
from .forms import SetupForm
from .polis import EXCHANGES
from .queries import items
from .rules import answers, ballot, checked, questions
from .views import page

METHOD = Method(
    key="statements",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    asks_opinions=True,
    takes=frozenset({Takes.BALLOTS}),  # one's own statement is an answer in one's own words
    questions=questions,
    items=items,
    ballot=ballot,
    answers=answers,
    checked=checked,
    outcome=outcome,
    suggested_proof=Proof.DEVICE,
    exchanges=EXCHANGES,
    view=page,
)
