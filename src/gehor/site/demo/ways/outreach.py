"""Talks where people are: what each time at a place came to, and slips with codes to hand over."""

import datetime as dt
import uuid

from gehor.ground import clock
from gehor.methods.outreach.actions import log_effort
from gehor.participation.paper.actions import print_forms

from . import Way

SLIPS = 20
# days before today, place, kind, approached, spoke
EFFORTS = (
    (9, "Perrong 1", "street", 64, 17),
    (7, "Vårdcentralen i Norrgärde", "street", 38, 12),
    (6, "Perrong 1", "street", 22, 0),  # it rained
    (5, "Idrottsplatsen", "focus_group", 8, 6),
    (4, "Medborgarkontoret", "key_person", 3, 1),
)


def happen(way: Way) -> None:
    print_forms(way.activity, actor=way.actors["alma"], sheets=SLIPS, language="sv")
    for ago, place, kind, approached, spoke in EFFORTS:
        log_effort(
            way.activity,
            actor=way.actors["tove"],
            submission=uuid.UUID(int=way.rng.getrandbits(128), version=4),
            kind=kind,
            place=place,
            day=max(way.activity.begins_on, clock.today() - dt.timedelta(days=ago)),
            approached=approached,
            spoke=spoke,
        )
