"""Files that are brought in as a whole, and once."""

from collections.abc import Mapping
from typing import Any

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.aside import held
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.rows import insert
from gehor.planning.models import Activity

from . import rules
from .models import Import


def begun(
    activity: Activity, *, actor: Actor, rows: int, file_name: str, file_hash: str, mapping: Mapping[str, Any] = {}
) -> Import:
    """The row of an import whose rows are stored next. The same file is brought in once, until it is undone."""
    if not rows:
        raise WrongInput("no_rows_to_import")
    held(lambda: must_be_new(activity, file_hash))
    return insert(
        Import(
            activity=activity,
            file_name=rules.tidy_line(file_name)[: rules.FILE_NAME_MOST],
            file_hash=file_hash,
            mapping=dict(mapping),
            rows=rows,
            imported_at=clock.now(),
            imported_by_id=actor.account_id,
        )
    )


def must_be_new(activity: Activity, file_hash: str) -> None:
    """Raises WrongMoment where the file has been brought in before, and stands."""
    if Import.objects.filter(activity=activity, file_hash=file_hash, undone_at__isnull=True).exists():
        raise WrongMoment("imported_before")
