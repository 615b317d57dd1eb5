"""What an organisation shares, with whom, and that it leaves."""

from collections.abc import Mapping

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import CHANGE_LINK, SHARE, STOP_SHARING, TELL_FIGURES

from .. import queries, telling
from ..models import Shared, Sharing
from ..rules import Audience, Part

INHABITANTS_MOST = 100_000_000


@transaction.atomic
def share(
    organisation: Organisation, *, actor: Actor, parts: Mapping[Part, Audience], inhabitants: int | None
) -> Sharing:
    """From now on these parts, with those; what is not among them is shared no more."""
    act = begin(SHARE, organisation, actor=actor)
    if inhabitants is not None and not 0 < inhabitants <= INHABITANTS_MOST:
        raise WrongInput("no_number_of_inhabitants", field="inhabitants")
    sharing, _made = Sharing.objects.get_or_create(organisation=organisation)
    sharing.inhabitants = inhabitants
    _tell(sharing)
    sharing.save()
    sharing.parts.exclude(part__in=[part.value for part in parts]).delete()
    for part, audience in parts.items():
        Shared.objects.update_or_create(
            sharing=sharing,
            part=part.value,
            defaults={"audience": audience.value},
            create_defaults={"audience": audience.value, "since": clock.now()},
        )
    record(act, subject=sharing, parts=[f"{part}:{audience}" for part, audience in parts.items()])
    return sharing


@transaction.atomic
def stop_sharing(organisation: Organisation, *, actor: Actor) -> None:
    """Nothing any more. What had been made of it is forgotten, and others drop it when they ask next."""
    act = begin(STOP_SHARING, organisation, actor=actor, facts=queries.facts)
    sharing = Sharing.objects.get(organisation=organisation)
    sharing.parts.all().delete()
    sharing.told, sharing.told_on = {}, None
    sharing.link_number += 1
    sharing.save()
    record(act, subject=sharing)


@transaction.atomic
def change_link(organisation: Organisation, *, actor: Actor) -> Sharing:
    """The link that was given out opens nothing any more; there is a new one."""
    act = begin(CHANGE_LINK, organisation, actor=actor, facts=queries.facts)
    sharing = Sharing.objects.get(organisation=organisation)
    sharing.link_number += 1
    sharing.save()
    record(act, subject=sharing)
    return sharing


@transaction.atomic
def tell(organisation: Organisation, *, actor: Actor) -> Sharing:
    """What is shared, as it is today."""
    act = begin(TELL_FIGURES, organisation, actor=actor, facts=queries.facts)
    sharing = Sharing.objects.get(organisation=organisation)
    _tell(sharing)
    sharing.save()
    record(act, subject=sharing)
    return sharing


def _tell(sharing: Sharing) -> None:
    sharing.told_on = clock.today()
    sharing.told = telling.told(sharing.organisation, today=sharing.told_on)
