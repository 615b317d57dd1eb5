"""Account numbers for payment, as Swedish banks and Peppol's Swedish rules write them. Pure."""

from stdnum import iban
from stdnum.luhn import is_valid

from gehor.process.errors import WrongInput

KINDS = ("bankgiro", "plusgiro", "iban")


def account(kind: str, given: str, *, field: str = "") -> str:
    """The number without spaces and hyphens. Raises WrongInput: no_such_account.

    >>> account("bankgiro", "5050-1055"), account("plusgiro", "4 12 34-6")
    ('50501055', '412346')
    """
    plain = given.replace(" ", "").replace("-", "").upper()
    digits = plain.isascii() and plain.isdigit()
    fits = {
        "bankgiro": digits and len(plain) in (7, 8) and is_valid(plain),  # SE-R-010
        "plusgiro": digits and 2 <= len(plain) <= 8 and is_valid(plain),  # SE-R-009
        "iban": iban.is_valid(plain),
    }
    if not fits.get(kind, False):
        raise WrongInput("no_such_account", field=field)
    return plain
