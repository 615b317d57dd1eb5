"""What has changed since the last start, found out in milliseconds, so that a start need not do everything anew."""

import hashlib
import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

Migration = tuple[str, str]  # app label, name
COLUMNS = {
    "sqlite": "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema()",
}


@dataclass(frozen=True)
class Migrations:
    """How the code and the database differ. `migrate` alone takes a second to say that they do not."""

    waiting: list[Migration]  # on disk and not in the database
    unknown: list[Migration]  # ours, in the database and not on disk: it has been used by a newer version


def migrations() -> Migrations:
    on_disk, in_database = _on_disk(), _in_database()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("gehor.")}
    return Migrations(
        waiting=sorted(on_disk - in_database),
        unknown=sorted(each for each in in_database - on_disk if each[0] in ours),
    )


def _on_disk() -> set[Migration]:
    return {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in (Path(config.path) / "migrations").glob("[!_~]*.py")
    }


def _in_database() -> set[Migration]:
    return set(MigrationRecorder(connection).applied_migrations())


def lacking() -> list[str]:
    """Columns that the code asks for and the database has not, as table.column, when all migrations have been run.

    Migrations are remade under the same names until the first release, so a database can lack what they make now.
    """
    asked = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
    }
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        return sorted(".".join(each) for each in asked - set(cursor.fetchall()))


def misfits() -> list[str]:
    """Where the database is not in the shape that the code asks for, and what to do: a sentence each."""
    differing, said = migrations(), []
    if differing.unknown:
        named = " ".join(differing.unknown[-1])
        said.append(_("The database is from a newer version of Gehör ({step}). Upgrade the code.").format(step=named))
    if differing.waiting:
        steps = len(differing.waiting)
        waits = _("The database is not in the shape of this version (steps left: {steps}): start `gehor serve` anew.")
        said.append(waits.format(steps=steps))
    elif columns := lacking():
        lacks = _("The database is of an earlier Gehör and has no {column}. Start with the version it is from.")
        said.append(lacks.format(column=columns[0]))
    return said


def has_no_static_files() -> bool:
    """Before `gehor serve` has run for the first time, as in what was just restored."""
    return not _stamp().exists()


def static_files_have_changed() -> bool:
    """Since `note_static_files`, or there are none yet."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    try:
        return not manifest.exists() or _stamp().read_text() != _digest()
    except OSError:
        return True


def note_static_files() -> None:
    _stamp().write_text(_digest())


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected-from"


def _digest() -> str:
    """Of names, sizes and moments of everything that static files are made from, and of how they are made."""
    how = json.dumps([settings.STORAGES, settings.STATICFILES_FINDERS, settings.STATIC_URL], sort_keys=True)
    digest = hashlib.blake2b(how.encode(), digest_size=16)
    for file in sorted(_sources()):
        stat = file.stat()
        digest.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for config in apps.get_app_configs():
        for folder in ("static", "styles"):
            yield from (file for file in (Path(config.path) / folder).rglob("*") if file.is_file())
    for finder in settings.STATICFILES_FINDERS:
        yield Path(inspect.getfile(import_string(finder)))
