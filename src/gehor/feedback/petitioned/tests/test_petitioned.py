"""Whoever wrote a petition, and those who support it, hear what is done with it: once, and in their language."""

import pytest
from django.test import Client

from gehor.feedback.petitioned.models import Message
from gehor.feedback.petitioned.tasks import tell_of_petition
from gehor.ground import clock, worker
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact, keep_contact
from gehor.ground.people.models import Contact
from gehor.methods.petition.actions import handle
from gehor.methods.petition.rules import Handled
from gehor.methods.petition.tests import examples
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution

FORM = "/d/skolan/take-part/1/"


@pytest.fixture
def petition(activity, alma, client, mail_server):
    """Dana wrote it, and Ebbe supports it."""
    activity.method, activity.setup, activity.shows_at_once = "petition", examples.SETUP, True
    activity.save()
    open_participation(activity, actor=alma)
    client.post(FORM, examples.FILLED[0])
    one = Contribution.objects.select_related("activity__dialogue__organisation").get()
    Client().post(f"{FORM}petitions/{one.reference}/support/", {"submission": "0" * 32})
    ebbe = Voter.objects.get().participant
    for participant, address, language in ((one.participant, "dana", "sv"), (ebbe, "ebbe", "en")):
        keep_contact(participant, NewContact(f"{address}@example.org", language=language))
    worker.work_off()
    mail_server.letters.clear()  # the receipts
    return one


def test_who_hears_what_was_decided(petition, alma, board, mail_server):
    note = {"sv": "Klockan ställs upp i vår.", "en": "The clock is put up in spring."}
    made = handle(petition, actor=alma, kind=Handled.DECIDED, on=clock.today(), body=board, note=note)
    worker.work_off()
    tell_of_petition.enqueue([made.pk])
    worker.work_off()
    [dana], [ebbe] = mail_server.to("dana@example.org"), mail_server.to("ebbe@example.org")
    assert dana["Subject"].startswith("Beslut är fattat:") and "som du har skrivit" in dana.get_content()
    assert "Klockan ställs upp i vår." in dana.get_content() and board.name in dana.get_content()
    assert ebbe["Subject"].startswith("A decision is made:") and "that you support" in ebbe.get_content()
    assert ebbe["List-Unsubscribe"] and len(mail_server.letters) == 2
    assert Message.objects.filter(done_at=None).count() == 0
    assert "dana@" not in str(list(Entry.objects.values_list("codes", flat=True)))


def test_a_title_that_is_not_shown_is_not_written_either(petition, alma, mail_server):
    title = petition.wordings.get().title
    Contribution.objects.update(published_at=None)
    Contact.objects.filter(language="en").update(stopped_at=clock.now())
    handle(petition, actor=alma, kind=Handled.REGISTERED, on=clock.today(), case_number="KS 1")
    worker.work_off()
    [letter] = mail_server.letters
    assert title not in letter.get_content() and petition.reference in letter["Subject"]
