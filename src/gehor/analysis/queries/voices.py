"""Quotations and minority positions of a dialogue, for whoever stands downstream: see analysis/voices."""

from ..voices.queries import Quote, Voiced, positions, quotations, quotations_of

__all__ = ["Quote", "Voiced", "positions", "quotations", "quotations_of"]
