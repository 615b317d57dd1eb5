"""Opening and closing a check, what is said in it, and the answers. All take the dialogue's lock: nobody slips in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max

from gehor.analysis.actions import reword_finding
from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.models import Contribution
from gehor.participation.rules import language_of, tidy
from gehor.planning.models import Dialogue
from gehor.process.steps import (
    ANSWER_OBJECTION,
    CLOSE_CHECK,
    ENTER_RESPONSE,
    EXTEND_CHECK,
    OPEN_CHECK,
    RESPOND,
)
from gehor.process.words import Channel

from . import queries, rules
from .models import Check, Offered, Reply, Response
from .rules import Verdict


@dataclass(frozen=True)
class Said:
    """What somebody says of one finding, in the wording (version) that they had before them."""

    finding: Finding
    version: int
    verdict: str
    text: str = ""


@transaction.atomic
def open_check(dialogue: Dialogue, *, actor: Actor, last_day: dt.date) -> Check:
    """Put all findings, as they are worded now, before those who took part."""
    act = begin(OPEN_CHECK, dialogue, actor=actor, facts=facts)
    _sound(last_day)
    last = Check.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    check = Check.objects.create(
        dialogue=dialogue,
        number=last + 1,
        last_day=last_day,
        opened_at=clock.now(),
        opened_by_id=actor.account_id,
    )
    findings = list(Finding.objects.filter(dialogue=dialogue))
    Offered.objects.bulk_create(Offered(check_round=check, finding=each, version=each.version) for each in findings)
    Finding.objects.filter(dialogue=dialogue).update(checked=F("version"))
    record(act, subject=check, number=check.number, last_day=last_day.isoformat(), findings=len(findings))
    return check


@transaction.atomic
def extend_check(check: Check, *, actor: Actor, last_day: dt.date) -> Check:
    """Give them longer. The last day that was promised is never moved earlier."""
    act = begin(EXTEND_CHECK, check.dialogue, actor=actor, facts=facts)
    _refresh(check)
    if last_day <= check.last_day:
        raise WrongInput("not_later", field="last_day", last_day=check.last_day)
    _sound(last_day)
    check.last_day = last_day
    check.save(update_fields=["last_day"])
    record(act, subject=check, last_day=last_day.isoformat())
    return check


@transaction.atomic
def close_check(check: Check, *, actor: Actor) -> Check:
    """Say that the check is over, and that what came on paper is entered. Not before the day that was promised."""
    act = begin(CLOSE_CHECK, check.dialogue, actor=actor, facts=facts)
    _refresh(check)
    if clock.today() <= check.last_day:
        raise WrongMoment("check_promised_until", last_day=check.last_day)
    check.closed_at = clock.now()
    check.save(update_fields=["closed_at"])
    record(act, subject=check, number=check.number)
    return check


@transaction.atomic
def respond(
    check: Check, *, actor: Actor, participant: Participant, said: Iterable[Said], language: str
) -> list[Response]:
    """What a participant says by their own receipt code. Said anew, it takes the place of what they said before."""
    act = begin(RESPOND, check.dialogue, actor=actor, facts=facts)
    _refresh(check)
    if not queries.is_open(check, today=clock.today()):
        raise WrongMoment("check_is_over", last_day=check.last_day)
    _took_part(check, participant)
    rows = _stored(check, said, participant=participant, channel=Channel.WEB, language=language)
    record_each(act, [(row, {"finding": row.finding_id, "verdict": row.verdict}) for row in rows])
    return rows


@transaction.atomic
def enter_response(
    check: Check,
    *,
    actor: Actor,
    channel: Channel,
    said: Iterable[Said],
    language: str,
    participant: Participant | None = None,
    people: int = 1,
) -> list[Response]:
    """Type in what came on paper, by phone or at a meeting, until the check is closed.

    participant: whose receipt code stood on the form. people: how many raised their hands, without codes.
    """
    act = begin(ENTER_RESPONSE, check.dialogue, actor=actor, facts=facts)
    _refresh(check)
    if channel not in rules.ENTERED_BY:
        raise WrongInput("unknown_channel", word=str(channel), field="channel")
    if not 1 <= people <= rules.PEOPLE_MOST:
        raise WrongInput("people_not_countable", field="people", most=rules.PEOPLE_MOST)
    if participant is not None:
        if people != 1:
            raise WrongInput("one_code_one_person", field="people")
        _took_part(check, participant)
    rows = _stored(
        check, said, participant=participant, channel=channel, language=language, people=people, by=actor.account_id
    )
    record_each(act, [(row, {"finding": row.finding_id, "verdict": row.verdict}) for row in rows])
    return rows


@transaction.atomic
def answer_objection(
    response: Response,
    *,
    actor: Actor,
    text: LocalText,
    shown: str,
    version: int,
    statement: LocalText | None = None,
    finding_version: int = 0,
) -> Reply:
    """Answer somebody who said that a finding is wrong, and reword it when they are right.

    shown: the objection as everybody may read it, without what could harm somebody; empty, and it is not shown.
    statement: the finding from now on, worded upon the version `finding_version`. version: of the answer that was seen.
    """
    act = begin(ANSWER_OBJECTION, response.check_round.dialogue, actor=actor, facts=facts)
    dialogue = response.check_round.dialogue
    reply = Reply.objects.filter(response=response).first()
    if response.verdict != Verdict.CORRECT:
        raise WrongMoment("nothing_to_answer")
    if version != (reply.version if reply else 0):
        raise WrongMoment("answered_meanwhile", version=reply.version if reply else 0)
    reply = reply or Reply(response=response, version=0)
    reply.text = written.local(text, dialogue.source_language, field="text", longest=rules.ANSWER_LONGEST)
    reply.shown = written.text(tidy(shown), field="shown", required=False, longest=rules.OBJECTION_LONGEST)
    if statement is not None:
        finding = Finding.objects.select_related("dialogue").get(pk=response.finding_id)
        reworded = reword_finding(
            finding, actor=actor, statement=statement, explanation=finding.explanation, version=finding_version
        )
        if reworded.version != finding_version:
            reply.became = reworded.version
    reply.version += 1
    reply.answered_at = clock.now()
    reply.answered_by_id = actor.account_id
    reply.save()
    record(act, subject=reply, finding=response.finding_id, version=reply.version, became=reply.became)
    return reply


def _stored(
    check: Check,
    said: Iterable[Said],
    *,
    participant: Participant | None,
    channel: Channel,
    language: str,
    people: int = 1,
    by: int | None = None,
) -> list[Response]:
    rows = [_sound_said(check, each) for each in said]
    if not rows:
        raise WrongInput("nothing_said_of_any_finding")
    stored = []
    for each in rows:
        values = {
            "verdict": each.verdict,
            "text": each.text,
            "language": language_of(language),
            "channel": Channel(channel).value,
            "received_at": clock.now(),
            "entered_by_id": by,
            "people": people,
        }
        before = None
        if participant is not None:
            before = Response.objects.filter(
                check_round=check, finding=each.finding, version=each.version, participant=participant
            ).first()
        if before is None:
            before = Response(check_round=check, finding=each.finding, version=each.version, participant=participant)
        elif (before.verdict, before.text) == (each.verdict, each.text):
            stored.append(before)
            continue
        elif Reply.objects.filter(response=before).exists():
            raise WrongMoment("objection_is_answered", number=each.finding.number)
        for name, value in values.items():
            setattr(before, name, value)
        before.save()
        Finding.objects.filter(pk=each.finding.pk, checked__lt=each.version).update(checked=each.version)
        stored.append(before)
    return stored


def _sound_said(check: Check, said: Said) -> Said:
    finding = Finding.objects.filter(dialogue=check.dialogue, pk=said.finding.pk).first()
    if finding is None or not 1 <= said.version <= finding.version:
        raise WrongInput("finding_elsewhere")
    if said.verdict not in set(Verdict):
        raise WrongInput("unknown_verdict")
    is_objection = said.verdict == Verdict.CORRECT
    field = f"text_{finding.number}"
    text = written.text(tidy(said.text), field=field, required=is_objection, longest=rules.OBJECTION_LONGEST)
    return Said(finding, said.version, str(said.verdict), text if is_objection else "")


def _took_part(check: Check, participant: Participant) -> None:
    said = Contribution.objects.filter(dialogue=check.dialogue_id, participant__in=heard_as(participant))
    if not said.exists():
        raise WrongInput("code_of_another_dialogue", field="code")


def _sound(last_day: dt.date) -> None:
    today = clock.today()
    earliest, latest = rules.earliest_last_day(today), rules.latest_last_day(today)
    if not earliest <= last_day <= latest:
        raise WrongInput("last_day_not_fitting", field="last_day", earliest=earliest, latest=latest)


def _refresh(check: Check) -> None:
    """The check as it is now that the dialogue is locked."""
    now = Check.objects.get(pk=check.pk)
    check.last_day, check.closed_at = now.last_day, now.closed_at
    if now.closed_at is not None:
        raise WrongMoment("check_is_closed")
