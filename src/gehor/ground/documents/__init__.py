"""One description of a document, and what is made of it: DOCX for whoever works on, tagged PDF for whoever reads.

    document = Document(
        "Utvärdering: Vad är kvalitet i skolan?",
        language="sv",
        kicker="Utvärdering",
        parts=(
            Heading("Vilka som deltog", anchor="took-part"),
            *prose(dialogue_text),                       # paragraphs of a text that somebody wrote
            Table("Bidrag per kanal", ("Kanal", "Bidrag"), (("Webb", "31"), ("Papper", "12")), numbers=(1,)),
            Paragraph(("Alla bidrag finns på ", Link("dialogens sida", "https://…"), ".")),
        ),
    )
    house = letterhead(organisation)
    docx(document, house), pdf(document, house)          # bytes; a page shows it by `{% document_parts document %}`

The language is one of the installation's; whoever calls says every sentence in it (translation.override). A document is
a value: `written(document)` is its one canonical text, to store and to hash, and `read(text)` makes the same again.
"""

from .house import Letterhead, letterhead
from .parts import (
    Bullets,
    Document,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Part,
    Quotation,
    Strong,
    Table,
    Text,
    prose,
    read,
    written,
)
from .portable import pdf
from .word import docx

__all__ = [
    "Bullets",
    "Document",
    "Heading",
    "Inline",
    "Letterhead",
    "Link",
    "Note",
    "Paragraph",
    "Part",
    "Quotation",
    "Strong",
    "Table",
    "Text",
    "docx",
    "letterhead",
    "pdf",
    "prose",
    "read",
    "written",
]
