"""Programmes, applications to them, and who has assessed and ruled on what."""

from django.db import models
from django.db.models import F, Q

from gehor.feedback.models import Sending
from gehor.ground.organisations.models import Account, Organisation
from gehor.network.models import Partner

from .rules import PARTS, Outcome, Verdict


class Programme(models.Model):
    """A call, and what becomes of it."""

    class Vat(models.TextChoices):
        """UNCL 5305, as far as it is of use here."""

        STANDARD = "S"
        EXEMPT = "E"
        OUTSIDE = "O"

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True)
    source_language = models.CharField(max_length=10, default="sv")
    name = models.JSONField()  # LocalText, as the following
    purpose = models.JSONField()
    audience = models.JSONField()
    terms = models.JSONField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    apply_by = models.DateField()
    first_meeting_on = models.DateField()
    first_meeting_place = models.CharField(max_length=200, blank=True)
    members_least = models.PositiveSmallIntegerField()
    members_most = models.PositiveSmallIntegerField()
    readers_least = models.PositiveSmallIntegerField(
        default=2
    )  # must have assessed an application before it is ruled on
    vat = models.CharField(max_length=1, choices=Vat, default=Vat.STANDARD)
    vat_percent = models.PositiveSmallIntegerField(default=25)
    vat_reason = models.CharField(max_length=200, blank=True)  # why none is charged: stands on the invoice
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_programme_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(members_least__gte=1, members_most__gte=F("members_least")),
                name="a_programme_has_room_for_its_fewest",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Fee(models.Model):
    """What each member pays for one year of the programme; 0: nothing. Why it was changed, if it was."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="fees")
    year = models.PositiveSmallIntegerField()
    sek = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="a_year_has_one_fee")]


class Application(models.Model):
    """One organisation's application and, once it is admitted, its place. Where it stands follows from its rulings."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    # Which of the host's partners it is. A partner that was renamed is the same; one that was merged leads on
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Where it holds its dialogues in this installation, if it does and has said so itself
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)  # of the organisation, as it called itself
    kind = models.CharField(max_length=20, choices=Partner.Kind)
    number = models.CharField(max_length=11, blank=True)  # registration number
    contact_name = models.CharField(max_length=120)
    contact_title = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="sv")
    link = models.PositiveSmallIntegerField(default=1)  # which link opens it: earlier ones do not
    # The board's decision
    body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    section = models.CharField(max_length=20, blank=True)  # §
    case_number = models.CharField(max_length=40, blank=True)
    # The work at home
    topic = models.TextField(blank=True)
    components = models.JSONField(default=list, blank=True)  # numbers in the host's governance map
    budget_sek = models.PositiveIntegerField(null=True, blank=True)  # a year
    budget_hours = models.PositiveIntegerField(null=True, blank=True)  # a year
    budget_words = models.TextField(blank=True)
    commitments = models.TextField(blank=True)
    # Where invoices go
    invoice_reference = models.CharField(max_length=40, blank=True)
    invoice_street = models.CharField(max_length=120, blank=True)
    invoice_postcode = models.CharField(max_length=10, blank=True)
    invoice_city = models.CharField(max_length=60, blank=True)
    invoice_scheme = models.CharField(max_length=4, blank=True)  # of the electronic address: 0007 or 0088
    invoice_endpoint = models.CharField(max_length=50, blank=True)

    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)  # being corrected: the last version counts meanwhile
    to_correct = models.TextField(blank=True)  # what the host has asked to have corrected
    forgotten_at = models.DateTimeField(null=True, blank=True)  # since then it names nobody
    late_until = models.DateField(null=True, blank=True)  # this one was given more time
    left_on = models.DateField(null=True, blank=True)  # the first day on which it takes part no more

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["programme", "name"], name="application_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_sek=None) | Q(budget_sek__lte=1_000_000_000), name="a_budget_is_no_typing_error"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None)
                | Q(contact_name="", contact_title="", contact_email="", contact_phone=""),
                name="a_forgotten_application_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """What was submitted, as it was that time: the last one is read and settled, the former ones stay."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=120)  # as in the application, and the following
    decided_on = models.DateField()
    section = models.CharField(max_length=20)
    case_number = models.CharField(max_length=40)
    topic = models.TextField()
    components = models.JSONField(default=list)
    budget_sek = models.PositiveIntegerField(null=True, blank=True)
    budget_hours = models.PositiveIntegerField(null=True, blank=True)
    budget_words = models.TextField(blank=True)
    commitments = models.TextField()
    because = models.TextField(blank=True)  # what the host had asked to have corrected
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="versions_of_an_application_are_numbered")
        ]


class Person(models.Model):
    """Somebody at home with a part in it: in the steering group, leading the project, or called in for a step."""

    class Standing(models.TextChoices):
        ELECTED = "elected"
        LEADING = "leading"  # an official who leads
        OFFICIAL = "official"
        OTHER = "other"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="people")
    part = models.CharField(max_length=20, choices=[(part, part) for part in PARTS])
    standing = models.CharField(max_length=10, choices=Standing)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        verbose_name_plural = "people"
        ordering = ["pk"]


class Document(models.Model):
    """The board's decision as a file."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="programme/")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True, blank=True)  # in a correction: it was submitted, and stays

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "sha256"], name="a_document_is_kept_once")]


class Reader(models.Model):
    """Somebody outside whom the host has asked to assess applications, by a link and without account."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="readers")
    name = models.CharField(max_length=120, blank=True)  # none: forgotten
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="sv")
    link = models.PositiveSmallIntegerField(default=1)  # which link is theirs: earlier ones open nothing
    asked_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True, blank=True)  # since then the link opens nothing

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "email"], condition=Q(let_go_at=None), name="a_reader_is_asked_once"
            ),
        ]


class Reading(models.Model):
    """What one reader says of an application, and why: one of the host's, or one from outside."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outside = models.ForeignKey(Reader, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)  # which one was read
    verdict = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Verdict])
    reasons = models.TextField()
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reader"], name="a_reader_reads_once"),
            models.UniqueConstraint(fields=["application", "outside"], name="a_reader_from_outside_reads_once"),
            models.CheckConstraint(
                condition=Q(reader__isnull=False, outside=None) | Q(reader=None, outside__isnull=False),
                name="somebody_has_read_it",
            ),
        ]


class Ruling(models.Model):
    """What became of an application, with reasons. The last one holds."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Outcome])
    reasons = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    ruled_at = models.DateTimeField()
    ruled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")  # none: withdrawn

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.WAITING, Outcome.DECLINED]) | ~Q(reasons=""),
                name="who_gets_no_place_is_told_why",
            ),
        ]


class Message(Sending):
    """A mail to whoever applies for an organisation. number: of what it is about, so that it is sent once."""

    class About(models.TextChoices):
        LINK = "link"
        SUBMITTED = "submitted"
        ADMITTED = "admitted"
        WAITING = "waiting"
        DECLINED = "declined"
        CORRECT = "correct"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "about", "number"], name="an_applicant_is_told_once"),
        ]


class HostMessage(Sending):
    """A mail to one of those who host the programme: that somebody has submitted, left or delivered."""

    class About(models.TextChoices):
        SUBMITTED = "submitted"
        WITHDRAWN = "withdrawn"
        DELIVERED = "delivered"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    number = models.PositiveBigIntegerField()  # of what it is about, so that it is sent once

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "account", "about", "number"], name="a_host_is_told_once"),
        ]


class ReaderMessage(Sending):
    """The link, to a reader from outside."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()  # the first time, the second …

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "number"], name="a_reader_gets_a_link_once")]
