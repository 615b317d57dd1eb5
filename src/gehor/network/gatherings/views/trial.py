"""The trial in figures, the money it rests on, and what the host makes of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.documents import Document, read
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.learning import EVALUATE_TRIAL, NOTE_FUNDING
from gehor.process.step import Step

from ... import queries as networks
from ...models import Network, TrialEvaluation
from .. import actions, queries
from .. import trial as trials
from ..forms import EvaluateForm, FundingForm
from ..models import Funding
from .frame import as_file


@require_safe
def trial(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The figures as they are today, and the evaluation if it is written."""
    network = _network(request, slug, name, EVALUATE_TRIAL)
    evaluation = networks.evaluation(network)
    context = {
        "network": network,
        "document": trials.document(trials.figures(network), evaluation),
        "evaluation": evaluation,
        "missing": [need_text(need.code) for need in EVALUATE_TRIAL.missing(queries.trial_facts(network))],
    }
    return staff_page(request, "gatherings/trial.html", network.host, context)


@PAGE
def money(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the network lives on: decided and hoped for."""
    network = _network(request, slug, name, NOTE_FUNDING)
    if request.method == "POST" and "remove" in request.POST:
        chosen = request.POST["remove"]
        funding = get_object_or_404(Funding, network=network, pk=chosen if chosen.isdecimal() else 0)
        funding.network = network
        actions.drop_funding(funding, actor=request.actor)
        return see_other("gatherings:money", slug, name)
    form = FundingForm(posted(request))
    if saved(form, lambda: actions.note_funding(network, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is noted."))
        return see_other("gatherings:money", slug, name)
    context = {"network": network, "rows": list(queries.funding(network)), "form": form}
    return staff_page(request, "gatherings/money.html", network.host, context)


@PAGE
def evaluate(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The host's conclusion. With it the figures are kept as they are, and the network counts as evaluated."""
    network = _network(request, slug, name, EVALUATE_TRIAL)
    form = EvaluateForm(posted(request), network=network)
    if saved(form, lambda: actions.evaluate_trial(network, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The trial is evaluated, and the basis for the decision is public."))
        return see_other("gatherings:trial", slug, name)
    missing = [need_text(need.code) for need in EVALUATE_TRIAL.missing(queries.trial_facts(network))]
    context = {"network": network, "form": form, "missing": missing}
    return staff_page(request, "gatherings/evaluate.html", network.host, context)


@require_safe
def file(request: HttpRequest, slug: str, name: str, form: str) -> HttpResponse:
    """As it was evaluated; before that, the figures as they are today."""
    network = _network(request, slug, name, EVALUATE_TRIAL)
    evaluation = networks.evaluation(network)
    document = kept(evaluation) if evaluation else trials.document(trials.figures(network), None)
    return as_file(document, network.host, form=form, name=f"{name}-{_('trial')}")


def _network(request: HttpRequest, slug: str, name: str, step: Step) -> Network:
    host = organisations.organisation_for(request.actor, slug, step)
    return networks.network_of(host, name)


def kept(evaluation: TrialEvaluation) -> Document:
    """The document as it was that day, in the reader's language if it is one of ours."""
    source = evaluation.network.source_language
    language = (get_language() or source).split("-")[0]
    return read(evaluation.documents.get(language) or evaluation.documents[source])
