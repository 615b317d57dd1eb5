import pytest

from gehor.analysis.models import Reading
from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer, Delivery, Release
from gehor.feedback.queries import facts
from gehor.feedback.telling import told
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Contact
from gehor.participation.models import Opening


def ways(release):
    return sorted(release.deliveries.values_list("participant__pk", "way"))


def test_everyone_who_took_part_gets_one_delivery_by_each_way(answered, contributions, reachable, alma):
    web, paper, aside = (each.participant_id for each in contributions)
    reachable(contributions[0], "dana@example.se")
    reachable(contributions[1], "ebbe@example.se")
    release = release_answers(answered, actor=alma, greeting={"sv": "Tack!"})

    assert ways(release) == sorted([(web, "email"), (paper, "email"), (paper, "sheet"), (aside, "page")])
    assert Entry.objects.get(step="feedback.release").codes == {"deliveries": 4}
    waiting = release.deliveries.filter(done_at__isnull=True)
    assert set(waiting.values_list("way", flat=True)) == {"email", "sheet"}
    assert facts(answered).undelivered == 3  # the page is there at once


def test_somebody_who_wants_no_messages_is_answered_on_the_page(answered, contributions, reachable, alma):
    contact = reachable(contributions[0], "dana@example.se")
    Contact.objects.filter(pk=contact.pk).update(stopped_at=clock.now())
    release = release_answers(answered, actor=alma, greeting={})
    assert (contributions[0].participant_id, "page") in ways(release)


def test_who_sent_it_on_a_telephone_in_the_room_has_seen_the_receipt_and_gets_no_sheet(answered, contributions, alma):
    asked, typed = contributions[0], contributions[1]
    type(asked).objects.filter(pk=asked.pk).update(channel="meeting", entered_by=None)
    release = release_answers(answered, actor=alma, greeting={})
    assert {(asked.participant_id, "page"), (typed.participant_id, "sheet")} <= set(ways(release))


def test_somebody_who_is_erased_gets_neither_message_nor_sheet(answered, contributions, alma):
    participant = contributions[1].participant  # came on paper
    participant.erased_at = clock.now()
    participant.save()
    release = release_answers(answered, actor=alma, greeting={})
    assert (participant.pk, "page") in ways(release)


def test_two_contributions_by_one_participant_are_answered_once(answered, said, alma, contributions):
    Opening.objects.update(closed_at=None)
    again = said("En sak till.", participant=contributions[0].participant)
    Opening.objects.update(closed_at=clock.now())
    Reading.objects.create(contribution=again, dialogue=answered, read_at=clock.now(), read_by_id=alma.account_id)
    release = release_answers(answered, actor=alma, greeting={})
    assert release.deliveries.filter(participant=contributions[0].participant).count() == 1


@pytest.mark.parametrize("name", ["kim", "bo", "cilla", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_only_the_lead_releases(answered, actors, name):
    with pytest.raises(WrongPerson):
        release_answers(answered, actor=actors[name], greeting={})
    assert not Release.objects.exists()


def test_nothing_is_released_while_one_decision_or_one_answer_is_missing(answered, alma):
    Answer.objects.first().delete()
    with pytest.raises(NotYet) as refusal:
        release_answers(answered, actor=alma, greeting={})
    assert refusal.value.missing == ("all_answered",)

    Answer.objects.all().delete()
    Decision.objects.first().delete()
    with pytest.raises(NotYet) as refusal:
        release_answers(answered, actor=alma, greeting={})
    assert refusal.value.missing == ("all_decided", "all_answered")


def test_answers_are_released_once(released, answered, alma):
    with pytest.raises(NotYet) as refusal:
        release_answers(answered, actor=alma, greeting={})
    assert refusal.value.missing == ("not_released",)
    assert Delivery.objects.count() == 3


@pytest.mark.parametrize(("greeting", "code"), [({"sv": "x" * 2001}, "text_too_long"), ({"en": "Hi"}, "source_first")])
def test_a_greeting_without_sense_is_refused(answered, alma, greeting, code):
    with pytest.raises(WrongInput) as refusal:
        release_answers(answered, actor=alma, greeting=greeting)
    assert refusal.value.code == code


def test_each_is_told_what_was_said_decided_and_answered_or_why_it_was_set_aside(answered, contributions):
    people = [each.participant_id for each in contributions]
    first, second, third = (told(answered, people)[person] for person in people)
    assert [point.statement["sv"] for point in first.points] == ["Skolgården är för liten."]
    assert first.points[0].decision.outcome == "met" and first.points[0].answer == {"sv": "Tack för det du sa."}
    assert first.points[0].rests_on == (contributions[0].reference,)
    assert second.points[0].decision.outcome == "not_met"
    assert third.points == () and third.asides[0].aside.reason == "empty"


def test_whoever_repeated_themselves_is_told_what_the_first_time_led_to(answered, contributions):
    Reading.objects.filter(contribution=contributions[2]).update(aside="duplicate", duplicate_of=contributions[0])
    found = told(answered, [contributions[2].participant_id])[contributions[2].participant_id]
    assert [point.number for point in found.points] == [1]
    assert found.asides[0].aside.duplicate_of == contributions[0].reference


def test_what_is_told_costs_the_same_for_one_and_for_many(answered, contributions, django_assert_num_queries):
    with django_assert_num_queries(6):
        told(answered, [each.participant_id for each in contributions])
