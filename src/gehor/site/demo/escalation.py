"""The demo's responsible manager hears of promises that have not been kept."""

import datetime as dt
from collections.abc import Callable

from gehor.ground import worker
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.portal.escalating import actions
from gehor.portal.escalating.tasks import look_for_late_promises

Plan = Callable[[dt.date, Callable[[], object]], None]
MANAGER = "kommundirektoren@alvsala.example"


def plan_events(organisation: Organisation, administrator: Actor, today: dt.date, plan: Plan) -> None:
    def choose() -> None:
        actions.set_escalation(organisation, actor=administrator, email=MANAGER, language="sv", after_days=7)

    def look() -> None:
        look_for_late_promises()
        worker.work_off()

    plan(today - dt.timedelta(days=90), choose)
    plan(today - dt.timedelta(days=1), look)
