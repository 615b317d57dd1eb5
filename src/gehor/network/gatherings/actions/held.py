"""On the day, and afterwards: who came, what was noted, what is taken home, and how it was.

language: of the page on which somebody writes, so that their words are marked with it; without one it is the network's.
What is saved anew with the same words keeps its own.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import RESIDENT, Actor, begin, record
from gehor.ground.documents import picture, read, without_pictures
from gehor.ground.documents import written as as_text
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.languages import LocalText
from gehor.participation.attachments import check_upload
from gehor.process.learning import (
    ASK_HOW_IT_WAS,
    CHECK_IN_GUEST,
    KEEP_MATERIAL,
    NOTE_TABLE,
    PUBLISH_REPORT,
    SUM_UP,
    TAKE_HOME,
    TELL_HOW_IT_WAS,
    TELL_OUTCOME,
)
from gehor.process.ratings import wrong_rating

from ...models import Partner
from .. import keys, queries, rules
from ..keeping import facts_of, tell
from ..keeping import link as web_link
from ..models import Gathering, Guest, Material, Message, Response, Small, Table, TakenHome, Ticket
from ..report import address_of

REMARK_MOST = 2_000
MATERIALS_MOST = 40


@transaction.atomic
def check_in(guest: Guest, *, actor: Actor, code: str = "") -> Guest:
    """They are here. code: of the room, typed by the guest; the host needs none."""
    act = begin(CHECK_IN_GUEST, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering))
    if actor is RESIDENT:
        if clock.today() != guest.gathering.held_on:
            raise WrongMoment("not_the_day_of_the_gathering")
        if not keys.opens(guest.gathering, code):
            raise WrongInput("wrong_code_of_the_room", field="code")
    guest.refresh_from_db(fields=["answer", "placed_at", "came_at"])
    if guest.came_at is not None:
        raise WrongMoment("here_already")
    now = clock.now()
    if guest.answer != Guest.Answer.YES:
        guest.answer, guest.answered_at = Guest.Answer.YES, now
    guest.came_at, guest.placed_at = now, guest.placed_at or now
    guest.save(update_fields=["answer", "answered_at", "came_at", "placed_at"])
    record(act, subject=guest)
    return guest


@transaction.atomic
def undo_check_in(guest: Guest, *, actor: Actor) -> Guest:
    """The host pressed on the wrong row."""
    act = begin(CHECK_IN_GUEST, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering))
    if actor is RESIDENT:
        raise WrongPerson("not_your_step")
    guest.came_at = None
    guest.save(update_fields=["came_at"])
    record(act, subject=guest, undone=True)
    return guest


@transaction.atomic
def note_table(place: Table, *, actor: Actor, notes: str, guest: Guest | None = None, language: str = "") -> Table:
    """What was said at a table, without names. guest: who keeps it; the host of the network may note at all."""
    act = begin(NOTE_TABLE, place.gathering.network.host, actor=actor, facts=facts_of(place.gathering))
    if actor is RESIDENT and (guest is None or place.host_id != guest.pk):
        raise WrongPerson("not_your_table")
    noted = written.text(notes, field="notes", required=False)
    if noted != place.notes:
        place.notes, place.language = noted, language or place.gathering.network.source_language
    place.noted_at = clock.now()
    place.save(update_fields=["notes", "language", "noted_at"])
    record(act, subject=place)
    return place


@transaction.atomic
def take_home(
    gathering: Gathering, partner: Partner, *, actor: Actor, text: str, due_on: dt.date, language: str = ""
) -> TakenHome:
    """What the organisation means to do at home. Said again it is put right, until it is told what came of it.

    So is what one that has become part of it took home.
    """
    act = begin(TAKE_HOME, gathering.network.host, actor=actor, facts=facts_of(gathering))
    if partner.host_id != gathering.network.host_id:
        raise WrongInput("no_partner_of_the_host", field="partner")
    if due_on <= gathering.held_on:
        raise WrongInput("due_before_the_gathering", field="due_on")
    taken = queries.taken_home_at(gathering, partner) or TakenHome(
        gathering=gathering, partner=partner, made_at=clock.now()
    )
    if taken.outcome:
        raise WrongMoment("told_what_came_already")
    what = written.line(text, field="text", longest=500)
    if what != taken.text:
        taken.text, taken.language = what, language or gathering.network.source_language
    taken.due_on = due_on
    taken.save()
    record(act, subject=taken, partner=partner.pk, due=due_on.isoformat())
    return taken


@transaction.atomic
def tell_outcome(taken: TakenHome, *, actor: Actor, outcome: str, told: str, language: str = "") -> TakenHome:
    """What came of it at home. What was not done is told with a reason: that is what the others learn from."""
    act = begin(TELL_OUTCOME, taken.gathering.network.host, actor=actor, facts=facts_of(taken.gathering))
    if outcome not in TakenHome.Outcome.values:
        raise WrongInput("no_such_outcome_at_home", field="outcome")
    required = outcome != TakenHome.Outcome.KEPT
    how = written.line(told, field="told", required=required, longest=1000)
    if how != taken.told:
        taken.told, taken.told_in = how, language or taken.gathering.network.source_language
    taken.outcome, taken.told_at = outcome, clock.now()
    taken.save()
    record(act, subject=taken, outcome=outcome)
    return taken


@transaction.atomic
def keep_material(
    gathering: Gathering,
    *,
    actor: Actor,
    title: str,
    link: str = "",
    data: bytes = b"",
    file_name: str = "",
    is_public: bool = False,
    language: str = "",
) -> Material:
    """A file (PDF or picture) or an address. A file is looked through first: what runs something is refused."""
    act = begin(KEEP_MATERIAL, gathering.network.host, actor=actor, facts=facts_of(gathering))
    link = web_link(link, field="link")
    if bool(link) == bool(data):
        raise WrongInput("material_is_file_or_link", field="file")
    if gathering.materials.count() >= MATERIALS_MOST:
        raise WrongInput("too_many_materials", field="file", most=MATERIALS_MOST)
    material = Material(gathering=gathering, link=link, is_public=is_public, kept_at=clock.now())
    material.title = written.line(title, field="title")
    material.language = language or gathering.network.source_language
    if data:
        _store(material, data, file_name)
    material.save()
    if material.content_type.startswith("image/"):
        made = picture(data, material.title)
        Small.objects.create(material=material, jpeg=made.data, width=made.width, height=made.height)
    record(act, subject=material, public=is_public)
    return material


def _store(material: Material, data: bytes, file_name: str) -> None:
    try:
        clean = check_upload(data, file_name)
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file"}) from None
    material.name, material.content_type = clean.name, clean.content_type
    material.file.save(f"{uuid4().hex}.{clean.name.rpartition('.')[2]}", ContentFile(clean.data), save=False)


@transaction.atomic
def drop_material(material: Material, *, actor: Actor) -> None:
    """It goes, also as a picture in an evaluation of the trial that has been kept."""
    act = begin(KEEP_MATERIAL, material.gathering.network.host, actor=actor, facts=facts_of(material.gathering))
    file = material.file
    if hasattr(material, "small"):
        _leave_out(material)
    record(act, subject=material, dropped=True)
    material.delete()
    if file:
        transaction.on_commit(lambda: file.storage.delete(file.name))


def _leave_out(material: Material) -> None:
    address = address_of(material.gathering, material.pk)
    for evaluation in material.gathering.network.evaluations.all():
        evaluation.documents = {
            language: as_text(without_pictures(read(text), {address}))
            for language, text in evaluation.documents.items()
        }
        evaluation.save(update_fields=["documents"])


@transaction.atomic
def ask_how_it_was(gathering: Gathering, *, actor: Actor, until: dt.date) -> int:
    """Everybody who came gets one ticket, and is told. Returns how many are asked now.

    Once more: the last day is moved, and whoever was noted as here meanwhile is asked too.
    """
    act = begin(ASK_HOW_IT_WAS, gathering.network.host, actor=actor, facts=facts_of(gathering))
    if until <= clock.today():
        raise WrongInput("asked_until_before_today", field="until")
    asked = list(queries.to_ask(gathering))
    tickets = [
        Ticket(key=keys.ticket_of(guest), gathering=gathering, kind=guest.contact.partner.now.kind) for guest in asked
    ]
    # In the order of their keys, so that nobody can tell whose lies where
    Ticket.objects.bulk_create(sorted(tickets, key=lambda ticket: ticket.key), batch_size=500)
    Guest.objects.filter(pk__in=[guest.pk for guest in asked]).update(asked_at=clock.now())
    tell(asked, Message.About.ASKED)
    gathering.asked_until, gathering.tickets = until, gathering.tickets + len(asked)
    gathering.save(update_fields=["asked_until", "tickets"])
    record(act, subject=gathering, tickets=len(asked))
    return len(asked)


@transaction.atomic
def tell_how_it_was(guest: Guest, *, actor: Actor, ratings: Mapping[str, int], remark: str = "") -> None:
    """Answer once. The entry does not say who, and the answer is nobody's."""
    act = begin(TELL_HOW_IT_WAS, guest.gathering.network.host, actor=actor, facts=facts_of(guest.gathering), lock=False)
    gathering = guest.gathering
    wrong = wrong_rating(rules.QUESTIONS, ratings)
    if wrong or not ratings:
        raise WrongInput("no_such_rating_of_a_gathering", field=wrong)
    remark = written.text(remark, field="remark", required=False, longest=REMARK_MOST)
    ticket = Ticket.objects.filter(pk=keys.ticket_of(guest), gathering=gathering).first()
    if ticket is None or not Ticket.objects.filter(pk=ticket.pk).delete()[0]:
        raise WrongMoment("told_how_it_was_already")
    Response.objects.create(gathering=gathering, kind=ticket.kind, ratings=dict(ratings), remark=remark)
    record(act, subject=gathering)


@transaction.atomic
def sum_up(
    gathering: Gathering, *, actor: Actor, gave: LocalText, cost_sek: int | None = None, hours: int | None = None
) -> Gathering:
    """What the meeting gave, in words, and what it cost."""
    act = begin(SUM_UP, gathering.network.host, actor=actor, facts=facts_of(gathering))
    gathering.gave = written.local(gave, gathering.network.source_language, field="gave")
    gathering.cost_sek, gathering.hours = cost_sek, hours
    gathering.save(update_fields=["gave", "cost_sek", "hours"])
    record(act, subject=gathering, cost=cost_sek, hours=hours)
    return gathering


@transaction.atomic
def publish_report(gathering: Gathering, *, actor: Actor, is_public: bool) -> Gathering:
    """Everybody can read the report, or not any longer."""
    act = begin(PUBLISH_REPORT, gathering.network.host, actor=actor, facts=facts_of(gathering))
    gathering.report_public_at = clock.now() if is_public else None
    gathering.save(update_fields=["report_public_at"])
    record(act, subject=gathering, public=is_public)
    return gathering
