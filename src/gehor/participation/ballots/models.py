"""A ballot is what one person says in one activity that is counted. It is immutable; a new one may take its place."""

from django.db import models
from django.db.models import Q

from gehor.ground.organisations.models import Account
from gehor.ground.people.models import Participant
from gehor.participation.models import Import
from gehor.planning.models import Activity
from gehor.process.words import Channel, Proof


class FormVersion(models.Model):
    """What was asked, frozen: the questions and the set-up as they stood. Number 1 is made at the opening."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    questions = models.JSONField()  # as process.asking.to_json gives them
    setup = models.JSONField()
    sha256 = models.CharField(max_length=64)  # of both
    made_at = models.DateTimeField()
    asked = None  # the questions, once somebody has asked for them: see queries.questions

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="form_versions_are_numbered")]


class Voter(models.Model):
    """One person in one activity, known by a pseudonym. The constraint is what "one person, one vote" rests on."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=64)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=10, choices=[(proof.value, proof.value) for proof in Proof])
    first_at = models.DateTimeField()
    is_new = False  # set on one that was made just now

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "pseudonym"], name="one_person_votes_once"),
            models.UniqueConstraint(fields=["activity", "participant"], name="one_receipt_votes_once"),
        ]


class Ballot(models.Model):
    """One ballot by one channel. Of a voter's ballots on an item one counts: neither aside nor replaced by another."""

    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="ballots")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=40, blank=True)  # what it is about, where an activity asks about many things
    choice = models.SmallIntegerField(null=True, blank=True)
    values = models.JSONField(default=dict, blank=True)  # the rest of it, as the method's own check gave it
    channel = models.CharField(max_length=10, choices=[(channel.value, channel.value) for channel in Channel])
    received_at = models.DateTimeField()
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is received once
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    imported_in = models.ForeignKey(
        Import, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    aside = models.BooleanField(default=False)  # received and kept, and not counted: another of the same person is
    together = 0  # set on one that stands for all of a person's, each about another thing
    voted_on: frozenset[str] | None = None  # set on a vote: all that the voter has voted on so far
    known_before = (
        0  # set on the first of many that were typed in together: of how many people something had come before
    )
    came_before = False  # set on the one that is given back when the same form is sent again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voter", "item"], condition=Q(replaces__isnull=True, aside=False), name="one_ballot_an_item"
            ),
            models.CheckConstraint(
                condition=Q(aside=False) | Q(replaces__isnull=True), name="what_is_aside_replaces_nothing"
            ),
        ]
        # As few as can be: each is written to for each of some hundred votes a second
        indexes = [
            models.Index(fields=["activity", "item"], name="ballot_by_item"),
            models.Index(fields=["imported_in"], name="ballot_imported", condition=Q(imported_in__isnull=False)),
        ]
