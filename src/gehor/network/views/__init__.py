"""Pages of the register (partners, contacts), of the networks, and those for everybody (public)."""
