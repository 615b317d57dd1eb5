"""What residents attach, what is kept of it, and what is refused."""

import random
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from gehor.ground.errors import WrongInput
from gehor.participation.attachments import CODES, check_upload, safe_name
from gehor.participation.fields import AttachmentField

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def saved(picture, kind, **how):
    kept = BytesIO()
    picture.save(kept, kind, **how)
    return kept.getvalue()


def photo(width=60, height=30):
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture


def opened(clean):
    return Image.open(BytesIO(clean.data))


def refusal(data, name="bild.jpg"):
    with pytest.raises(WrongInput) as refused:
        check_upload(data, name)
    assert set(refused.value.params) == set(CODES[refused.value.code])
    return refused.value.code


def near(colour, other):
    return all(abs(one - two) < 40 for one, two in zip(colour, other, strict=True))


def test_a_photo_loses_its_place_its_camera_and_its_comment():
    exif = Image.Exif()
    exif[MAKE] = "Danas telefon"
    exif.get_ifd(GPS)[2] = (59.0, 37.0, 12.0)
    data = saved(photo(), "JPEG", exif=exif, comment=b"hemlig plats", quality=95)
    assert b"Danas telefon" in data and b"hemlig plats" in data
    clean = check_upload(data, "IMG_1.JPG")
    assert (clean.name, clean.content_type, clean.width, clean.height) == ("IMG_1.jpg", "image/jpeg", 60, 30)
    assert b"Danas telefon" not in clean.data and b"hemlig" not in clean.data and b"Exif" not in clean.data
    assert not opened(clean).getexif()


def test_a_photo_taken_with_the_telephone_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn a quarter clockwise
    clean = check_upload(saved(photo(), "JPEG", exif=exif, quality=95), "a.jpg")
    assert (clean.width, clean.height) == (30, 60)
    assert near(opened(clean).getpixel((15, 5)), (255, 0, 0))
    assert near(opened(clean).getpixel((15, 55)), (0, 0, 255))


def test_words_and_profiles_in_a_png_are_left_out_and_transparency_stays():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Dana Danasson")
    picture = Image.new("RGBA", (10, 10), (0, 255, 0, 0))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = check_upload(saved(picture, "PNG", pnginfo=words, icc_profile=profile), "a.png")
    assert b"Dana" not in clean.data and b"iCCP" not in clean.data
    assert opened(clean).getpixel((5, 5))[3] == 0


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    for kind in ("JPEG", "PNG", "WEBP"):
        clean = check_upload(saved(photo(2200, 1100), kind), "a")
        assert (clean.width, clean.height) == opened(clean).size == (2000, 1000)


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "1", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "LA", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("WEBP", "RGBA", "image/webp"),
        ("GIF", "P", "image/png"),
    ],
)
def test_every_kind_of_pixel_is_read(kind, mode, content_type):
    clean = check_upload(saved(Image.new(mode, (8, 4)), kind), "a.xyz")
    assert (clean.content_type, clean.width, clean.height) == (content_type, 8, 4)
    assert opened(clean).format == content_type.split("/")[1].upper()


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    clean = check_upload(saved(frames[0], kind, save_all=True, append_images=frames[1:]), "a.gif")
    kept = opened(clean)
    assert getattr(kept, "n_frames", 1) == 1
    assert near(kept.convert("RGB").getpixel((4, 4)), (255, 0, 0))


def test_what_stands_after_the_picture_is_left_out():
    assert b"<script>" not in check_upload(saved(photo(), "PNG") + b"<script>alert(1)</script>", "a.png").data


def png_of(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [6_400, 10_000, 60_000])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(side):
    assert refusal(png_of(side, side)) == "picture_too_large"


def test_a_picture_that_was_cut_off_is_refused():
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        whole = saved(photo(300, 200), kind)
        assert refusal(whole[: len(whole) // 2]) == "picture_broken"
        assert refusal(whole[:14]) in ("picture_broken", "attachment_type_unknown")


def test_nothing_and_too_much_are_refused():
    assert refusal(b"") == "attachment_empty"
    with pytest.raises(ValidationError, match=r"“a\.jpg” is empty"):
        AttachmentField().clean(SimpleUploadedFile("a.jpg", b""))
    assert refusal(b"\xff\xd8\xff" + b"a" * 10 * 1024 * 1024) == "attachment_too_big"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "attachment_is_heic"),
        (b"\x00\x00\x00\x18ftypmp42", "attachment_type_unknown"),
        (b"PK\x03\x04word", "attachment_is_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "attachment_is_document"),
        (b"<svg onload='alert(1)'/>", "attachment_type_unknown"),
        (b"<html><script>alert(1)</script>", "attachment_type_unknown"),
        (b"MZ\x90\x00", "attachment_type_unknown"),
        (b" %PDF-1.4", "attachment_type_unknown"),
        (b"Hej!", "attachment_type_unknown"),
    ],
)
def test_other_files_are_refused_whatever_their_name(data, code):
    assert refusal(data, "bild.jpg") == code


def pdf(*objects):
    body = b"".join(b"%d 0 obj\n" % number + content + b"\nendobj\n" for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def packed(content, words=b"/Type /ObjStm /N 1 /First 4", filtered=None):
    squeezed = zlib.compress(content) if filtered is None else filtered
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (words, len(squeezed), squeezed)


def test_a_pdf_is_kept_as_it_came():
    data = pdf(b"<< /Type /Catalog /OpenAction [3 0 R /Fit] >>", packed(b"BT (Hej) Tj ET", b""))
    clean = check_upload(data, "C:\\Dana\\Skrivelse om skolan.PDF")
    assert clean.data == data
    assert (clean.name, clean.content_type) == ("Skrivelse om skolan.pdf", "application/pdf")
    assert clean.width is clean.height is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<< /S /JavaScript /JS (app.alert(1)) >>", "pdf_runs_code"),
        (b"<< /S /Java#53cript /JS (app.alert(1)) >>", "pdf_runs_code"),
        (b"<< /S /Launch /F (calc.exe) >>", "pdf_runs_code"),
        (b"<< /Names << /EmbeddedFiles 4 0 R >> >>", "pdf_holds_files"),
        (b"<< /Type /EmbeddedFile >>", "pdf_holds_files"),
        (b"<< /Encrypt 4 0 R >>", "pdf_locked"),
        (packed(b"1 0 << /S /JavaScript >>"), "pdf_runs_code"),
        (packed(b"1 0 << /S /JavaScript >>", b"/Length 3"), "pdf_runs_code"),
        (packed(b"", filtered=b"not squeezed at all"), "pdf_broken"),
    ],
)
def test_a_pdf_that_would_run_or_bring_something_is_refused(content, code):
    assert refusal(pdf(b"<< /Type /Catalog >>", content)) == code


def test_a_pdf_of_many_streams_that_unfold_is_refused_before_they_fill_the_machine():
    assert refusal(pdf(*[packed(b"0" * 200_000, b"")] * 1200)) == "pdf_broken"


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("bild.jpg", "bild.jpg"),
        ("Å, ä och ö.jpeg", "Å, ä och ö.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\dana\\bild.png", "bild.jpg"),
        ("bild\u202egpj.exe", "bildgpj.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x.jpg"),
        ('<img src="x">.jpg', "img src= x.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("CON.jpg", "file CON.jpg"),
        ("", "attachment.jpg"),
        ("...", "attachment.jpg"),
        ("a" * 300 + ".jpg", "a" * 100 + ".jpg"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_its_content(declared, kept):
    assert safe_name(declared, "image/jpeg") == kept


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_no_name_holds_a_path_or_an_invisible_sign(declared):
    name = safe_name(declared, "application/pdf")
    assert not set(name) & set('/\\<>:"|?*\r\n\0') and name.endswith(".pdf") and not name.startswith(".")
    assert len(name) <= 120


@pytest.mark.filterwarnings("ignore")
def test_damaged_pictures_are_read_or_refused():
    chance = random.Random(11)
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        whole = saved(photo(120, 80), kind)
        for _ in range(60):
            damaged = bytearray(whole)
            for _ in range(4):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            with suppress(WrongInput):
                check_upload(bytes(damaged), "a.jpg")


TWO_AT_ONCE = """
import re, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from gehor.ground import memory
from gehor.participation.attachments import check_upload

def resident():
    return int(re.search("VmRSS: *(\\d+)", Path("/proc/self/status").read_text().replace("\t", " "))[1]) // 1024

large = sys.stdin.buffer.read()
small = Path(sys.argv[1]).read_bytes()  # after which all is loaded that a picture needs
memory.keep_little()  # as a web process does, first thing
with ThreadPoolExecutor(2) as threads:
    list(threads.map(check_upload, (small, small), ("c.jpg", "d.jpg")))
    before = resident()
    list(threads.map(check_upload, (large, large), ("a.jpg", "b.jpg")))
    print(resident() - before)
"""


def test_a_large_picture_leaves_no_room_taken_behind_it(tmp_path):
    """In a process of its own: what thousands of other tests left in this one would take and give room meanwhile."""
    large, small = saved(photo(4000, 3000), "JPEG"), tmp_path / "small.jpg"
    small.write_bytes(saved(photo(), "JPEG"))
    done = subprocess.run([sys.executable, "-c", TWO_AT_ONCE, small], input=large, capture_output=True, check=True)
    assert int(done.stdout) < 30, "MB"
