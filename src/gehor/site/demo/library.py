"""The demo's example library: what comes with Gehör, what four dialogues became, and what is being written."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gehor.ground import clock
from gehor.ground.act import Actor, machine
from gehor.ground.organisations.models import Organisation
from gehor.network.library.actions.bringing import bring_articles
from gehor.network.library.actions.reviewing import publish, send_back
from gehor.network.library.actions.writing import (
    add_file,
    change_article,
    make_example,
    submit_article,
    write_article,
)
from gehor.network.library.catalogue import catalogue
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Draft, Keeper
from gehor.network.library.queries import METHOD
from gehor.participation.attachments import check_upload
from gehor.planning.models import Dialogue

from .diary import Diary
from .people import People
from .told import drawn

Row = Mapping[str, Any]
OPERATOR = machine("operator")


def plan_events(told: Row, people: People, diary: Diary) -> None:
    """One organisation keeps the library for all; what is made of a dialogue is made when it is answered."""
    at, keeper = diary.at(13), people.actors[told["editor"]]
    at(diary.day(told["kept_since"]), partial(_open, people.organisations[told["keeper"]]))
    for row in told["made"]:
        at(diary.day(row["on"]), partial(_make, row, people.actors[row["by"]], keeper, diary))
    for row in told["written"]:
        at(diary.day(row["on"]), partial(_write, row, people, keeper, diary))


def _open(house: Organisation) -> None:
    Keeper.objects.create(pk=1, organisation=house, since=clock.now())
    bring_articles(catalogue(), actor=OPERATOR)


def _make(row: Row, author: Actor, keeper: Actor, diary: Diary) -> None:
    """What the dialogue says, with what its author adds."""
    article = make_example(Dialogue.objects.get(slug=row["dialogue"]), actor=author)
    draft = Draft.objects.get(article=article)
    change_article(
        article,
        actor=author,
        content={**draft.content, **row.get("content", {})},
        facets={**draft.facets, **row.get("facets", {})},
        related=draft.related,
        told=row.get("told", {}),
        licence=draft.licence,
    )
    if "picture" in row:
        picture = row["picture"]
        add_file(article, actor=author, file=check_upload(*drawn(picture["file"])), description=picture["seen"])
    submit_article(article, actor=author)
    publish(article, actor=keeper)


def _write(row: Row, people: People, keeper: Actor, diary: Diary) -> None:
    author = people.actors[row["by"]]
    article = write_article(
        people.organisations[row["organisation"]],
        actor=author,
        kind=Kind(row["kind"]),
        source_language="sv",
        content=_with_days(row["content"], diary),
        facets=row.get("facets", {}),
        related=[_slug(key) for key in row.get("methods", ())],
    )
    for step in row["then"]:
        _THEN[step](article, author, keeper, row)


def _with_days(content: Row, diary: Diary) -> dict[str, Any]:
    """ "today+40 09:00" is that day at that time."""
    found = dict(content)
    for key in ("start_date", "end_date", "deadline", "date"):
        if key in found:
            day, _space, time = found[key].partition(" ")
            found[key] = diary.day(day).isoformat() + (f"T{time}" if time else "")
    return found


def _slug(key: str) -> str:
    return Article.objects.values_list("slug", flat=True).get(origin=f"{METHOD}{key}")


_THEN: dict[str, Callable[[Article, Actor, Actor, Row], object]] = {
    "submit": lambda article, author, _keeper, _row: submit_article(article, actor=author),
    "publish": lambda article, _author, keeper, _row: publish(article, actor=keeper),
    "send_back": lambda article, _author, keeper, row: send_back(article, actor=keeper, reason=row["reason"]),
}
