"""Who sits at which table, so that over the meetings everybody meets as many others as possible.

`gehor.calc.seating.seating.seat` makes the tables; it loads numpy, which a web page otherwise does without.
"""

from .people import Acquainted, NewPairs, Pair, Person, Seating, acquainted, new_pairs, pairs

__all__ = ["Acquainted", "NewPairs", "Pair", "Person", "Seating", "acquainted", "new_pairs", "pairs"]
