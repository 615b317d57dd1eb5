"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from .counting import outcome
from .forms import SetupForm
from .keeping import frozen, may_open
from .rules import questions
from .showing import result

METHOD = Method(
    key="priorities",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    asks_opinions=True,
    takes=frozenset({Takes.BALLOTS}),
    questions=questions,
    asks_for_words=False,
    frozen=frozen,
    outcome=outcome,
    outcome_template="priorities/outcome.html",
    outcome_own=result,
    suggested_proof=Proof.DEVICE,
    may_open=may_open,
)
