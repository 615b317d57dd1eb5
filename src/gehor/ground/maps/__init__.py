"""Maps: what an organisation's maps stand on, a place on a form, and the picture of a map drawn here. See README.md."""
