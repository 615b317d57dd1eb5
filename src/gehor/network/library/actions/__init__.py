"""Every write of the library: what authors do, and what those do who keep it."""
