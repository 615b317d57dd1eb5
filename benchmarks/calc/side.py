"""One side of a comparison: a process of its own that does what it is told and says what it cost.

Standard library only, since the peer's environment has nothing of ours. A script defines cases and calls `serve`; each
line in is {"case": …, …}, each line out {"seconds": processor time, "peak": bytes, "result": …}.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Ready = Callable[[], Any]  # what is measured; what came before is not


def serve(prepare: Callable[..., Ready], told: Callable[[Any], Any]) -> None:
    """prepare(**case) makes ready; told(result) is what can be compared, as JSON."""
    out = sys.stdout
    sys.stdout = sys.stderr  # a library that talks would disturb
    for line in sys.stdin:
        ready = prepare(**json.loads(line))
        before = _spent()
        result = ready()
        seconds = _spent() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "peak": peak, "result": told(result)}), file=out, flush=True)


def _spent() -> float:
    """Of this process and of those it has started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
