"""Settling what is demanded, at the opening and until somebody has taken part."""

from collections.abc import Mapping

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution, Opening
from gehor.participation.queries import opening_facts
from gehor.planning.models import Activity
from gehor.process.steps import DEMAND_PROOF
from gehor.process.words import Doing, Proof

from .settling import settled


@transaction.atomic
def demand_proof(activity: Activity, *, actor: Actor, demands: Mapping[Doing, Proof]) -> Opening:
    """Demand something else of those who take part. Raises WrongMoment once somebody has."""
    act = begin(DEMAND_PROOF, activity.dialogue, actor=actor, facts=opening_facts)
    opening = Opening.objects.select_for_update().filter(activity=activity, closed_at__isnull=True).first()
    if opening is None:
        raise WrongMoment("not_open")
    said, voted = Contribution.objects.filter(activity=activity), Voter.objects.filter(activity=activity)
    if said.exists() or voted.exists():
        raise WrongMoment("proof_is_frozen")
    record(act, subject=opening, activity=activity.pk, **settled(activity, demands))
    return opening
