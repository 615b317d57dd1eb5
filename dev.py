#!/usr/bin/env python3
"""Everything that is done with Gehör from a clone of it.

    python3 dev.py run [--port 8000 …]        set up what is missing, load the demo, serve it, say where to look
    python3 dev.py setup                      only set up what is missing to run, as on a server
    python3 dev.py test [sqlite|postgresql] [-- pytest arguments]
                                              set up what is missing, check and test everything: on SQLite, then
                                              on PostgreSQL what asks a database anything new (all, if chosen alone)
    python3 dev.py check                      the quick half of test: format, lint, types, imports, SQLite, no browser
    python3 dev.py messages [stage …]         bring the message catalogues up to what the code says (needs gettext)
    python3 dev.py lock [--upgrade]           write the requirements*.lock files anew from the .in files (needs uv)
    python3 dev.py pictures                   take the pictures of the main pages into docs/pictures
    python3 dev.py clean                      take away everything made here, except the data in var/
    python3 dev.py help

Standard library only, so that it works before anything is installed. What it makes lies in .venv and var.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SOURCE = ROOT / "src"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
RUN_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"
UV_LOCK = ROOT / "requirements-uv.lock"
DATABASES = ("sqlite", "postgresql")
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}

PATH_FILE = """
import pathlib, sysconfig
site = pathlib.Path(sysconfig.get_path("purelib"))
(site / "gehor.pth").write_text({source!r} + "\\n")
"""
COMMAND = """#!{python}
import sys
from gehor.cli import main
sys.exit(main())
"""


class Trouble(Exception):
    """Something the person at the keyboard can mend; the message says how."""


def say(text: str) -> None:
    print(f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text, flush=True)


def run(*command: object, **options) -> None:
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=ROOT, check=False, **options).returncode
    if code:
        raise Trouble(f"This failed with exit code {code}: {' '.join(words)}")


def answers(*command: object) -> bool:
    """True if the program is there and works; a stub that only explains itself does not."""
    try:
        return subprocess.run([str(word) for word in command], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def in_ci() -> bool:
    return tools().in_ci()


def tools():
    """Where other programs lie: one answer for the tests and for us."""
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    from gehor.testing import tools

    return tools


# The environment


def environment(*, development: bool) -> None:
    lock = DEVELOPMENT_LOCK if development else RUN_LOCK
    make_environment()
    # The development lock holds every pin of the run lock (a test says so), so it serves both
    if not any(is_installed(each) for each in {lock, DEVELOPMENT_LOCK}):
        say(f"Installing what Gehör needs to be {'tested' if development else 'run'} ({lock.name}) …")
        began = time.monotonic()
        install(lock)
        if development:
            compile_all()
        stamp(lock).write_text(digest(lock))
        say(f"… done in {time.monotonic() - began:.0f} s")
    make_importable()


def compile_all() -> None:
    """Once, on all processors, rather than in every test process anew. What cannot be compiled is not in use."""
    words = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(ENVIRONMENT / "lib"), str(SOURCE)]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=False)


def make_environment() -> None:
    if answers(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    if ENVIRONMENT.exists():
        say("The environment in .venv does not start any more (was Python upgraded?); making it anew")
        shutil.rmtree(ENVIRONMENT)
    uv = uv_on_path()
    if uv:
        # Without --python, uv would try to download one
        run(uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT)
    elif answers(sys.executable, "-c", "import venv, ensurepip"):
        run(sys.executable, "-m", "venv", ENVIRONMENT)
    else:
        raise Trouble(
            "This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv. Then try again."
        )


def uv_on_path() -> str | None:
    uv = shutil.which("uv")
    return uv if uv and answers(uv, "--version") else None


def find_uv() -> str | None:
    """uv installs in seconds what takes pip a minute. It is itself installed by hash, or done without."""
    own = ENVIRONMENT / "bin" / "uv"
    if found := uv_on_path():
        return found
    if not answers(own, "--version"):
        answers(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", UV_LOCK)
    return str(own) if answers(own, "--version") else None


def install(lock: Path) -> None:
    uv = find_uv()
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock)
        return
    if not answers(PYTHON, "-m", "pip", "--version"):
        run(PYTHON, "-m", "ensurepip")
    quiet = ["--quiet", "--disable-pip-version-check"]
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def stamp(lock: Path) -> Path:
    return ENVIRONMENT / f"{lock.name}.sha256"


def is_installed(lock: Path) -> bool:
    return stamp(lock).exists() and stamp(lock).read_text() == digest(lock)


def make_importable() -> None:
    """Let this environment's Python find src/ by itself, and give it the command `gehor`."""
    command = ENVIRONMENT / "bin" / "gehor"
    text = COMMAND.format(python=PYTHON)
    if not command.exists() or command.read_text() != text:
        run(PYTHON, "-c", PATH_FILE.format(source=str(SOURCE)))
        command.write_text(text)
        command.chmod(0o755)


def compile_messages() -> None:
    stale = [po for po in SOURCE.rglob("locale/*/LC_MESSAGES/*.po") if is_stale(po)]
    if stale:
        run(PYTHON, "-m", "gehor.testing.catalogues", "compile")


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


# The commands


def command_run(arguments: list[str]) -> int:
    environment(development=False)
    compile_messages()
    serve = [str(PYTHON), "-m", "gehor.cli", "serve", "--demo", *arguments]
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(serve[0], serve)


def command_setup(arguments: list[str]) -> int:
    environment(development=False)
    compile_messages()
    say(f"Ready: {ENVIRONMENT / 'bin' / 'gehor'} --help")
    return 0


def command_test(arguments: list[str]) -> int:
    chosen, to_pytest = split(arguments)
    if unknown := set(chosen) - set(DATABASES):
        raise Trouble(f"test knows {' and '.join(DATABASES)}, not {', '.join(unknown)}. Write pytest's words after --")
    environment(development=True)
    left_out = install_programs()
    databases = [database for database in DATABASES if database in (chosen or DATABASES)]
    if "postgresql" in databases and tools().postgresql() is None:
        databases.remove("postgresql")
        left_out.append("nothing was run on PostgreSQL: its server is not installed (Debian: apt install postgresql)")
    if to_pytest:
        say("With arguments for pytest, only pytest is run.")
        codes, faults = pytest_on(databases, to_pytest, told=left_out), []
    else:
        codes, faults = tested(databases, [], told=left_out)
    return 1 if faults or (left_out and in_ci()) or any(codes) or not codes else 0


def command_check(arguments: list[str]) -> int:
    environment(development=True)
    codes, faults = tested(["sqlite"], ["-m", "not browser", *arguments], told=[])
    return 1 if faults or any(codes) else 0


def command_messages(arguments: list[str]) -> int:
    environment(development=True)
    if tools().xgettext() is None:
        raise Trouble("xgettext is not installed. On Debian and Ubuntu: apt install gettext")
    run(PYTHON, "-m", "gehor.testing.catalogues", "extract", *arguments)
    compile_messages()
    return 0


def command_lock(arguments: list[str]) -> int:
    make_environment()
    uv = find_uv()
    if uv is None:
        raise Trouble("uv could not be had; it alone writes lock files for all machines at once")
    # No header and no addresses: the files name no registry, and plain pip reads them too
    shape = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    for lock, more in ((RUN_LOCK, []), (DEVELOPMENT_LOCK, ["-c", RUN_LOCK]), (UV_LOCK, [])):
        wanted = lock.with_suffix(".in")
        run(uv, "pip", "compile", *shape, "--python", sys.executable, *more, *arguments, wanted.name, "-o", lock.name)
    say("Locked. Look at the difference before you commit it.")
    return 0


def command_pictures(arguments: list[str]) -> int:
    environment(development=True)
    compile_messages()
    if lines := install_programs(only=("chromium",)):
        raise Trouble("; ".join(lines))
    run(PYTHON, "-m", "gehor.testing.pictures", *arguments)
    return 0


def command_clean(arguments: list[str]) -> int:
    for name in (".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for path in SOURCE.rglob("*.mo"):
        path.unlink()
    if (ROOT / "var").exists():
        say("var/ is left: it holds data. Take it away yourself if you mean to.")
    return 0


def command_help(arguments: list[str]) -> int:
    print(__doc__)
    return 0


# What test and check do


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return arguments, []
    where = arguments.index("--")
    return arguments[:where], arguments[where + 1 :]


def tested(databases: list[str], arguments: list[str], *, told: list[str]) -> tuple[list[int], list[str]]:
    """Run pytest, and beside it, while it collects on one processor, what needs no test: its codes, and what failed."""
    compile_messages()  # the demo speaks Swedish
    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        checked = beside.submit(checks, databases)
        codes = pytest_on(databases, arguments, told=told)
        faults = checked.result()
    for name in faults:
        say(f"FAILED beside the tests: {name}")
    return codes, faults


def checks(databases: list[str]) -> list[str]:
    """Run what needs no test, and return the names of what failed."""
    with tempfile.TemporaryDirectory() as home:
        django = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "gehor.site.settings",
            "GEHOR_MODE": "test",
            "GEHOR_HOME": home,
        }
        django.pop("DATABASE_URL", None)
        # The first two make what tests wait for
        steps = {
            "empty databases (migrate)": ["-m", "gehor.testing.migrated", *databases],
            "demo and static files": ["-m", "gehor.testing.shelves"],
            "format (ruff format .)": ["-m", "ruff", "format", "--quiet", "--check", "."],
            "lint (ruff check .)": ["-m", "ruff", "check", "--quiet", "."],
            "types (mypy)": ["-m", "mypy", "--no-error-summary"],
            "imports (lint-imports)": [ENVIRONMENT / "bin" / "lint-imports"],
            "migrations (makemigrations --check)": [
                *("-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
            ],
        }
        with concurrent.futures.ThreadPoolExecutor(workers_of_tests()) as at_once:
            good = at_once.map(lambda step: passes(*step, django), steps.items())
            return [name for name, passed in zip(steps, good, strict=True) if not passed]


def passes(name: str, words: list[object], environ: dict[str, str]) -> bool:
    """Quiet when all is well; otherwise everything that was said."""
    began = time.monotonic()
    done = subprocess.run(
        [str(PYTHON), *map(str, words)], cwd=ROOT, env=environ, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}, {time.monotonic() - began:.1f} s")
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def pytest_on(databases: list[str], arguments: list[str], *, told: list[str]) -> list[int]:
    """Everything on the first database, and on the second what asks it something that nothing else asks: the codes.

    `told` is repeated by the plugin just before pytest's last line.
    """
    environ = {**os.environ, "GEHOR_NOT_RUN": "\n".join(told)}
    if any(word.startswith(("--pdb", "--trace")) for word in arguments):  # one process, which has one database
        runs = [[database] for database in databases]
    else:
        runs = [databases] if databases else []
        arguments = [f"--processes={workers_of_tests()}", *arguments]
    codes = []
    for run in runs:
        say(f"\nThe tests on {' and '.join(NAMES[database] for database in run)}")
        on = [word for pair in zip(("--database", "--then"), run, strict=False) for word in pair]
        words = [str(PYTHON), "-m", "pytest", "--tb=short", *on, *arguments]
        codes.append(subprocess.run(words, cwd=ROOT, env=environ, check=False).returncode)
    return codes


def workers_of_tests() -> int:
    """Half as many again as there are processors: a test waits now and then, for a browser or another process."""
    return max(1, min((os.cpu_count() or 1) * 3 // 2, 12))


PROGRAMS = {  # what: Debian's package
    "chromium": "chromium",
    "xgettext": "gettext",
    "postgresql": "postgresql",
    "node": "nodejs",
    "npm": "npm",
}
CONSEQUENCE = {
    "chromium": "no browser test was run: Chromium is not installed (Debian: apt install chromium)",
    "xgettext": "no message catalogue was compared with the code: gettext is missing (Debian: apt install gettext)",
    "node": "nobody signed in at a real provider: Node.js or npm is missing (Debian: apt install nodejs npm)",
}


def install_programs(only: tuple[str, ...] = tuple(PROGRAMS)) -> list[str]:
    """Install what is missing where we may, and say what cannot be run for lack of the rest."""
    if "chromium" in only and not tools().light_chromium() and (in_ci() or not tools().chromium()):
        apt_install("chromium-headless-shell")  # the same browser for a third less work, where there is such a package
    missing = [name for name in only if getattr(tools(), name)() is None]
    # A database server on somebody's own machine is theirs to install
    apt_install(*[PROGRAMS[name] for name in missing if name != "postgresql" or in_ci()])
    return [CONSEQUENCE[name] for name in missing if name in CONSEQUENCE and getattr(tools(), name)() is None]


def apt_install(*packages: str) -> None:
    if not packages or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    say(f"Installing {', '.join(packages)} …")
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False}
    patience = {"DPkg::Lock::Timeout": 300, "Acquire::Retries": 3, "Acquire::http::Timeout": 20}
    apt = ["apt-get", "-qq", *[word for name, value in patience.items() for word in ("-o", f"{name}={value}")]]
    subprocess.run([*apt, "update"], **quiet)
    subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *packages], **quiet)


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        raise Trouble(f"Gehör needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 dev.py run")
    name, *rest = arguments or ["help"]
    # What Python compiles is kept, out of the source tree: else each process compiles all of Django anew
    os.environ["PYTHONPYCACHEPREFIX"] = str(ENVIRONMENT / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command = globals().get(f"command_{name.lstrip('-')}")
    if command is None:
        raise Trouble(f"There is no command {name!r}. See: python3 dev.py help")
    return command(rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
