"""Which mails there are to send: noted before they leave, each once."""

from collections.abc import Sequence

from django.db import transaction

from gehor.feedback.attempts import UNSENT
from gehor.ground.act import Actor, begin, record_each
from gehor.ground.organisations.models import Account
from gehor.process.learning import TELL_OF_ARTICLE

from ..models import Message, Version


@transaction.atomic
def plan_messages(version: Version, *, actor: Actor, about: str, accounts: Sequence[Account]) -> list[Message]:
    """One mail for each of them, unless it has been planned before. Returns those that have not left."""
    act = begin(TELL_OF_ARTICLE, version.article.organisation, actor=actor, lock=False)
    known = set(Message.objects.filter(version=version, about=about).values_list("account", flat=True))
    new = [Message(version=version, account=each, about=about) for each in accounts if each.pk not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    rows = list(Message.objects.filter(UNSENT, version=version, about=about))
    record_each(act, [(row, {"about": about}) for row in rows])
    return rows
