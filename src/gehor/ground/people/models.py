"""Participants behind pseudonyms, and their contacts."""

import uuid

from django.db import models

from gehor.ground.organisations.models import Organisation


class Participant(models.Model):
    """Somebody who took part in one dialogue, or a table that speaks with one voice. Holds no name and no address."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.CharField(max_length=10, unique=True)  # see receipt.py; shown as XXXXX-XXXXX
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveSmallIntegerField(default=1)  # a table's common note stands for several
    # The tables that this person sat at: what a table said with one voice is answered to everybody there.
    voices = models.ManyToManyField("self", symmetrical=False, related_name="speakers", blank=True)


class Contact(models.Model):
    """How one participant can be reached. Deleted when the person is erased."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        LETTER = "letter"
        SMS = "sms"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    address = models.TextField()  # an e-mail address, a telephone number as +46…, or a postal address in lines
    language = models.CharField(max_length=10, default="sv")
    given_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)  # asked for no more messages

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "kind"], name="one_contact_of_each_kind")]
