"""What the method is called, and its sentences."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .blocks import Left
from .rules import Fate

NAME = _("Hearing on a text")
SUMMARY = _(
    "Residents read a plan or a policy and say what they think of it, paragraph by paragraph. "
    "Good when there is a draft, and before it is decided."
)
COLUMNS = {
    "paragraph": _("The number of the paragraph that it is about; empty for the whole text"),
    "version": _("The version of the text that was read"),
}
CALLED = {"paragraph": _("Paragraph"), "version": _("Version")}
OWN_PAGE = _("The text that is heard")

REFUSALS = {
    # wrong moment
    "no_text_to_hear": _(
        "There is no text yet to say something about. Publish it first, on the page “The text that is heard”."
    ),
    # wrong input
    "text_is_empty": _("There is no text in it: only headings, pictures or nothing at all."),
    "text_is_the_same": _("The text is the same as in version {number}, so there is no new version to publish."),
    "say_what_is_new": _("Write what is new and why: those who have said something are to see what came of it."),
    "too_many_versions": _("A text has at most {limit} versions."),
    "text_file_too_big": _("“{name}” is too big: at most {limit_mb} MB. Pictures take room, and are not shown here."),
    "text_too_long_to_hear": _("The text is too long: at most {limit} paragraphs. Divide it into several activities."),
    "not_a_text": _("“{name}” is no DOCX and no text. In Word, choose Save as, and DOCX."),
    "unknown_paragraph": _("“{word}” is no number of a paragraph. It looks like 12 or 12 a."),
    "no_such_paragraph": _("There is no paragraph {word} in version {version} of the text."),
    "unknown_version": _("There is no version {word} of the text."),
}

# What is told before a text is published: code → with how many
LEFT = {
    Left.INSERTED: ngettext_lazy(
        "%(n)d tracked insertion is taken as accepted: it stands in the text.",
        "%(n)d tracked insertions are taken as accepted: they stand in the text.",
        "n",
    ),
    Left.DELETED: ngettext_lazy(
        "%(n)d tracked deletion is taken as accepted: it does not stand in the text.",
        "%(n)d tracked deletions are taken as accepted: they do not stand in the text.",
        "n",
    ),
    Left.COMMENTS: ngettext_lazy(
        "%(n)d comment in the margin is left out.", "%(n)d comments in the margin are left out.", "n"
    ),
    Left.FOOTNOTES: ngettext_lazy("%(n)d footnote is left out.", "%(n)d footnotes are left out.", "n"),
    Left.PICTURES: ngettext_lazy("%(n)d picture is left out.", "%(n)d pictures are left out.", "n"),
    Left.BOXES: ngettext_lazy(
        "%(n)d box with text beside the text is left out.", "%(n)d boxes with text beside the text are left out.", "n"
    ),
    Left.EQUATIONS: ngettext_lazy("%(n)d equation is left out.", "%(n)d equations are left out.", "n"),
    Left.CONTENTS: ngettext_lazy(
        "%(n)d line of a table of contents is left out: the page makes its own.",
        "%(n)d lines of a table of contents are left out: the page makes its own.",
        "n",
    ),
    Left.NUMBERS: ngettext_lazy(
        "%(n)d heading or item has a number that Word writes by itself. It is left out.",
        "%(n)d headings and items have numbers that Word writes by itself. They are left out.",
        "n",
    ),
    Left.HEADERS: ngettext_lazy("%(n)d header or footer is left out.", "%(n)d headers and footers are left out.", "n"),
    Left.NESTED: ngettext_lazy(
        "%(n)d table within a table is read as part of its cell.",
        "%(n)d tables within tables are read as part of their cells.",
        "n",
    ),
    Left.LONG: ngettext_lazy(
        "%(n)d very long paragraph is cut in two.", "%(n)d very long paragraphs are cut in two.", "n"
    ),
}

FATES = {
    Fate.NEW: _("New"),
    Fate.GONE: _("Taken out"),
    Fate.REWORDED: _("Reworded"),
    Fate.SAME: _("As before"),
}
