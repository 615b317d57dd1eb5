"""The cast and the rows that tests share. Factories make rows; what a test is about it does by the real actions.

Alma leads, Bo analyses, Cilla sits on the board, Tove takes notes at tables, Rut registers, Ada administers, Dana lives
here, Farid works for another municipality.
"""

import datetime as dt
import functools
import itertools
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import translation
from django.utils.crypto import get_random_string

from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.organisations.models import Account, Body, Membership, Organisation
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code
from gehor.participation.models import Contribution, Opening, Wording
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.process.words import Role
from gehor.recruitment.models import TargetGroup
from gehor.testing import migrated

MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each test process begins with a copy of a migrated database instead of migrating its own."""
    from django.db import connection

    if connection.vendor == "postgresql":
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.postgresql_template(server)
    else:
        migrated.copy_sqlite(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast has numbers of its own; what PostgreSQL numbers by itself begins beyond them, whatever ran before."""
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT setval(seqrelid::regclass, 1000000) FROM pg_sequence")


@pytest.fixture(autouse=True)
def a_fixed_clock() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture(autouse=True)
def a_language_of_its_own() -> Iterator[None]:
    """A page asked for in Swedish would leave Swedish to the next test."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(
        pk=11, slug="alvsala", name="Älvsala kommun", contact_email="info@alvsala.example"
    )


@pytest.fixture
def other_organisation(db: None) -> Organisation:
    return Organisation.objects.create(pk=12, slug="bortby", name="Bortby kommun")


@pytest.fixture
def board(organisation: Organisation) -> Body:
    return Body.objects.create(pk=21, organisation=organisation, name="Barn- och utbildningsnämnden")


EVERY_ROLE = tuple(role for role in Role if role not in (Role.RESIDENT, Role.MACHINE))
STAFF = {
    "alma": (Role.LEAD,),
    "kim": (Role.COMMUNICATOR,),
    "bo": (Role.ANALYST,),
    "cilla": (Role.BOARD,),
    "tove": (Role.FACILITATOR,),
    "rut": (Role.REGISTRAR,),
    "ada": (Role.ADMINISTRATOR,),
    "odd": (Role.AUDITOR,),
    "nour": (Role.NETWORK_HOST,),
    "farid": EVERY_ROLE,
}


@functools.cache
def _password() -> str:
    return make_password("en hemlig fras 1")


@pytest.fixture
def accounts(organisation: Organisation, other_organisation: Organisation) -> dict[str, Account]:
    """The people who sign in, by first name: two queries, since nearly every test has them."""
    house = {name: other_organisation if name == "farid" else organisation for name in STAFF}
    made = Account.objects.bulk_create(
        Account(email=f"{name}@{house[name].slug}.example", name=name.capitalize(), password=_password())
        for name in STAFF
    )
    people = dict(zip(STAFF, made, strict=True))
    Membership.objects.bulk_create(
        Membership(account=people[name], organisation=house[name], role=role.value)
        for name, roles in STAFF.items()
        for role in roles
    )
    return people


@pytest.fixture
def actors(
    accounts: dict[str, Account], organisation: Organisation, other_organisation: Organisation
) -> dict[str, Actor]:
    """Those who sign in, as actor_of makes them, but without asking: nearly every test has them."""
    return {
        name: Actor(
            f"account:{account.pk}",
            frozenset(((other_organisation if name == "farid" else organisation).pk, role) for role in STAFF[name]),
            account.pk,
        )
        for name, account in accounts.items()
    }


@pytest.fixture
def alma(actors: dict[str, Actor]) -> Actor:
    return actors["alma"]


@pytest.fixture
def bo(actors: dict[str, Actor]) -> Actor:
    return actors["bo"]


@pytest.fixture
def cilla(actors: dict[str, Actor]) -> Actor:
    return actors["cilla"]


@pytest.fixture
def tove(actors: dict[str, Actor]) -> Actor:
    return actors["tove"]


@pytest.fixture
def farid(actors: dict[str, Actor]) -> Actor:
    """Works for another municipality, in every role."""
    return actors["farid"]


@pytest.fixture
def dana() -> Actor:
    """Lives here; has no account."""
    return RESIDENT


@pytest.fixture
def signed_in(accounts: dict[str, Account]) -> Callable[[str], Client]:
    """`signed_in("alma")` is a browser in which Alma has signed in: one query instead of force_login's six."""

    def sign_in(name: str) -> Client:
        session = SessionStore(get_random_string(32, VALID_KEY_CHARS))
        session[SESSION_KEY] = str(accounts[name].pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = accounts[name].get_session_auth_hash()
        session.save(must_create=True)
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return sign_in


@pytest.fixture
def at_desk(django_db_setup: None, live_server: Any, signed_in: Callable[[str], Client]) -> Callable[..., Any]:
    """`at_desk("alma", open_page(width=360))`: Alma is signed in in that browser."""

    def sit_down(name: str, page: Any) -> Any:
        session = signed_in(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return sit_down


@pytest.fixture
def idea(organisation: Organisation, accounts: dict[str, Account]) -> Dialogue:
    """A dialogue that has a title and nothing else."""
    return Dialogue.objects.create(
        pk=31,
        organisation=organisation,
        slug="skolan",
        started_at=clock.now(),
        title={"sv": "Vad är kvalitet i skolan?", "en": "What is quality in school?"},
    )


@pytest.fixture
def planned(idea: Dialogue, board: Body, accounts: dict[str, Account]) -> Dialogue:
    """A dialogue whose plan is complete and which may open; its one activity is number 1, proposals."""
    Assessment.objects.create(
        dialogue=idea,
        outcome="run",
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Nämnden beslutar i juni."},
        assessed_at=clock.now(),
        assessed_by=accounts["alma"],
    )
    idea.background = {"sv": "Skolplanen ska göras om."}
    idea.question = {"sv": "Vad är kvalitet i skolan för dig?", "en": "What is quality in school for you?"}
    idea.purpose = {"sv": "Nämnden ska veta vad invånarna menar med kvalitet."}
    idea.goal = {"sv": "Ett underlag till skolplanen."}
    idea.can_influence = {"sv": "Skolplanens mål."}
    idea.cannot_influence = {"sv": "Läroplanen, som staten beslutar."}
    idea.levels = ["consult", "involve"]
    idea.deciding_body = board
    idea.decision_on = dt.date(2026, 6, 10)
    idea.case_number = "BUN 2026/17"
    idea.answer_due = dt.date(2026, 6, 24)
    idea.answer_promise = {"sv": "Alla som deltagit får svar."}
    idea.save()
    TargetGroup.objects.create(pk=41, dialogue=idea, name={"sv": "Föräldrar"})
    Activity.objects.create(
        pk=51,
        dialogue=idea,
        number=1,
        method="proposals",
        title={"sv": "Lämna förslag"},
        level="consult",
        setup={},
        begins_on=dt.date(2026, 3, 1),
        ends_on=dt.date(2026, 4, 30),
        shows_at_once=True,
    )
    return idea


@pytest.fixture
def activity(planned: Dialogue) -> Activity:
    return Activity.objects.get(dialogue=planned, number=1)


@pytest.fixture
def opened(planned: Dialogue, activity: Activity) -> Dialogue:
    """A dialogue that is open for proposals."""
    Opening.objects.create(pk=61, activity=activity, opened_at=clock.now())
    return planned


def _received(dialogue: Dialogue, sayings: Sequence[dict[str, Any]]) -> list[Contribution]:
    """Contributions, each of somebody of their own: four queries, however many they are."""
    now, unless_told = clock.now(), Activity.objects.get(dialogue=dialogue, number=1)
    wordings, contributions, participants = [], [], []
    for saying in sayings:
        text, title, language = saying.pop("text"), saying.pop("title", ""), saying.pop("language", "sv")
        number, activity = next(_numbers), saying.pop("activity", None) or unless_told
        participant = saying.pop("participant", None)
        if participant is None:
            participant = Participant(organisation=dialogue.organisation, receipt=new_code(), created_at=now)
            participants.append(participant)
        contribution = Contribution(
            **{
                "pk": 1000 + 7 * number,
                "dialogue": dialogue if activity.dialogue_id == dialogue.pk else activity.dialogue,
                "activity": activity,
                "participant": participant,
                "reference": f"R{number:05d}",
                "channel": "web",
                "received_at": now,
                "submission": uuid.uuid4(),
                "published_at": now,
                **saying,
            }
        )
        contributions.append(contribution)
        wordings.append(
            Wording(contribution=contribution, number=1, title=title, text=text, language=language, worded_at=now)
        )
    Participant.objects.bulk_create(participants)
    Contribution.objects.bulk_create(contributions)
    Wording.objects.bulk_create(wordings)
    return contributions


@pytest.fixture
def said(opened: Dialogue) -> Callable[..., Contribution]:
    """`said("Mer utemiljö", channel="paper")` is a contribution that has been received."""

    def say(text: str, **fields: Any) -> Contribution:
        return _received(opened, [{"text": text, **fields}])[0]

    return say


@pytest.fixture
def reachable() -> Callable[..., Contact]:
    """`reachable(contribution, "070-123 45 67", kind="sms")` gives whoever said it an address."""

    def give(
        contribution: Contribution, address: str, *, kind: str = "email", language: str = "sv", name: str = ""
    ) -> Contact:
        return Contact.objects.create(
            participant=contribution.participant,
            kind=kind,
            name=name,
            address=address,
            language=language,
            given_at=clock.now(),
        )

    return give


@pytest.fixture
def closed(opened: Dialogue) -> Dialogue:
    """Three people have been heard (web, paper, web) and participation is closed. Nothing is read."""
    _received(
        opened,
        [
            {"text": "Mer utemiljö på skolgården.", "title": "Skolgården"},
            {"text": "Maten är kall när vi äter sist.", "channel": "paper"},
            {"text": "Hej hej"},
        ],
    )
    Opening.objects.filter(activity__dialogue=opened).update(closed_at=clock.now())
    return opened


@pytest.fixture
def analysed(closed: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Two findings rest on one contribution each, the third contribution is set aside, and Bo has signed off."""
    bo = accounts["bo"]
    first, second, third = Contribution.objects.filter(dialogue=closed).order_by("pk")
    findings = Finding.objects.bulk_create(
        Finding(pk=70 + 3 * number, dialogue=closed, number=number, statement={"sv": statement}, written_at=clock.now())
        for number, statement in enumerate(("Skolgården är för liten.", "Maten är kall."), 1)
    )
    Rest.objects.bulk_create(
        Rest(finding=finding, contribution=contribution)
        for finding, contribution in zip(findings, (first, second), strict=True)
    )
    why = {"aside": "empty", "aside_note": {"sv": "Innehåller ingen synpunkt."}}
    Reading.objects.bulk_create(
        Reading(contribution=contribution, dialogue=closed, read_at=clock.now(), read_by=bo, **aside)
        for contribution, aside in ((first, {}), (second, {}), (third, why))
    )
    SignOff.objects.create(pk=81, dialogue=closed, signed_at=clock.now(), signed_by=bo)
    return closed


@pytest.fixture
def decided(analysed: Dialogue, board: Body, accounts: dict[str, Account]) -> Dialogue:
    """Both findings are decided: the first met, the second not met."""
    findings = Finding.objects.filter(dialogue=analysed).order_by("number")
    Decision.objects.bulk_create(
        Decision(
            pk=90 + 4 * finding.number,
            dialogue=analysed,
            weighs=finding,
            outcome=outcome,
            reason={"sv": "Nämndens skäl."},
            body=board,
            decided_on=dt.date(2026, 6, 10),
            section=str(40 + finding.number),
            case_number="BUN 2026/17",
            recorded_at=clock.now(),
            recorded_by=accounts["cilla"],
        )
        for finding, outcome in zip(findings, ("met", "not_met"), strict=True)
    )
    return analysed


@pytest.fixture
def answered(decided: Dialogue, accounts: dict[str, Account]) -> Dialogue:
    """Every decision has an answer; nothing is released yet."""
    Answer.objects.bulk_create(
        Answer(
            pk=decision.pk + 200,
            decision=decision,
            dialogue=decided,
            text={"sv": "Tack för det du sa."},
            written_at=clock.now(),
            written_by=accounts["alma"],
        )
        for decision in Decision.objects.filter(dialogue=decided)
    )
    return decided
