"""What follows when an article is submitted or ruled on: mails to those whom it concerns."""

from collections.abc import Sequence

from django_tasks import task

from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.worker import hourly
from gehor.process.learning import (
    ASK_AUTHOR,
    PASS_QUESTION_ON,
    PUBLISH_ARTICLE,
    SEND_ARTICLE_BACK,
    SUBMIT_ARTICLE,
    TAKE_ARTICLE_DOWN,
    TELL_OF_ARTICLE,
)

from . import letters, queries
from .actions import asking, naming
from .actions.telling import plan_messages
from .models import Message, Question, Version

POSTMAN = machine("postman")
CARETAKER = machine("caretaker")
About = Message.About


@on(SUBMIT_ARTICLE)
@task()
def tell_editors(version_ids: Sequence[int]) -> int:
    """Those who keep the library, that something waits for them. Whoever submitted it knows."""
    house = queries.keeper()
    if house is None:
        return 0
    people = list(queries.editors(house))
    found = [
        message
        for version in _versions(version_ids)
        for message in plan_messages(
            version,
            actor=POSTMAN,
            about=About.SUBMITTED,
            accounts=[each for each in people if each.pk != version.submitted_by_id],
        )
    ]
    return enqueue_each(tell, [(message.pk,) for message in found])


@on(PUBLISH_ARTICLE)
@task()
def tell_of_publishing(version_ids: Sequence[int]) -> int:
    return _tell_authors(version_ids, About.PUBLISHED)


@on(SEND_ARTICLE_BACK)
@task()
def tell_of_sending_back(version_ids: Sequence[int]) -> int:
    return _tell_authors(version_ids, About.SENT_BACK)


@on(TAKE_ARTICLE_DOWN)
@task()
def tell_of_taking_down(version_ids: Sequence[int]) -> int:
    return _tell_authors(version_ids, About.TAKEN_DOWN)


@task()
def tell(message_id: int) -> None:
    """One mail, once."""
    rows = Message.objects.select_related("account", "version__article__organisation")
    message = rows.filter(pk=message_id).first()
    if message is None:
        return
    sent = letters.envelope(message) if message.account.is_active else None
    send_once(message, TELL_OF_ARTICLE, message.version.article.organisation, actor=POSTMAN, send=by_mail(sent))


@on(ASK_AUTHOR)
@task()
def pass_questions_on(question_ids: Sequence[int]) -> int:
    return enqueue_each(pass_on, [(pk,) for pk in question_ids])


@task()
def pass_on(question_id: int) -> None:
    """One question to one author, once; then it is forgotten."""
    asked = Question.objects.select_related("article__organisation").filter(pk=question_id).first()
    if asked is None:
        return
    house = asked.article.organisation
    send_once(asked, PASS_QUESTION_ON, house, actor=POSTMAN, send=by_mail(letters.question(asked)))
    forget_questions()


@hourly
def forget_questions() -> None:
    for asked in queries.questions_to_forget():
        asking.forget_question(asked, actor=POSTMAN)


@hourly
def forget_named() -> None:
    """Those whom articles name, on their day."""
    for article in queries.naming_too_long(clock.today()):
        naming.forget_named(article, actor=CARETAKER)


def _tell_authors(version_ids: Sequence[int], about: str) -> int:
    found = [
        message
        for version in _versions(version_ids)
        if version.submitted_by is not None
        for message in plan_messages(version, actor=POSTMAN, about=about, accounts=[version.submitted_by])
    ]
    return enqueue_each(tell, [(message.pk,) for message in found])


def _versions(ids: Sequence[int]) -> list[Version]:
    return list(Version.objects.filter(pk__in=ids).select_related("article__organisation", "submitted_by"))
