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

from collections.abc import Collection, Mapping

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
    Picture,
    Quotation,
    Said,
    Strong,
    Table,
    Text,
    foreign,
    local,
    local_prose,
    plain,
    prose,
    read,
    spoken,
    within,
    without_pictures,
    written,
)
from .pictures import picture
from .portable import pdf

__all__ = [
    "TEMPLATE_MOST",
    "Bullets",
    "Document",
    "Heading",
    "Inline",
    "Letterhead",
    "Link",
    "Note",
    "Paragraph",
    "Part",
    "Picture",
    "Quotation",
    "Said",
    "Strong",
    "Table",
    "Text",
    "check_template",
    "docx",
    "foreign",
    "in_template",
    "letterhead",
    "local",
    "local_prose",
    "pdf",
    "picture",
    "plain",
    "prose",
    "read",
    "spoken",
    "within",
    "without_pictures",
    "written",
]


TEMPLATE_MOST = 2 * 1024 * 1024  # bytes of a Word template


# What reads and writes Word takes memory that few pages need: it is loaded by whoever asks for it first.


def docx(document: Document, house: Letterhead) -> bytes:
    """The DOCX file."""
    from . import word

    return word.docx(document, house)


def check_template(data: bytes, *, lines: Collection[str], parts: Collection[str]) -> None:
    """Raises WrongInput when the Word template cannot be read or asks for what there is not: see filling.check."""
    from . import filling

    filling.check(data, lines=lines, parts=parts)


def in_template(
    template: bytes, *, lines: Mapping[str, str], parts: Mapping[str, tuple[Part, ...]], language: str, ink: str
) -> bytes:
    """The Word template with its fields filled in: see filling.filled."""
    from . import filling

    return filling.filled(template, lines=lines, parts=parts, language=language, ink=ink)
