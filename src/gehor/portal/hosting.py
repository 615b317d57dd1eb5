"""What waits for whoever hosts networks and programmes, or keeps the example library: for the desk."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import IntegerField, JSONField, QuerySet, Value
from django.urls import reverse
from django.utils import translation

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.languages import LocalText
from gehor.network import queries as networks
from gehor.network.gatherings import queries as gatherings
from gehor.network.library import queries as library
from gehor.network.programme import queries as programmes
from gehor.network.programme.homework import queries as homework
from gehor.process.learning import INVITE

from . import rules
from .texts import (
    ANSWER_DELIVERIES,
    ASSESS_APPLICATIONS,
    DECIDE_ON_NETWORK,
    EVALUATE_TRIAL,
    INVITE_TO_MEETING,
    LATE_STEPS,
    LOOK_THROUGH_ARTICLES,
    SETTLE_APPLICATIONS,
    SUM_UP_MEETING,
    THE_LIBRARY,
    applications,
    articles,
    deliveries,
    late_steps,
)
from .waiting import Dated

EVALUATED_BEFORE = dt.timedelta(days=60)  # a trial ends: so long before that its evaluation is asked for
TWO_WEEKS = dt.timedelta(days=14)
# How long after its day each thing is to be done: whoever came, or delivered, waits for a word
GIVEN = defaultdict(dt.timedelta, sum_up=TWO_WEEKS, deliveries=TWO_WEEKS, articles=TWO_WEEKS)


@dataclass(frozen=True)
class Hosted(Dated):
    """One thing for a host to do. of: the network, the programme or the library, in its own languages."""

    key: str
    words: Any
    of: LocalText
    source_language: str
    url: str
    due: dt.date
    how_many: str = ""
    is_asked: ClassVar[bool] = False
    can_wait: ClassVar[bool] = False
    is_now: ClassVar[bool] = False


def hosted_for(actor: Actor) -> list[Hosted]:
    """The first day first: four queries for a host, none for anybody else."""
    hosts = [pk for pk in actor.organisation_ids if actor.may(INVITE, pk)]
    if not hosts or actor.account_id is None:
        return []
    today = clock.today()
    return rules.by_day([*_to_do(actor.account_id, hosts, today), *_late(hosts, today)])


WHERE = ("slug", "name", "source_language")  # of a network, or a programme
NO_NUMBER = Value(None, IntegerField())
THE_LIBRARYS = (
    Value(""),
    Value({}, JSONField()),
    Value("sv"),
)  # it has no address and no name of its own
DOING: dict[str, tuple[Any, str, Callable[[int], str] | None]] = {
    "invite": (INVITE_TO_MEETING, "gatherings:invite", None),
    "sum_up": (SUM_UP_MEETING, "gatherings:sum_up", None),
    "evaluate": (EVALUATE_TRIAL, "gatherings:evaluate_trial", None),
    "decide": (DECIDE_ON_NETWORK, "network:decide", None),
    "assess": (ASSESS_APPLICATIONS, "programme:call", applications),
    "settle": (SETTLE_APPLICATIONS, "programme:call", applications),
    "deliveries": (ANSWER_DELIVERIES, "homework:course", deliveries),
    "articles": (LOOK_THROUGH_ARTICLES, "library:queue", articles),
}


def _to_do(account_id: int, hosts: list[int], today: dt.date) -> list[Hosted]:
    """Asked for in one query: kind, host, network or programme, number of the meeting, and a day."""
    found: dict[str, Hosted] = {}
    count = Counter[str]()
    for kind, host, slug, name, language, number, day in _rows(account_id, hosts, today):
        words, page, how_many = DOING[kind]
        at = [each for each in (slug, number) if each not in ("", None)]
        key = ":".join(map(str, [kind, *at]))
        count[key] += 1
        due = min(day + GIVEN[kind], found[key].due if key in found else dt.date.max)
        said = how_many(count[key]) if how_many else ""
        of = name or in_each_language(THE_LIBRARY)
        found[key] = Hosted(key, words, of, language, reverse(page, args=[host, *at]), due, said)
    return list(found.values())


def _rows(account_id: int, hosts: list[int], today: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    ends_by = today + EVALUATED_BEFORE
    every = [
        _row("invite", gatherings.to_invite_to(hosts, today), "network", "number", "answer_by"),
        _row("sum_up", gatherings.to_sum_up(hosts, today), "network", "number", "held_on"),
        _row("evaluate", networks.trials(hosts, ends_by, evaluated=False), "", NO_NUMBER, "over_on"),
        _row("decide", networks.trials(hosts, ends_by, evaluated=True), "", NO_NUMBER, "over_on"),
        _row("assess", programmes.unread_by(account_id, hosts), "programme", NO_NUMBER, "programme__begins_on"),
        _row("settle", programmes.to_settle(hosts), "programme", NO_NUMBER, "programme__begins_on"),
        _row("deliveries", homework.unread_by_hosts(hosts), "application__programme", NO_NUMBER, "delivered_at__date"),
        library.submitted_to(hosts)
        .order_by()
        .values_list(Value("articles"), "house", *THE_LIBRARYS, NO_NUMBER, "submitted_at__date"),
    ]
    return every[0].union(*every[1:], all=True)


def _row(
    kind: str, rows: QuerySet[Any], of: str, number: str | Value, day: str | Value
) -> QuerySet[Any, tuple[Any, ...]]:
    """of: the way from a row to its network or programme."""
    way = f"{of}__" if of else ""
    where = [f"{way}{each}" for each in ("host__slug", *WHERE)]
    return rows.order_by().values_list(Value(kind), *where, number, day)


def _late(hosts: list[int], today: dt.date) -> list[Hosted]:
    return [
        Hosted(
            f"late:{each.pk}",
            LATE_STEPS,
            each.name,
            each.source_language,
            reverse("homework:course", args=[each.host.slug, each.slug]),
            since,
            late_steps(count),
        )
        for each, count, since in homework.late(hosts, today)
    ]


def in_each_language(words: Any) -> LocalText:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = str(words)
    return found
