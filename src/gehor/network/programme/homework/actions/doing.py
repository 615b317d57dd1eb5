"""What members do: their own way through the steps, deliveries, meetings, dialogues at home, the map and their case."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput
from gehor.ground.governance.rules import SCALE
from gehor.ground.languages import LocalText, said
from gehor.network.models import ContactPerson
from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Application
from gehor.network.programme.queries import facts_of
from gehor.participation.attachments import Clean
from gehor.planning.models import Dialogue
from gehor.process.learning import (
    DELIVER,
    JUDGE_MAP,
    LINK_DIALOGUES,
    NOTE_ENCOUNTER,
    TELL_DIALOGUE,
    VARY_STEP,
    WRITE_CASE,
)

from .. import queries
from ..describing import describe, next_number
from ..models import Assignment, Case, Delivery, Encounter, HomeDialogue, MapStep, ProgrammeStep, Variation

DIALOGUES_MOST = 50
CASE = ("background", "purpose", "process", "result", "lessons")
_address = URLValidator(schemes=["https", "http"])


@transaction.atomic
def vary_step(
    application: Application,
    step: ProgrammeStep,
    *,
    actor: Actor,
    due_on: dt.date | None = None,
    skipped_because: str = "",
    note: str = "",
    done_on: dt.date | None = None,
) -> Variation:
    """How this member takes the step: by another day, not at all and why, and when it was done."""
    act = begin(VARY_STEP, application.programme.host, actor=actor, facts=facts_of(application))
    because = written.text(skipped_because, field="skipped_because", required=False, longest=2000)
    if done_on is not None and because:
        raise WrongInput("skipped_and_done", field="done_on")
    if done_on is not None and done_on > clock.today():
        raise WrongInput("done_in_the_future", field="done_on")
    if due_on is not None and not step.starts_on <= due_on <= application.programme.ends_on:
        raise WrongInput("own_day_outside_programme", field="due_on", first=step.starts_on)
    variation, _new = Variation.objects.update_or_create(
        application=application,
        step=step,
        defaults={
            "due_on": due_on,
            "skipped_because": because,
            "note": written.text(note, field="note", required=False, longest=2000),
            "done_on": done_on,
            "changed_at": clock.now(),
        },
    )
    record(act, subject=variation, number=step.number, done=done_on is not None, skipped=bool(because))
    return variation


@transaction.atomic
def add_own_step(
    application: Application,
    *,
    actor: Actor,
    title: str,
    about: str,
    starts_on: dt.date,
    due_on: dt.date,
    language: str = "",
) -> ProgrammeStep:
    """A step that this member alone takes."""
    act = begin(VARY_STEP, application.programme.host, actor=actor, facts=facts_of(application))
    programme = application.programme
    step = ProgrammeStep(programme=programme, application=application, number=next_number(programme))
    source = language or programme.source_language
    words: dict[str, LocalText] = {"title": {source: title}, "about": {source: about} if about.strip() else {}}
    describe(step, programme, **words, starts_on=starts_on, due_on=due_on, source=source)
    step.save()
    record(act, subject=step, number=step.number)
    return step


@transaction.atomic
def deliver(
    application: Application,
    assignment: Assignment,
    *,
    actor: Actor,
    text: str,
    file: Clean | None = None,
    language: str = "",
) -> Delivery:
    """What was done at home, in words or as a file. A former delivery stays, and this one counts."""
    act = begin(DELIVER, application.programme.host, actor=actor, facts=facts_of(application))
    told = written.text(text, field="text", required=file is None, longest=20_000)
    delivery = Delivery(assignment=assignment, application=application, text=told, delivered_at=clock.now())
    delivery.language = language or application.language
    if file is not None:
        delivery.name, delivery.content_type, delivery.size = file.name, file.content_type, len(file.data)
        sha256 = hashlib.sha256(file.data).hexdigest()
        delivery.file.save(f"{sha256[:32]}.{file.name.rpartition('.')[2]}", ContentFile(file.data), save=False)
    delivery.save()
    record(act, subject=delivery, assignment=assignment.pk)
    return delivery


@transaction.atomic
def note_encounter(
    application: Application,
    *,
    actor: Actor,
    held_on: dt.date,
    about: str,
    learnt: str = "",
    other: Application | None = None,
    researcher: ContactPerson | None = None,
    language: str = "",
) -> Encounter:
    """Whom this member has met, about what, and what it gave: another member, or a researcher whom the host knows."""
    act = begin(NOTE_ENCOUNTER, application.programme.host, actor=actor, facts=facts_of(application))
    if (other is None) == (researcher is None):
        raise WrongInput("met_one_of_both", field="other")
    if other is not None and (other.pk == application.pk or other.programme_id != application.programme_id):
        raise WrongInput("met_no_member", field="other")
    if researcher is not None and researcher.partner.host_id != application.programme.host_id:
        raise WrongInput("met_no_researcher", field="researcher")
    if held_on > clock.today():
        raise WrongInput("met_in_the_future", field="held_on")
    encounter = Encounter.objects.create(
        application=application,
        kind=Encounter.Kind.MEMBER if other is not None else Encounter.Kind.RESEARCHER,
        other=other,
        researcher=researcher,
        held_on=held_on,
        about=written.text(about, field="about", longest=2000),
        learnt=written.text(learnt, field="learnt", required=False, longest=2000),
        language=language or application.language,
        noted_at=clock.now(),
    )
    record(act, subject=encounter, kind=encounter.kind)
    return encounter


@transaction.atomic
def tell_dialogue(
    application: Application,
    *,
    actor: Actor,
    title: str,
    address: str = "",
    tied: bool | None = None,
    promised_on: dt.date | None = None,
    answered_on: dt.date | None = None,
    evaluated: bool | None = None,
    which: HomeDialogue | None = None,
    language: str = "",
) -> HomeDialogue:
    """A dialogue at home that is not held in Gehör, told by hand. which: one that is put right."""
    act = begin(TELL_DIALOGUE, application.programme.host, actor=actor, facts=facts_of(application))
    dialogues = HomeDialogue.objects.filter(application=application)
    if which is None and dialogues.count() >= DIALOGUES_MOST:
        raise WrongInput("too_many_home_dialogues", field="title", most=DIALOGUES_MOST)
    if which is not None and which.dialogue_id is not None:
        raise WrongInput("tells_for_itself", field="title")
    if answered_on is not None and answered_on > clock.today():
        raise WrongInput("answered_in_the_future", field="answered_on")
    home = which or HomeDialogue(application=application)
    named = written.line(title, field="title")
    if named != home.title:
        home.title, home.language = named, language or application.language
    home.address = _checked(address)
    home.tied, home.evaluated = tied, evaluated
    home.promised_on, home.answered_on, home.noted_at = promised_on, answered_on, clock.now()
    home.save()
    record(act, subject=home)
    return home


@transaction.atomic
def link_heard(application: Application, url: str, *, actor: Actor) -> HomeDialogue:
    """One of the dialogues that the member's own installation tells of belongs to the programme, and is followed."""
    act = begin(TELL_DIALOGUE, application.programme.host, actor=actor, facts=facts_of(application))
    heard = next((each for each in queries.linkable_elsewhere(application) if each.url == url), None)
    if heard is None:
        raise WrongInput("not_your_dialogue", field="dialogues")
    if HomeDialogue.objects.filter(application=application).count() >= DIALOGUES_MOST:
        raise WrongInput("too_many_home_dialogues", field="title", most=DIALOGUES_MOST)
    title, language = said(heard.title, heard.source_language, application.language)
    home = HomeDialogue.objects.create(
        application=application, title=title[:200], language=language, address=heard.url, noted_at=clock.now()
    )
    record(act, subject=home)
    return home


def _checked(address: str) -> str:
    plain = written.line(address, field="address", required=False, longest=300)
    try:
        if plain:
            _address(plain)
    except ValidationError:
        raise WrongInput("no_address_of_a_dialogue", field="address") from None
    return plain


@transaction.atomic
def link_dialogues(application: Application, *, actor: Actor, dialogues: Collection[Dialogue]) -> list[HomeDialogue]:
    """The organisation says in its own house which of its dialogues belong to the programme; these and no others."""
    act = begin(LINK_DIALOGUES, application.tenant, actor=actor, facts=facts_of(application))  # type: ignore[arg-type]
    if any(each.organisation_id != application.tenant_id for each in dialogues):
        raise WrongInput("not_your_dialogue", field="dialogues")
    linked = HomeDialogue.objects.filter(application=application, dialogue__isnull=False)
    linked.exclude(dialogue__in=[each.pk for each in dialogues]).delete()
    known = set(linked.values_list("dialogue_id", flat=True))
    now = clock.now()
    new = [
        HomeDialogue(application=application, dialogue=each, noted_at=now) for each in dialogues if each.pk not in known
    ]
    HomeDialogue.objects.bulk_create(new)
    record_each(act, [(application, {"dialogues": [each.pk for each in dialogues]})])
    return new


@transaction.atomic
def judge_map(
    application: Application, *, actor: Actor, when: str, steps: Mapping[int, int | None], evidence: str = ""
) -> list[MapStep]:
    """Where the member stood with each part of the map, component → step of the scale; None takes it away."""
    act = begin(JUDGE_MAP, application.programme.host, actor=actor, facts=facts_of(application))
    if when not in MapStep.When.values:
        raise WrongInput("no_such_moment", field="when")
    known = {each.number for each in programmes.components(application.programme)}
    if set(steps) - known or any(step is not None and step not in SCALE for step in steps.values()):
        raise WrongInput("no_such_step_of_the_map")
    told = written.text(evidence, field="evidence", required=False, longest=2000)
    MapStep.objects.filter(application=application, when=when).delete()
    rows = [
        MapStep(application=application, component=number, when=when, step=step, evidence=told, noted_at=clock.now())
        for number, step in steps.items()
        if step is not None
    ]
    MapStep.objects.bulk_create(rows)
    record(act, subject=application, when=when, parts=len(rows))
    return rows


@transaction.atomic
def write_case(application: Application, *, actor: Actor, title: str, language: str = "", **told: str) -> Case:
    """What the member tells of its work, for the report."""
    act = begin(WRITE_CASE, application.programme.host, actor=actor, facts=facts_of(application))
    case = queries.case_of(application) or Case(application=application)
    texts = {part: written.text(told.get(part, ""), field=part, required=False) for part in CASE}
    texts["title"] = written.line(title, field="title")
    if any(getattr(case, part) != text for part, text in texts.items()):
        case.language = language or application.language
    for part, text in texts.items():
        setattr(case, part, text)
    case.changed_at = clock.now()
    case.save()
    record(act, subject=case)
    return case
