"""Partners, the people one reaches there, networks, and who is in them."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from gehor.feedback.models import Sending
from gehor.ground.organisations.models import Body, Organisation


class Partner(models.Model):
    """An organisation that the host knows of: a member of a network or not, an installation of Gehör or not.

    Renamed it is the same row; merged into another one it stands still and points there.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        REGION = "region"
        AUTHORITY = "authority"
        CIVIL_SOCIETY = "civil_society"
        UNIVERSITY = "university"
        OTHER = "other"

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    county_code = models.CharField(max_length=2, blank=True)  # SCB: 12 is Skåne
    municipality_code = models.CharField(max_length=4, blank=True)  # SCB: 1214 is Svalöv
    number = models.CharField(max_length=11, blank=True)  # registration number of the organisation, NNNNNN-NNNN
    # Where it holds its dialogues in this installation, if it does and has said so itself
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "name"], condition=Q(merged_into=None), name="a_partner_is_named_once"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="no_partner_is_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def now(self) -> "Partner":
        """What it is today: the one that it was merged into, if it was."""
        return self.merged_into or self


class EarlierName(models.Model):
    """What a partner was called until a day: what was written then is still found."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="earlier_names")
    name = models.CharField(max_length=120)
    until = models.DateField()

    class Meta:
        ordering = ["-until", "-pk"]


class ContactPerson(models.Model):
    """Somebody one reaches at a partner, in their role there, for as long as they have agreed to it.

    Forgotten, the row stays and says nothing but the role: who came to a meeting is still counted.
    """

    class Role(models.TextChoices):
        ELECTED = "elected"
        OFFICIAL = "official"
        RESEARCHER = "researcher"
        CIVIL_SOCIETY = "civil_society"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="sv")
    consented_on = models.DateField(null=True, blank=True)  # none: asked, not yet answered
    consent_noted = models.CharField(max_length=200, blank=True)  # how: by mail, at a meeting, on the public web site
    keep_until = models.DateField()  # the day after which the person is forgotten, unless asked again
    no_mail_since = models.DateTimeField(null=True, blank=True)  # asked for no more, or the address does not work
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"], condition=~Q(email=""), name="a_contact_stands_once_at_a_partner"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(name="", email="", phone="", title=""),
                name="the_forgotten_have_no_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LinkMail(Sending):
    """A contact person's own link once more, on its way or arrived."""

    contact = models.ForeignKey(ContactPerson, on_delete=models.PROTECT, related_name="link_mails")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]


class Talk(models.Model):
    """What was said with one partner by itself. For those who work at the host's; never public."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="talks")
    held_on = models.DateField()
    contacts = models.ManyToManyField(ContactPerson, related_name="+", blank=True)
    said = models.TextField()
    agreed = models.TextField(blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]


class Exchange(models.Model):
    """Somebody went to see how others do, with a question, and judged what can be used at home."""

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visitor = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: host
    visited = models.CharField(max_length=200)  # also abroad: no partner
    visited_partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField()
    source_language = models.CharField(max_length=10, default="sv")
    question = models.JSONField()  # LocalText, as the following
    seen = models.JSONField()
    usable = models.JSONField(default=dict, blank=True)
    not_usable = models.JSONField(default=dict, blank=True)
    because = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(default=False)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]


class Network(models.Model):
    """Organisations that meet to learn from each other, for a time, with somebody as host."""

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True)
    name = models.JSONField()  # LocalText
    purpose = models.JSONField()  # LocalText
    source_language = models.CharField(max_length=10, default="sv")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # of the trial, as planned
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="a_network_ends_after_it_begins"
            ),
        ]


class NetworkDecision(models.Model):
    """What a body has decided on the network's future, with reasons. What the network is follows from the last one."""

    class Outcome(models.TextChoices):
        TRY = "try"
        PROLONG = "prolong"  # the trial goes on, until another day
        MAKE_PERMANENT = "make_permanent"
        END = "end"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.JSONField()  # LocalText
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=120, blank=True)  # an official's title, where no political body decides
    decided_on = models.DateField()
    section = models.CharField(max_length=20, blank=True)  # §
    case_number = models.CharField(max_length=40, blank=True)
    until = models.DateField(null=True, blank=True)  # how long a trial goes on
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(decided_by=""), name="somebody_has_decided_on_the_network"
            ),
        ]


class TrialEvaluation(models.Model):
    """What the host makes of a trial, with the figures as they were that day. Written anew it is another one.

    A trial that is prolonged is evaluated anew: what counts is what was written of the last decision.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="evaluations")
    decision = models.ForeignKey(NetworkDecision, on_delete=models.CASCADE, related_name="+")  # by which it was tried
    recommends = models.CharField(max_length=20, choices=NetworkDecision.Outcome)
    conclusion = models.JSONField()  # LocalText
    documents = models.JSONField()  # language → gehor.ground.documents.written: kept as it was
    evaluated_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluated_at", "pk"]


class Membership(models.Model):
    """A partner in a network from a day on, until another."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    left_on = models.DateField(null=True, blank=True)  # the first day on which it is no member

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "partner"], condition=Q(left_on=None), name="a_partner_is_a_member_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("since")), name="who_leaves_a_network_has_been_in_it"
            ),
        ]

    def holds(self, on: dt.date) -> bool:
        return self.since <= on and (self.left_on is None or on < self.left_on)
