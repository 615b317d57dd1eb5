"""The electronic address of a receiver of invoices, as Peppol writes it: a scheme and a number. Pure."""

from stdnum import ean
from stdnum.se import orgnr

from gehor.process.errors import WrongInput

ORGANISATION, LOCATION = "0007", "0088"  # Swedish registration number; GLN


def address(given: str, *, field: str = "") -> tuple[str, str]:
    """(scheme, number) of what somebody typed; nothing for nothing. Raises WrongInput: no_electronic_address.

    >>> address("0007:2021005489"), address("212000-0142"), address("7340000000000")
    (('0007', '2021005489'), ('0007', '2120000142'), ('0088', '7340000000000'))
    >>> address("")
    ('', '')
    """
    scheme, colon, number = given.replace(" ", "").rpartition(":")
    digits = number.replace("-", "")
    if not digits:
        return "", ""
    if not colon:
        scheme = LOCATION if len(digits) == 13 else ORGANISATION
    fits = {ORGANISATION: orgnr.is_valid(digits), LOCATION: len(digits) == 13 and ean.is_valid(digits)}
    if not fits.get(scheme, False):
        raise WrongInput("no_electronic_address", field=field)
    return scheme, digits
