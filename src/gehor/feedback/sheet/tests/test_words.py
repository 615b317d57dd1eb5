"""The words that the application brings to the sheets."""

from django.utils import translation

from gehor.feedback.sheet import LABELS
from gehor.feedback.sheet.words import labels


def test_there_is_a_sentence_for_every_label():
    with translation.override("en"):
        assert labels() == LABELS
