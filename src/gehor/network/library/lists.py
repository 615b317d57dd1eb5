"""Lists of articles that a reader keeps: in the reader's own browser, and in addresses. Pure.

Nothing of them is stored with us. A list is shared by its address, which holds all of it; whoever opens it may keep it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gehor.calc.text.tidying import tidy
from gehor.process.errors import WrongInput

NAME_LONGEST = 60
SIGNS_MOST = 3000  # a browser keeps some 4,000 for one cookie
SHARED_MOST = 60  # articles in an address


@dataclass(frozen=True)
class List:
    name: str
    articles: tuple[int, ...]  # numbers of articles, the one that was kept last at the end


Lists = tuple[List, ...]


def read(text: str) -> Lists:
    """What written wrote; nothing for anything else."""
    try:
        found = json.loads(text)
        return tuple(List(str(name)[:NAME_LONGEST], tuple(int(pk) for pk in articles)) for name, articles in found)
    except (ValueError, TypeError):
        return ()


def written(lists: Lists) -> str:
    return json.dumps([[each.name, list(each.articles)] for each in lists], separators=(",", ":"))


def keep(lists: Lists, name: str, articles: Iterable[int]) -> Lists:
    """With the articles in the list of that name, which is begun where there is none. Raises WrongInput.

    >>> keep((), " Skolvägar ", [3, 3])
    (List(name='Skolvägar', articles=(3,)),)
    """
    called = " ".join(tidy(name).split())
    if not called:
        raise WrongInput("list_without_name", field="name")
    if len(called) > NAME_LONGEST:
        raise WrongInput("list_name_too_long", field="name", most=NAME_LONGEST)
    new = tuple(dict.fromkeys(articles))
    if any(each.name == called for each in lists):
        found = tuple(
            List(called, tuple(dict.fromkeys((*each.articles, *new)))) if each.name == called else each
            for each in lists
        )
    else:
        found = (*lists, List(called, new))
    if len(written(found)) > SIGNS_MOST:
        raise WrongInput("lists_are_full", field="name")
    return found


def let_go(lists: Lists, name: str, article: int) -> Lists:
    """Without the article in that list; a list in which nothing is left goes as well."""
    rest = (
        List(each.name, tuple(pk for pk in each.articles if pk != article)) if each.name == name else each
        for each in lists
    )
    return tuple(each for each in rest if each.articles)


def drop(lists: Lists, name: str) -> Lists:
    return tuple(each for each in lists if each.name != name)


def names(lists: Sequence[List]) -> list[str]:
    return [each.name for each in lists]
