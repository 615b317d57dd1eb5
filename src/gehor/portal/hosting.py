"""What waits for whoever hosts networks and programmes: for the desk."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import DateField, IntegerField, Value
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
from .texts import ASSESS_APPLICATIONS, EVALUATE_TRIAL, INVITE_TO_MEETING, LATE_STEPS, applications, late_steps
from .waiting import Dated

EVALUATED_BEFORE = dt.timedelta(days=60)  # a trial ends: so long before that its evaluation is asked for


@dataclass(frozen=True)
class Hosted(Dated):
    """One thing for a host to do. of: the network or the programme, in its own languages."""

    words: Any
    of: LocalText
    source_language: str
    url: str
    due: dt.date | None
    how_many: str = ""
    can_wait: ClassVar[bool] = False


def hosted_for(actor: Actor) -> list[Hosted]:
    """The first day first: four queries for a host, none for anybody else."""
    hosts = [pk for pk in actor.organisation_ids if actor.may(INVITE, pk)]
    if not hosts or actor.account_id is None:
        return []
    today = clock.today()
    return rules.by_day([*_to_do(actor.account_id, hosts, today), *_late(hosts, today)])


WHERE = ("slug", "name", "source_language")  # of a network, or a programme
DOING: dict[str, tuple[Any, str]] = {
    "meeting": (INVITE_TO_MEETING, "gatherings:invite"),
    "trial": (EVALUATE_TRIAL, "gatherings:evaluate_trial"),
    "application": (ASSESS_APPLICATIONS, "programme:call"),
}


def _to_do(account_id: int, hosts: list[int], today: dt.date) -> list[Hosted]:
    """Asked for in one query: kind, host, network or programme, number of the meeting, and the day."""
    meetings = gatherings.to_invite_to(hosts, today).order_by()
    trials = networks.trials_to_evaluate(hosts, today + EVALUATED_BEFORE).order_by()
    unread = programmes.unread_by(account_id, hosts).order_by()
    no_number, no_day = Value(None, IntegerField()), Value(None, DateField())
    rows = meetings.values_list(
        Value("meeting"), "network__host__slug", *(f"network__{each}" for each in WHERE), "number", "answer_by"
    ).union(
        trials.values_list(Value("trial"), "host__slug", *WHERE, no_number, "over_on"),
        unread.values_list(
            Value("application"), "programme__host__slug", *(f"programme__{each}" for each in WHERE), no_number, no_day
        ),
        all=True,
    )
    found: dict[str, Hosted] = {}
    count = Counter[str]()
    for kind, host, slug, name, language, number, due in rows:
        words, page = DOING[kind]
        url = reverse(page, args=[host, slug, *([number] if number is not None else [])])
        count[url] += 1
        how_many = applications(count[url]) if kind == "application" else ""
        found[url] = Hosted(words, name, language, url, due, how_many)
    return list(found.values())


def _late(hosts: list[int], today: dt.date) -> list[Hosted]:
    return [
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
