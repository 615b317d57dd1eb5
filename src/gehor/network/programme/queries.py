"""Programmes, applications, and what is true of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.ground.governance import queries as governance
from gehor.ground.governance.models import Component
from gehor.ground.organisations.models import Organisation
from gehor.network import queries as network
from gehor.network.models import EarlierName, Partner
from gehor.process.learning import ApplicationFacts

from . import rules
from .models import Application, Document, Programme, Reader, Reading, Ruling, Version

LAST_RULING = Subquery(Ruling.objects.filter(application=OuterRef("pk")).order_by("-pk").values("outcome")[:1])


def programmes(host: Organisation) -> QuerySet[Programme]:
    return Programme.objects.filter(host=host)


def programme_of(host: Organisation, slug: str) -> Programme:
    """One of the host's programmes, which knows its host. Else 404."""
    return one_of(host, programmes(host), slug=slug)


def public_programmes() -> QuerySet[Programme]:
    """Every call that is public, the ones that take applications first."""
    rows = Programme.objects.filter(published_at__isnull=False).select_related("host")
    return rows.order_by("-apply_by", "-pk")


def public_programme(slug: str) -> Programme:
    """It knows its host. Else 404."""
    found = public_programmes().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def applications(programme: Programme) -> QuerySet[Application]:
    """All of them, each with the outcome that holds, or none."""
    return programme.applications.annotate(outcome=LAST_RULING).select_related("partner__merged_into")


def application_of(programme: Programme, pk: int) -> Application:
    """One that was submitted to the programme, which it knows. Else 404."""
    found = applications(programme).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


def members(programme: Programme) -> QuerySet[Application]:
    """Who has a place, by name."""
    return applications(programme).filter(outcome=rules.Outcome.ADMITTED).order_by("name", "pk")


def reached_at(email: str) -> list[Application]:
    """Those whose link goes to that address, and that are neither declined nor withdrawn nor forgotten."""
    rows = Application.objects.filter(contact_email=email, forgotten_at=None).select_related("programme__host")
    gone = (rules.State.DECLINED, rules.State.WITHDRAWN)
    return [each for each in rows.annotate(outcome=LAST_RULING) if state(each) not in gone]


def state(application: Application) -> rules.State:
    return rules.state(application.submitted_at is not None, outcomes(application))


def outcomes(application: Application) -> list[str]:
    """Of its rulings, in their order. What `applications` has brought along is not asked for again."""
    if "outcome" in application.__dict__:
        return [application.outcome] if application.outcome else []
    return list(application.rulings.values_list("outcome", flat=True))


def held(application: Application) -> rules.Held:
    return rules.Held(
        body=application.body,
        decided_on=application.decided_on,
        section=application.section,
        case_number=application.case_number,
        documents=documents(application).count(),
        people=tuple(application.people.values_list("part", "standing")),
        topic=application.topic,
        components=application.components,
        budget_sek=application.budget_sek,
        budget_hours=application.budget_hours,
        commitments=application.commitments,
        number=application.number,
        invoice_reference=application.invoice_reference,
        invoice_address=(application.invoice_street, application.invoice_postcode, application.invoice_city),
    )


def facts(application: Application) -> ApplicationFacts:
    """Four queries, five where the outcome is not at hand."""
    programme, where = application.programme, state(application)
    return rules.facts(
        held(application),
        where=where,
        reopened=application.reopened_at is not None,
        due=kept_until(application, where) < clock.today(),
        published=programme.published_at is not None,
        in_time=rules.may_come(programme.apply_by, application.late_until, clock.today()),
        readers=application.readings.count(),
        readers_least=programme.readers_least,
        admitted=members(programme).count(),
        members_most=programme.members_most,
    )


def kept_until(application: Application, where: rules.State, settled_on: dt.date | None = None) -> dt.date:
    """The last day on which it names persons."""
    programme = application.programme
    last_day = max(programme.apply_by, application.late_until or programme.apply_by)
    return rules.kept_until(where, last_day=last_day, ends_on=programme.ends_on, settled_on=settled_on)


def applications_to_forget(today: dt.date) -> list[Application]:
    """Those whose day has passed, of every programme. One query."""
    return [each for each, until in with_last_days(Application.objects.all()) if until < today]


def with_last_days(applications: QuerySet[Application]) -> list[tuple[Application, dt.date]]:
    """Those that name persons, each with the last day on which it does. One query."""
    last = Ruling.objects.filter(application=OuterRef("pk")).order_by("-pk")
    rows = applications.filter(forgotten_at=None).select_related("programme__host")
    rows = rows.annotate(outcome=LAST_RULING, ruled_at=Subquery(last.values("ruled_at")[:1]))
    settled = [(each, timezone.localdate(each.ruled_at) if each.ruled_at else None) for each in rows]
    return [(each, kept_until(each, state(each), day)) for each, day in settled]


def facts_of(application: Application) -> Callable[[Organisation], ApplicationFacts]:
    """As begin(…, facts=…) asks for them, once the host's row is locked: no outcome from before is believed."""

    def then(_host: Organisation) -> ApplicationFacts:
        application.__dict__.pop("outcome", None)
        return facts(application)

    return then


def facts_of_call(programme: Programme) -> ApplicationFacts:
    """What is true before there is an application."""
    in_time = rules.may_come(programme.apply_by, None, clock.today())
    return ApplicationFacts(published=programme.published_at is not None, in_time=in_time)


def live(programme: Programme) -> QuerySet[Application]:
    """Those that are neither declined nor withdrawn: an organisation has one of them."""
    return applications(programme).filter(
        Q(outcome=None) | Q(outcome__in=(rules.Outcome.ADMITTED, rules.Outcome.WAITING))
    )


def one_like(programme: Programme, *, name: str, number: str, but: int | None = None) -> Application | None:
    """The living application of the same organisation, also under an earlier name, if there is one."""
    partner = partner_called(programme.host, name=name, number=number)
    for each in live(programme).exclude(pk=but):
        if rules.same_organisation(name, number, [(each.name, each.number)]):
            return each
        if partner is not None and each.partner is not None and now(each.partner) == partner:
            return each
    return None


def partner_called(host: Organisation, *, name: str, number: str) -> Partner | None:
    """Which of the host's partners that is: by its number, its name, or what it was called before."""
    rows = network.partners(host)
    found = rows.filter(number=number).first() if number else None
    found = found or rows.filter(name__iexact=name).first()
    if found is not None:
        return found
    earlier = EarlierName.objects.filter(partner__host=host, partner__merged_into=None, name__iexact=name)
    row = earlier.select_related("partner").first()
    return row.partner if row else None


def now(partner: Partner) -> Partner:
    """The partner as it is today: what it was merged into, if it was."""
    return partner.now


def documents(application: Application) -> QuerySet[Document]:
    """The decision as it stands in the application now."""
    return application.documents.filter(taken_away_at=None)


def versions(application: Application) -> list[tuple[Version, list[Document]]]:
    """What was submitted, the last one first, each with the files that it had. Two queries."""
    files = list(application.documents.all())
    return [
        (each, [file for file in files if rules.had(each.submitted_at, file.added_at, file.taken_away_at)])
        for each in application.versions.order_by("-number")
    ]


def is_writing(application: Application) -> bool:
    """Whether it can be written in: not submitted yet, or being corrected."""
    return state(application) is rules.State.DRAFT or is_corrected(application)


def is_corrected(application: Application) -> bool:
    """Whether those who wrote it are putting it right."""
    waits = state(application) in (rules.State.SUBMITTED, rules.State.WAITING)
    return application.reopened_at is not None and waits


def called(application: Application) -> str:
    """What the organisation is called today."""
    return now(application.partner).name if application.partner is not None else application.name


def components(programme: Programme) -> list[Component]:
    """The host's governance map, of which each member develops some parts."""
    return governance.components(programme.host)


def readings(application: Application) -> QuerySet[Reading]:
    return application.readings.select_related("reader", "outside")


def readers(programme: Programme) -> QuerySet[Reader]:
    """Those outside who are asked to assess, without those who were let go."""
    return programme.readers.filter(let_go_at=None)


def read_by(readers: Iterable[Reader]) -> Counter[int]:
    """Reader id → how many they have assessed. One query."""
    return Counter(Reading.objects.filter(outside__in=list(readers)).values_list("outside", flat=True))


def said_by(reader: Reader) -> QuerySet[Reading]:
    return Reading.objects.filter(outside=reader)


def readers_to_forget(today: dt.date) -> QuerySet[Reader]:
    """Those whose programme ended long ago, with it and its host."""
    rows = Reader.objects.filter(programme__ends_on__lt=today - rules.READERS_KEPT_FOR).exclude(name="", email="")
    return rows.select_related("programme__host")


def to_assess(programme: Programme) -> list[Application]:
    """What readers look at: submitted, and not settled yet."""
    rows = applications(programme).exclude(submitted_at=None).order_by("name", "pk")
    return [each for each in rows if state(each) in (rules.State.SUBMITTED, rules.State.WAITING)]


def unread_by(account_id: int, hosts: Iterable[int]) -> QuerySet[Application]:
    """Those to programmes of these hosts that wait, and that this reader has not assessed."""
    mine = Reading.objects.filter(application=OuterRef("pk"), reader=account_id)
    return _unsettled(hosts).filter(~Exists(mine))


def to_settle(hosts: Iterable[int]) -> QuerySet[Application]:
    """Those to programmes of these hosts that as many have assessed as must, and that nothing is decided on yet."""
    counted = _unsettled(hosts).annotate(read=Count("readings"))
    return counted.filter(read__gte=F("programme__readers_least"))


def _unsettled(hosts: Iterable[int]) -> QuerySet[Application]:
    rows = Application.objects.filter(programme__host__in=hosts, reopened_at=None).exclude(submitted_at=None)
    return rows.annotate(outcome=LAST_RULING).filter(outcome=None)


def verdicts(programme: Programme) -> dict[int, Counter[rules.Verdict]]:
    """What the readers of each application think: its id → how many think what. One query."""
    found: dict[int, Counter[rules.Verdict]] = defaultdict(Counter)
    for pk, verdict in Reading.objects.filter(application__programme=programme).values_list("application", "verdict"):
        found[pk][rules.Verdict(verdict)] += 1
    return found


def rulings(application: Application) -> QuerySet[Ruling]:
    return application.rulings.select_related("ruled_by")


def own_applications(tenant: Organisation) -> QuerySet[Application]:
    """What an organisation with accounts here takes part in, by its own word."""
    rows = Application.objects.filter(tenant=tenant).annotate(outcome=LAST_RULING)
    return rows.select_related("programme__host", "partner__merged_into").order_by("-begun_at")


def open_calls(on: dt.date) -> QuerySet[Programme]:
    return public_programmes().filter(apply_by__gte=on)


def counted(rows: Iterable[Application]) -> dict[rules.State, int]:
    """How many stand where."""
    found = dict.fromkeys(rules.State, 0)
    for each in rows:
        found[state(each)] += 1
    return found


def with_counts(host: Organisation) -> list[tuple[Programme, dict[rules.State, int]]]:
    """Each with how many of its applications stand where: two queries."""
    rows = list(programmes(host))
    found: dict[int, list[Application]] = {each.pk: [] for each in rows}
    for each in Application.objects.filter(programme__in=found).annotate(outcome=LAST_RULING):
        found[each.programme_id].append(each)
    return [(each, counted(found[each.pk])) for each in rows]
