"""Every change: of the course and its learning by the host (leading), and by the members (doing)."""
