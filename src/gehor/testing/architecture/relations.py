"""Relations named by string escape the import linter, so the loaded models are asked: does each look upstream?"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


def river(pyproject: Path) -> dict[str, int]:
    """Stage → how far down the river, from the import contract, so that there is one list of stages."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "river")
    return {
        name.strip(" ()"): depth
        for depth, layer in enumerate(reversed(layers))
        for name in layer.replace("|", ":").split(":")
    }


def faults(found: Iterable[type[models.Model]], depths: Mapping[str, int]) -> list[str]:
    return [
        f"{model.__module__}.{model.__name__}.{fault}"
        for model in found
        if _stage(model) and not model._meta.auto_created
        for fault in _faults_of(model, depths)
    ]


def _faults_of(model: type[models.Model], depths: Mapping[str, int]) -> Iterator[str]:
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey):
            yield f"{field.name}: is a generic relation"
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        target = field.remote_field.model if field.is_relation and field.remote_field else None
        if target is None or not _stage(target):
            continue  # Django's and allauth's own tables lie outside the river
        here, there = _stage(model), _stage(target)
        if here == there:
            continue
        if depths[there.split(".")[0]] >= depths[here.split(".")[0]]:
            yield f"{field.name}: {here} looks downstream, or across, at {there}"
        if not field.remote_field.hidden:
            yield f'{field.name}: {there} would know of {here}; give it related_name="+"'


def _stage(model: type[models.Model]) -> str:
    """`decision`, `methods.budget` (methods do not know each other); nothing for what is not ours."""
    root, _, rest = model.__module__.partition(".")
    if root != "gehor":
        return ""
    parts = rest.split(".")
    return ".".join(parts[:2]) if parts[0] == "methods" and len(parts) > 2 else parts[0]
