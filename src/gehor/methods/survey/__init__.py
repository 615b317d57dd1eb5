"""Survey: the organisation asks, residents answer, and every answer is counted. See README.md."""
