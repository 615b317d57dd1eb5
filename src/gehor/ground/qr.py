"""An address as a QR code: an SVG that stands in a page or a PDF without any file of its own."""

import io

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_svg(address: str) -> str:
    """The code as SVG markup without an XML declaration; black on nothing, no quiet zone. Safe to put into a page."""
    kept = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=0).save(kept)
    markup = kept.getvalue().decode()
    return markup[markup.index("<svg") :]
