"""Nobody who was given a receipt loses what they said, even when the server dies in the middle of it.

A short form of `python -m benchmarks.web kill`, which does it five times and on PostgreSQL too.
"""

import pytest

from gehor.testing.killing import Promised, faults, write_and_kill
from gehor.testing.serving import Served


@pytest.mark.first
def test_a_server_killed_while_many_write_loses_and_doubles_nothing(served: Served) -> None:
    promised = Promised()
    write_and_kill(served, promised, writers=6, after=0.6)
    assert promised.acknowledged > 5, "too little was written for a kill to mean anything"
    served.start()
    assert faults(served, promised) == []
