"""`gehor backup` and `gehor restore`: a running installation into one file and back, with a check.

The file is a zip that outlives engines: one JSON line per row and table, the uploads, and a manifest with the number of
rows and a SHA-256 of every member. So a backup taken on SQLite can be restored on PostgreSQL, which is how one grows.
"""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from gehor.ground import clock
from gehor.ground.journal.seal import verify

from . import CannotDo

FORMAT = 1
LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission"}  # made anew, or no loss


def tables() -> list[type[models.Model]]:
    """Every table with rows worth keeping."""
    return [model for model in apps.get_models() if kept(model)]


def kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT


def backup(file: str) -> int:
    """Write the whole installation into `file`, seen at one moment. People can go on working meanwhile."""
    target = Path(file)
    if target.exists():
        raise CannotDo(f"{target} exists already; a backup never overwrites. Choose another name.")
    manifest: dict[str, Any] = {"format": FORMAT, "taken_at": clock.now().isoformat(), "tables": {}, "sha256": {}}
    manifest["migrations"] = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    partial = target.with_name(target.name + ".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive, one_moment():
        for model in tables():
            name = f"rows/{model._meta.label_lower}.jsonl"
            rows, digest = _write_rows(archive, name, model)
            manifest["tables"][model._meta.label_lower] = rows
            manifest["sha256"][name] = digest
        for path in sorted(p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()):
            name = f"uploads/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
            archive.write(path, name)
            manifest["sha256"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    os.replace(partial, target)
    rows = sum(manifest["tables"].values())
    print(f"{target}: {rows} rows of {len(manifest['tables'])} tables and the uploads.")
    return 0


def _write_rows(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> tuple[int, str]:
    rows, digest = 0, hashlib.sha256()
    with archive.open(name, "w") as member:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=2000):
            line = serializers.serialize("jsonl", [row], ensure_ascii=False).strip().encode() + b"\n"
            member.write(line)
            digest.update(line)
            rows += 1
    return rows, digest.hexdigest()


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
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def restore(file: str) -> int:
    """Fill an empty installation from `file`. All or nothing; afterwards rows are counted and the journal is walked."""
    with _opened(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        if manifest.get("format") != FORMAT:
            raise CannotDo(f"{file} has format {manifest.get('format')}; this version reads format {FORMAT}.")
        _check_sums(archive, manifest)
        call_command("migrate", verbosity=0, interactive=False)
        _check_migrations(manifest)
        _check_empty()
        with tempfile.TemporaryDirectory(dir=settings.HOME) as folder, transaction.atomic(), without_triggers():
            for model in tables():
                _read_rows(archive, model)
            _check_counts(manifest)
            _unpack_uploads(archive, manifest, Path(folder))
            _start_sequences()
            verdict = verify()
            if not verdict.whole:
                raise CannotDo("The journal in the backup is not whole; nothing was restored. Verify the original.")
            for path in Path(folder).iterdir():
                os.replace(path, _room_for(path))
    rows = sum(manifest["tables"].values())
    print(f"{rows} rows restored and counted; the journal is whole ({verdict.sealed} sealed).")
    return 0


@contextmanager
def _opened(file: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            if "manifest.json" not in archive.namelist():
                raise CannotDo(f"{file} is no Gehör backup: it has no manifest.json.")
            yield archive
    except (OSError, zipfile.BadZipFile) as failure:
        raise CannotDo(f"{file} cannot be read: {failure}.") from failure


def _check_sums(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for name, expected in manifest["sha256"].items():
        digest = hashlib.sha256()
        try:
            with archive.open(name) as member:
                while block := member.read(1 << 20):
                    digest.update(block)
        except (KeyError, zipfile.BadZipFile) as failure:
            raise CannotDo(f"{name} in the backup is missing or damaged; nothing was restored.") from failure
        if digest.hexdigest() != expected:
            raise CannotDo(f"{name} in the backup is damaged; nothing was restored.")


def _check_migrations(manifest: dict[str, Any]) -> None:
    here = {tuple(pair) for pair in MigrationRecorder(connection).applied_migrations()}
    ahead = sorted(tuple(pair) for pair in manifest["migrations"] if tuple(pair) not in here)
    if ahead:
        raise CannotDo(f"The backup is from a newer version of Gehör ({ahead[0][0]} {ahead[0][1]}). Upgrade first.")


def _check_empty() -> None:
    for model in tables():
        if model._base_manager.exists():
            raise CannotDo(
                f"This installation is not empty ({model._meta.label_lower} has rows). "
                "Restore into a new GEHOR_HOME or an empty database."
            )


def _read_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    name = f"rows/{model._meta.label_lower}.jsonl"
    if name not in archive.namelist():
        return  # a table younger than the backup
    batch: list[models.Model] = []
    with archive.open(name) as member:
        for row in serializers.deserialize("jsonl", io.TextIOWrapper(member, encoding="utf-8")):
            batch.append(row.object)
            if len(batch) >= 500:
                model._base_manager.bulk_create(batch)
                batch = []
    model._base_manager.bulk_create(batch)


def _check_counts(manifest: dict[str, Any]) -> None:
    by_label = {model._meta.label_lower: model for model in tables()}
    for label, expected in manifest["tables"].items():
        if label in by_label and by_label[label]._base_manager.count() != expected:
            raise CannotDo(f"{label} should have {expected} rows and has not; nothing was restored.")


def _unpack_uploads(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path) -> None:
    for name in manifest["sha256"]:
        if name.startswith("uploads/"):
            relative = Path(name.removeprefix("uploads/"))
            if relative.is_absolute() or ".." in relative.parts:
                raise CannotDo(f"{name} in the backup points outside the uploads; nothing was restored.")
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def _room_for(path: Path) -> Path:
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    target = media / path.name
    if target.exists():
        raise CannotDo(f"{target} exists already; restore into a new GEHOR_HOME.")
    return target


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
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
