"""The trial is evaluated, and the money for it noted."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.documents import written as as_text
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.process.learning import EVALUATE_TRIAL, NOTE_FUNDING

from ... import queries as networks
from ... import rules as network_rules
from ...models import Network, TrialEvaluation
from .. import queries, trial
from ..models import Funding


@transaction.atomic
def evaluate_trial(network: Network, *, actor: Actor, recommends: str, conclusion: LocalText) -> TrialEvaluation:
    """Write what the trial gave and what the host recommends. The figures are kept as they are today."""
    act = begin(EVALUATE_TRIAL, network.host, actor=actor, facts=lambda _host: queries.trial_facts(network))
    if recommends not in network_rules.possible(networks.outcomes(network)):
        raise WrongInput("no_such_recommendation", field="recommends")
    conclusion = written.local(conclusion, network.source_language, field="conclusion")
    found = trial.figures(network)
    shown = trial.pictures(found.meetings)
    evaluation = TrialEvaluation(
        network=network,
        decision=networks.latest_decision(network),
        recommends=recommends,
        conclusion=conclusion,
        evaluated_at=clock.now(),
        documents={},
    )
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            evaluation.documents[language] = as_text(trial.document(found, evaluation, shown=shown))
    evaluation.save()
    record(act, subject=evaluation, network=network.pk, recommends=recommends)
    return evaluation


@transaction.atomic
def note_funding(
    network: Network, *, actor: Actor, source: str, amount_sek: int, is_decided: bool, until: dt.date
) -> Funding:
    """Money that is decided, or hoped for, and how long."""
    act = begin(NOTE_FUNDING, network.host, actor=actor, facts=lambda _host: networks.facts(network))
    funding = Funding.objects.create(
        network=network,
        source=written.line(source, field="source"),
        amount_sek=amount_sek,
        is_decided=is_decided,
        until=until,
        noted_at=clock.now(),
    )
    record(act, subject=funding, amount=amount_sek, decided=is_decided)
    return funding


@transaction.atomic
def drop_funding(funding: Funding, *, actor: Actor) -> None:
    """It was wrong, or is not to come after all."""
    act = begin(NOTE_FUNDING, funding.network.host, actor=actor, facts=lambda _host: networks.facts(funding.network))
    record(act, subject=funding, dropped=True)
    funding.delete()
