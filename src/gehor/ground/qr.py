"""An address as a QR code: a drawing that stands in a page or a PDF without any file of its own."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of empty margin that readers need (ISO/IEC 18004)


def qr_svg(address: str, label: str = "", *, quiet: int = QUIET) -> SafeString:
    """The address as a QR code. Without a label it is decoration: the address must then stand beside it as text.

    quiet: modules of margin in the drawing; 0 where it is placed on an empty part of a printed page.
    """
    import qrcode  # takes memory, as it brings Pillow: loaded by whoever draws one first

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    rows = code.get_matrix()
    size = len(rows) + 2 * quiet
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{1}" height="{1}" '
        'shape-rendering="crispEdges" {2}>'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{3}"/></svg>',
        size,
        4 * size,
        spoken,
        "".join(_runs(rows, quiet)),
    )


def _runs(rows: list[list[bool]], quiet: int) -> list[str]:
    """Dark modules side by side as one rectangle each."""
    drawn = []
    for y, row in enumerate(rows, start=quiet):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                drawn.append(f"M{start + quiet} {y}h{x - start}v1h-{x - start}z")
                start = None
    return drawn
