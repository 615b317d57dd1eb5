"""The governance map (styrkarta), once per organisation: what it has adopted, and how far it has come."""
