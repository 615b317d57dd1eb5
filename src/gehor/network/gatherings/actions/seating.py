"""Who sits where."""

from django.db import transaction

from gehor.calc.errors import BadInput
from gehor.calc.seating import Person
from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.process.learning import PRINT_BADGES, SEAT

from .. import queries
from ..keeping import facts_of
from ..models import Gathering, Guest, Table


@transaction.atomic
def make_tables(gathering: Gathering, *, actor: Actor, seed: int = 0) -> list[Guest]:
    """Everybody who comes gets a table; hosts stay at theirs. The same guests and seed, the same tables.

    Once somebody has come, only those who are here are seated.
    """
    act = begin(SEAT, gathering.network.host, actor=actor, facts=facts_of(gathering))
    places = _places(gathering)
    coming = list(queries.guests(gathering).filter(queries.COMES))
    here = [guest for guest in coming if guest.came_at is not None]
    people = here or coming
    hosted = {place.host_id: place.number - 1 for place in places if place.host_id}
    from gehor.calc.seating.seating import seat  # on demand: it loads numpy

    try:
        made = seat(
            [
                Person(str(guest.contact_id), str(guest.contact.partner.now.pk), at=hosted.get(guest.pk))
                for guest in people
            ],
            [gathering.seats] * gathering.tables,
            queries.seated_before(gathering),
            seed=seed,
        )
    except BadInput as trouble:
        raise WrongInput(f"seating_{trouble.code}", **trouble.params) from None
    at = {key: places[number] for number, keys in enumerate(made.tables) for key in keys}
    gathering.guests.update(table=None)
    for guest in people:
        guest.table = at[str(guest.contact_id)]
    Guest.objects.bulk_update(people, ["table"], batch_size=500)
    gathering.seating = {
        "people": len(people),
        "met": made.met,
        "most": made.most,
        "again": made.again,
        "colleagues": made.colleagues,
        "fewest": made.fewest,
        "seed": seed,
    }
    gathering.save(update_fields=["seating"])
    record(act, subject=gathering, people=len(people), met=made.met, most=made.most, seed=seed)
    return people


@transaction.atomic
def set_hosts(gathering: Gathering, *, actor: Actor, hosts: dict[int, Guest | None]) -> list[Table]:
    """hosts: number of a table → who keeps it, or nobody. They sit there when the tables are made the next time."""
    act = begin(SEAT, gathering.network.host, actor=actor, facts=facts_of(gathering))
    chosen = [guest.pk for guest in hosts.values() if guest is not None]
    if len(set(chosen)) < len(chosen):
        raise WrongInput("host_of_two_tables")
    coming = set(gathering.guests.filter(queries.COMES, pk__in=chosen).values_list("pk", flat=True))
    if coming != set(chosen):
        raise WrongInput("host_does_not_come")
    places = _places(gathering)
    Table.objects.filter(gathering=gathering).update(host=None)
    for place in places:
        place.host = hosts.get(place.number)
        place.save(update_fields=["host"])
    record(act, subject=gathering, hosts=len(chosen))
    return places


@transaction.atomic
def print_badges(gathering: Gathering, *, actor: Actor, everybody: bool) -> list[Guest]:
    """Whose badges are printed now, and what stands on them. everybody: also those whose badge still holds."""
    act = begin(PRINT_BADGES, gathering.network.host, actor=actor, facts=facts_of(gathering))
    found = queries.badges(gathering)
    printed = [*found.to_print, *(found.hold if everybody else ())]
    if not printed:
        raise WrongInput("every_badge_holds")
    for guest in printed:
        guest.badge_at, guest.badge_table = clock.now(), queries.badge_of(guest).table
    Guest.objects.bulk_update(printed, ["badge_at", "badge_table"], batch_size=500)
    record(act, subject=gathering, badges=len(printed))
    return sorted(printed, key=lambda guest: (guest.contact.partner.now.name, guest.contact.name, guest.pk))


def _places(gathering: Gathering) -> list[Table]:
    """The tables that there are to be; those beyond lose their guests, and stay only where something was noted."""
    known = {place.number: place for place in gathering.places.all()}
    wanted = range(1, gathering.tables + 1)
    Table.objects.filter(gathering=gathering, number__gt=gathering.tables, notes="").delete()
    Table.objects.bulk_create(Table(gathering=gathering, number=n) for n in wanted if n not in known)
    return list(gathering.places.filter(number__lte=gathering.tables).order_by("number"))
