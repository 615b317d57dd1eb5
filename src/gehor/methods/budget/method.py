"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from .arranging import must_have_projects
from .exchanging import PABULIB
from .forms import SetupForm
from .rules import outcome, questions
from .showing import result, rule_on_paper
from .views.voting import view

METHOD = Method(
    key="budget",
    levels=frozenset({Level.INVOLVE, Level.INFLUENCE, Level.CODECIDE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH, Channel.IMPORT),
    setup_form=SetupForm,
    takes=frozenset({Takes.BALLOTS}),
    questions=questions,
    asks_for_words=False,
    told_on_paper=rule_on_paper,
    final=True,
    suggested_proof=Proof.DEVICE,
    outcome=outcome,
    outcome_template="budget/_outcome.html",
    outcome_own=result,
    view=view,
    may_open=must_have_projects,
    own_page="budget:projects",
    exchanges=(PABULIB,),
)
