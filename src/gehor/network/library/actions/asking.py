"""A reader asks the author of an article."""

from uuid import UUID

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment
from gehor.process.learning import ASK_AUTHOR, FORGET_QUESTION

from .. import queries
from ..models import QUESTION_LONGEST, Article, Question


@transaction.atomic
def ask_author(article: Article, *, actor: Actor, submission: UUID, text: str, reply_to: str) -> Question:
    """The same submission again is the same question. Raises WrongMoment where there is nobody to ask."""
    act = begin(ASK_AUTHOR, article.organisation, actor=actor, facts=lambda _house: queries.facts(article), lock=False)
    if Question.objects.filter(submission=submission).exists():
        raise WrongMoment("author_asked_before")
    public = queries.standing(article).public
    if public is None or not queries.asked_at(article, public):
        raise WrongMoment("article_not_asked_about")
    question = Question.objects.create(
        article=article,
        submission=submission,
        text=written.text(text, field="text", longest=QUESTION_LONGEST),
        reply_to=reply_to,
        asked_at=clock.now(),
    )
    record(act, subject=question, article=article.pk)
    return question


@transaction.atomic
def forget_question(question: Question, *, actor: Actor) -> None:
    """What was asked, and by whom."""
    act = begin(FORGET_QUESTION, question.article.organisation, actor=actor, lock=False)
    Question.objects.filter(pk=question.pk).update(text="", reply_to="")
    record(act, subject=question)
