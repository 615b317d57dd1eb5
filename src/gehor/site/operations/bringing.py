"""`gehor import`: contributions or ballots from a file, checked and stored by the same code as in the browser."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground import catalogue
from gehor.ground.act import Actor
from gehor.ground.aside import stored_whole
from gehor.ground.errors import Refusal, WrongInput
from gehor.ground.files import why
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import actor_of
from gehor.ground.reading import Problem, Table, read_table
from gehor.ground.sentences import need_text, refusal_text
from gehor.participation import reading, rules
from gehor.participation.actions import import_contributions
from gehor.participation.ballots import exchanging
from gehor.participation.ballots import looking as ballots
from gehor.participation.ballots.actions import import_ballots, import_told
from gehor.participation.intake.doors import must_take_files
from gehor.participation.intake.kinds import kind_of
from gehor.participation.intake.looking import Wanted, channel_words, look, mapping_of
from gehor.participation.intake.texts import READING, problem_text, sentence
from gehor.participation.intake.uploads import hash_of
from gehor.participation.models import Import
from gehor.participation.reading import Checked
from gehor.planning.models import Activity
from gehor.process.steps import IMPORT
from gehor.process.words import Channel

from . import CannotDo


@dataclass(frozen=True)
class _Looked:
    """What a file would become. read_from: (what, column), as the columns were understood. rows: how many it has."""

    checked: Checked
    read_from: Sequence[tuple[str, str]]
    rows: int
    store: Callable[..., Import]


def bring(
    dialogue_slug: str,
    activity_number: int,
    path: str,
    *,
    email: str,
    columns: Mapping[str, str],
    dry_run: bool,
    exchange: str = "",
) -> int:
    """Bring a file in, or with dry_run only look at it. Returns 1 when some row is left out.

    email: the account that imports, with the same rights as in the browser. columns: part → column, as in
    {"text": "comment-body"}; what is not given is guessed by the names of the columns. Rows that do not say how they
    came or in which language get what "all_channel" and "all_language" say: {"all_language": "en"}. exchange: the key
    of a format that the activity's method reads; without it the file is a table, of contributions or of ballots.
    """
    actor, activity = _actor(email), _activity(dialogue_slug, activity_number)
    data, name = _file(path)
    try:
        if not actor.may(IMPORT, activity.dialogue.organisation_id):
            said = _("{address} may not import into {dialogue}. Use an account that may in the browser too.")
            raise CannotDo(said.format(address=email, dialogue=dialogue_slug))
        must_take_files(activity)
        looked = _looked(activity, data, name, columns, exchange)
        _tell(looked)
        if dry_run:
            print(_("Nothing is stored: this was a dry run."))
        else:
            with stored_whole():
                imported = looked.store(activity, actor=actor, file_name=name, file_hash=hash_of(data))
            said = ngettext("{rows} row brought in.", "{rows} rows brought in.", imported.rows)
            print(said.format(rows=imported.rows))
            where = f"{settings.ADDRESS}/staff/d/{dialogue_slug}/imports/{imported.pk}/"
            print(_("To undo it all: {where}").format(where=where))
    except Refusal as refusal:
        raise CannotDo(_said(refusal)) from None
    return 1 if looked.checked.refused else 0


def _looked(activity: Activity, data: bytes, name: str, columns: Mapping[str, str], exchange: str) -> _Looked:
    method = catalogue.methods()[activity.method]
    if not exchange and not columns:
        exchange = kind_of(activity, "", data, name)
    if exchange:
        return _in_format(activity, data, name, exchange)
    table = read_table(data, name)
    wanted = _wanted(activity, table, columns)
    if not method.is_only_counted:
        checked = look(activity, table, wanted)
        store = partial(import_contributions, rows=checked.ready, mapping=wanted.kept)
        return _Looked(checked, wanted.mapping.chosen(), len(table.rows), store)
    known = ballots.found(activity, table)
    checked = ballots.look(activity, table, known, channel=wanted.channel, language=wanted.language)
    read_from = [(part, table.columns[place]) for part, place in (*known.answers.items(), *known.beside.items())]
    return _Looked(checked, read_from, len(table.rows), partial(import_ballots, rows=checked.ready))


def _in_format(activity: Activity, data: bytes, name: str, key: str) -> _Looked:
    """A file of another programme, in a format that the method reads."""
    known = [each for each, _words in exchanging.read_by(catalogue.methods()[activity.method])]
    chosen = next((each for each in known if each.key == key), None)
    if chosen is None:
        formats = ", ".join(each.key for each in known) or _("no format at all")
        raise CannotDo(_("No format {key} is read there. It reads: {formats}.").format(key=key, formats=formats))
    found = exchanging.look(activity, chosen, data, name)
    told = {"texts": found.texts, "ballots": found.ballots, "persons": found.persons, "exchange": key}
    rows = len(found.checked.ready) + len(found.checked.refused) + len(found.checked.skipped)
    return _Looked(found.checked, (), rows, partial(import_told, **told))


def _actor(email: str) -> Actor:
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise CannotDo(_("There is no open account with the e-mail {address}.").format(address=email))
    return actor_of(account)


def _activity(slug: str, number: int) -> Activity:
    known = Activity.objects.filter(dialogue__slug=slug).select_related("dialogue__organisation")
    activity = known.filter(number=number).first()
    if activity is not None:
        return activity
    numbers = [str(each.number) for each in known]
    if not numbers:
        raise CannotDo(_("There is no dialogue {slug}, or it has no activity yet.").format(slug=slug))
    said = _("{slug} has no activity {number}. It has: {numbers}.")
    raise CannotDo(said.format(slug=slug, number=number, numbers=", ".join(numbers)))


def _file(path: str) -> tuple[bytes, str]:
    try:
        return Path(path).read_bytes(), Path(path).name
    except OSError as failure:
        raise CannotDo(_("{file} cannot be read: {why}.").format(file=path, why=why(failure))) from None


def _wanted(activity: Activity, table: Table, given: Mapping[str, str]) -> Wanted:
    channel = given.get("all_channel", Channel.IMPORT.value)
    if channel not in channel_words(activity).values():
        raise WrongInput("unknown_channel", word=channel)
    language = rules.language_of(given.get("all_language", activity.dialogue.source_language))
    columns = {part: column for part, column in given.items() if part not in ("all_channel", "all_language")}
    missing = [column for column in columns.values() if column not in table.columns]
    if missing:
        said = _("The file has no column “{column}”. It has: {columns}.")
        raise CannotDo(said.format(column=missing[0], columns=", ".join(table.columns)))
    guessed = reading.suggest_mapping(table.columns, table.rows).chosen()
    free = {part: column for part, column in guessed if column not in columns.values()}
    return Wanted(mapping_of({**free, **columns}), channel, language)


def _tell(looked: _Looked) -> None:
    """What is read from where, every problem with its row, and how many rows are ready."""
    checked = looked.checked
    for part, column in looked.read_from:
        print(_("{part}: column “{column}”").format(part=part, column=column))
    _print(_("Left out:"), (problem for problem in checked.problems if problem.blocks))
    _print(_("To look at:"), (problem for problem in checked.problems if not problem.blocks))
    counts = {"ready": len(checked.ready), "faults": len(checked.refused), "empty": len(checked.skipped)}
    said = ngettext(
        "{rows} row: {ready} ready, {faults} with faults, {empty} empty.",
        "{rows} rows: {ready} ready, {faults} with faults, {empty} empty.",
        looked.rows,
    )
    print(said.format(rows=looked.rows, **counts))


def _print(heading: str, problems: Iterable[Problem]) -> None:
    rows = list(problems)
    if rows:
        print(heading)
    for problem in rows:
        row = _("row {number}").format(number=problem.row) if problem.row else ""
        places = [row, _("“{column}”").format(column=problem.column) if problem.column else ""]
        where = ", ".join(filter(None, places))
        print(f"  {where}: {problem_text(problem)}" if where else f"  {problem_text(problem)}")


def _said(refusal: Refusal) -> str:
    if isinstance(refusal, WrongInput) and refusal.code in READING:
        return sentence(refusal.code, refusal.params)
    missing = [need_text(code) for code in getattr(refusal, "missing", ())]
    return " ".join([refusal_text(refusal), *missing])
