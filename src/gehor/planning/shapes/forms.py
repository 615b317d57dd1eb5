"""When a template's activities begin, and where its meetings are held."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gehor.ground.forms import Form, LocalTextField
from gehor.planning.forms import Day

from . import Shape
from .adding import has_meetings


class AddForm(Form):
    first_day = Day(label=_("First day"), help_text=_("All other days are counted from it."))
    place = LocalTextField(
        _("Place of the meetings"),
        help_text=_("House, room and street. You can change it for each meeting afterwards."),
    )

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_meetings(shape):
            del self.fields["place"]
