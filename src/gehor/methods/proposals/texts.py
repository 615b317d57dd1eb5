"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _

NAME = _("Proposals")
SUMMARY = _("Residents write in their own words what they think and what should be done. Good early in a process.")
COLUMNS = {
    "category": _("The category that the proposal was put in, as a key"),
    "places": _("Longitude and latitude of the place that it is about (WGS 84)"),
    "where": _("Where it is, in words"),
}
REFUSALS: dict[str, object] = {}
