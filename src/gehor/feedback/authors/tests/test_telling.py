"""Authors are told of what others do with their text: once, with the reason, and not in the words that are gone."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from gehor.analysis.actions import set_aside
from gehor.feedback.authors.models import Notice
from gehor.feedback.authors.tasks import tell_of_masking, tell_of_rulings
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.ground.journal.models import Entry
from gehor.ground.people import receipt
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact
from gehor.methods.proposals import amending
from gehor.methods.proposals.models import Amendment
from gehor.methods.proposals.rules import Settled
from gehor.participation.actions import contribute, enter, mask, open_participation, publish
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import rule
from gehor.participation.moderation.models import Ruling
from gehor.process.words import Channel, MaskReason

TO, OTHER = "dana@example.org", "ebbe@example.org"
SECRET = "Ring Anna på 070-174 06 05."


@pytest.fixture
def wrote(said, reachable):
    """A text by somebody who wants to be told in English."""
    one = said(SECRET, title="Om Anna")
    reachable(one, TO, language="en")
    return one


def letters(mail_server, address=TO):
    """All but the receipt that everybody gets."""
    worker.work_off()
    return [letter for letter in mail_server.to(address) if "receipt" not in str(letter["Subject"])]


def subjects(mail_server, address=TO):
    return [str(letter["Subject"]).strip().partition(":")[0] for letter in letters(mail_server, address)]


def test_whoever_wrote_a_hidden_text_is_told_once_why_and_where_and_not_in_its_words(wrote, bo, mail_server):
    made = rule(wrote, actor=bo, kind="hide", reason="personal_data", note="Ett namn och ett nummer.")
    [letter] = letters(mail_server)
    tell_of_rulings.enqueue([made.pk])
    assert len(letters(mail_server)) == 1
    text = letter.get_content()
    assert letter["Subject"] == "What you wrote is not shown: What is quality in school?"
    assert "The text is hidden, since it points out a person." in text and "Ett namn och ett nummer." in text
    assert f"/c/{receipt.shown(wrote.participant.receipt)}/" in text and wrote.reference in text
    assert "070-174" not in text and "Om Anna" not in text
    assert letter["List-Unsubscribe"] and letter["Reply-To"] == "info@alvsala.example"
    told = Entry.objects.filter(step="authors.tell")
    assert told.count() == 2 and TO not in str(list(told.values_list("codes", flat=True)))


def test_in_swedish_and_that_it_is_shown_again_only_who_was_told_that_it_was_hidden(wrote, said, bo, mail_server):
    Contact.objects.update(language="sv")
    rule(wrote, actor=bo, kind="hide", reason="threat")
    [letter] = letters(mail_server)
    assert letter["Subject"].strip() == "Det du skrev visas inte: Vad är kvalitet i skolan?"
    assert "Texten är dold, eftersom" in letter.get_content()
    rule(wrote, actor=bo, kind="restore")
    assert subjects(mail_server) == ["Det du skrev visas inte", "Det du skrev visas igen"]
    rule(wrote, actor=bo, kind="hide", reason="threat")
    rule(wrote, actor=bo, kind="restore")
    assert len(letters(mail_server)) == 2, "hidden and shown again before anybody heard of it"


def test_what_was_undone_before_anybody_heard_of_it_is_not_told_of(wrote, bo, mail_server):
    rule(wrote, actor=bo, kind="hide", reason="advertising")
    rule(wrote, actor=bo, kind="restore")
    assert not letters(mail_server) and Notice.objects.count() == 2


def test_while_the_mail_server_is_down_a_text_may_be_shown_again(wrote, bo, mail_server):
    mail_server.refuse = "451 Try later"
    rule(wrote, actor=bo, kind="hide", reason="advertising")
    worker.work_off()
    assert Notice.objects.get().attempts == 1
    rule(wrote, actor=bo, kind="restore")
    mail_server.refuse = None
    assert not letters(mail_server)


def test_a_masked_text_is_told_of_as_it_stands_at_last(wrote, bo, mail_server):
    first = mask(wrote, actor=bo, title="", text="Ring på 070-174.", reason=MaskReason.PERSONAL_DATA, note="")
    last = mask(wrote, actor=bo, title="", text="Ring […].", reason=MaskReason.PERSONAL_DATA, note="Ett nummer.")
    [letter] = letters(mail_server)
    tell_of_masking.enqueue([first.pk, last.pk])
    assert len(letters(mail_server)) == 1
    text = letter.get_content()
    assert letter["Subject"] == "What you wrote is shown in another wording: What is quality in school?"
    assert "Something that points out a person has been taken away." in text and "Ett nummer." in text
    assert "070-174" not in text and "Ring […]" not in text


def test_what_is_not_let_through_is_told_of_too(planned, activity, alma, bo, mail_server):
    activity.method, activity.shows_at_once = "statements", False
    activity.setup = {"statements": {"sv": "Maten är god"}, "adds": True}
    activity.save()
    open_participation(activity, actor=alma)
    made = contribute(
        activity,
        actor=RESIDENT,
        submission=uuid.uuid4(),
        text="Anna är dum.",
        language="sv",
        values={"question": "own"},
        contact=NewContact(TO, language="en"),
    )
    assert made.published_at is None
    rule(made, actor=bo, kind="hide", reason="personal_data")
    assert subjects(mail_server) == ["What you wrote is not shown"]
    assert all("är dum" not in letter.get_content() for letter in letters(mail_server))


def test_set_aside_as_unlawful_and_shown_by_whoever_read_it_anew(wrote, bo, mail_server):
    set_aside(wrote, actor=bo, aside="unlawful", version=0)
    [letter] = letters(mail_server)
    assert "The text is hidden, since it may be unlawful." in letter.get_content()
    publish(Contribution.objects.get(pk=wrote.pk), actor=bo)
    assert subjects(mail_server)[1:] == ["What you wrote is shown again"]


def test_who_is_not_written_to(wrote, said, bo, mail_server):
    silent = said("Utan adress")
    rule(silent, actor=bo, kind="hide", reason="threat")
    Contact.objects.update(stopped_at=clock.now())
    rule(wrote, actor=bo, kind="hide", reason="threat")
    assert not letters(mail_server) and not Notice.objects.exists()


def test_everybody_at_a_table_is_told_of_what_the_table_said(said, reachable, bo, mail_server):
    table, sat = said(SECRET, channel="meeting"), said("Eget")
    sat.participant.voices.add(table.participant)
    reachable(sat, TO, language="en")
    rule(table, actor=bo, kind="hide", reason="personal_data")
    [letter] = letters(mail_server)
    assert receipt.shown(sat.participant.receipt) in letter.get_content(), "each their own page"
    assert table.reference in letter.get_content()


def test_a_notice_is_about_one_thing(wrote, bo):
    made = rule(wrote, actor=bo, kind="hide", reason="threat")
    both = {"participant": wrote.participant, "contribution": wrote, "kind": "hidden"}
    for about in ({}, {"ruling": made, "wording": wrote.wordings.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(**both, **about)
    assert Ruling.objects.count() == 1


# Suggested changes


@pytest.fixture
def proposal(planned, activity, alma, reachable):
    activity.setup = {"amendments": True}
    activity.save()
    open_participation(activity, actor=alma)
    one = contribute(activity, actor=RESIDENT, submission=uuid.uuid4(), title="Ljus", text="Två lampor.", language="sv")
    reachable(one, TO, language="en")
    return Contribution.objects.get(pk=one.pk)


@pytest.fixture
def suggest(proposal, reachable):
    def send(text="Fyra lampor.", *, participant=None, by=contribute, **more):
        given = {
            "submission": uuid.uuid4(),
            "title": "Fler",
            "text": text,
            "language": "sv",
            "participant": participant,
        }
        told = {"amends": proposal.reference, "from_wording": 1}
        made = by(proposal.activity, **{"actor": RESIDENT, **given, "values": told, **more})
        if participant is None:
            reachable(made, OTHER, language="en")
        return Amendment.objects.select_related("contribution", "of__dialogue", "of__activity").get(contribution=made)

    return send


def settle(amendment, actor, outcome, **more):
    given = {"outcome": outcome, "reason": {"sv": "Två räcker inte.", "en": "Two are not enough."}, "version": 1}
    return amending.settle(amendment, actor=actor, **{**given, **more})


def test_a_change_is_told_of_to_the_author_and_its_answer_to_both(proposal, suggest, bo, mail_server):
    change = suggest()
    [letter] = letters(mail_server)
    text = letter.get_content()
    assert letter["Subject"] == "A change of your proposal is suggested: What is quality in school?"
    assert f"/c/{receipt.shown(proposal.participant.receipt)}/change/{change.contribution.reference}/" in text
    settle(change, bo, Settled.ACCEPTED)
    assert subjects(mail_server)[1:] == ["Your proposal has another wording"]
    assert subjects(mail_server, OTHER) == ["The change that you suggested is accepted"]
    for each in (letters(mail_server, OTHER)[0], letters(mail_server)[1]):
        text = each.get_content()
        assert "Two are not enough." in text and "Älvsala kommun has accepted it" in text and "lampor" not in text


def test_an_author_who_declines_is_not_told_of_it(proposal, suggest, mail_server):
    change = suggest()
    settle(change, RESIDENT, Settled.DECLINED, holder=proposal.participant)
    assert not letters(mail_server), "it was answered before the message left"
    [letter] = letters(mail_server, OTHER)
    assert "Whoever wrote the proposal has declined it" in " ".join(letter.get_content().split())


def test_a_reason_that_nobody_has_read_is_not_sent(proposal, suggest, mail_server):
    change = suggest()
    proposal.activity.shows_at_once = change.of.activity.shows_at_once = False
    settle(change, RESIDENT, Settled.DECLINED, holder=proposal.participant)
    [letter] = letters(mail_server, OTHER)
    assert "Two are not enough." not in letter.get_content()
    assert "The reason is shown when somebody has read it." in letter.get_content()


def test_a_change_that_waits_to_be_read_is_told_of_when_it_is_shown(proposal, suggest, bo, mail_server):
    proposal.activity.shows_at_once = False
    proposal.activity.save()
    change = suggest()
    assert not letters(mail_server)
    publish(change.contribution, actor=bo)
    assert subjects(mail_server) == ["A change of your proposal is suggested"]


def test_on_paper_too_and_nobody_is_told_of_their_own(proposal, suggest, alma, mail_server):
    suggest(participant=proposal.participant)
    assert not letters(mail_server)
    suggest("Tre lampor.", by=enter, actor=alma, channel=Channel.PAPER)
    assert subjects(mail_server) == ["A change of your proposal is suggested"]
