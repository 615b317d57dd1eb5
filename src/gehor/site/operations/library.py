"""`gehor library …`: who keeps the example library, what comes with Gehör, and the whole library as a file."""

import json
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import Refusal
from gehor.ground.files import why
from gehor.ground.organisations.models import Organisation
from gehor.ground.sentences import refusal_text
from gehor.network.library import beteiligungskompass, exchange, queries
from gehor.network.library.actions.bringing import bring_articles
from gehor.network.library.brought import Brought, Report
from gehor.network.library.catalogue import catalogue
from gehor.network.library.models import Keeper

from . import CannotDo

OPERATOR = machine("operator")
OURS, COMPASS = "gehor", "beteiligungskompass"
FORMATS = (OURS, COMPASS)


@transaction.atomic
def keep(slug: str) -> int:
    """The network hosts of this organisation look through what is submitted."""
    house = Organisation.objects.filter(slug=slug).first()
    if house is None:
        raise CannotDo(_("There is no organisation with the short name {slug}.").format(slug=slug))
    Keeper.objects.update_or_create(pk=1, defaults={"organisation": house, "since": clock.now()})
    print(_("{name} keeps the library. Its network hosts look through what is submitted.").format(name=house.name))
    if not queries.editors(house).exists():
        print(_("It has no network host yet: an administrator gives the role under “Who works here”."))
    return 0


def bring_catalogue() -> int:
    """The methods and the examples that come with Gehör. Again after an upgrade: what has been changed here is left."""
    return _bring(catalogue())


def bring(path: str, *, written_as: str, base: str, language: str) -> int:
    data = _read(path)
    try:
        if written_as == COMPASS:
            if not base.startswith(("https://", "http://")):
                raise CannotDo(_("Say where the library lies, as in --from https://dialogguiden.se"))
            return _bring(beteiligungskompass.read(data, base=base, language=language))
        return _bring(exchange.read(data), of=base)
    except Refusal as refusal:
        raise CannotDo(refusal_text(refusal)) from None


def export(path: str) -> int:
    """As JSON, or as CSV where the file is called so."""
    house = queries.keeper()
    if path.endswith(".csv"):
        text = exchange.as_csv(exchange.rows())
    else:
        text = json.dumps(exchange.as_json(house.name if house else "Gehör"), ensure_ascii=False, indent=1)
    try:
        Path(path).write_text(text, encoding="utf-8", newline="")
    except OSError as failure:
        raise CannotDo(_("{file} cannot be written: {why}.").format(file=path, why=why(failure))) from None
    print(_("The library is written to {file}.").format(file=path))
    return 0


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(exchange.BYTES_MOST + 1)
    except OSError as failure:
        raise CannotDo(_("{file} cannot be read: {why}.").format(file=path, why=why(failure))) from None


def _bring(brought: Iterable[Brought], *, of: str = "") -> int:
    try:
        report = bring_articles(brought, actor=OPERATOR, of=of)
    except Refusal as refusal:
        raise CannotDo(refusal_text(refusal)) from None
    _tell(report)
    return 1 if report.refused else 0


def _tell(report: Report) -> None:
    names = ("new", "changed", "withdrawn", "unchanged", "left", "refused")
    said = _(
        "Articles: {new} new, {changed} changed, {withdrawn} withdrawn, {unchanged} unchanged, "
        "{left} left alone, {refused} refused."
    )
    print(said.format(**{name: len(getattr(report, name)) for name in names}))
    for url, code, params in report.refused:
        where = url or _("(no address)")
        print(f"  {where}: {refusal_text(Refusal(code, **params))}")
