"""Code → sentence, for what writing, freezing and templates refuse."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too_many_alternatives": _("There are {most} alternatives already. Take one away first."),
    "alternative_gone": _("A colleague has taken this alternative away. Nothing has been changed."),
    "nothing_new_to_freeze": _("Nothing has changed since version {number} was frozen. It is still the latest."),
    "template_too_large": _("The file is too large. A template may have at most {most} MB."),
    "template_not_docx": _("This is not a Word document. Save it as .docx in Word or LibreOffice and choose it again."),
    "template_with_macros": _(
        "The file has macros or embedded objects, which could run on the reader’s computer. "
        "Save it as .docx without them."
    ),
    "template_reaches_out": _(
        "The file fetches a picture or a template from elsewhere when it is opened. "
        "Put the picture into the file itself."
    ),
    "template_unknown_fields": _("The template has fields that do not exist: {fields}. These exist: {known}."),
    "template_without_fields": _(
        "The template has no fields, so nothing would be put into it. Write fields such as {{{{ title }}}}. "
        "These exist: {known}."
    ),
    "template_part_not_alone": _(
        "{name} becomes several paragraphs, so it must stand alone in a paragraph of the text, "
        "not in a head, a foot or a sentence."
    ),
}
