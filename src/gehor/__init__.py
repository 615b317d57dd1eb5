"""Gehör: citizen dialogue as part of how a municipality, region or authority governs.

Start with `process/`: the whole process in pure words. Then follow the river: planning, recruitment, participation,
methods, analysis, decision, feedback, followup. See docs/process.md.
"""

VERSION = "2026.11.0"  # as in pyproject.toml; a test compares
