"""The whole promise of the method on one page. See process/method.py for what each part means."""

from gehor.participation.ballots import support, support_file
from gehor.participation.similar import alike
from gehor.process.method import Method, Takes
from gehor.process.words import Channel, Level, Proof

from . import queries
from .beside import beside, voted_on
from .forms import PetitionForm, SetupForm, TypedPetitionForm
from .rules import RESIDENT, checked, outcome, results, takes_support
from .views import activity

METHOD = Method(
    key="petition",
    levels=frozenset({Level.CONSULT, Level.INVOLVE, Level.INFLUENCE}),
    channels=(Channel.WEB, Channel.PAPER, Channel.PHONE, Channel.IMPORT),
    setup_form=SetupForm,
    takes=frozenset({Takes.CONTRIBUTIONS, Takes.BALLOTS}),
    form=PetitionForm,
    typed_form=TypedPetitionForm,
    form_template="petition/form.html",
    paper_template="petition/paper.html",
    values=lambda cleaned: {RESIDENT: True} if cleaned.get(RESIDENT) else {},
    checked=checked,
    alike=alike,
    results=results,
    export_columns=(RESIDENT,),
    beside=beside,
    ballot=support.ballot,
    counts=takes_support,
    supports=queries.supported,
    voted_on=voted_on,
    suggested_proof=Proof.DEVICE,
    outcome=outcome,
    exchanges=support_file.EXCHANGES,
    view=activity,
    listing="petition:listed",
    staff_page="petition:staff_list",
)
