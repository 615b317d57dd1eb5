"""Street talks, focus groups, key persons, phone calls: staff go to people, and note what is said and the effort."""
