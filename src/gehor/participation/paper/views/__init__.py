"""Pages of staff: printing, typing some in a second time, scans and their review."""
