"""The library for everybody (public), its writers (writing) and those who keep it (reviewing)."""
