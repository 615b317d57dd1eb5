"""The demo's decision bases: one put into the committee's template and frozen twice before the board decides, and one
with quotations, minority positions and what the participants' check confirmed.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.analysis.models import Finding
from gehor.decision.basis import actions, exporting
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Body
from gehor.planning.models import Dialogue

Plan = Callable[[dt.date, Callable[[], object]], None]
Row = Mapping[str, Any]


def plan_events(row: Row, slug: str, body: Body, actors: Mapping[str, Actor], today: dt.date, plan: Plan) -> None:
    """slug: of the dialogue. body: which gets a template of its own."""

    def ago(days: str, do: Callable[[], object]) -> None:
        plan(today - dt.timedelta(days=row[days]), do)

    ago("template_days_ago", partial(_upload, body, actors["rut"]))
    ago("written_days_ago", partial(_write, row, slug, actors["alma"]))
    ago("frozen_days_ago", partial(_freeze, {}, slug, actors))
    ago("amended_days_ago", partial(_freeze, row["met_later"], slug, actors))
    also = row["also"]
    plan(today - dt.timedelta(days=also["written_days_ago"]), partial(_write, also, also["slug"], actors["alma"]))
    plan(today - dt.timedelta(days=also["frozen_days_ago"]), partial(_freeze, {}, also["slug"], actors))


def _dialogue(slug: str) -> Dialogue:
    return Dialogue.objects.select_related("organisation", "deciding_body").get(slug=slug)


def _upload(body: Body, actor: Actor) -> None:
    data = exporting.starting_template(body.organisation, body.organisation.source_language)
    actions.upload_template(body.organisation, actor=actor, data=data, name="beslutsunderlag.docx", body=body)


def _write(row: Row, slug: str, actor: Actor) -> None:
    dialogue = _dialogue(slug)
    actions.write_basis(dialogue, actor=actor, **row["texts"])
    for alternative in row["alternatives"]:
        actions.write_alternative(dialogue, actor=actor, **alternative)
    _meet(dialogue, row["met"], actor)


def _meet(dialogue: Dialogue, met: Row, actor: Actor) -> None:
    """A finding's key ends in its number."""
    for key, text in met.items():
        finding = Finding.objects.get(dialogue=dialogue, number=int(key[-2:]))
        finding.dialogue = dialogue
        actions.meet_finding(finding, actor=actor, text=text)


def _freeze(met: Row, slug: str, actors: Mapping[str, Actor]) -> None:
    dialogue = _dialogue(slug)
    _meet(dialogue, met, actors["alma"])
    actions.freeze(dialogue, actor=actors["rut"])
