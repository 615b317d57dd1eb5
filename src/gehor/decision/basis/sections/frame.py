"""The question and its frame, what was promised, and how it was done."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gehor.ground.catalogue import words
from gehor.ground.days import day_range
from gehor.ground.documents import Bullets, Link, Paragraph, Part, Strong, Table
from gehor.planning.texts import LEVELS

from ..material import Material


def frame(material: Material) -> tuple[Part, ...]:
    dialogue = material.dialogue
    return (
        Paragraph((Strong(material.text(dialogue.question)),)),
        *material.under(_("Background"), dialogue.background),
        *material.under(_("Purpose"), dialogue.purpose),
        *material.under(_("Goal"), dialogue.goal),
        *material.under(_("This can be influenced"), dialogue.can_influence),
        *material.under(_("This cannot be influenced"), dialogue.cannot_influence),
    )


def level(material: Material) -> tuple[Part, ...]:
    levels = [LEVELS[level] for level in material.dialogue.levels if level in LEVELS]
    return (
        Paragraph(_("What those who took part were promised:")),
        Bullets(tuple((Strong(f"{level.label}. "), str(level.promise)) for level in levels)),
    )


def method(material: Material) -> tuple[Part, ...]:
    rows = tuple(
        (
            (Link(material.text(each.title), material.address("participation:activity", each.number)),),
            str(words(each.method).name),
            day_range(each.begins_on, each.ends_on),
            str(LEVELS[each.level].label) if each.level in LEVELS else "",
        )
        for each in material.activities
    )
    table = Table(_("Ways to take part"), (pgettext("to take part", "Way"), _("Method"), _("Days"), _("Level")), rows)
    return (*((table,) if rows else ()), *material.prose(material.draft.method))
