"""Once an hour each organisation that has said whom to write to is looked at."""

from django.db import transaction
from django_tasks import task

from gehor.ground import worker

from . import sending
from .models import Escalation


@worker.hourly
def look_for_late_promises() -> int:
    """One task for each organisation. Twice is harmless: what has been written of is noted."""
    ids = list(Escalation.objects.exclude(email="").order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        return len([escalate_one.enqueue(pk) for pk in ids])


@task()
def escalate_one(rule_id: int) -> int:
    rule = Escalation.objects.select_related("organisation").filter(pk=rule_id).first()
    return sending.escalate(rule) if rule is not None else 0
