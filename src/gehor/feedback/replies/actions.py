"""Every write about what people say of their answers. All but the machine's steps take the dialogue's lock."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from gehor.feedback.anew.queries import arrived, concerned
from gehor.feedback.models import Answer, Delivery, Release
from gehor.feedback.queries import release_facts
from gehor.feedback.stages.rules import Way
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, machine, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.models import Contribution
from gehor.participation.rules import language_of, tidy
from gehor.planning.models import Dialogue
from gehor.process import ratings as scale
from gehor.process.steps import (
    ANSWER_CORRECTION,
    CORRECT,
    ENTER_CORRECTION,
    ENTER_RATING,
    EXPLAIN_ANSWER,
    HAND_OVER_REPLY,
    OPEN_RATING,
    RATE,
    REOPEN_ANSWER,
    REWRITE_ANSWER,
    SHOW_CORRECTION,
    TELL_REPLY,
    TRY_AGAIN,
)
from gehor.process.words import Channel

from . import keys, queries, rated, rules
from .models import (
    Correction,
    FormerAnswer,
    Notice,
    Rating,
    Reopening,
    Reply,
    Round,
    Settlement,
    Shown,
    Ticket,
)
from .rules import Kind

COUNTING = machine("ratings")

# Corrections


@transaction.atomic
def correct(
    contribution: Contribution,
    *,
    actor: Actor,
    participant: Participant,
    answer: Answer | None,
    kind: str,
    text: str,
    language: str,
) -> Correction:
    """Say by one's receipt code that an answer misunderstood, or answers something else.

    answer: None where the contribution was set aside, and the reason for that is what is wrong.
    """
    act = begin(CORRECT, contribution.dialogue, actor=actor, facts=release_facts)
    if not heard_as(participant).filter(pk=contribution.participant_id).exists():
        raise WrongInput("not_your_contribution")
    row = _received(contribution, participant, answer, kind, text, language, Channel.WEB)
    record(act, subject=row, contribution=contribution.pk, answer=row.answer_id, kind=row.kind)
    return row


@transaction.atomic
def enter_correction(
    contribution: Contribution,
    *,
    actor: Actor,
    channel: str,
    answer: Answer | None,
    kind: str,
    text: str,
    language: str,
) -> Correction:
    """Type in what somebody said of their answer on paper, by phone or at a meeting."""
    act = begin(ENTER_CORRECTION, contribution.dialogue, actor=actor, facts=release_facts)
    if channel not in rules.ENTERED_BY:
        raise WrongInput("unknown_channel", word=str(channel), field="channel")
    row = _received(
        contribution,
        contribution.participant,
        answer,
        kind,
        text,
        language,
        Channel(channel),
        entered_by=actor.account_id,
    )
    record(act, subject=row, contribution=contribution.pk, answer=row.answer_id, kind=row.kind, channel=row.channel)
    return row


@transaction.atomic
def show_correction(correction: Correction, *, actor: Actor, shown: str) -> Shown:
    """Let everybody read a correction, without what could harm somebody. Empty: it has been read, and is not shown."""
    act = begin(SHOW_CORRECTION, correction.dialogue, actor=actor, facts=release_facts)
    row = _shown(correction, shown, actor)
    record(act, subject=row, correction=correction.pk, is_shown=bool(row.text))
    return row


@transaction.atomic
def answer_correction(
    correction: Correction,
    *,
    actor: Actor,
    text: LocalText,
    seen: int,
    shown: str | None = None,
    anew: LocalText | None = None,
    version: int = 0,
) -> Reply:
    """Reply to a correction, and write the answer itself anew when it was wrong.

    seen: how many replies the writer saw. shown: the correction as everybody may read it; None leaves it as it is.
    anew: the answer from now on, written upon its `version`.
    """
    act = begin(ANSWER_CORRECTION, correction.dialogue, actor=actor, facts=release_facts)
    if Reply.objects.filter(correction=correction).count() != seen:
        raise WrongMoment("replied_meanwhile")
    if anew is not None:
        if correction.answer is None:
            raise WrongInput("no_answer_to_rewrite", field="anew")
        rewrite_answer(correction.answer, actor=actor, text=anew, version=version)
    if shown is not None:
        _shown(correction, shown, actor)
    reply = Reply.objects.create(
        correction=correction,
        text=written.local(text, correction.dialogue.source_language, field="text", longest=rules.REPLY_LONGEST),
        rewrote=anew is not None,
        replied_at=clock.now(),
        replied_by_id=actor.account_id,
    )
    record(act, subject=reply, correction=correction.pk, rewrote=reply.rewrote)
    return reply


def _received(
    contribution: Contribution,
    participant: Participant,
    answer: Answer | None,
    kind: str,
    text: str,
    language: str,
    channel: Channel,
    *,
    entered_by: int | None = None,
) -> Correction:
    if kind not in set(Kind):
        raise WrongInput("unknown_correction", field="kind")
    possible = queries.answers_to(contribution)
    if answer is None and possible:
        raise WrongInput("say_which_answer", field="about")
    if answer is not None and answer.pk not in {each.pk for each in possible}:
        raise WrongInput("answer_elsewhere", field="about")
    before = Correction.objects.filter(contribution=contribution, participant=participant, answer=answer)
    if before.filter(replies__isnull=True).exists():
        raise WrongMoment("correction_waits")
    if before.count() >= rules.MOST_EACH:
        raise WrongMoment("corrections_enough", most=rules.MOST_EACH)
    now = clock.now()
    return Correction.objects.create(
        dialogue=contribution.dialogue,
        contribution=contribution,
        answer=answer,
        participant=participant,
        kind=str(kind),
        text=written.text(tidy(text), field="text", longest=rules.CORRECTION_LONGEST),
        language=language_of(language),
        channel=channel.value,
        received_at=now,
        due_on=rules.answer_by(timezone.localdate(now)),
        entered_by_id=entered_by,
    )


def _shown(correction: Correction, shown: str, actor: Actor) -> Shown:
    text = written.text(tidy(shown), field="shown", required=False, longest=rules.CORRECTION_LONGEST)
    return Shown.objects.create(correction=correction, text=text, shown_at=clock.now(), shown_by_id=actor.account_id)


# The answer anew


@transaction.atomic
def rewrite_answer(answer: Answer, *, actor: Actor, text: LocalText, version: int) -> Answer:
    """Write a released answer anew, and let it set out again. The earlier one stays readable.

    Only where somebody has corrected it, or where ratings have reopened it. version: of the answer that was read.
    """
    act = begin(REWRITE_ANSWER, answer.dialogue, actor=actor, facts=release_facts)
    answer.refresh_from_db()
    if answer.version != version:
        raise WrongMoment("answer_changed", version=answer.version)
    if not queries.may_be_rewritten(answer):
        raise WrongMoment("nothing_to_rewrite")
    anew = written.local(text, answer.dialogue.source_language, field="anew")
    if anew == answer.text:
        raise WrongInput("same_answer", field="anew")
    before = FormerAnswer.objects.filter(answer=answer).count()
    FormerAnswer.objects.create(
        answer=answer,
        number=before + 1,
        text=answer.text,
        written_at=answer.written_at,
        written_by_id=answer.written_by_id,
        replaced_at=clock.now(),
        replaced_by_id=actor.account_id,
    )
    answer.text, answer.written_at, answer.written_by_id = anew, clock.now(), actor.account_id
    answer.version += 1
    answer.save(update_fields=["text", "written_at", "written_by", "version"])
    release = Release.objects.get(dialogue=answer.dialogue_id)
    again = arrived(release, concerned(answer.decision))
    Delivery.objects.filter(pk__in=again).update(started_at=None, done_at=None, attempts=0, refused="")
    record(act, subject=release, answer=answer.pk, version=answer.version, deliveries=len(again))
    return answer


# Ratings


@transaction.atomic
def open_rating(answer: Answer, *, actor: Actor) -> Round:
    """Put an answer, as it reads now, before those whom it concerns: a ticket each. Each wording once."""
    act = begin(OPEN_RATING, answer.dialogue, actor=actor, facts=release_facts)
    number = FormerAnswer.objects.filter(answer=answer).count() + 1
    if Round.objects.filter(answer=answer, number=number).exists():
        raise WrongMoment("rating_opened")
    now = clock.now()
    asked = Round.objects.create(
        answer=answer, number=number, opened_at=now, closes_on=rules.last_day(timezone.localdate(now))
    )
    people = rated.to_be_asked(answer)
    # In the order of their keys, which is no order: what lies in the table tells nothing of whose they are
    tickets = sorted(keys.of_participant(asked, each) for each in people)
    Ticket.objects.bulk_create([Ticket(key=key, round=asked) for key in tickets], batch_size=500)
    asked.asked = len(tickets)
    asked.save(update_fields=["asked"])
    record(act, subject=asked, answer=answer.pk, number=number, tickets=len(tickets))
    return asked


@transaction.atomic
def rate(asked: Round, *, actor: Actor, key: str, ratings: Mapping[str, int]) -> None:
    """Rate one answer once, with a ticket. When ratings are low, the answer is reopened in the same moment."""
    act = begin(RATE, asked.answer.dialogue, actor=actor, facts=release_facts)
    _must_make_sense(asked, ratings)
    if not Ticket.objects.filter(pk=key, round=asked).delete()[0]:
        raise WrongMoment("rated_already")
    Rating.objects.create(round=asked, ratings=dict(ratings))
    _reopen_if_low(asked)
    record(act, subject=asked)


@transaction.atomic
def enter_rating(asked: Round, *, actor: Actor, channel: str, ratings: Mapping[str, int]) -> None:
    """Type in what one person thought of one answer on paper, by phone or at a meeting. It takes no ticket."""
    act = begin(ENTER_RATING, asked.answer.dialogue, actor=actor, facts=release_facts)
    if channel not in rules.ENTERED_BY:
        raise WrongInput("unknown_channel", word=str(channel), field="channel")
    _must_make_sense(asked, ratings)
    Rating.objects.create(round=asked, ratings=dict(ratings), channel=str(channel))
    _reopen_if_low(asked)
    record(act, subject=asked, channel=str(channel))


def _must_make_sense(asked: Round, ratings: Mapping[str, int]) -> None:
    if scale.is_over(asked.closes_on, today=clock.today()):
        raise WrongMoment("rating_over")
    wrong = scale.wrong_rating(scale.OF_ANSWERS, ratings)
    if wrong:
        raise WrongInput("unknown_rating", field=wrong)
    if not ratings:
        raise WrongInput("nothing_rated")


def _reopen_if_low(asked: Round) -> None:
    if not rated.is_latest(asked) or not rules.is_low(rated.of_round(asked)):
        return
    if Reopening.objects.filter(round=asked).exists():
        return
    act = begin(REOPEN_ANSWER, asked.answer.dialogue, actor=COUNTING, facts=release_facts, lock=False)
    reopening = Reopening.objects.create(round=asked, reopened_at=clock.now())
    record(act, subject=reopening, answer=asked.answer_id, number=asked.number)


@transaction.atomic
def try_again(reopening: Reopening, *, actor: Actor, text: LocalText, version: int) -> Settlement:
    """Write an answer anew that few found good."""
    act = begin(TRY_AGAIN, reopening.round.answer.dialogue, actor=actor, facts=release_facts)
    _unsettled(reopening)
    rewrite_answer(reopening.round.answer, actor=actor, text=text, version=version)
    settlement = _settled(reopening, actor, rewrote=True, why={})
    record(act, subject=settlement, answer=reopening.round.answer_id, rewrote=True)
    return settlement


@transaction.atomic
def explain_answer(reopening: Reopening, *, actor: Actor, why: LocalText) -> Settlement:
    """Say in public why the answer stands as it is, though few found it good."""
    act = begin(EXPLAIN_ANSWER, reopening.round.answer.dialogue, actor=actor, facts=release_facts)
    _unsettled(reopening)
    source = reopening.round.answer.dialogue.source_language
    settlement = _settled(
        reopening,
        actor,
        rewrote=False,
        why=written.local(why, source, field="why", longest=rules.REPLY_LONGEST),
    )
    record(act, subject=settlement, answer=reopening.round.answer_id, rewrote=False)
    return settlement


def _unsettled(reopening: Reopening) -> None:
    if Settlement.objects.filter(reopening=reopening).exists():
        raise WrongMoment("settled_already")


def _settled(reopening: Reopening, actor: Actor, *, rewrote: bool, why: LocalText) -> Settlement:
    return Settlement.objects.create(
        reopening=reopening, rewrote=rewrote, why=why, settled_at=clock.now(), settled_by_id=actor.account_id
    )


# Telling


@transaction.atomic
def plan_notices(reply: Reply, *, actor: Actor) -> list[Notice]:
    """By which ways the one who corrected is told of a reply. Planned before, they are the same."""
    act = begin(TELL_REPLY, reply.correction.dialogue, actor=actor, lock=False)
    notices = list(Notice.objects.filter(reply=reply).order_by("pk"))
    if not notices:
        notices = [
            Notice.objects.create(
                reply=reply,
                participant_id=reply.correction.participant_id,
                way=way.value,
                done_at=clock.now() if way is Way.PAGE else None,
            )
            for way in sorted(queries.ways_to(reply.correction))
        ]
    record(act, subject=reply, ways=[notice.way for notice in notices])
    return notices


@transaction.atomic
def hand_over_reply(notice: Notice, *, actor: Actor) -> Notice:
    """Note that somebody has told the one who corrected: by phone, at a meeting or where they were met."""
    act = begin(HAND_OVER_REPLY, notice.reply.correction.dialogue, actor=actor, facts=release_facts)
    if not Notice.objects.filter(queries.BY_HAND, pk=notice.pk).update(done_at=clock.now()):
        raise WrongMoment("told_already")
    record(act, subject=notice)
    return notice


@transaction.atomic
def post_letters(dialogue: Dialogue, *, actor: Actor, notices: Collection[int]) -> int:
    """Note that letters are posted: those that were printed, by their ids. Returns how many were not before."""
    act = begin(HAND_OVER_REPLY, dialogue, actor=actor, facts=release_facts)
    rows = Notice.objects.filter(pk__in=notices, way=Way.LETTER.value, reply__correction__dialogue=dialogue)
    done = rows.filter(done_at__isnull=True).update(done_at=clock.now())
    record(act, subject=dialogue, done=done)
    return done
