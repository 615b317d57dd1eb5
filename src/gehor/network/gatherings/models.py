"""Meetings of a network, who is invited to them, what is said there, and what each organisation takes home."""

import uuid

from django.db import models
from django.db.models import F, Q

from gehor.feedback.models import Sending

from ..models import ContactPerson, Network, Partner


class Gathering(models.Model):
    """One meeting of a network. What has become of it follows from the day and from what was noted."""

    class Length(models.TextChoices):
        HALF = "half"
        FULL = "full"

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="gatherings")
    number = models.PositiveSmallIntegerField()  # within the network, from 1
    theme = models.JSONField()  # LocalText
    about = models.JSONField(default=dict, blank=True)  # LocalText
    held_on = models.DateField()
    begins_at = models.TimeField()
    length = models.CharField(max_length=4, choices=Length)
    place = models.CharField(max_length=200, blank=True)
    online = models.URLField(max_length=500, blank=True)  # shown to guests only
    answer_by = models.DateField()
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)  # none: there is room for all
    tables = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()  # at each table
    version = models.PositiveIntegerField(default=0)  # of day and place, for calendars
    before = models.JSONField(default=list, blank=True)  # day and place of each earlier version, see rules.Held
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # How the tables were made: pairs who met, more there could not be, and so on; see calc/seating.
    seating = models.JSONField(default=dict, blank=True)
    asked_until = models.DateField(null=True, blank=True)  # how it was: through this day
    tickets = models.PositiveSmallIntegerField(default=0)  # how many were asked
    gave = models.JSONField(default=dict, blank=True)  # LocalText: the summary that begins the report
    cost_sek = models.PositiveIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)  # of work, for the host
    report_public_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="a_gathering_is_numbered_once"),
            models.CheckConstraint(condition=Q(answer_by__lte=F("held_on")), name="answered_before_the_gathering"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(online=""), name="a_gathering_is_somewhere"),
        ]


class Part(models.Model):
    """One part of the agenda."""

    class Kind(models.TextChoices):
        LECTURE = "lecture"
        TABLES = "tables"  # talks at the tables
        INFORMAL = "informal"  # coffee, lunch, walking about
        FRAME = "frame"  # welcome and farewell

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    minutes = models.PositiveSmallIntegerField()
    title = models.JSONField()  # LocalText
    lecturer = models.CharField(max_length=200, blank=True)  # name and where from; public

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1), name="a_part_takes_time")]


class Table(models.Model):
    """A table at a meeting, with what was noted there."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    host = models.OneToOneField("Guest", on_delete=models.PROTECT, null=True, blank=True, related_name="hosts")
    notes = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="sv")  # of the page on which they were written
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["gathering", "number"], name="a_table_is_numbered_once")]


class Guest(models.Model):
    """One contact person who is invited to one meeting: what they answered, where they sit, whether they came."""

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"
        INSTEAD = "instead"  # somebody else comes in their place

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="guests")
    contact = models.ForeignKey(ContactPerson, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="brought")
    code = models.CharField(max_length=10)  # stands on the badge; opens the door and nothing else
    invited_at = models.DateTimeField(null=True, blank=True)  # none: registered by a colleague, or came unasked
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)  # with a yes and none of this they wait
    table = models.ForeignKey(Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="seated")
    asked_at = models.DateTimeField(null=True, blank=True)  # how it was; whether they answered stands nowhere
    badge_at = models.DateTimeField(null=True, blank=True)  # when the badge was printed last
    badge_table = models.PositiveSmallIntegerField(null=True, blank=True)  # the table that stands on it
    came_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "contact"], name="a_contact_is_invited_once_to_a_gathering"),
            models.UniqueConstraint(fields=["gathering", "code"], name="a_badge_is_one_guests"),
            models.CheckConstraint(condition=Q(placed_at=None) | Q(answer="yes"), name="no_place_without_a_yes"),
        ]


class Message(Sending):
    """A mail to a guest about a meeting, which leaves once."""

    class About(models.TextChoices):
        INVITED = "invited"
        REMINDED = "reminded"  # has not answered
        COMING = "coming"  # comes in some days
        PLACED = "placed"  # from the waiting list
        REGISTERED = "registered"  # by a colleague
        CHANGED = "changed"  # another day, hour or place
        CANCELLED = "cancelled"
        ASKED = "asked"  # how it was
        PROMISED = "promised"  # what became of what they took home

    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="messages")
    about = models.CharField(max_length=12, choices=About)
    version = models.PositiveIntegerField(default=0)  # of day and place: each change is told

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guest", "about", "version"], name="a_guest_is_told_each_thing_once")
        ]


class Question(models.Model):
    """What somebody wants to have taken up. Others second it; nobody sees who asked."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="questions")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # none: host
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="sv")  # of the page on which it was asked
    asked_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Second(models.Model):
    """A guest has the same question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="seconds")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "guest"], name="a_question_is_seconded_once")]


class Material(models.Model):
    """Pictures of a lecture, a paper to read before, a film elsewhere."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="sv")  # of the title
    file = models.FileField(upload_to="gatherings/", blank=True)
    name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    link = models.URLField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(file="") ^ Q(link=""), name="a_material_is_file_or_link")]


class Small(models.Model):
    """A picture among the materials as reports show it: made when it is kept, so that no page has to."""

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="small")
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "small"


class TakenHome(models.Model):
    """What an organisation means to do at home because of a meeting, and what came of it."""

    class Outcome(models.TextChoices):
        KEPT = "kept"
        PARTLY = "partly"
        NOT_KEPT = "not_kept"

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="taken_home")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    language = models.CharField(max_length=10, default="sv")  # of the text
    due_on = models.DateField()
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    told = models.CharField(max_length=1000, blank=True)  # how it went
    told_in = models.CharField(max_length=10, default="sv")  # the language of that
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["partner__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "partner"], name="an_organisation_takes_one_thing_home")
        ]


class Ticket(models.Model):
    """One who came may say once how it was. Deleted when they do, so that nothing leads from a person to an answer."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash, see keys.py
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # of the organisation


class Response(models.Model):
    """How one of those who came found it. Nobody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=20)
    ratings = models.JSONField()  # question → 1 to 5, or 0 for "do not know"
    remark = models.TextField(blank=True)


class Funding(models.Model):
    """Money that the network has, or hopes for: one of the two risks of a trial."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    amount_sek = models.PositiveIntegerField()
    is_decided = models.BooleanField()
    until = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["until", "pk"]
