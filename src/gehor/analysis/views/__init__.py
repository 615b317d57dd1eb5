"""Pages: reading.py for the analyst's work list, findings.py for what was found, result.py for everybody."""

from .findings import drop, finding, findings, sign_off
from .reading import attachment, contribution, mask, publish, worklist
from .result import result, result_aside, result_finding, result_json

__all__ = [
    "attachment",
    "contribution",
    "drop",
    "finding",
    "findings",
    "mask",
    "publish",
    "result",
    "result_aside",
    "result_finding",
    "result_json",
    "sign_off",
    "worklist",
]
