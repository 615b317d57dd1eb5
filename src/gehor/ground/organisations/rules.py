"""What may be said of an organisation: pure rules on plain values."""

import re

NAME_MOST, PHONE_MOST, POSTAL_ADDRESS_MOST = 120, 40, 300

# One picture file
LOGO_MOST_BYTES = 2 * 1024 * 1024
LOGO_MOST_PIXELS = 6000  # on each side; a file of few bytes may unpack into very many
LOGO_WIDTH, LOGO_HEIGHT = 480, 160  # what is kept: sharp on a fine screen at the size of the page's head


def is_colour(text: str) -> bool:
    """# and six hex digits.

    >>> is_colour("#1d5c63"), is_colour("teal")
    (True, False)
    """
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None
