"""Map: residents mark places, routes and areas, and say what is good or bad there, or what could be. See README.md."""
