"""Taking saved answers away, with the receipt of whoever never sent them."""

from django.db.models import Exists, OuterRef, QuerySet

from gehor.ground.people.models import Participant
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .models import Draft


def forget(drafts: QuerySet[Draft]) -> None:
    holders = list(drafts.values_list("participant_id", flat=True))
    drafts.delete()
    said, voted = (model.objects.filter(participant=OuterRef("pk")) for model in (Contribution, Voter))
    Participant.objects.filter(~Exists(said), ~Exists(voted), pk__in=holders).delete()


def forget_all(activity: Activity) -> None:
    """Called when the survey closes: what was not sent was not received."""
    forget(Draft.objects.filter(activity=activity))
