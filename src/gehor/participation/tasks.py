"""What the worker does for this stage: large files are brought in; files on their way in are kept for a day at most."""

from django.utils import translation
from django_tasks import task

from gehor.ground.journal.relay import on
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import actor_of
from gehor.ground.worker import hourly
from gehor.planning.models import Activity
from gehor.process.steps import HAND_IN_FILE

from .intake import uploads
from .intake.bringing import bring_in
from .intake.looks import look
from .intake.undoing import undo
from .models import Import, WaitingFile

hourly(uploads.forget_old)


@on(HAND_IN_FILE)
@task()
def bring_in_waiting(ids: list[int]) -> int:
    """One after the other. Twice is harmless: what has been brought in, or refused, is done."""
    waiting = WaitingFile.objects.filter(pk__in=ids, done_at__isnull=True).order_by("pk")
    for each in waiting.select_related("activity__dialogue__organisation", "by"):
        bring_in(each)
    return len(ids)


@task()
def undo_large(imported_id: int, account_id: int) -> None:
    """As whoever asked for it. Twice is harmless."""
    rows = Import.objects.select_related("activity__dialogue__organisation")
    undo(rows.get(pk=imported_id), actor=actor_of(Account.objects.get(pk=account_id)))


@task()
def look_at_file(activity_id: int, account_id: int, key: str, asked: dict[str, str], language: str) -> None:
    """For whoever has chosen it. language: of what is told of other activities."""
    activity = Activity.objects.select_related("dialogue__organisation").get(pk=activity_id)
    upload = uploads.find(key, activity=activity, actor=actor_of(Account.objects.get(pk=account_id)))
    if upload is not None:
        with translation.override(language):
            look(activity, upload, asked)
