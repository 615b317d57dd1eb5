"""Message catalogues: compile what changed, extract what is said, and find what is not said in Swedish yet.

python -m gehor.testing.catalogues compile | extract [stage …]
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1]
LANGUAGES = ("sv",)  # the msgids themselves are English
NOT_SHOWN = ("tests", "testing", "migrations", "conftest.py")
HEAD = """\
# Plain language: short sentences, a reason behind every no. Swedish says du.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
RENAMED = re.compile(
    r"\bn?p?gettext(?:_lazy)? as (?!_\b)(?P<name>\w+)|^\s*(?!_\b)(?P<also>\w+) = n?p?gettext(?:_lazy)?$", re.M
)
MAKEMESSAGES = ("makemessages", "--no-obsolete", "--no-wrap", "--verbosity=0")


def compile_stale(source: Path = SOURCE) -> list[Path]:
    """Write every .mo that is older than its .po, and say which."""
    stale = [po for po in source.rglob("locale/*/LC_MESSAGES/*.po") if _is_stale(po)]
    for po in stale:
        compiled = po.with_suffix(f".{os.getpid()}.tmp")
        with compiled.open("wb") as out:
            write_mo(out, read(po))
        compiled.replace(po.with_suffix(".mo"))  # whole or not at all: another run may be reading
    return stale


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parents[1].name, abort_invalid=True)


def stages(source: Path = SOURCE) -> list[Path]:
    """Every folder that keeps a catalogue of its own."""
    return sorted(locale.parent for locale in source.rglob("locale") if locale.is_dir())


def extract(names: Iterable[str] = (), source: Path = SOURCE) -> None:
    """Bring the .po files up to what the code says now. New sentences are left empty for a person to translate."""
    for folder in [_folder(name, source) for name in names] or stages(source):
        _makemessages(folder, "--no-location")
        for po in folder.rglob("locale/*/LC_MESSAGES/*.po"):  # those further in are written too
            tidy(po)
        for language in LANGUAGES:
            po = folder / "locale" / language / "LC_MESSAGES" / "django.po"
            todo = sum(1 for message in _messages(po) if not _is_translated(message)) if po.exists() else 0
            print(f"{folder.relative_to(source)}: {todo} sentences to translate into {language}")


def tidy(po: Path) -> None:
    """Sentences in the order of the alphabet, and nothing that changes by itself: a change shows what changed."""
    po.write_bytes(_tidied(po))


def _tidied(po: Path) -> bytes:
    catalogue = read(po)
    for message in catalogue:
        message.previous_id = []
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEAD.format(language=po.parents[1].name).encode() + out.getvalue()


def _folder(name: str, source: Path) -> Path:
    """`planning`, `ground/people`, `ground.people` or simply `people`, but nothing that is not there already."""
    folder = source / name.removeprefix("gehor.").replace(".", "/")
    found = [folder] if folder.is_dir() else [app.parent for app in source.rglob("apps.py") if app.parent.name == name]
    if len(found) != 1:
        sys.exit(f"There is no stage {name!r} in {source}")
    return found[0]


def _makemessages(folder: Path, *options: str) -> None:
    """A folder further in that keeps its own catalogue gets its own sentences."""
    for language in LANGUAGES:
        (folder / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    languages = [f"--locale={language}" for language in LANGUAGES]
    ignored = [f"--ignore={name}" for name in NOT_SHOWN]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", *MAKEMESSAGES, *options, *languages, *ignored]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def _messages(po: Path) -> Iterator[Message]:
    return (message for message in read(po) if message.id)


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(texts) and not message.fuzzy


def _name(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def faults(source: Path = SOURCE) -> list[str]:
    """What is wrong with the catalogues of a source tree, a sentence each. Needs xgettext."""
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "source"
        shutil.copytree(
            source, copy, ignore=shutil.ignore_patterns(*NOT_SHOWN, "static", "__pycache__", "*.mo", "*.po")
        )
        homes = stages(copy)
        _makemessages(copy, "--keep-pot")
        for home in homes:
            stage, said = home.relative_to(copy), _said_in(home)
            for language in LANGUAGES:
                po = source / stage / "locale" / language / "LC_MESSAGES" / "django.po"
                found += [f"{stage}, {language}: {fault}" for fault in _faults_of(po, said)]
        found += _renamed(copy)
        if copy not in homes:
            found += [f"{place}: speaks, but lies in no folder that keeps a catalogue" for place in _places(copy)]
    return found


def _renamed(source: Path) -> Iterator[str]:
    """Where sentences are said under a name that extraction does not know: they would never reach a catalogue."""
    for place in sorted(source.rglob("*.py")):
        for each in RENAMED.finditer(place.read_text(encoding="utf-8")):
            name = each["name"] or each["also"]
            yield f"{place.relative_to(source)}: says sentences as {name!r}, which is not extracted: use _"


def untidy(source: Path = SOURCE) -> list[str]:
    """Catalogues that `dev.py messages` would write in another way, though they say the same."""
    return [str(po.relative_to(source)) for po in sorted(source.rglob("*.po")) if po.read_bytes() != _tidied(po)]


def disagreements(source: Path = SOURCE) -> list[str]:
    """Sentences that two catalogues say differently. They are merged when the site starts, so that everybody would read
    one of them everywhere: use the same words, or a context where the meaning differs.
    """
    found: dict[tuple[str, str | None, str], dict[str, list[str]]] = {}
    for stage in stages(source):
        for po in sorted(stage.glob("locale/*/LC_MESSAGES/*.po")):
            for message in _messages(po):
                said = found.setdefault((po.parents[1].name, message.context, _name(message)), {})
                text = message.string if isinstance(message.string, str) else " / ".join(message.string)
                said.setdefault(text, []).append(str(stage.relative_to(source)))
    return [
        f"{language}: {name!r} is " + ", but ".join(f"{text!r} in {', '.join(where)}" for text, where in said.items())
        for (language, _, name), said in found.items()
        if len(said) > 1
    ]


def _places(folder: Path) -> list[str]:
    return sorted({name.removeprefix("./") for message in _pot(folder) for name, _ in message.locations})


def _said_in(folder: Path) -> list[tuple[str | None, str]]:
    return [(message.context, _name(message)) for message in _pot(folder)]


def _pot(folder: Path) -> list[Message]:
    pot = folder / "locale" / "django.pot"
    if not pot.exists():
        return []
    text = pot.read_text(encoding="utf-8").replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)")
    return [message for message in read_po(io.StringIO(text)) if message.id]


def _faults_of(po: Path, said: list[tuple[str | None, str]]) -> Iterator[str]:
    if not po.exists():
        if said:
            yield f"{len(said)} sentences and no catalogue"
        return
    known = {(message.context, _name(message)): message for message in _messages(po)}
    for message in known.values():
        if message.fuzzy:
            yield f"fuzzy: {_name(message)!r}"
        elif not _is_translated(message):
            yield f"empty: {_name(message)!r}"
        else:
            yield from (f"{error}: {_name(message)!r}" for error in message.check())
    yield from (f"missing: {name!r}" for context, name in said if (context, name) not in known)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["compile"]:
            compile_stale()
        case ["extract", *names]:
            extract(names)
        case _:
            sys.exit(__doc__)
