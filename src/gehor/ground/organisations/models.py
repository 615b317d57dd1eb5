"""Who runs dialogues here, and who works for them."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gehor.process.words import STAFF_ROLES


class Organisation(models.Model):
    """A municipality, region, authority or association that holds dialogues. Organisations share nothing."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        REGION = "region"
        AUTHORITY = "authority"
        ASSOCIATION = "association"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    colour = models.CharField(max_length=7, default="#1d5c63")
    logo = models.ImageField(upload_to="logos/", blank=True)
    identity_version = models.PositiveIntegerField(default=1)
    introduction = models.JSONField(default=dict, blank=True)  # LocalText, shown at the top of the public page
    source_language = models.CharField(max_length=10, default="sv")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(blank=True)
    requires_second_factor = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(colour__regex=r"^#[0-9a-fA-F]{6}$"), name="colour_is_six_hex_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A political body: council, board, committee or drafting committee."""

    class Kind(models.TextChoices):
        COUNCIL = "council"
        BOARD = "board"
        COMMITTEE = "committee"
        DRAFTING_COMMITTEE = "drafting_committee"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.COMMITTEE)
    dissolved_on = models.DateField(null=True, blank=True)  # the first day on which it decides nothing more
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="a_body_is_named_once"),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(dissolved_on__isnull=False),
                name="only_a_dissolved_body_has_a_successor",
            ),
            models.CheckConstraint(condition=~Q(successor=F("pk")), name="no_body_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_dissolved(self, on: dt.date) -> bool:
        return self.dissolved_on is not None and self.dissolved_on <= on


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A member of staff or an elected representative who signs in. Residents have no account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="sv")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # may be entered by one click, in demo mode only

    objects = AccountManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one account in one organisation."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in STAFF_ROLES])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "organisation", "role"], name="a_role_is_given_once"),
        ]


class TakenForm(models.Model):
    """A form of staff that was taken, known again for a day when it is sent once more. It holds nothing of the form."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    number = models.UUIDField()  # of the sending that was taken
    at = models.DateTimeField(db_index=True)
    leads_to = models.TextField(blank=True)  # the page that was shown then

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="a_form_is_taken_once")]
