"""The decision basis, decisions, and the facts so far."""

from django.db.models import Exists, OuterRef

from gehor.analysis import queries as analysis
from gehor.analysis.models import Finding
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from .models import Decision

UNDECIDED = Finding.objects.filter(~Exists(Decision.objects.filter(weighs=OuterRef("pk"))))

COLUMNS = {
    **analysis.COLUMNS,
    "undecided_findings": planning.counted(UNDECIDED),
    "decisions": planning.counted(Decision.objects.all()),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
