"""Articles, what is being written of them, what has been submitted, and what was done with it.

What has been submitted and done is append-only: the database refuses every change. Where an article stands follows from
it, see rules.state.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from gehor.feedback.models import Sending
from gehor.ground.organisations.models import Account, Organisation
from gehor.planning.models import Dialogue

from .kinds import Kind
from .rules import ADDRESS_LONGEST, GONE, Deed

QUESTION_LONGEST = 2000


class Keeper(models.Model):
    """The organisation that keeps the library here: its network hosts look through what is submitted."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_organisation_keeps_the_library")]


class Licence(models.TextChoices):
    """On which terms others may use the text, as SPDX calls them."""

    CC0 = "CC0-1.0"
    CC_BY = "CC-BY-4.0"


class Article(models.Model):
    """One article in all its versions. `organisation`: whose it is; of what is brought in, who keeps the library."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    slug = models.SlugField(max_length=100, unique=True)
    source_language = models.CharField(max_length=10, default="sv")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Where it came from: its address in another library, or the name that the catalogue of methods gives it
    origin = models.CharField(max_length=ADDRESS_LONGEST, blank=True)
    credited = models.CharField(max_length=200, blank=True)  # of what is brought in: whose article it is
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="article_by_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="an_article_comes_in_once"),
            models.UniqueConstraint(fields=["dialogue"], name="a_dialogue_is_one_example"),
        ]

    @property
    def author(self) -> str:
        """Whose article it is."""
        return self.credited or self.organisation.name


class Body(models.Model):
    """What an article holds. Keys of fields: kinds.py; of facets: facets.py."""

    content = models.JSONField(default=dict)  # key of a field → what it holds
    facets = models.JSONField(default=dict, blank=True)  # key of a facet → its options
    related = models.JSONField(default=list, blank=True)  # slugs of articles here, addresses of articles elsewhere
    told = models.JSONField(default=dict, blank=True)  # of an example: figures that its author tells
    # {"sha256": …, "description": {language: text}}; of another library also "url" and "name", until it is fetched
    files = models.JSONField(default=list, blank=True)
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.CC_BY)

    class Meta:
        abstract = True

    @property
    def whole(self) -> dict[str, Any]:
        """The content, with those whom it names."""
        return dict(self.content)


class Draft(Body):
    """What is being written. It stays while a version of it is looked through, and goes when that is published."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="draft")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class Version(Body):
    """What was submitted, as it was. Append-only."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    measured = models.JSONField(null=True, blank=True)  # figures.Measured: what the dialogue said of itself that day
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")  # none: brought in

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="versions_are_numbered")]

    @property
    def whole(self) -> dict[str, Any]:
        named = getattr(self, "named", None)
        return {**self.content, **(named.content if named else {})}


class Named(models.Model):
    """Whom a version names: apart from it, since a version is never altered and a person is forgotten one day."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="named")
    content = models.JSONField(default=dict, blank=True)  # as that of a version, with the keys of kinds.PERSONAL
    keep_until = models.DateField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "named"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(content={}), name="a_version_that_has_forgotten_names_nobody"
            ),
        ]


class Done(models.Model):
    """One thing that was done with a version. Append-only."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="deeds")
    deed = models.CharField(max_length=10, choices=[(deed.value, deed.value) for deed in Deed])
    reason = models.TextField(blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")  # none: by a machine

    class Meta:
        verbose_name_plural = "done"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version"], condition=~Q(deed__in=GONE), name="a_version_is_ruled_on_once"),
            models.UniqueConstraint(fields=["version"], condition=Q(deed__in=GONE), name="a_version_is_withdrawn_once"),
            models.CheckConstraint(
                condition=~Q(deed__in=(Deed.SEND_BACK, *GONE)) | ~Q(reason=""), name="a_no_to_an_article_has_its_reason"
            ),
        ]


class File(models.Model):
    """A picture or a PDF of an article, made safe to show. Versions name it by its fingerprint.

    What came from another library keeps the fingerprint that it has there: by it the file is known again.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="library/")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["article", "sha256"], name="a_file_is_kept_once")]

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


class Message(Sending):
    """A mail about a version, to one colleague: that it waits, is published, or was sent back."""

    class About(models.TextChoices):
        SUBMITTED = "submitted"
        PUBLISHED = "published"
        SENT_BACK = "sent_back"
        TAKEN_DOWN = "taken_down"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=10, choices=About)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "account", "about"], name="a_colleague_is_told_once"),
        ]


class Question(Sending):
    """What a reader asks the author of an article. It is forgotten when it has left: the answer is between the two."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(unique=True)  # the form's own key: sent twice is asked once
    text = models.TextField(blank=True, max_length=QUESTION_LONGEST)
    reply_to = models.EmailField(blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
