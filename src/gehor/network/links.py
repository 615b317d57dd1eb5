"""Links that carry numbers, signed: whoever has one has got it from us, and no table holds what opens a page."""

from django.core import signing


class Links:
    """Keys of one kind, each made of the same count of numbers.

    >>> from django.conf import settings
    >>> if not settings.configured: settings.configure(SECRET_KEY="x")
    >>> links = Links("gehor.example", numbers=2)
    >>> links.read(links.key(7, 1)), links.read(links.key(7, 1) + "x"), links.read("7-1")
    ((7, 1), None, None)
    """

    def __init__(self, salt: str, *, numbers: int) -> None:
        self._salt = salt
        self._numbers = numbers

    def key(self, *numbers: int) -> str:
        return self._signer.sign("-".join(map(str, numbers)))

    def read(self, key: str) -> tuple[int, ...] | None:
        """The numbers; None for a key that was never given out."""
        try:
            numbers = tuple(map(int, self._signer.unsign(key).split("-")))
        except (signing.BadSignature, ValueError):
            return None
        return numbers if len(numbers) == self._numbers else None

    @property
    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self._salt, sep=".")  # made anew: the secret is read when it is needed
