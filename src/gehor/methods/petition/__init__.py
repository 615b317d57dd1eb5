"""Petitions: residents raise a matter themselves, and see its way to those who decide. See README.md."""
