"""What a step may hold, for those who write it: the host for all members, or one member for itself."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Max

from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.network.programme.models import Programme
from gehor.network.programme.rules import CALLED

from .models import ProgrammeStep

STEPS_MOST = 60


def describe(
    step: ProgrammeStep,
    programme: Programme,
    *,
    title: LocalText,
    about: LocalText,
    starts_on: dt.date,
    due_on: dt.date,
    meeting_on: dt.date | None = None,
    called: Collection[str] = (),
    source: str = "",
) -> None:
    source = source or programme.source_language
    step.title = written.local(title, source, field="title", lines=False, longest=120)
    step.about = written.local(about, source, field="about", required=False)
    if due_on < starts_on:
        raise WrongInput("step_ends_before_it_begins", field="due_on")
    if starts_on < programme.begins_on or due_on > programme.ends_on:
        raise WrongInput("step_outside_programme", field="due_on", first=programme.begins_on, last=programme.ends_on)
    if set(called) - set(CALLED):
        raise WrongInput("no_such_part_at_home", field="called")
    step.starts_on, step.due_on, step.meeting_on = starts_on, due_on, meeting_on
    step.called = [part for part in CALLED if part in called]


def next_number(programme: Programme) -> int:
    """Raises WrongInput: too_many_steps."""
    last = ProgrammeStep.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    if last >= STEPS_MOST:
        raise WrongInput("too_many_steps", most=STEPS_MOST)
    return last + 1
