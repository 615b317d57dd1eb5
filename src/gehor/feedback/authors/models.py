"""Messages to authors on their way, or arrived: that they went, never what they said."""

from django.db import models
from django.db.models import Q

from gehor.feedback.models import Outgoing
from gehor.methods.proposals.models import Amendment, Verdict
from gehor.participation.models import Contribution, Wording
from gehor.participation.moderation.models import Ruling

from .rules import Kind

ABOUT = ("ruling", "wording", "amendment", "verdict")


def _one_of_them() -> Q:
    found = Q()
    for name in ABOUT:
        found |= Q(**{f"{each}__isnull": each != name for each in ABOUT})
    return found


class Notice(Outgoing):
    """One message to one participant, about their contribution, of one thing that was done."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    ruling = models.ForeignKey(Ruling, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.ForeignKey(Verdict, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of_them(), name="an_author_is_told_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=["participant", "kind", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"an_author_is_told_once_of_a_{name}",
                )
                for name in ABOUT
            ),
        ]
