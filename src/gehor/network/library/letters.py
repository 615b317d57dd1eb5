"""Mails to colleagues about articles: that one waits, is published, or was sent back."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground.languages import said
from gehor.network.letters import language_of, written

from . import queries
from .models import Message, Question, Version


def envelope(message: Message) -> EmailMessage:
    """In the receiver's language, from the house that acts."""
    version, account = message.version, message.account
    article = version.article
    language = language_of(account.language, source=article.source_language)
    context = {
        "name": account.name,
        "heading": said(queries.heading(article, version), article.source_language, language)[0],
        "author": article.author,
        "reason": _reason(version),
        "page": settings.ADDRESS + _page(message),
    }
    return written(
        f"library/{message.about}.txt",
        context,
        to=account.email,
        language=language,
        sender=queries.keeper() or article.organisation,
        number=message_id("library", message.pk),
    )


def question(asked: Question) -> EmailMessage | None:
    """To the author, in the language of the article. Whoever answers writes straight to the one who asked."""
    article = asked.article
    version = queries.standing(article).public
    to = "" if version is None else queries.asked_at(article, version)
    if version is None or not to or not asked.text:
        return None
    language = language_of(article.source_language, source="sv")
    context = {
        "heading": said(queries.heading(article, version), article.source_language, language)[0],
        "text": asked.text,
        "reply_to": asked.reply_to,
        "page": settings.ADDRESS + reverse("library:article", args=[article.slug]),
    }
    return written(
        "library/question.txt",
        context,
        to=to,
        language=language,
        sender=queries.keeper() or article.organisation,
        number=message_id("library-question", asked.pk),
        reply_to=asked.reply_to,
    )


def _page(message: Message) -> str:
    article = message.version.article
    if message.about == Message.About.SUBMITTED:
        house = queries.keeper()
        return reverse("library:review", args=[house.slug, article.pk]) if house else ""
    if message.about == Message.About.PUBLISHED:
        return reverse("library:article", args=[article.slug])
    return reverse("library:own", args=[article.organisation.slug, article.pk])


def _reason(version: Version) -> str:
    last = version.deeds.order_by("-pk").first()
    return last.reason if last else ""
