"""What is sent: an invitation or a reminder."""

from django import forms

from gehor.ground.forms import Form

from .rules import Kind


class SendForm(Form):
    kind = forms.TypedChoiceField(choices=[(kind.value, kind.value) for kind in Kind], coerce=Kind)
