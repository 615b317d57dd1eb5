"""What is said of a number that is none or too large, in our own words instead of Django's, on every form."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from .texts import AT_LEAST, AT_MOST, NO_NUMBER, NO_WHOLE_NUMBER


def say() -> None:
    """Once, before any form is made."""
    MinValueValidator.message, MaxValueValidator.message = AT_LEAST, AT_MOST
    for field, words in (
        (forms.IntegerField, NO_WHOLE_NUMBER),
        (forms.FloatField, NO_NUMBER),
        (forms.DecimalField, NO_NUMBER),
    ):
        field.default_error_messages = {**field.default_error_messages, "invalid": words}
