"""Files that travel as one, and what is refused of them."""

import zipfile
from io import BytesIO

import pytest

from gehor.ground.errors import WrongInput
from gehor.ground.reading import parcels

FILES = {"comments.csv": b"a,b\n", "votes.csv": b"c\n"}


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_several_files_travel_as_one_and_come_apart_again():
    data, ending = parcels.put_together(FILES)
    assert ending == ".zip"
    assert parcels.taken_apart(data, "polis.zip") == FILES
    assert parcels.put_together(dict(reversed(FILES.items()))) == (data, ending)


def test_one_file_stays_as_it_is():
    assert parcels.put_together({"votes.pb": b"META"}) == (b"META", ".pb")
    assert parcels.taken_apart(b"META", "votes.pb") == {"votes.pb": b"META"}


def test_folders_and_what_a_computer_puts_beside_are_passed_over():
    data = zipped(**{"export/votes.csv": b"c", "__MACOSX/export/._votes.csv": b"x", "export/.DS_Store": b"x"})
    assert parcels.taken_apart(data, "polis.zip") == {"votes.csv": b"c"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n", "file_empty"),
        (b"x" * (parcels.BYTES + 1), "file_too_big"),
        (b"PK\x03\x04 and then nothing", "file_is_broken"),
        (zipped(bomb=bytes(parcels.UNFOLDED + 1)), "file_unfolds_too_big"),
        (zipped(**{f"{n}.csv": b"x" for n in range(parcels.FILES_MOST + 1)}), "file_unfolds_too_big"),
    ],
)
def test_what_is_no_such_file_is_refused(data, code):
    with pytest.raises(WrongInput) as refusal:
        parcels.taken_apart(data, "fil.zip")
    assert refusal.value.code == code
