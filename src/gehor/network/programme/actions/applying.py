"""What whoever applies does, by their link: begun, written, submitted, and withdrawn. Nothing written is ever lost."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from gehor.ground import addresses, clock, written
from gehor.ground.act import RESIDENT, Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.network.models import Partner
from gehor.network.rules import is_registration_number
from gehor.participation.attachments import Clean
from gehor.process.learning import (
    BEGIN_APPLICATION,
    NAME_PEOPLE,
    REOPEN_APPLICATION,
    SEND_LINK,
    SUBMIT_APPLICATION,
    TAKE_PART,
    WITHDRAW_APPLICATION,
    WRITE_APPLICATION,
)

from .. import electronic, keys, queries, rules
from ..models import Application, Document, Person, Programme, Ruling, Version
from ..queries import facts_of

DOCUMENTS_MOST = 5
PEOPLE_MOST = 60
CONTACT = ("contact_title", "contact_phone")
INVOICE = {"invoice_reference": 40, "invoice_street": 120, "invoice_postcode": 10, "invoice_city": 60}
WORDS = ("topic", "commitments", "budget_words")
SUBMITTED = (
    "body", "decided_on", "section", "case_number", "topic", "components", "budget_sek", "budget_hours",
    "budget_words", "commitments",
)  # fmt: skip


@transaction.atomic
def begin_application(programme: Programme, *, actor: Actor, language: str = "sv", **described: Any) -> Application:
    """An organisation begins to apply; whoever did so gets the link by mail. `described` as below.

    Raises NotYet after the last day, and WrongInput where the organisation has an application already.
    """
    act = begin(BEGIN_APPLICATION, programme.host, actor=actor, facts=lambda _host: queries.facts_of_call(programme))
    application = Application(programme=programme, language=language, begun_at=clock.now())
    _describe(application, **described)
    application.save()
    record(act, subject=application, programme=programme.pk)
    return application


@transaction.atomic
def begin_as(tenant: Organisation, programme: Programme, *, actor: Actor, **described: Any) -> Application:
    """As begin_application, by those who work at an organisation with accounts here: it stands in their house too."""
    act = begin(TAKE_PART, tenant, actor=actor)
    application = begin_application(
        programme,
        actor=RESIDENT,
        name=tenant.name,
        kind=tenant.kind if tenant.kind in Partner.Kind.values else Partner.Kind.OTHER,
        **described,
    )
    application.tenant = tenant
    application.save()
    record(act, subject=application, programme=programme.pk)
    return application


@transaction.atomic
def claim(tenant: Organisation, address: str, *, actor: Actor) -> Application:
    """An organisation with accounts here says that an application is its own, by the link from the mail."""
    act = begin(TAKE_PART, tenant, actor=actor)
    application = keys.found(address.strip().rstrip("/").rpartition("/")[2])
    if application is None:
        raise WrongInput("no_such_link", field="address")
    if application.tenant_id not in (None, tenant.pk):
        raise WrongInput("claimed_by_others", field="address")
    application.tenant = tenant
    application.save()
    record(act, subject=application, programme=application.programme_id)
    return application


@transaction.atomic
def describe(application: Application, *, actor: Actor, **described: Any) -> Application:
    """Who applies, and whom one reaches there, put right."""
    act = begin(WRITE_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    _describe(application, **described)
    application.save()
    record(act, subject=application, part="organisation")
    return application


def _describe(
    application: Application,
    *,
    name: str,
    kind: str,
    contact_name: str,
    contact_email: str,
    number: str = "",
    **more: str,
) -> None:
    application.name = written.line(name, field="name", longest=120)
    if kind not in Partner.Kind.values:
        raise WrongInput("no_such_kind_of_partner", field="kind")
    if number and not is_registration_number(number):
        raise WrongInput("no_registration_number", field="number")
    application.kind, application.number = kind, number
    application.contact_name = written.line(contact_name, field="contact_name", longest=120)
    application.contact_email = addresses.email(contact_email, field="contact_email").lower()
    for part in CONTACT:
        longest = 40 if part == "contact_phone" else 120
        setattr(application, part, written.line(more.get(part, ""), field=part, required=False, longest=longest))
    like = queries.one_like(application.programme, name=application.name, number=number, but=application.pk)
    if like is not None:
        raise WrongInput("applied_already", field="name", name=like.name, day=timezone.localdate(like.begun_at))


@transaction.atomic
def tell_decision(
    application: Application,
    *,
    actor: Actor,
    body: str,
    decided_on: dt.date | None,
    section: str,
    case_number: str,
    document: Clean | None = None,
) -> Application:
    """Which body has decided to take part, when and where it stands; and the decision as a file."""
    act = begin(WRITE_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    if decided_on is not None and decided_on > clock.today():
        raise WrongInput("board_decided_in_the_future", field="decided_on")
    application.body = written.line(body, field="body", required=False, longest=120)
    application.decided_on = decided_on
    application.section = written.section(section, required=False)
    application.case_number = written.line(case_number, field="case_number", required=False, longest=40)
    if document is not None:
        _keep(application, document)
    application.save()
    record(act, subject=application, part="decision")
    return application


def _keep(application: Application, clean: Clean) -> None:
    sha256 = hashlib.sha256(clean.data).hexdigest()
    if application.documents.filter(sha256=sha256).update(taken_away_at=None):
        return
    if application.documents.count() >= DOCUMENTS_MOST:
        raise WrongInput("too_many_documents", field="document", most=DOCUMENTS_MOST)
    row = Document(
        application=application,
        sha256=sha256,
        name=clean.name,
        content_type=clean.content_type,
        size=len(clean.data),
        added_at=clock.now(),
    )
    row.file.save(f"{sha256[:32]}.{clean.name.rpartition('.')[2]}", ContentFile(clean.data), save=False)
    row.save()


@transaction.atomic
def drop_document(application: Application, document: Document, *, actor: Actor) -> None:
    act = begin(WRITE_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    if application.submitted_at and document.added_at <= application.submitted_at:
        document.taken_away_at = clock.now()
        document.save()
    else:
        document.file.delete(save=False)
        document.delete()
    record(act, subject=application, part="decision")


@transaction.atomic
def tell_work(
    application: Application,
    *,
    actor: Actor,
    components: Collection[int] = (),
    budget_sek: int | None = None,
    budget_hours: int | None = None,
    **words: str,
) -> Application:
    """What is to be done at home: topic, parts of the map, resources, and what the organisation commits itself to."""
    act = begin(WRITE_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    known = {each.number for each in queries.components(application.programme)}
    if set(components) - known:
        raise WrongInput("no_part_of_the_map", field="components")
    for field, value in (("budget_sek", budget_sek), ("budget_hours", budget_hours)):
        if value is not None and not 0 <= value <= 1_000_000_000:
            raise WrongInput("budget_too_large", field=field)
    application.components = sorted(set(components))
    application.budget_sek, application.budget_hours = budget_sek, budget_hours
    for part in WORDS:
        setattr(application, part, written.text(words.get(part, ""), field=part, required=False))
    application.save()
    record(act, subject=application, part="work")
    return application


@transaction.atomic
def tell_invoice(application: Application, *, actor: Actor, electronic_address: str = "", **given: str) -> Application:
    """Where invoices go. It may be changed as long as the organisation takes part."""
    act = begin(NAME_PEOPLE, application.programme.host, actor=actor, facts=facts_of(application))
    for part, longest in INVOICE.items():
        setattr(application, part, written.line(given.get(part, ""), field=part, required=False, longest=longest))
    application.invoice_postcode = rules.postcode(application.invoice_postcode, field="invoice_postcode")
    number = given.get("number", application.number)
    if number and not is_registration_number(number):
        raise WrongInput("no_registration_number", field="number")
    application.number = number
    scheme, endpoint = electronic.address(electronic_address, field="electronic_address")
    application.invoice_scheme, application.invoice_endpoint = scheme, endpoint
    application.save()
    record(act, subject=application, part="invoice")
    return application


@transaction.atomic
def name_person(
    application: Application, *, actor: Actor, part: str, standing: str, name: str, title: str = "", email: str = ""
) -> Person:
    """Somebody at home gets a part in it. There is one project leader: a new one takes the place of the former."""
    act = begin(NAME_PEOPLE, application.programme.host, actor=actor, facts=facts_of(application))
    if part not in rules.PARTS or standing not in Person.Standing.values:
        raise WrongInput("no_such_part_at_home", field="part")
    if part == rules.LEADER:
        application.people.filter(part=rules.LEADER).delete()
    elif application.people.count() >= PEOPLE_MOST:
        raise WrongInput("too_many_people_at_home", field="name", most=PEOPLE_MOST)
    person = Person(application=application, part=part, standing=standing)
    person.name = written.line(name, field="name", longest=120)
    person.title = written.line(title, field="title", required=False, longest=120)
    person.email = addresses.email(email, field="email", required=False).lower()
    if application.people.filter(part=part, name__iexact=person.name).exists():
        raise WrongInput("person_stands_already", field="name", name=person.name)
    person.save()
    record(act, subject=person, part=part)
    return person


@transaction.atomic
def drop_person(application: Application, person: Person, *, actor: Actor) -> None:
    act = begin(NAME_PEOPLE, application.programme.host, actor=actor, facts=facts_of(application))
    record(act, subject=person, part=person.part)
    person.delete()


@transaction.atomic
def submit(application: Application, *, actor: Actor) -> Application:
    """Complete and in time; or corrected, as another version. The organisation becomes one of the host's partners."""
    act = begin(SUBMIT_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    host = application.programme.host
    known = application.partner or queries.partner_called(host, name=application.name, number=application.number)
    application.partner = known or Partner.objects.create(
        host=host,
        name=application.name,
        kind=application.kind,
        number=application.number,
        tenant=application.tenant,
        changed_at=clock.now(),
    )
    application.submitted_at = clock.now()
    version = _version(application)
    application.reopened_at, application.to_correct = None, ""
    application.save()
    record(act, subject=application, partner=application.partner_id, version=version.number)
    return application


def _version(application: Application) -> Version:
    return Version.objects.create(
        application=application,
        number=application.versions.count() + 1,
        because=application.to_correct,
        submitted_at=application.submitted_at,
        **{part: getattr(application, part) for part in SUBMITTED},
    )


@transaction.atomic
def reopen(application: Application, *, actor: Actor) -> Application:
    """To correct what was submitted, until the last day. The host reads what was submitted meanwhile."""
    act = begin(REOPEN_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    application.reopened_at = clock.now()
    application.save()
    record(act, subject=application)
    return application


@transaction.atomic
def withdraw(application: Application, *, actor: Actor, reasons: str = "", language: str = "") -> Ruling:
    """The organisation does not want to take part after all; or leaves, where it had a place."""
    act = begin(WITHDRAW_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    if queries.state(application) is rules.State.ADMITTED:
        application.left_on = clock.today()
        application.save()
    ruling = Ruling.objects.create(
        application=application,
        outcome=rules.Outcome.WITHDRAWN,
        reasons=written.text(reasons, field="reasons", required=False),
        language=language or application.language,
        ruled_at=clock.now(),
    )
    record(act, subject=application, outcome=ruling.outcome)
    return ruling


@transaction.atomic
def send_link(application: Application, *, actor: Actor, anew: bool = False) -> Application:
    """The link is mailed once more. anew: another one is drawn, and the earlier ones open nothing any more."""
    act = begin(SEND_LINK, application.programme.host, actor=actor, facts=facts_of(application))
    if anew:
        application.link += 1
        application.save()
    record(act, subject=application, link=application.link)
    return application
