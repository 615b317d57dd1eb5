"""What of a frozen basis is ours, in the reader's language: its headings, captions, column heads and fixed sentences.

What staff and participants wrote is theirs and stays as it was frozen. A sentence that has been reworded since the
version was frozen is no longer known here, and then only the original is shown.
"""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gehor.analysis.checking.texts import STANDINGS
from gehor.analysis.texts import ASIDES
from gehor.ground.catalogue import methods, words
from gehor.ground.design.texts import CHANNELS
from gehor.planning.texts import LEVELS

from .content import titles


def ours(source: str, language: str) -> Mapping[str, str]:
    """The words in the language of the document → the same in the reader's; nothing where both are one."""
    if source == language:
        return {}
    return dict(zip(_said(source), _said(language), strict=True))


def _said(language: str) -> list[str]:
    with translation.override(language):
        return [*titles().values(), *_labels(), *_sentences(), *(str(word) for word in _words())]


def _labels() -> list[str]:
    return [
        *(_("Background"), _("Purpose"), _("Goal"), _("This can be influenced"), _("This cannot be influenced")),
        *(_("Ways to take part"), pgettext("to take part", "Way"), _("Method"), _("Days"), _("Level")),
        *(_("How it came in"), _("Channel"), _("Contributions"), _("Participants")),
        *(_("Who was meant"), _("Target groups of the plan")),
        *(_("Group"), _("How they were to be reached"), _("Aim"), _("Came"), _("No number"), _("Unknown")),
        *(_("The findings, and how many stand behind each"), _("Finding"), _("Position"), _("Stands beside")),
        *(_("Minority positions"), _("All of them"), _("Contributions that carry no finding"), _("Reason")),
        *(_("What the participants put first"), _("Category"), _("Place"), _("Ballots"), _("Share"), _("Limits")),
        *(_("What it means"), _("Consequences"), _("How the proposal meets each finding"), _("How it is met")),
    ]


def _sentences() -> list[str]:
    return [
        _("What those who took part were promised:"),
        _("Not said."),
        _("The plan names no target groups."),
        _("There are no findings yet."),
        _("No minority position has been named."),
        _("What fewer thought counts too: here each position has a name and a number."),
        _("Nothing was set aside: every contribution stands behind at least one finding."),
        _("No alternatives have been described."),
        _("This alternative is proposed."),
        _("No proposal has been written."),
        _("One person may have contributed more than once, and through more than one channel."),
        _("Those who took part could confirm or correct the findings before they were signed off."),
        _(
            "Nobody had to say who they are in order to take part. So it is not known how many of each group "
            "came, and that somebody did not come is no sign that they do not care."
        ),
        _(
            "Each finding rests on the contributions that are counted beside it. One contribution may stand "
            "behind several findings."
        ),
        _(
            "Those who took part chose to do so. The numbers say how many told us something, not how many of those "
            "who live here think so."
        ),
    ]


def _words() -> list[object]:
    return [
        *CHANNELS.values(),
        *(each for pair in ASIDES.values() for each in pair),
        *(level.label for level in LEVELS.values()),
        *(meaning for _word, meaning in STANDINGS.values()),
        *(words(key).name for key in methods()),
    ]
