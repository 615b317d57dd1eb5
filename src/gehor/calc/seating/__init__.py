"""Who sits at which table, so that over the meetings everybody meets as many others as possible."""

from .seating import Person, Seating, seat

__all__ = ["Person", "Seating", "seat"]
