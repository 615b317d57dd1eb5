import re

import qrcode

from gehor.ground.qr import QUIET, qr_svg

ADDRESS = "https://dialog.alvsala.example/c/7KM2P-X4RT9/"


def test_the_drawing_has_the_same_dark_modules_as_the_code():
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(ADDRESS)
    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    drawn = {
        (int(x) + step - QUIET, int(y) - QUIET)
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", qr_svg(ADDRESS))
        for step in range(int(length))
    }
    assert drawn == dark


def test_a_label_is_escaped_and_without_one_the_code_is_passed_by():
    assert 'aria-label="&lt;b&gt;"' in qr_svg(ADDRESS, "<b>")
    assert 'aria-hidden="true"' in qr_svg(ADDRESS)
