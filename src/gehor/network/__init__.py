"""Organisations learn from each other: the host invites, nobody is ordered, and each keeps its own data.

Here: whom the host knows of (partners and their contact persons), the networks, and who is in them. Beside it, each a
folder of its own: the network's meetings, its programmes, and the library of examples.
"""
