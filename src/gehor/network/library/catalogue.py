"""What comes with Gehör: the methods of the catalogue, and the examples that show them in use."""

from collections.abc import Iterator

from .brought import Brought
from .examples import examples
from .methods import methods


def catalogue() -> Iterator[Brought]:
    """The methods first, since the examples name them."""
    yield from methods()
    yield from examples()
