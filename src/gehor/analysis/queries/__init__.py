"""Findings, readings, what is unread, and the facts so far.

reading.py: what an analyst reads from · findings.py: what was found and how many stand behind it · result.py: what
everybody may see.
"""

from django.db.models import Exists, OuterRef

from gehor.participation import queries as participation
from gehor.participation.models import Contribution
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from ..checking.models import Check, Response
from ..checking.rules import Verdict
from ..counted.models import Counted
from ..models import Finding, Reading, Rest, SignOff
from ..sourced.models import Sourced

UNREAD = Contribution.objects.filter(~Exists(Reading.objects.filter(contribution=OuterRef("pk"))))
# As a column of a dialogue. All less those read: a look for each contribution would take ten times longer.
UNREAD_COUNT = planning.counted(Contribution.objects.all()) - planning.counted(Reading.objects.all())

COLUMNS = {
    **participation.COLUMNS,
    "unread": UNREAD_COUNT,
    "findings": planning.counted(Finding.objects.all()),
    "groundless_findings": planning.counted(
        Finding.objects.filter(
            ~Exists(Rest.objects.filter(finding=OuterRef("pk"))),
            ~Exists(Sourced.objects.filter(finding=OuterRef("pk"))),
            ~Exists(Counted.objects.filter(finding=OuterRef("pk"))),
        )
    ),
    "checks": planning.counted(Check.objects.all()),
    "open_checks": planning.counted(Check.objects.filter(closed_at__isnull=True)),
    "unanswered_objections": planning.counted(
        Response.objects.filter(verdict=Verdict.CORRECT.value, reply__isnull=True), by="check_round__dialogue"
    ),
    "signed_off": Exists(SignOff.objects.filter(dialogue=OuterRef("pk"))),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS, is_approval_asked=False)[dialogue.pk]
