"""Before something is sent: whoever wrote what looks as if it pointed out a person is asked, once for each thing found.

Called by every door through which people send words, after the form was found to be right:

    if not form.is_valid() or asking.ask_author(form):
        … the form once more

What they have been asked about goes with the form, so that pressing send again sends it as it is.
"""

import hashlib
from collections.abc import Container, Iterator

from django import forms
from django.utils.translation import gettext as _

from gehor.calc.text import personal
from gehor.participation.fields import ReceiptField, SubmissionInput

from .texts import KINDS

FIELD = "as_it_is"


def ask_author(form: forms.Form, *, among: Container[str] | None = None) -> bool:
    """Whether the form must be shown once more, with what was found said at its fields.

    among: names of the fields that are looked at, where a page shows some of them; else all.
    """
    answered = set(form.data.getlist(FIELD) if hasattr(form.data, "getlist") else form.data.get(FIELD, ()))
    asked = {mark: found for mark, found in _found(form) if among is None or found[0] in among}
    new: dict[str, list[personal.Piece]] = {}
    for mark, (name, piece) in asked.items():
        if mark not in answered:
            new.setdefault(name, []).append(piece)
    for name, pieces in new.items():
        form.add_error(name, forms.ValidationError(_sentence(pieces), code="points_out"))
    submission = form.fields["submission"].widget
    assert isinstance(submission, SubmissionInput)
    submission.beside = [(FIELD, mark) for mark in asked]
    return bool(new)


def _found(form: forms.Form) -> Iterator[tuple[str, tuple[str, personal.Piece]]]:
    """A mark for each thing that was found, with the field where it stands."""
    for name, field in form.fields.items():
        text = form.cleaned_data.get(name)
        if not _is_words(field) or not isinstance(text, str):
            continue
        for piece in personal.pieces(text):
            if piece.kind is not None:
                said = f"{name} {piece.kind} {piece.text}".encode()
                yield hashlib.blake2b(said, digest_size=8).hexdigest(), (name, piece)


def _is_words(field: forms.Field) -> bool:
    """Whether people write freely there: no number, and no address that is asked for."""
    is_written = type(field.widget) in (forms.Textarea, forms.TextInput)
    return is_written and "inputmode" not in field.widget.attrs and not isinstance(field, ReceiptField)


def _sentence(pieces: list[personal.Piece]) -> str:
    listed = ", ".join(f"{piece.text} ({KINDS[piece.kind]})" for piece in pieces if piece.kind is not None)
    return _(
        "This looks like personal data: %(listed)s. Others may read it. Take it away if it belongs to a person, or "
        "press the button once more if it is to stand there: then somebody reads it before others see it."
    ) % {"listed": listed}
