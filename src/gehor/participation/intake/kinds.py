"""What kind of file it is that somebody brings in: the same look for the page and `gehor import`."""

from pathlib import PurePath

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.errors import WrongInput
from gehor.ground.languages import said
from gehor.ground.reading import read_table
from gehor.planning.models import Activity
from gehor.planning.queries import activities
from gehor.process.exchange import Exchange
from gehor.process.method import Method, Takes

from ..ballots import exchanging
from ..ballots.texts import DATA
from ..earlier import takes_files

TABLES = frozenset({"", ".csv", ".tsv", ".txt", ".xlsx"})  # endings of what may be a table


def kind_of(activity: Activity, kind: str, data: bytes, name: str) -> str:
    """The format of another programme, or "" for a table: as it was said (kind), or as the file looks.

    Raises WrongInput where it cannot be that, with where it belongs if that can be seen.
    """
    known = exchanging.known_in(data, name)
    own = [each.key for method, each in known if method.key == activity.method]
    if known and not own and not _is_table_of_texts(activity, data, name):
        raise _belongs(activity, *known[0], name)
    if chosen := kind or next(iter(own), ""):
        exchanging.must_be_readable(activity, chosen, data, name)
    elif DATA.keys() <= (columns := {*read_table(data, name).columns}) and "text" not in columns:
        raise WrongInput("file_lists_votes", name=name)
    return chosen


def _is_table_of_texts(activity: Activity, data: bytes, name: str) -> bool:
    """Whether a column with texts can be chosen from it where such are taken, whatever else it is."""
    if Takes.CONTRIBUTIONS not in catalogue.methods()[activity.method].takes:
        return False
    if PurePath(name).suffix.lower() not in TABLES:
        return False
    try:
        return len(read_table(data, name).columns) > 1
    except WrongInput:
        return False


def _belongs(activity: Activity, method: Method, exchange: Exchange, name: str) -> WrongInput:
    """Why a file of another method cannot be brought in here, and where it can."""
    words, source = catalogue.words(method.key), activity.dialogue.source_language
    there = _there(activity, method)
    told = {"name": name, "what": str(words.exchanges[exchange.key])}
    if not there:
        return WrongInput("file_belongs_elsewhere", **told, method=str(words.name))
    speaking = get_language() or source
    named = [
        _("activity %(number)d, %(title)s") % {"number": each.number, "title": said(each.title, speaking, source)[0]}
        for each in there
    ]
    return WrongInput("file_belongs_there", **told, there="; ".join(named))


def belonging(activity: Activity, data: bytes, name: str) -> list[Activity]:
    """The activities to which a file of another method belongs, that was refused here."""
    known = exchanging.known_in(data, name)
    return _there(activity, known[0][0]) if known else []


def _there(activity: Activity, method: Method) -> list[Activity]:
    """Those of the method that take files now; where none does, all of them."""
    found = [each for each in activities(activity.dialogue) if each.method == method.key]
    for each in found:
        each.dialogue = activity.dialogue
    return [each for each in found if takes_files(each)] or found
