"""E-mail addresses as they may be stored."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from . import written
from .errors import WrongInput


def email(address: str, *, field: str, required: bool = True) -> str:
    """An e-mail address. Raises as written.line, and no_email_address."""
    line = written.line(address, field=field, required=required, longest=254)
    try:
        if line:
            validate_email(line)
    except ValidationError:
        raise WrongInput("no_email_address", field=field) from None
    return line
