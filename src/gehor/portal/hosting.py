"""What waits for whoever hosts networks and programmes: for the desk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.languages import LocalText
from gehor.network import queries as networks
from gehor.network.gatherings import queries as gatherings
from gehor.network.programme import queries as programmes
from gehor.network.programme.homework import queries as homework
from gehor.process.learning import INVITE

from . import rules
from .rules import Urgency
from .texts import ASSESS_APPLICATIONS, EVALUATE_TRIAL, INVITE_TO_MEETING, LATE_STEPS, applications, late_steps

EVALUATED_BEFORE = dt.timedelta(days=60)  # a trial ends: so long before that its evaluation is asked for


@dataclass(frozen=True)
class Hosted:
    """One thing for a host to do. of: the network or the programme, in its own languages."""

    words: Any
    of: LocalText
    source_language: str
    url: str
    due: dt.date | None
    how_many: str = ""
    can_wait: ClassVar[bool] = False

    @property
    def urgency(self) -> Urgency:
        return rules.urgency(self.due, today=clock.today())

    @property
    def is_late(self) -> bool:
        return self.urgency is Urgency.LATE


def hosted_for(actor: Actor) -> list[Hosted]:
    """The first day first: six queries for a host, none for anybody else."""
    hosts = [pk for pk in actor.organisation_ids if actor.may(INVITE, pk)]
    if not hosts or actor.account_id is None:
        return []
    today = clock.today()
    return rules.by_day([*_of_networks(hosts, today), *_of_programmes(actor.account_id, hosts, today)])


def _of_networks(hosts: list[int], today: dt.date) -> list[Hosted]:
    meetings = [
        Hosted(
            INVITE_TO_MEETING,
            each.network.name,
            each.network.source_language,
            reverse("gatherings:invite", args=[each.network.host.slug, each.network.slug, each.number]),
            each.answer_by,
        )
        for each in gatherings.to_invite_to(hosts, today)
    ]
    trials = [
        Hosted(
            EVALUATE_TRIAL,
            each.name,
            each.source_language,
            reverse("gatherings:evaluate_trial", args=[each.host.slug, each.slug]),
            over_on,
        )
        for each, over_on in networks.trials_to_evaluate(hosts, today + EVALUATED_BEFORE)
    ]
    return meetings + trials


def _of_programmes(account_id: int, hosts: list[int], today: dt.date) -> list[Hosted]:
    unread = [
        Hosted(
            ASSESS_APPLICATIONS,
            each.name,
            each.source_language,
            reverse("programme:call", args=[each.host.slug, each.slug]),
            None,
            applications(count),
        )
        for each, count in programmes.unread_by(account_id, hosts)
    ]
    late = [
        Hosted(
            LATE_STEPS,
            each.name,
            each.source_language,
            reverse("homework:course", args=[each.host.slug, each.slug]),
            since,
            late_steps(count),
        )
        for each, count, since in homework.late(hosts, today)
    ]
    return unread + late
