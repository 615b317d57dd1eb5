"""Code → sentence, for findings that rest on a source."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "source_brought_before": _("The same file is here already, as source {number}."),
    "source_is_no_report": _("“{name}” is a picture. Choose a report as PDF or Word (.docx)."),
    "source_elsewhere": _("Choose one of the sources of this dialogue."),
    "unknown_columns": _("These columns are not known: {columns}. Use these names: {known}."),
    "no_statement_column": _("There is no column with the findings. Give it the name “statement”."),
    "row_does_not_fit": _(
        "Row {row} has more or fewer cells than the first row. Put it right and choose the file again."
    ),
    "row_without_statement": _("Row {row} has no finding. Write it, or take the row away."),
    "not_a_count": _("Row {row}: “{cell}” is no whole number. Leave the cell empty if the number is unknown."),
    "number_twice": _("The number {number} stands on two rows. Give each finding its own number."),
    "page_too_long": _("Row {row}: write only the page, with at most {longest} characters."),
    "too_many_findings": _("The file has more than {most} findings. Divide it into several files."),
}
