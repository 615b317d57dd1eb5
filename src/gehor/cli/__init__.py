"""`gehor …`: serve, demo, worker, import, journal verify, backup, restore, doctor, found, unlock, library, secret,
manage, and the calculations on files (`calculations/`), with replay.

Each command is a few lines that call `site/operations/`. Nothing here needs Django before the mode is known.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from gettext import gettext as _

from gehor.ground import memory, terminal

from . import speech
from .calculations import frame, record

# Before numpy is loaded. Small columns are not added up faster by several threads, which wait for each other by turning
# round and round; and how many there are would be seen in the last digits of a sum
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 it found something wrong, 2 it was asked wrongly."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    language = speech.asked_for(sys.argv[1:] if arguments is None else arguments)
    with speech.spoken(language):
        asked = _parser(language, terminal.language()).parse_args(arguments)
        is_demo = getattr(asked, "demo", False) or asked.command == "demo"
        if is_demo and os.environ.get("GEHOR_MODE") == "production":
            said = _("GEHOR_MODE is production, and the demo does not start there. Give it a GEHOR_HOME of its own.")
            print(f"gehor: {said}", file=sys.stderr)
            return 2
    if is_demo:
        os.environ["GEHOR_MODE"] = "demo"
    if asked.command == "serve" and os.environ.get("GEHOR_MODE") == "demo":
        reached = "127.0.0.1" if asked.host in ("0.0.0.0", "::") else asked.host
        os.environ.setdefault("GEHOR_ADDRESS", f"http://{reached}:{asked.port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gehor.site.settings")
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except _refusals() as refusal:
        print(f"gehor: {_why(refusal)}", file=sys.stderr)
        return 2


def _refusals() -> tuple[type[Exception], ...]:
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    from gehor.site.operations import CannotDo

    return (CannotDo, ImproperlyConfigured, OperationalError, ProgrammingError)


def _why(refusal: Exception) -> str:
    """What to do about it, where the database only says which table or column it has not got."""
    from django.db.utils import DatabaseError, ProgrammingError

    if not isinstance(refusal, DatabaseError):
        return str(refusal)
    from gehor.site.operations import fresh

    try:
        misfits = fresh.misfits()
    except DatabaseError:  # it does not answer at all, which it has said already
        return str(refusal)
    if not misfits and isinstance(refusal, ProgrammingError):
        raise refusal  # our own fault
    return " ".join(misfits) or str(refusal)


@cache
def _parser(language: str, usual: str) -> argparse.ArgumentParser:
    """All commands, in the language in which they are spoken of. usual: that of reports, unless another is asked for.

    Described once for whoever runs many in one process: gettext looks for its files anew for each sentence.
    """
    parser = argparse.ArgumentParser(prog="gehor", description=_("Citizen dialogue as part of how you govern."))
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("command"))

    serve = commands.add_parser("serve", help=_("prepare the database and serve pages, with the worker beside"))
    serve.add_argument(
        "--demo", action="store_true", help=_("demo mode: example dialogues, one-click people, no real mail")
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=speech.whole(1, 65_535), default=8000)
    serve.add_argument(
        "--processes", type=speech.whole(1), help=_("web processes (default 1 on SQLite, 2 on PostgreSQL)")
    )
    serve.add_argument("--without-worker", action="store_true", help=_("`gehor worker` runs elsewhere"))
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help=_("load the demo dialogues into an empty database"))
    demo.set_defaults(run=_demo)

    worker = commands.add_parser("worker", help=_("run the relay and the background tasks"))
    worker.add_argument("--once", action="store_true", help=_("do what waits, then stop"))
    worker.set_defaults(run=_worker)

    bring = commands.add_parser("import", help=_("import contributions or ballots from a file"))
    bring.add_argument("dialogue", help=_("the dialogue's slug, as in its address"))
    bring.add_argument("activity", type=speech.whole(1), help=_("the activity's number"))
    bring.add_argument("file")
    bring.add_argument("--as", dest="email", required=True, help=_("e-mail of the account that imports"))
    bring.add_argument(
        "--column",
        action="append",
        default=[],
        type=speech.pair,
        metavar=_("FIELD=COLUMN"),
        help=_("text=comment-body …"),
    )
    bring.add_argument(
        "--format", default="", metavar=_("KEY"), help=_("of another programme, such as polis or pabulib")
    )
    bring.add_argument("--dry-run", action="store_true", help=_("check every row, store nothing"))
    bring.set_defaults(run=_import)

    journal = commands.add_parser("journal", help=_("verify the journal's chain")).add_subparsers(required=True)
    verify = journal.add_parser("verify", help=_("find a changed, missing or inserted entry and say which"))
    verify.add_argument("--head", metavar=_("NUMBER:HASH"), help=_("a head noted earlier: reveals a cut-off end"))
    verify.set_defaults(run=_verify)

    backup = commands.add_parser("backup", help=_("a running installation into one file"))
    backup.add_argument("file")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help=_("such a file into an empty installation, with a check"))
    restore.add_argument("file")
    restore.set_defaults(run=_restore)

    doctor = commands.add_parser("doctor", help=_("say in a sentence each what is misconfigured"))
    doctor.set_defaults(run=_doctor)

    secret = commands.add_parser("secret", help=_("print a new secret key"))
    secret.set_defaults(run=_secret)

    found = commands.add_parser("found", help=_("found an organisation with its first administrator"))
    found.add_argument("slug", help=_("short name for addresses, as in /o/slug/"))
    found.add_argument("name")
    found.add_argument("administrator", help=_("e-mail of the first administrator, who signs in by e-mailed code"))
    found.add_argument("--kind", default="municipality", choices=["municipality", "region", "authority", "association"])
    found.set_defaults(run=_found)

    _add_library(
        commands.add_parser(
            "library", help=_("the example library: who keeps it, what comes with Gehör, files in and out")
        )
    )

    unlock = commands.add_parser("unlock", help=_("take the second factor from somebody who has lost it"))
    unlock.add_argument("email", help=_("of the account; make sure who it is before you do"))
    unlock.set_defaults(run=_unlock)

    calculations = frame.found()
    for calculation in calculations.values():
        frame.add_to(commands, calculation, language=usual)
    replay = commands.add_parser("replay", help=_("run a calculation again from its record, and compare to the byte"))
    replay.add_argument("record", help=_("what --record wrote"))
    replay.add_argument(
        "--files", metavar=_("FOLDER"), help=_("where the files are that were read (default: where they were)")
    )
    replay.add_argument("--out", metavar=_("FOLDER"), help=_("write the outputs there too"))
    replay.add_argument("--language", choices=speech.LANGUAGES, default=usual, help=_("language of what is said"))
    replay.add_argument("--quiet", action="store_true", help=_("say only what is wrong; the exit code tells the rest"))
    replay.set_defaults(
        run=lambda asked: record.replay(
            calculations, asked.record, asked.files, asked.out, asked.language, is_quiet=asked.quiet
        )
    )

    manage = commands.add_parser("manage", help=_("Django's own commands"), add_help=False)
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return parser


def _add_library(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar=_("part"))
    keep = parts.add_parser("keep", help=_("say which organisation keeps it: its network hosts are the editors"))
    keep.add_argument("organisation", help=_("its short name, as in /o/slug/"))
    keep.set_defaults(run=_library_keep)
    catalogue = parts.add_parser(
        "catalogue", help=_("bring in the methods and examples of Gehör, or what is new of them")
    )
    catalogue.set_defaults(run=_library_catalogue)
    bring = parts.add_parser("import", help=_("bring in articles of a file, or what has changed of them"))
    bring.add_argument("file")
    bring.add_argument("--format", default="gehor", choices=["gehor", "beteiligungskompass"])
    bring.add_argument("--from", dest="base", default="", help=_("how the addresses of its articles begin"))
    bring.add_argument("--language", default="sv", help=_("of the texts, where the format does not say it"))
    bring.set_defaults(run=_library_import)
    export = parts.add_parser("export", help=_("the whole library into a file, .json or .csv"))
    export.add_argument("file")
    export.set_defaults(run=_library_export)


def _setup() -> None:
    import django
    from django.utils import translation

    with memory.loading():
        django.setup()
    translation.activate(terminal.language())


def _serve(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import serving

    return serving.serve(
        host=asked.host, port=asked.port, processes=asked.processes, with_worker=not asked.without_worker
    )


def _demo(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import serving

    serving.prepare()
    return 0


def _worker(asked: argparse.Namespace) -> int:
    _setup()
    from django.utils import translation

    from gehor.ground import worker

    translation.deactivate()  # letters are written in the language of who reads them

    return worker.main(once=asked.once)


def _import(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import bringing

    return bringing.bring(
        asked.dialogue,
        asked.activity,
        asked.file,
        email=asked.email,
        columns=dict(asked.column),
        dry_run=asked.dry_run,
        exchange=asked.format,
    )


def _verify(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import journal

    return journal.verify(asked.head)


def _backup(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import backup

    return backup.backup(asked.file)


def _restore(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import backup

    return backup.restore(asked.file)


def _doctor(asked: argparse.Namespace) -> int:
    from gehor.site.operations import doctor

    return doctor.main()


def _secret(asked: argparse.Namespace) -> int:
    import secrets

    print(secrets.token_urlsafe(60))
    return 0


def _found(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import founding

    return founding.found(asked.slug, asked.name, asked.administrator, kind=asked.kind)


def _library_keep(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import library

    return library.keep(asked.organisation)


def _library_catalogue(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import library

    return library.bring_catalogue()


def _library_import(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import library

    return library.bring(asked.file, written_as=asked.format, base=asked.base, language=asked.language)


def _library_export(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import library

    return library.export(asked.file)


def _unlock(asked: argparse.Namespace) -> int:
    _setup()
    from gehor.site.operations import founding

    return founding.unlock(asked.email)


def _manage(asked: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gehor manage", *asked.rest])
    return 0


if __name__ == "__main__":
    sys.exit(main())
