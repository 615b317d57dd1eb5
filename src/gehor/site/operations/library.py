"""`gehor library …`: who keeps the example library, what comes with Gehör, and the whole library as a file."""

import json
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import translation

from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import Refusal
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
        raise CannotDo(f"There is no organisation with the short name {slug}.")
    Keeper.objects.update_or_create(pk=1, defaults={"organisation": house, "since": clock.now()})
    print(f"{house.name} keeps the library. Its network hosts look through what is submitted.")
    if not queries.editors(house).exists():
        print("It has no network host yet: an administrator gives the role under People and roles.")
    return 0


def bring_catalogue() -> int:
    """The methods and the examples that come with Gehör. Again after an upgrade: what has been changed here is left."""
    return _bring(catalogue())


def bring(path: str, *, written_as: str, base: str, language: str) -> int:
    data = _read(path)
    try:
        if written_as == COMPASS:
            if not base.startswith(("https://", "http://")):
                raise CannotDo("Say where the library lies, as in --from https://dialogguiden.se")
            return _bring(beteiligungskompass.read(data, base=base, language=language))
        return _bring(exchange.read(data), of=base)
    except Refusal as refusal:
        raise CannotDo(_said(refusal)) from None


def export(path: str) -> int:
    """As JSON, or as CSV where the file is called so."""
    house = queries.keeper()
    if path.endswith(".csv"):
        text = exchange.as_csv(exchange.rows())
    else:
        text = json.dumps(exchange.as_json(house.name if house else "Gehör"), ensure_ascii=False, indent=1)
    Path(path).write_text(text, encoding="utf-8", newline="")
    print(f"The library is written to {path}.")
    return 0


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(exchange.BYTES_MOST + 1)
    except OSError as failure:
        raise CannotDo(f"{path} cannot be read: {failure.strerror}.") from None


def _bring(brought: Iterable[Brought], *, of: str = "") -> int:
    try:
        report = bring_articles(brought, actor=OPERATOR, of=of)
    except Refusal as refusal:
        raise CannotDo(_said(refusal)) from None
    _tell(report)
    return 1 if report.refused else 0


def _tell(report: Report) -> None:
    counts = {name: len(getattr(report, name)) for name in ("new", "changed", "withdrawn", "unchanged", "left")}
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(report.refused)} refused")
    for url, code, params in report.refused:
        print(f"  {url or '(no address)'}: {_said(Refusal(code, **params))}")


def _said(refusal: Refusal) -> str:
    with translation.override("en"):
        return refusal_text(refusal)
