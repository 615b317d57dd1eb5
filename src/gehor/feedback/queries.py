"""Answers, releases, deliveries, and the facts so far."""

from django.db.models import Exists, OuterRef

from gehor.decision import queries as decision
from gehor.decision.models import Decision
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from .models import Answer, Delivery, Release

UNANSWERED = Decision.objects.filter(~Exists(Answer.objects.filter(decision=OuterRef("pk"))))

COLUMNS = {
    **decision.COLUMNS,
    "unanswered_decisions": planning.counted(UNANSWERED),
    "answers_released": Exists(Release.objects.filter(dialogue=OuterRef("pk"))),
    "undelivered": planning.counted(Delivery.objects.filter(done_at__isnull=True), by="release__dialogue"),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
