"""Whom a changed decision concerns, and what they were answered before."""

from django.db.models import Q

from gehor.analysis.models import Reading, Rest
from gehor.decision.models import Decision
from gehor.feedback.models import Answer, Delivery, Release
from gehor.ground.people.models import Participant
from gehor.participation.models import Contribution


def concerned(decision: Decision) -> set[int]:
    """Ids of the participants whose words the finding rests on, by a repetition or a table's voice too: two queries."""
    resting = Rest.objects.filter(finding=decision.weighs_id).values("contribution")
    repeated = Reading.objects.filter(duplicate_of__in=resting).values("contribution")
    said = Contribution.objects.filter(Q(pk__in=resting) | Q(pk__in=repeated)).values("participant")
    people = Participant.objects.filter(Q(pk__in=said) | Q(voices__in=said))
    return set(people.values_list("pk", flat=True))


def arrived(release: Release, participants: set[int]) -> list[int]:
    """Ids of the deliveries that have taken the earlier answer to these participants, and can take the new one."""
    rows = Delivery.objects.filter(release=release, done_at__isnull=False, left_to_page=False)
    rows = rows.exclude(way=Delivery.Way.PAGE)
    return [pk for pk, who in rows.order_by("pk").values_list("pk", "participant") if who in participants]


def earlier_answer(decision: Decision) -> Answer | None:
    """What was answered on the decision that this one replaced, or on the one before that."""
    before = decision.replaces
    while before is not None:
        answer = Answer.objects.filter(decision=before).first()
        if answer is not None:
            return answer
        before = before.replaces
    return None
