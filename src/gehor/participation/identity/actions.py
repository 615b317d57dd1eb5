"""Settling what is demanded, at the opening and until somebody has taken part."""

from collections.abc import Mapping

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution, Opening
from gehor.participation.queries import facts, opening_facts
from gehor.planning.models import Activity
from gehor.process.steps import DEMAND_PROOF, MAKE_CODES, REVOKE_CODES
from gehor.process.words import Doing, Proof

from . import codes, rules
from .models import Batch, Code
from .settling import settled


@transaction.atomic
def demand_proof(
    activity: Activity, *, actor: Actor, demands: Mapping[Doing, Proof], for_children: bool = False
) -> Opening:
    """Demand something else of those who take part, or turn to children. Raises WrongMoment once somebody has."""
    act = begin(DEMAND_PROOF, activity.dialogue, actor=actor, facts=opening_facts)
    opening = Opening.objects.select_for_update().filter(activity=activity, closed_at__isnull=True).first()
    if opening is None:
        raise WrongMoment("not_open")
    said, voted = Contribution.objects.filter(activity=activity), Voter.objects.filter(activity=activity)
    if said.exists() or voted.exists():
        raise WrongMoment("proof_is_frozen")
    record(act, subject=opening, activity=activity.pk, **settled(activity, demands, for_children=for_children))
    return opening


@transaction.atomic
def make_codes(activity: Activity, *, actor: Actor, many: int) -> tuple[Batch, list[str]]:
    """New codes for letters. They are given back once and stored as hashes: print them now, or revoke them."""
    act = begin(MAKE_CODES, activity.dialogue, actor=actor, facts=facts)
    if not 1 <= many <= rules.CODES_MOST:
        raise WrongInput("too_many_codes", field="many", most=rules.CODES_MOST)
    if Opening.objects.filter(activity=activity, closed_at__isnull=False).exists():
        raise WrongMoment("closed_for_good")
    number = Batch.objects.filter(activity=activity).count() + 1
    batch = Batch.objects.create(activity=activity, number=number, made_at=clock.now(), made_by_id=actor.account_id)
    made = codes.made(batch, many)
    record(act, subject=batch, activity=activity.pk, many=many)
    return batch, made


@transaction.atomic
def revoke_codes(batch: Batch, *, actor: Actor, letter: int | None = None) -> int:
    """Let one letter's code open nothing any more, or all of a batch that nobody has used. How many it was."""
    act = begin(REVOKE_CODES, batch.activity.dialogue, actor=actor, facts=facts)
    unused = Code.objects.filter(batch=batch, is_used=False, is_revoked=False)
    if letter is not None:
        unused = unused.filter(number=letter)
        if not Code.objects.filter(batch=batch, number=letter).exists():
            raise WrongInput("no_such_letter", field="letter", word=str(letter))
    revoked = unused.update(is_revoked=True)
    if not revoked:
        raise WrongMoment("no_code_to_revoke")
    record(act, subject=batch, activity=batch.activity_id, many=revoked)
    return revoked
