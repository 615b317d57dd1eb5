"""What every template may use."""

import logging
from collections import Counter

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.organisations.models import Membership
from gehor.ground.organisations.texts import role_label
from gehor.portal.queries import Standing
from gehor.portal.texts import STAGES
from gehor.process.words import Role

from .single_sign_on import providers

log = logging.getLogger("gehor.sign_in")


def everywhere(request: HttpRequest) -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
        "languages": [(code, settings.LANGUAGE_NAMES[code]) for code, _ in settings.LANGUAGES],
        "demo_people": SimpleLazyObject(demo_people) if settings.DEMO else (),
        "sign_in_ways": SimpleLazyObject(sign_in_ways),
        "demo_ways": SimpleLazyObject(demo_ways) if settings.DEMO else (),
        "demo_path": SimpleLazyObject(demo_path) if settings.DEMO else (),
    }


def sign_in_ways() -> list[providers.Provider]:
    """Where staff may sign in with their employer's account: only the page that shows it asks.

    A file that is wrong keeps nobody from signing in here; `gehor doctor` says what is wrong with it.
    """
    try:
        return list(providers.providers().values())
    except ImproperlyConfigured as wrong:
        log.error("%s", wrong)
        return []


def demo_path() -> list[tuple[Standing, object]]:
    """Four dialogues in the order of the way, each with its stage in words: only the front page asks."""
    from .demo import path  # only where there is a demo

    return [(each, STAGES[each.stage]) for each in path.standings()]


def demo_ways() -> list[dict[str, object]]:
    """Every way of taking part, where it can be tried and where it can be looked at: only the front page asks."""
    from .demo import ways  # only where there is a demo

    both = ways.activities(ways.OPEN, ways.FINISHED)
    open_now, finished = (
        {each.method: each for each in both if ways.is_in(each, state)} for state in (ways.OPEN, ways.FINISHED)
    )
    found = []
    for key in [*open_now, *(key for key in finished if key not in open_now)]:
        words = catalogue.words(key)
        places = {
            "open": ways.page_of(open_now.get(key)),
            "staff": ways.working_page_of(open_now.get(key)),
            "result": ways.result_of(finished.get(key)),
        }
        found.append({"name": words.name, "summary": words.summary, **places})
    return [*found, *_behind_a_door(ways.page_of(ways.behind_a_door()))]


def _behind_a_door(address: str) -> list[dict[str, object]]:
    """Beside the methods: what only some may read. None where it has not been loaded."""
    summary = _("Those who live next door have got a code in a letter. It takes the code to read, too.")
    return [{"name": _("Only for those whom it concerns"), "summary": summary, "open": address}] if address else []


def demo_people() -> list[dict[str, str]]:
    """Who can be entered by one click, by organisation, the largest first. Asked only by the page that shows it."""
    roles: dict[tuple[str, str, str], set[Role]] = {}
    memberships = Membership.objects.filter(account__is_demo=True, account__is_active=True)
    for each in memberships.select_related("account", "organisation").order_by("organisation__name", "account__name"):
        key = (each.organisation.name, each.account.name, each.account.email)
        roles.setdefault(key, set()).add(Role(each.role))
    people_in = Counter(organisation for organisation, _name, _email in roles)
    return [
        {"organisation": organisation, "name": name, "email": email, "role": role_label(held)}
        for (organisation, name, email), held in sorted(roles.items(), key=lambda item: -people_in[item[0][0]])
    ]
