"""`gehor backup` and `gehor restore`: a running installation into one file and back, with a check.

The file is a zip that outlives engines: one JSON line per row and table, the uploads, and a manifest with the number of
rows and a SHA-256 of every member. So a backup taken on SQLite can be restored on PostgreSQL, which is how one grows.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.files import why
from gehor.ground.journal.seal import verify
from gehor.participation.identity import keys

from . import CannotDo, fresh, journal

FORMAT = 1
LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission"}  # made anew, or no loss
MANIFEST, ROWS, UPLOADS = "manifest.json", "rows/", "uploads/"
AT_ONCE = 1 << 20  # bytes
# What zipfile says of a damaged archive; OSError when it is sent to read before the beginning.
DAMAGE = (KeyError, EOFError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)
SAID_AS_THEY_ARE = (bool, int, float, str, list, dict, type(None))


def tables() -> list[type[models.Model]]:
    """Every table with rows worth keeping."""
    return [model for model in apps.get_models(include_auto_created=True) if kept(model)]


def kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT


# Backup


def backup(file: str) -> int:
    """Write the whole installation into `file`, seen at one moment. People can go on working meanwhile."""
    target = Path(file)
    try:
        if target.exists():
            raise CannotDo(
                _("{file} exists already; a backup never overwrites. Choose another name.").format(file=file)
            )
        manifest = _write_whole(target)
    except OSError as failure:
        said = _("{file} cannot be written: {why}.")
        raise CannotDo(said.format(file=Path(file).absolute(), why=why(failure))) from failure
    counts = {"rows": sum(manifest["tables"].values()), "tables": len(manifest["tables"])}
    said = _("{file}: {rows} rows of {tables} tables; uploaded files: {uploads}.")
    print(said.format(file=target, uploads=len(manifest["uploads"]), **counts))
    _write_key(target)
    return 0


def _write_whole(target: Path) -> dict[str, Any]:
    """Under another name until it is whole."""
    partial = target.with_name(target.name + ".part")
    with _private(partial) as file_itself:
        try:
            manifest = _write(file_itself)
            os.fsync(file_itself.fileno())
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
    return manifest


def _key_beside(target: Path) -> Path:
    """The second part of a backup. Kept elsewhere than the first, neither of them names anybody."""
    return target.with_name(target.name + ".key")


def _write_key(target: Path) -> None:
    second = _key_beside(target)
    try:
        if keys.copy(second):
            said = _("{file}: the key of pseudonyms. Keep it elsewhere: with both, somebody can find out who voted.")
            print(said.format(file=second))
    except OSError as failure:
        said = _("{file} cannot be written: {why}. The first part is whole.")
        raise CannotDo(said.format(file=second, why=why(failure))) from failure


def _private(path: Path) -> IO[bytes]:
    """It holds personal data: nobody else on this machine may read it."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _write(file: IO[bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = {"format": FORMAT, "taken_at": clock.now().isoformat(), "tables": {}, "sha256": {}}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with one_moment():
            manifest["migrations"] = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
            for model in tables():
                name = f"{ROWS}{model._meta.label_lower}.jsonl"
                rows, digest = _write_rows(archive, name, model)
                manifest["tables"][model._meta.label_lower] = rows
                manifest["sha256"][name] = digest
        manifest["uploads"] = dict(_write_uploads(archive))
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_rows(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> tuple[int, str]:
    rows, digest = 0, hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=2000):
            line = json.dumps(_said(row), ensure_ascii=False).encode() + b"\n"
            member.write(line)
            digest.update(line)
            rows += 1
    return rows, digest.hexdigest()


def _said(row: models.Model) -> dict[str, Any]:
    """Every column in a form that JSON knows, and exactly: the journal's hashes count microseconds."""
    said = {}
    for field in _columns(type(row)):
        value = field.value_from_object(row)
        said[field.attname] = value if type(value) in SAID_AS_THEY_ARE else field.value_to_string(row)
    return said


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _write_uploads(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """After the rows: a file is stored before its row, so every row that was seen has its file here."""
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(path for path in media.rglob("*") if path.is_file()):
        name, digest = path.relative_to(media).as_posix(), hashlib.sha256()
        with suppress(FileNotFoundError), path.open("rb") as source:  # somebody may erase their own meanwhile
            with archive.open(UPLOADS + name, "w") as member:
                while block := source.read(AT_ONCE):
                    member.write(block)
                    digest.update(block)
            yield name, digest.hexdigest()


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is seen as at one moment, without stopping anybody who writes."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # In WAL mode a plain BEGIN reads one snapshot; Django's atomic would take the write lock (IMMEDIATE).
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


# Restore


def restore(file: str) -> int:
    """Fill an empty installation from `file`. All or nothing; afterwards rows are counted and the journal is walked."""
    with _opened(file) as archive:
        manifest = _manifest(archive, file)
        _check_sums(archive, manifest)
        if fresh.migrations().waiting:
            call_command("migrate", verbosity=0, interactive=False)
        _check_migrations(manifest)
        _check_empty()
        with tempfile.TemporaryDirectory(dir=settings.HOME) as folder, transaction.atomic(), without_triggers():
            for model in tables():
                _read_rows(archive, manifest, model)
            _check_counts(manifest)
            _unpack_uploads(archive, manifest, Path(folder))
            _start_sequences()
            verdict = verify()
            if not verdict.holds:
                raise CannotDo(_("The journal in the backup is not whole; nothing was restored. Verify the original."))
            connection.check_constraints()
            _place_uploads(manifest, Path(folder))
    counts = {"rows": sum(manifest["tables"].values()), "uploads": len(manifest["uploads"])}
    print(_("Restored and counted: {rows} rows; uploaded files: {uploads}.").format(**counts))
    for fault in verdict.faults:
        print(journal.sentence(fault))
    said = _("The chain of the journal holds. Sealed entries: {sealed}; not yet sealed: {unsealed}.")
    print(said.format(sealed=verdict.sealed, unsealed=verdict.unsealed))
    if keys.lay_back(_key_beside(Path(file))):
        print(_("The key of pseudonyms is laid back."))
    if keys.is_right() is False:
        said = _("The key of pseudonyms is missing or another. Put the backup's second part ({name}) in GEHOR_HOME.")
        print(said.format(name=keys.NAME))
    return 0


@contextmanager
def _opened(file: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as failure:
        is_read = not isinstance(failure, OSError) or failure.errno is None
        said = _("it is damaged, or no backup") if is_read else why(failure)
        raise CannotDo(_("{file} cannot be read: {why}.").format(file=file, why=said)) from failure
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile, file: str) -> dict[str, Any]:
    if MANIFEST not in archive.namelist():
        raise CannotDo(_("{file} is no Gehör backup: it has no {name}.").format(file=file, name=MANIFEST))
    try:
        manifest: dict[str, Any] = json.loads(_whole(archive, MANIFEST))
        number = manifest["format"]
    except (ValueError, KeyError, TypeError) as failure:
        raise CannotDo(_damaged(MANIFEST)) from failure
    if number != FORMAT:
        said = _("{file} has format {number}; this version reads format {ours}.")
        raise CannotDo(said.format(file=file, number=number, ours=FORMAT))
    return manifest


def _damaged(name: str) -> str:
    return _("{name} in the backup is missing or damaged; nothing was restored.").format(name=name)


def _whole(archive: zipfile.ZipFile, name: str) -> bytes:
    return b"".join(_blocks(archive, name))


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as member:
            while block := member.read(AT_ONCE):
                yield block
    except DAMAGE as failure:
        raise CannotDo(_damaged(name)) from failure


def _check_sums(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    uploads = {UPLOADS + name: digest for name, digest in manifest["uploads"].items()}
    for name, expected in {**manifest["sha256"], **uploads}.items():
        digest = hashlib.sha256()
        for block in _blocks(archive, name):
            digest.update(block)
        if digest.hexdigest() != expected:
            raise CannotDo(_damaged(name))


def _check_migrations(manifest: dict[str, Any]) -> None:
    """Rows fit the tables they were taken from. Between versions it is the database that is migrated, not its rows."""
    here = set(MigrationRecorder(connection).applied_migrations())
    there = {tuple(pair) for pair in manifest["migrations"]}
    if ahead := sorted(there - here):
        said = _("The backup is from a newer version of Gehör ({step}). Upgrade first.")
        raise CannotDo(said.format(step=" ".join(ahead[0])))
    if behind := sorted(here - there):
        said = _(
            "The backup is from an older version of Gehör (before {step}). "
            "Restore it with that version, then upgrade: the upgrade brings its rows along."
        )
        raise CannotDo(said.format(step=" ".join(behind[0])))


def _check_empty() -> None:
    for model in tables():
        if model._base_manager.exists():
            said = _(
                "This installation is not empty ({table} has rows), and a backup never overwrites. "
                "Stop it, and restore into a new GEHOR_HOME or an empty database; see the operations guide."
            )
            raise CannotDo(said.format(table=model._meta.label_lower))


def _read_rows(archive: zipfile.ZipFile, manifest: dict[str, Any], model: type[models.Model]) -> None:
    name = f"{ROWS}{model._meta.label_lower}.jsonl"
    if name not in manifest["sha256"]:
        return
    batch: list[models.Model] = []
    with archive.open(name) as member, _moments_as_written(model):
        for line in member:
            batch.append(_row(model, json.loads(line)))
            if len(batch) >= 500:
                model._base_manager.bulk_create(batch)
                batch = []
        model._base_manager.bulk_create(batch)


def _row(model: type[models.Model], said: dict[str, Any]) -> models.Model:
    return model(**{field.attname: field.to_python(said[field.attname]) for field in _columns(model)})


@contextmanager
def _moments_as_written(model: type[models.Model]) -> Iterator[None]:
    """Fields that note the moment of saving keep the moment in the backup."""
    noting = [(field, name) for field in _columns(model) for name in ("auto_now", "auto_now_add")]
    before = [(field, name, getattr(field, name)) for field, name in noting if getattr(field, name, False)]
    for field, name, _value in before:
        setattr(field, name, False)
    try:
        yield
    finally:
        for field, name, value in before:
            setattr(field, name, value)


def _check_counts(manifest: dict[str, Any]) -> None:
    by_label = {model._meta.label_lower: model for model in tables()}
    for label, expected in manifest["tables"].items():
        if label in by_label and by_label[label]._base_manager.count() != expected:
            said = _("{table} should have {rows} rows and has not; nothing was restored.")
            raise CannotDo(said.format(table=label, rows=expected))


def _unpack_uploads(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path) -> None:
    for name in manifest["uploads"]:
        relative = Path(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise CannotDo(
                _("{name} in the backup points outside the uploads; nothing was restored.").format(name=name)
            )
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(UPLOADS + name) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out, AT_ONCE)


def _place_uploads(manifest: dict[str, Any], folder: Path) -> None:
    """Those that lie there already, as when only the database is changed, are left if they are the same."""
    media = Path(settings.MEDIA_ROOT)
    missing = [name for name in manifest["uploads"] if not (media / name).exists()]
    for name, expected in manifest["uploads"].items():
        if name not in missing and hashlib.sha256((media / name).read_bytes()).hexdigest() != expected:
            said = _("{file} exists already and is another; restore into a new GEHOR_HOME.")
            raise CannotDo(said.format(file=media / name))
    for name in missing:
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, media / name)


def _start_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def without_triggers() -> Iterator[None]:
    """The rows of a backup were lawful when written; a closed activity would refuse them now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = [model._meta.db_table for model in tables()]
            for name in names:
                cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no pending events may stand when triggers come back
            for name in names:
                cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
            return
        triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
