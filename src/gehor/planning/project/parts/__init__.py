"""The parts of the plan as data, in four files; outline.py puts them in their order."""
