"""Tenants: organisations, their political bodies, the staff accounts and the roles that accounts have in them."""
