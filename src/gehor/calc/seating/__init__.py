"""Who sits at which table, so that over the meetings everybody meets as many others as possible."""

from .seating import Pair, Person, Seating, pairs, seat

__all__ = ["Pair", "Person", "Seating", "pairs", "seat"]
