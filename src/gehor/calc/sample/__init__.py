"""Who took part, against who lives here; and weights that make up for the difference as far as they can.

Read `compare`. Population figures and people come from files (`read_population`, `read_people`) or are made by hand.
"""

from ..few import FEWEST, hidden_in_row
from .comparing import LIMITS, Answered, Comparison, Cross, Group, Margin, Standing, compare
from .estimates import Share, replicates, shares_of
from .hiding import FEWEST_CROSSED, hidden_in_table
from .people import People, read_people
from .population import Groups, Population, Variable, grouped, read_groups, read_population
from .raking import CannotWeigh, Cells, Live, Raked, cells_of, rake, raked_cells

__all__ = [
    "FEWEST",
    "FEWEST_CROSSED",
    "LIMITS",
    "Answered",
    "CannotWeigh",
    "Cells",
    "Comparison",
    "Cross",
    "Group",
    "Groups",
    "Live",
    "Margin",
    "People",
    "Population",
    "Raked",
    "Share",
    "Standing",
    "Variable",
    "cells_of",
    "compare",
    "grouped",
    "hidden_in_row",
    "hidden_in_table",
    "rake",
    "raked_cells",
    "read_groups",
    "read_people",
    "read_population",
    "replicates",
    "shares_of",
]
