"""Priorities: what matters most, by rank, points, dots, approval or two at a time. See README.md."""
