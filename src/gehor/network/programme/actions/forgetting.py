"""Those who are named in an application are forgotten; what the organisation did stays, and leads on as before."""

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.process.learning import FORGET_APPLICANT

from ..models import Application
from ..queries import facts_of


@transaction.atomic
def forget(application: Application, *, actor: Actor) -> Application:
    """Names and addresses go, and the link opens nothing more. How many there were, in which parts, stays.

    A decision that was never submitted goes too; one that was is a record of the host's.
    """
    act = begin(FORGET_APPLICANT, application.programme.host, actor=actor, facts=facts_of(application))
    application.contact_name = application.contact_title = ""
    application.contact_email = application.contact_phone = ""
    application.forgotten_at = application.forgotten_at or clock.now()
    application.save()
    application.people.update(name="", title="", email="")
    if application.submitted_at is None:
        _take_documents_away(application)
    record(act, subject=application)
    return application


def _take_documents_away(application: Application) -> None:
    for document in application.documents.all():
        transaction.on_commit(lambda kept=document.file: kept.storage.delete(kept.name))
    application.documents.all().delete()
