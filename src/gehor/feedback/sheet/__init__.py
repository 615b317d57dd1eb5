"""Letters on paper for those who came by paper or meeting: what you said, what was decided, what we answer.

The same words as on the receipt page, as a tagged PDF that a screen reader can read and a window envelope can carry.
"""

from .letters import AT_MOST, LABELS, Letterhead, Measure, Receipt, Said, Sheet, Weighed, answer_sheets, receipt_sheet

__all__ = [
    "AT_MOST",
    "LABELS",
    "Letterhead",
    "Measure",
    "Receipt",
    "Said",
    "Sheet",
    "Weighed",
    "answer_sheets",
    "receipt_sheet",
]
