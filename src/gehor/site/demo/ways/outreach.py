"""Talks where people are: what each time at a place came to, and slips with codes to hand over."""

import uuid

from gehor.methods.outreach.actions import log_effort
from gehor.participation.paper.actions import print_forms

from . import Way


def happen(way: Way) -> None:
    if slips := way.row.get("slips"):
        print_forms(way.activity, actor=way.actors["alma"], sheets=slips, language="sv")
    for each in way.row["efforts"]:
        log_effort(
            way.activity,
            actor=way.actors["tove"],
            submission=uuid.UUID(int=way.rng.getrandbits(128), version=4),
            **{**each, "day": way.day(each["day"])},
        )
