"""A fair panel by lot: pool and quotas in, chances, panels and a proof out. Begin with `lottery`."""

from .fair import ALGORITHMS, TICKETS, Lottery, lottery
from .pool import Pool, Quota, pool_of

__all__ = ["ALGORITHMS", "TICKETS", "Lottery", "Pool", "Quota", "lottery", "pool_of"]
