"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level

from .counting import outcome
from .forms import SetupForm
from .keeping import forget_all
from .rules import must_ask, questions
from .views.taking_part import view

METHOD = Method(
    key="survey",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    asks_opinions=True,
    takes=frozenset({Takes.BALLOTS}),
    questions=questions,
    final=True,
    outcome=outcome,
    view=view,
    may_open=must_ask,
    own_page="survey:questions",
    at_closing=forget_all,
)
