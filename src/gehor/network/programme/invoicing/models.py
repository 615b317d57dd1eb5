"""Who sends the invoices, and what has been drawn up. What is drawn up is never changed but for its payment."""

from django.db import models
from django.db.models import F, Q

from gehor.network.programme.models import Application, Programme


class Seller(models.Model):
    """The host as it stands on an invoice."""

    class Account(models.TextChoices):
        BANKGIRO = "bankgiro"
        PLUSGIRO = "plusgiro"
        IBAN = "iban"

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=11)  # registration number
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=60)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    account_kind = models.CharField(max_length=8, choices=Account)
    account = models.CharField(max_length=34)
    days = models.PositiveSmallIntegerField(default=30)  # in which it is to be paid


class Invoice(models.Model):
    """The basis for one invoice, or for a credit note (sek below 0), with both parties as they were that day."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    sek = models.IntegerField()  # without VAT
    vat = models.CharField(max_length=1, choices=Programme.Vat)
    vat_percent = models.PositiveSmallIntegerField()
    vat_reason = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=200)  # what it is for
    buyer = models.JSONField()  # parties.Buyer
    seller = models.JSONField()  # parties.Seller
    credits = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="invoices_are_numbered"),
            models.CheckConstraint(condition=~Q(sek=0), name="an_invoice_is_of_something"),
            models.CheckConstraint(condition=Q(sek__gt=0) | Q(credits__isnull=False), name="a_credit_says_of_what"),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="an_invoice_is_due_after_its_day"),
        ]
