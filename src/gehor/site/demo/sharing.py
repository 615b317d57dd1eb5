"""What the demo's organisations share of their dialogues, and what four in other installations have told them.

Nobody is asked for it: the demo sends nothing into the world. What they tell is read as if it had been fetched.
"""

import datetime as dt
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.network.sharing import actions, reading
from gehor.network.sharing.actions.hearing import Ended
from gehor.network.sharing.models import Source
from gehor.network.sharing.rules import INDICATORS, Audience, Part
from gehor.network.sharing.tasks import LISTENER
from gehor.network.sharing.telling import FORMAT, NUMBER

from .diary import Diary
from .people import People

Row = Mapping[str, Any]
VALUES = ("value", "of", "low", "high")  # the limits where people were asked
LATER = dt.timedelta(days=50)  # nobody is fetched by itself before they are told of no more


def plan_events(told: Row, people: People, diary: Diary) -> None:
    at = diary.at(17)
    for row in told["shared"]:
        organisation = people.organisations[row["organisation"]]
        at(diary.day(row["on"]), partial(_share, row, organisation, people.actors[row["by"]]))
    house, listener = people.organisations[told["listens"]], people.actors[told["listener"]]
    for row in told["heard"]:
        at(diary.day(told["on"]), partial(_hear, row, house, listener, diary))


def _share(row: Row, organisation: Organisation, actor: Actor) -> None:
    parts = {Part(part): Audience(audience) for part, audience in row["parts"].items()}
    actions.share(organisation, actor=actor, parts=parts, inhabitants=row["inhabitants"])


def _hear(row: Row, house: Organisation, actor: Actor, diary: Diary) -> None:
    address = f"https://{row['host']}/o/kommun/shared.json"
    source = actions.listen(house, actor=actor, what="organisation", name=row["name"], address=address)
    fetch = actions.ask(source, actor=LISTENER)
    data = json.dumps(_feed(row, diary)).encode()
    actions.hear(fetch, Ended(received=len(data), read=reading.read(data, address=address)), actor=LISTENER)
    Source.objects.filter(pk=source.pk).update(due_at=source.since + LATER)


def _feed(row: Row, diary: Diary) -> dict[str, Any]:
    figures = [
        {"year": diary.today.year + years, "code": code, **dict(zip(VALUES, said, strict=False))}
        for code, each in row["figures"].items()
        for years, *said in each
    ]
    parts = sorted({INDICATORS[code].part for code in row["figures"]} | {Part.DIALOGUES})
    about = {"url": f"https://{row['host']}/o/kommun/", **{key: row[key] for key in ("name", "kind", "inhabitants")}}
    return {
        "format": FORMAT,
        "version": NUMBER,
        "organisation": about,
        "parts": parts,
        "public": parts if row["public"] else [],
        "figures": figures,
        "dialogues": [_dialogue(each, row["host"], diary) for each in row["dialogues"]],
    }


def _dialogue(row: Row, host: str, diary: Diary) -> dict[str, Any]:
    named = ("opened", "closed", "decision", "promised", "answered")
    days = {name: diary.day(row[name]).isoformat() for name in named if row[name]}
    return {
        **row,
        **dict.fromkeys(named),
        **days,
        "url": f"https://{host}/d/{row['path']}/",
        "language": "sv",
        "in_time": days["answered"] <= days["promised"] if row["answered"] else None,
    }
