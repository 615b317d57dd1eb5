"""What staff write for the decision basis, the templates it is put into, and the versions that were frozen."""

from django.db import models
from django.db.models import Q

from gehor.analysis.models import Finding
from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.planning.models import Dialogue


class Draft(models.Model):
    """What staff write beside the findings. It goes on changing; what is frozen of it does not."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.PROTECT, related_name="+")
    method = models.JSONField(default=dict, blank=True)  # LocalText: how it was done
    reach = models.JSONField(default=dict, blank=True)  # LocalText: who came, and who did not
    proposal = models.JSONField(default=dict, blank=True)  # LocalText: what the body is proposed to decide
    limits = models.JSONField(default=dict, blank=True)  # LocalText: what the material cannot tell
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class Alternative(models.Model):
    """One way that the body can choose, with what follows from it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField()  # LocalText
    text = models.JSONField(default=dict, blank=True)  # LocalText
    consequences = models.JSONField()  # LocalText
    is_proposed = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="alternatives_are_numbered"),
            models.UniqueConstraint(
                fields=["dialogue"], condition=Q(is_proposed=True), name="one_alternative_is_proposed"
            ),
        ]


class Met(models.Model):
    """How the proposal meets one finding, or why it does not."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    text = models.JSONField()  # LocalText
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class WordTemplate(models.Model):
    """A DOCX of a body, or of the whole organisation, whose fields are filled in. Never altered, only put away."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # of the file
    file = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["body__name", "-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "body"],
                condition=Q(dropped_at=None, body__isnull=False),
                name="a_body_has_one_template",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(dropped_at=None, body=None),
                name="an_organisation_has_one_template",
            ),
        ]


class Frozen(models.Model):
    """One version as the board got it. Append-only, in the database too: see migration 0002."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()  # content.written(): everything, as canonical JSON
    content_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()  # the file itself, since a later press may set it otherwise
    pdf_sha256 = models.CharField(max_length=64)
    template = models.ForeignKey(WordTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="versions_of_a_basis_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="the_first_version_of_a_basis_is_one"),
        ]
