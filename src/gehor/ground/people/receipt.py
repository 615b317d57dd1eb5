"""Receipt codes: the only key a participant needs, short enough to read aloud and safe to mistype.

A code has nine characters of chance and one check character. It is kept as ten characters and `shown` as XXXXX-XXXXX.
Thirty characters are in use; 0 O 1 I L U are not, since people cannot tell them apart from others.
"""

import random
import secrets
import unicodedata
from itertools import product

from stdnum import luhn

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
HALF = 5
LENGTH = 2 * HALF
REFERENCE_LENGTH = 6

# Luhn cannot see the first and the last character of the alphabet change places, so no code holds them side by side.
_BLIND_SPOT = (ALPHABET[0] + ALPHABET[-1], ALPHABET[-1] + ALPHABET[0])

# What a person may read or hear in place of a character that we use, the likeliest first.
_LOOKALIKES = {
    "0": "QD8",
    "O": "QD8",
    "1": "7JT",
    "I": "J7T",
    "L": "J7T",
    "U": "VY",
    "Å": "A",
    "Ä": "A",
    "Ö": "Q",
    "É": "E",
    "È": "E",
    "Ü": "V",
}
_TYPED_AT_MOST = 64
_UNSURE_AT_MOST = 4
_BETWEEN = frozenset(" -–—‐‑−_.,:/'\"\t\r\n\u00a0\u200b")

_CHANCE = secrets.SystemRandom()


def new_code(rng: random.Random = _CHANCE) -> str:
    """A new receipt code, such as 7KM2PX4RT9; about 44 bits of chance."""
    while True:
        drawn = _drawn(LENGTH - 1, rng)
        code = drawn + luhn.calc_check_digit(drawn, ALPHABET)
        if not _has_blind_spot(code):
            return code


def new_reference(rng: random.Random = _CHANCE) -> str:
    """A public reference for one contribution: six characters, no check character, no secret."""
    return _drawn(REFERENCE_LENGTH, rng)


def _drawn(length: int, rng: random.Random) -> str:
    """So many signs, drawn together: each draw asks the system."""
    number, signs = rng.randrange(len(ALPHABET) ** length), []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def normalise(typed: str) -> str:
    """The code that the person most likely meant, ten characters without a dash.

    Takes lower case, spaces, any dash, and characters that we never use but that look or sound like ours.
    What cannot be a code comes back tidied, and `is_valid` says no to it.
    """
    kept = [sign for sign in unicodedata.normalize("NFKC", typed[:_TYPED_AT_MOST]).upper() if sign not in _BETWEEN]
    if len(kept) != LENGTH:
        return "".join(kept)
    readings = [_LOOKALIKES.get(sign, sign) for sign in kept]
    if sum(len(reading) > 1 for reading in readings) <= _UNSURE_AT_MOST:
        for reading in product(*readings):
            code = "".join(reading)
            if is_valid(code):
                return code
    return "".join(reading[0] for reading in readings)


def is_valid(code: str) -> bool:
    """Whether the code, ten characters without a dash, could have been given out by us."""
    return (
        len(code) == LENGTH
        and all(sign in ALPHABET for sign in code)
        and not _has_blind_spot(code)
        and luhn.is_valid(code, ALPHABET)
    )


def shown(code: str) -> str:
    """The code as people read it: XXXXX-XXXXX."""
    return f"{code[:HALF]}-{code[HALF:]}"


def spoken(code: str) -> str:
    """The code sign by sign, with a pause in the middle, for a screen reader or for reading aloud on the telephone."""
    return ", ".join(" ".join(half) for half in (code[:HALF], code[HALF:]))


def _has_blind_spot(signs: str) -> bool:
    return any(pair in signs for pair in _BLIND_SPOT)
