"""What the host does with an application: more time, which partner it is, several readers, and who gets a place."""

import datetime as dt

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.network.models import Partner
from gehor.process.learning import ADMIT, ASK_TO_CORRECT, GIVE_TIME, NAME_PARTNER, READ_APPLICATION, TURN_AWAY

from ..models import Application, Reader, Reading, Ruling
from ..queries import facts_of
from ..rules import Outcome, Verdict


@transaction.atomic
def give_time(application: Application, *, actor: Actor, late_until: dt.date) -> Application:
    """This organisation may submit later than the others."""
    act = begin(GIVE_TIME, application.programme.host, actor=actor, facts=facts_of(application))
    _give_time(application, late_until)
    application.save()
    record(act, subject=application)
    return application


@transaction.atomic
def ask_to_correct(application: Application, *, actor: Actor, to_correct: str, late_until: dt.date) -> Application:
    """The host asks for something to be put right by a day; until then what was submitted counts."""
    act = begin(ASK_TO_CORRECT, application.programme.host, actor=actor, facts=facts_of(application))
    _give_time(application, late_until)
    application.to_correct = written.text(to_correct, field="to_correct", longest=2000)
    application.reopened_at = clock.now()
    application.save()
    record(act, subject=application)
    return application


def _give_time(application: Application, late_until: dt.date) -> None:
    if not max(clock.today(), application.programme.apply_by) <= late_until <= application.programme.ends_on:
        raise WrongInput("time_given_does_not_help", field="late_until")
    application.late_until = late_until


@transaction.atomic
def name_partner(application: Application, partner: Partner, *, actor: Actor) -> Application:
    """Which of the host's partners the organisation is, put right."""
    act = begin(NAME_PARTNER, application.programme.host, actor=actor)
    if partner.host_id != application.programme.host_id or partner.merged_into_id is not None:
        raise WrongInput("no_partner_of_the_host", field="partner")
    application.partner = partner
    application.save()
    record(act, subject=application, partner=partner.pk)
    return application


@transaction.atomic
def read(
    application: Application,
    *,
    actor: Actor,
    verdict: str,
    reasons: str,
    outside: Reader | None = None,
    language: str = "",
) -> Reading:
    """What one reader says, and why. The same reader may think again until it is ruled on.

    outside: the reader who has come by a link, where it is none of the host's. language: of the reasons, else the
    programme's.
    """
    act = begin(READ_APPLICATION, application.programme.host, actor=actor, facts=facts_of(application))
    if (outside is None) == (actor.account_id is None):
        raise WrongPerson("no_reader")
    if outside is not None and (outside.let_go_at or outside.programme_id != application.programme_id):
        raise WrongPerson("no_reader")
    if verdict not in list(Verdict):
        raise WrongInput("no_such_assessment", field="verdict")
    told = written.text(reasons, field="reasons")
    reading, _new = Reading.objects.update_or_create(
        application=application,
        reader_id=actor.account_id,
        outside=outside,
        defaults={
            "verdict": verdict,
            "reasons": told,
            "language": language or application.programme.source_language,
            "version": application.versions.count(),
            "read_at": clock.now(),
        },
    )
    record(act, subject=reading, verdict=verdict)
    return reading


@transaction.atomic
def admit(application: Application, *, actor: Actor, reasons: str = "", language: str = "") -> Ruling:
    act = begin(ADMIT, application.programme.host, actor=actor, facts=facts_of(application))
    told = written.text(reasons, field="reasons", required=False)
    ruling = _ruled(application, actor, Outcome.ADMITTED, told, language)
    record(act, subject=ruling, outcome=ruling.outcome)
    return ruling


@transaction.atomic
def turn_away(application: Application, *, actor: Actor, outcome: str, reasons: str, language: str = "") -> Ruling:
    """No place, or none yet: why is told to whoever applied."""
    act = begin(TURN_AWAY, application.programme.host, actor=actor, facts=facts_of(application))
    if outcome not in (Outcome.WAITING, Outcome.DECLINED):
        raise WrongInput("no_such_ruling", field="outcome")
    ruling = _ruled(application, actor, outcome, written.text(reasons, field="reasons"), language)
    record(act, subject=ruling, outcome=ruling.outcome)
    return ruling


def _ruled(application: Application, actor: Actor, outcome: str, reasons: str, language: str) -> Ruling:
    return Ruling.objects.create(
        application=application,
        outcome=outcome,
        reasons=reasons,
        language=language or application.programme.source_language,
        ruled_at=clock.now(),
        ruled_by_id=actor.account_id,
    )
