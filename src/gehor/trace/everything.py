"""All that is kept about one participant, as a file: for who holds the receipt, and for who asks the registrar."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse

from gehor.ground.people import receipt as receipts
from gehor.ground.people.models import Participant
from gehor.methods.meeting.minutes import queries as minutes
from gehor.methods.meeting.registering import queries as registering
from gehor.methods.survey import queries as survey
from gehor.participation.ballots import own

from . import holdings, queries, shapes


def as_file(participant: Participant) -> HttpResponse:
    """participant: with `reached_by`, the ways to reach them"""
    response = as_json(_about(participant))
    response["Content-Disposition"] = 'attachment; filename="gehor-everything-about-me.json"'
    return response


def as_json(data: dict[str, Any]) -> HttpResponse:
    return JsonResponse(data, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _about(participant: Participant) -> dict[str, Any]:
    contributions = queries.contributions_of(participant)
    found, held = queries.threads(contributions), holdings.of(participant, contributions)
    return {
        "receipt": receipts.shown(participant.receipt),
        "created_at": participant.created_at,
        "erased_at": participant.erased_at,
        "contacts": [
            {"kind": c.kind, "name": c.name, "address": c.address, "language": c.language, "given_at": c.given_at}
            for c in participant.reached_by
        ],
        "contributions": [shapes.thread_data(each, own=True) for each in found],
        "ballots": [own.exported(each) for each in held.ballots],
        "participants_check": [
            {
                "finding": row.finding.number,
                "wording": row.version,
                "verdict": row.verdict,
                "text": row.text,
                "received_at": row.received_at,
                "answer": row.reply.text if hasattr(row, "reply") else None,
            }
            for row in held.responses
        ],
        "registrations": [registering.as_data(each) for each in held.registrations],
        "saved_answers": survey.as_data(held.saved) if held.saved else None,
        "minutes_corrected": [minutes.as_data(each) for each in held.minutes_corrected],
        "corrections": [shapes.correction_data(each, own=True) for each in held.corrections],
        "paper_forms": held.paper,
    }
