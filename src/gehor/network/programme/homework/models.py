"""Steps and how each member takes them, what was delivered and learnt, and what was done at home."""

from django.db import models
from django.db.models import F, Q

from gehor.feedback.models import Sending
from gehor.ground.organisations.models import Account
from gehor.network.models import ContactPerson
from gehor.network.programme.models import Application, Programme
from gehor.planning.models import Dialogue


class ProgrammeStep(models.Model):
    """One step of the programme, for all its members or as one member's own."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField()  # LocalText
    about = models.JSONField(default=dict, blank=True)  # LocalText
    starts_on = models.DateField()
    due_on = models.DateField()
    meeting_on = models.DateField(null=True, blank=True)  # of all members, if they meet on this step
    called = models.JSONField(default=list, blank=True)  # programme.rules.CALLED: who is called in for it

    class Meta:
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="steps_of_a_programme_are_numbered"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="a_step_ends_after_it_begins"),
        ]


class Variation(models.Model):
    """How one member takes one step: on another day, not at all and why, and when it was done."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(ProgrammeStep, on_delete=models.CASCADE, related_name="variations")
    due_on = models.DateField(null=True, blank=True)
    skipped_because = models.TextField(blank=True)
    note = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "step"], name="a_member_takes_a_step_one_way"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(skipped_because=""), name="what_is_skipped_is_not_done"
            ),
        ]


class Assignment(models.Model):
    """What every member does at home in one step."""

    step = models.ForeignKey(ProgrammeStep, on_delete=models.CASCADE, related_name="assignments")
    title = models.JSONField()  # LocalText
    instructions = models.JSONField()  # LocalText
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]


class Delivery(models.Model):
    """What one member has delivered. A new one takes the place of the former, which stays."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="deliveries")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    file = models.FileField(upload_to="programme/", blank=True)
    name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", file=""), name="a_delivery_holds_something"),
        ]


class Feedback(models.Model):
    """What the host says of a delivery."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="feedback")
    text = models.TextField()
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    is_enough = models.BooleanField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class Education(models.Model):
    """A course or lecture for those at the members. Who came is counted, not named."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    title = models.JSONField()  # LocalText
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    lecturer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]


class Attended(models.Model):
    """How many of one member's elected and officials took part in it."""

    education = models.ForeignKey(Education, on_delete=models.CASCADE, related_name="attended")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    elected = models.PositiveSmallIntegerField(default=0)
    officials = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "attended"
        constraints = [
            models.UniqueConstraint(fields=["education", "application"], name="a_member_is_counted_once"),
        ]


class Encounter(models.Model):
    """Somebody at a member has learnt from another member, or from a researcher: about what, and what it gave."""

    class Kind(models.TextChoices):
        MEMBER = "member"
        RESEARCHER = "researcher"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    researcher = models.ForeignKey(ContactPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField()
    about = models.TextField()
    learnt = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="member", other__isnull=False) | Q(kind="researcher", researcher__isnull=False),
                name="an_encounter_is_with_somebody",
            ),
            models.CheckConstraint(condition=~Q(other=F("application")), name="nobody_meets_themselves"),
        ]


class HomeDialogue(models.Model):
    """A dialogue at home during the programme: one held in Gehör, which tells for itself, or one told by hand."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    address = models.URLField(max_length=300, blank=True)
    tied = models.BooleanField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    evaluated = models.BooleanField(null=True, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "dialogue"], name="a_dialogue_is_counted_once"),
            models.CheckConstraint(condition=Q(dialogue__isnull=False) | ~Q(title=""), name="a_dialogue_has_a_name"),
        ]


class MapStep(models.Model):
    """Where a member says that it stood with one part of the governance map when the programme began, and after it."""

    class When(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    component = models.PositiveSmallIntegerField()  # its number in the host's map
    when = models.CharField(max_length=6, choices=When)
    step = models.PositiveSmallIntegerField()
    evidence = models.TextField(blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["component", "-when"]
        constraints = [
            models.UniqueConstraint(fields=["application", "component", "when"], name="a_part_is_judged_once"),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="a_step_of_the_map"),
        ]


class Case(models.Model):
    """What one member tells of its work, for the report."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    background = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    process = models.TextField(blank=True)
    result = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was written
    changed_at = models.DateTimeField()


class Report(models.Model):
    """What the host adds to the booklet, and whether everybody may read it."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+")
    foreword = models.JSONField(default=dict, blank=True)  # LocalText
    method = models.JSONField(default=dict, blank=True)  # LocalText
    lessons = models.JSONField(default=dict, blank=True)  # LocalText
    published_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)  # what was measured last, see found.py
    cases = models.JSONField(default=list, blank=True)  # as members told them when it was made, see found.py
    made_at = models.DateTimeField(null=True, blank=True)


class Booklet(models.Model):
    """The report in one language, as it was made: what has been published does not change under its readers."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="booklets")
    language = models.CharField(max_length=10)
    document = models.TextField()  # see ground/documents, written
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "language"], name="a_report_is_made_once_a_language")]


class Notice(Sending):
    """A mail to a member: that its delivery has been read."""

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="+")


class Reminder(Sending):
    """A mail to a member: what is late or soon due. One a week."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveIntegerField()  # 202653: the last of 2026

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "week"], name="a_member_is_reminded_once_a_week")]
