"""Who is concerned by a measure, and whether a report tells them anything new."""

from django.db.models import Q, QuerySet

from gehor.analysis.models import Rest
from gehor.followup.models import Measure, Report
from gehor.ground.people.models import Contact
from gehor.ground.people.queries import reached_by_mail
from gehor.participation.models import Contribution
from gehor.process.words import MeasureStatus


def concerned(measure: Measure) -> QuerySet[Contact]:
    """Addresses of those whose words the decided finding rests on, also by their table's voice."""
    resting = Rest.objects.filter(finding=measure.decision.weighs_id).values("contribution")
    said = Contribution.objects.filter(pk__in=resting).values("participant")
    return reached_by_mail().filter(Q(participant__in=said) | Q(participant__voices__in=said)).distinct()


def is_news(report: Report) -> bool:
    """Whether the status is another than before."""
    earlier = Report.objects.filter(measure=report.measure_id, pk__lt=report.pk).order_by("-pk").first()
    return report.status != (earlier.status if earlier else MeasureStatus.PLANNED)
