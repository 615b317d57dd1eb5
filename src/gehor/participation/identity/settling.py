"""Which demands stand for an activity. Called inside the actions that open it and that settle them anew."""

from collections.abc import Mapping

from gehor.ground import catalogue
from gehor.ground.errors import WrongInput
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import keys, rules
from .eid import provider_of
from .models import Demand, ForChildren

ALWAYS = (Proof.OPEN, Proof.DEVICE, Proof.CODE, Proof.EMAIL)


def ready(activity: Activity) -> tuple[Proof, ...]:
    """The proofs that are set up here: e-identification only where the organisation has connected its own."""
    provider = provider_of(activity.dialogue.organisation.slug)
    if provider is None:
        return ALWAYS
    return (*ALWAYS, Proof.EID, Proof.RESIDENT) if provider.knows_residents else (*ALWAYS, Proof.EID)


def settled(
    activity: Activity, demands: Mapping[Doing, Proof] | None = None, *, for_children: bool = False
) -> dict[str, str]:
    """Write down what is demanded, and give it as codes, what is open left out. None: as the method suggests."""
    method = catalogue.methods()[activity.method]
    if demands is None:
        suggested = rules.suggested(method, activity.setup)
        demands = {doing: suggested.of(doing) for doing in rules.doings(method, activity.setup)}
    for doing, proof in demands.items():
        if not rules.is_possible(method, activity.setup, doing, proof, ready=ready(activity)):
            raise WrongInput("proof_not_ready", field=doing.value)
    if for_children and Proof.EMAIL in demands.values():
        raise WrongInput("children_leave_no_address", field="children")
    if set(demands.values()) != {Proof.OPEN}:
        keys.key()  # one that is lost is noticed now, and not by the first who wants to vote
    Demand.objects.filter(activity=activity).delete()
    Demand.objects.bulk_create(
        Demand(activity=activity, doing=doing.value, proof=proof.value)
        for doing, proof in demands.items()
        if proof is not Proof.OPEN
    )
    ForChildren.objects.filter(activity=activity).delete()
    if for_children:
        ForChildren.objects.create(activity=activity)
    return {doing.value: proof.value for doing, proof in demands.items() if proof is not Proof.OPEN}
