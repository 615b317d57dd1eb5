"""What all stages stand on, with no opinions of its own: actors, journal, organisations, people, clock, design."""
