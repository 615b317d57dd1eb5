"""A backup holds everything, exactly; a restore is whole or nothing. On both databases, and from one to the other."""

import contextlib
import hashlib
import json
import random
import shutil
import stat
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from gehor.ground import clock
from gehor.ground.journal.models import Entry
from gehor.ground.journal.seal import marked, seal_new, verify
from gehor.ground.organisations.models import Account, Organisation
from gehor.ground.rows import insert
from gehor.participation.models import Contribution, Wording
from gehor.site.operations import CannotDo, backup

from .conftest import CONTRIBUTIONS

# In this process: what is in the file, and what is refused. A file is as damaged on both databases.


@pytest.fixture
def taken(transactional_db, answered, said, tmp_path) -> Path:
    """A backup of a dialogue that has been answered, with a file that somebody sent; the rows are gone afterwards."""
    with clock.at(clock.now().replace(microsecond=123_456)):
        entry = Entry(
            at=clock.now(), organisation_id=11, dialogue_id=31, step="participation.contribute", actor="resident",
            subject_kind="participation.contribution", subject_id=1007, codes={"channel": "web", "level": None},
        )  # fmt: skip
        insert(marked(entry))
    seal_new()
    upload = Path(settings.MEDIA_ROOT) / "attachments" / "åäö.png"
    upload.parent.mkdir(parents=True, exist_ok=True)
    upload.write_bytes(b"\x89PNG" + bytes(range(256)))
    file = tmp_path / "all.zip"
    assert backup.backup(str(file)) == 0
    _empty()
    yield file
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _empty() -> None:
    """As a new installation."""
    with connection.constraint_checks_disabled() if connection.vendor == "sqlite" else contextlib.nullcontext():
        with backup.transaction.atomic(), backup.without_triggers(), connection.cursor() as cursor:
            for name in [model._meta.db_table for model in backup.tables()]:
                if connection.vendor == "postgresql":
                    cursor.execute(f'TRUNCATE "{name}" CASCADE')
                else:
                    cursor.execute(f'DELETE FROM "{name}"')
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def changed(file: Path, **members: bytes | None) -> Path:
    """A copy in which these members have other content, or are gone. manifest=… is a function of the manifest."""
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = members.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_manifest(file: Path, change) -> Path:
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    change(manifest)
    return changed(file, **{"manifest.json": json.dumps(manifest).encode()})


def test_what_was_there_is_there_again_to_the_microsecond(taken, tmp_path):
    assert not Organisation.objects.exists()
    assert backup.restore(str(taken)) == 0
    assert Entry.objects.get().at.microsecond == 123_456
    assert Entry.objects.get().codes == {"channel": "web", "level": None}
    assert verify().whole and verify().sealed == 1
    assert Contribution.objects.count() == Wording.objects.count() == 3
    assert (Path(settings.MEDIA_ROOT) / "attachments" / "åäö.png").read_bytes() == b"\x89PNG" + bytes(range(256))
    again = tmp_path / "again.zip"
    backup.backup(str(again))
    first, second = (zipfile.ZipFile(file) for file in (taken, again))
    rows = [name for name in first.namelist() if name.startswith(("rows/", "uploads/"))]
    assert len(rows) > 20
    assert all(first.read(name) == second.read(name) for name in rows)


def test_after_a_restore_work_goes_on(taken):
    """New rows get new numbers, and what the database forbids is forbidden again."""
    backup.restore(str(taken))
    assert Account.objects.create_user("ny@alvsala.example", name="Ny").pk > 0
    with pytest.raises(DatabaseError):
        Entry.objects.update(actor="account:99")


def test_the_file_is_for_its_owner_alone_and_overwrites_nothing(taken):
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    with pytest.raises(CannotDo, match="exists already"):
        backup.backup(str(taken))
    with pytest.raises(CannotDo, match="cannot be written: there is no such file or folder"):
        backup.backup(str(taken.parent / "nowhere" / "all.zip"))
    assert not list(taken.parent.glob("*.part"))


@pytest.mark.one
def test_an_installation_that_is_not_empty_is_left_alone(taken):
    Organisation.objects.create(slug="bortby", name="Bortby")
    with pytest.raises(CannotDo, match="is not empty"):
        backup.restore(str(taken))
    assert Organisation.objects.get().slug == "bortby"


@pytest.mark.one
def test_uploads_that_lie_there_already_are_left_if_they_are_the_same(taken):
    """As when an installation moves to another database and keeps its home."""
    upload = Path(settings.MEDIA_ROOT) / "attachments" / "åäö.png"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"another")
    with pytest.raises(CannotDo, match="exists already and is another"):
        backup.restore(str(taken))
    assert not Organisation.objects.exists() and upload.read_bytes() == b"another"
    upload.write_bytes(b"\x89PNG" + bytes(range(256)))
    assert backup.restore(str(taken)) == 0


@pytest.mark.one
def test_a_newer_version_asks_for_an_upgrade(taken):
    newer = with_manifest(taken, lambda manifest: manifest["migrations"].append(["planning", "0999_later"]))
    with pytest.raises(CannotDo, match=r"newer version of Gehör \(planning 0999_later\)"):
        backup.restore(str(newer))


@pytest.mark.one
def test_an_older_version_asks_for_its_own_code_first(taken):
    older = with_manifest(taken, lambda manifest: manifest["migrations"].remove(["planning", "0001_the_river_begins"]))
    with pytest.raises(CannotDo, match="older version"):
        backup.restore(str(older))


@pytest.mark.one
def test_another_format_is_told(taken):
    with pytest.raises(CannotDo, match="format 2"):
        backup.restore(str(with_manifest(taken, lambda manifest: manifest.update(format=2))))


@pytest.mark.one
@pytest.mark.parametrize(
    ("member", "content", "says"),
    [
        ("rows/organisations.organisation.jsonl", b"{}\n", "missing or damaged"),
        ("rows/organisations.organisation.jsonl", None, "missing or damaged"),
        ("uploads/attachments/åäö.png", b"another", "missing or damaged"),
        ("manifest.json", None, "no Gehör backup"),
        ("manifest.json", b"{", "manifest.json .* damaged"),
        ("manifest.json", b"[]", "manifest.json .* damaged"),
    ],
)
def test_a_damaged_member_is_named_and_nothing_is_restored(taken, member, content, says):
    with pytest.raises(CannotDo, match=says):
        backup.restore(str(changed(taken, **{member: content})))
    assert not Organisation.objects.exists()
    assert not any(Path(settings.MEDIA_ROOT).rglob("*"))


@pytest.mark.one
def test_a_wrong_bit_is_told_or_does_no_harm_wherever_it_is(taken):
    """A zip says some things twice, and some that nobody reads."""
    whole, chance, told = taken.read_bytes(), random.Random(4), 0
    rows = members(taken)
    for _ in range(60):
        place = chance.randrange(len(whole))
        taken.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        try:
            with backup._opened(str(taken)) as archive:
                backup._check_sums(archive, backup._manifest(archive, "all.zip"))
        except CannotDo:
            told += 1
        else:
            assert members(taken) == rows
    assert told


@pytest.mark.one
def test_a_directory_that_points_before_the_beginning_is_told(taken):
    whole = bytearray(taken.read_bytes())
    whole[-6 + 1] ^= 0x80  # in the last record: where the list of members begins
    taken.write_bytes(whole)
    with pytest.raises(CannotDo, match="damaged"):
        backup.restore(str(taken))


@pytest.mark.one
def test_a_cut_off_file_and_none_at_all_are_told(taken):
    taken.write_bytes(taken.read_bytes()[:-200])
    for file, says in (
        (taken, "cannot be read"),
        (taken.parent / "none.zip", "no such file"),
        (taken.parent, "it is a folder"),
    ):
        with pytest.raises(CannotDo, match=says):
            backup.restore(str(file))


def test_a_journal_that_was_forged_before_is_not_restored(taken):
    name = "rows/journal.entry.jsonl"
    forged = zipfile.ZipFile(taken).read(name).replace(b'"resident"', b'"account:9"')
    manifest = json.loads(zipfile.ZipFile(taken).read("manifest.json"))
    manifest["sha256"][name] = hashlib.sha256(forged).hexdigest()
    with pytest.raises(CannotDo, match="journal in the backup is not whole"):
        backup.restore(str(changed(taken, **{name: forged, "manifest.json": json.dumps(manifest).encode()})))
    assert not Organisation.objects.exists()


@pytest.mark.one
def test_an_upload_cannot_be_written_outside_the_uploads(taken):
    name = "../../evil.png"
    manifest = json.loads(zipfile.ZipFile(taken).read("manifest.json"))
    manifest["uploads"][name] = hashlib.sha256(b"x").hexdigest()
    evil = changed(taken, **{"manifest.json": json.dumps(manifest).encode()})
    with zipfile.ZipFile(evil, "a") as archive:
        archive.writestr(f"uploads/{name}", b"x")
    with pytest.raises(CannotDo, match="points outside"):
        backup.restore(str(evil))
    assert not Organisation.objects.exists()


# With real processes, while others write

WRITE = """
import time, uuid
from pathlib import Path
import django; django.setup()
from gehor.ground.act import RESIDENT
from gehor.participation.actions import contribute
from gehor.planning.models import Activity
activity = Activity.objects.get(number=1)
number = 0
while not Path("stop").exists():
    time.sleep(0.1)  # a pace that leaves something of the machine to the backup
    number += 1
    contribute(activity, actor=RESIDENT, submission=uuid.uuid4(), text=f"Mer utemiljö {number}.", language="sv")
    if number == 1:
        print("writing", flush=True)
print(number, flush=True)
"""
COUNT = """
from django.apps import apps
from gehor.ground.journal.models import Entry
from gehor.participation.models import Contribution, Wording
received = Entry.objects.filter(step="participation.contribute").count()
print(Contribution.objects.count(), Wording.objects.filter(number=1).count(), received)
"""


@contextlib.contextmanager
def somebody_writing(installation):
    """A process that contributes without a pause; `written` says in the end how many times."""
    stop, log = installation.home / "stop", installation.home / "writing.log"
    with log.open("wb") as out:
        process = installation.born(
            ["-W", "ignore", "-c", WRITE], environment=installation.environment, folder=installation.home,
            output=out, errors=out,
        )  # fmt: skip
    until = time.monotonic() + 60
    while log.read_text() != "writing\n":
        assert process.poll() is None and time.monotonic() < until, log.read_text()
        time.sleep(0.02)
    said = {"written": 0}
    try:
        yield said
    finally:
        stop.touch()
        try:
            assert process.wait(60) == 0, log.read_text()
        finally:
            process.kill()
            stop.unlink()
    said["written"] = int(log.read_text().splitlines()[1])


def carried(source, target, file: Path) -> None:
    """Back up `source` while somebody writes, restore into `target`, and compare."""
    with somebody_writing(source) as said:
        done = source.gehor("backup", file)
    assert done.returncode == 0, done.stderr
    assert said["written"] > 0
    done = target.gehor("restore", file)
    assert done.returncode == 0, done.stderr
    contributions, wordings, received = map(int, target.python(COUNT).split())
    assert contributions == wordings, "seen at one moment: no contribution without its text"
    assert CONTRIBUTIONS <= contributions == CONTRIBUTIONS + received
    assert target.gehor("journal", "verify").returncode == 0
    assert (target.home / "media" / "attachments" / "skolgården.png").read_bytes() == bytes(range(256)) * 20


@pytest.mark.first
def test_from_sqlite_to_postgresql_and_back_while_somebody_writes(installed, new_database, tmp_path):
    small, large, small_again = installed(), installed(empty=True, database_url=new_database()), installed(empty=True)
    carried(small, large, tmp_path / "to-postgresql.zip")
    large.start("--demo", "--processes", "2")
    until = time.monotonic() + 60
    while len(large.processes()) < 5 and time.monotonic() < until:  # the first web process answers before the second is
        time.sleep(0.02)
    assert len(large.processes()) == 5, "the command, granian, two web processes, the worker"
    for _ in range(6):
        with urllib.request.urlopen(f"{large.address}/d/skolan/contributions/") as page:
            assert b"Mer utemilj" in page.read()
    behind = small_again.gehor("manage", "migrate", "escalating", "zero")
    assert behind.returncode == 0, "a new home has fewer tables, or none: the restore makes them"
    carried(large, small_again, tmp_path / "to-sqlite.zip")
    large.stop()
    assert not large.processes()
    refused = small.gehor("restore", tmp_path / "to-sqlite.zip")
    assert (refused.returncode, "is not empty" in refused.stderr) == (2, True)
