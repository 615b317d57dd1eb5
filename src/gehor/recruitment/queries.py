"""Target groups, and the facts so far."""

from django.db.models import QuerySet

from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from .models import TargetGroup


def target_groups(dialogue: Dialogue) -> QuerySet[TargetGroup]:
    return TargetGroup.objects.filter(dialogue=dialogue)


COLUMNS = {**planning.COLUMNS, "target_groups": planning.counted(TargetGroup.objects.all())}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
