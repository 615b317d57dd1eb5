"""A table speaks with one voice for several people: all of them are answered, each where they asked for it."""

from gehor.feedback.queries import reaches
from gehor.feedback.telling import told
from gehor.ground.people.keeping import NewContact, keep_contact, new_participant
from gehor.participation.models import Contribution
from gehor.trace.queries import contributions_of


def sitting(table, contact=None):
    """Somebody who sat at the table and said nothing that was noted as theirs alone."""
    person = new_participant(table.organisation)
    person.voices.add(table)
    if contact:
        keep_contact(person, contact)
    return person


def test_whoever_sat_at_the_table_is_told_what_is_told_to_the_table(answered):
    contribution = Contribution.objects.filter(dialogue=answered).first()
    table = contribution.participant
    person = sitting(table)
    both = told(answered, [table.pk, person.pk])
    assert both[person.pk] == both[table.pk]
    assert told(answered, [person.pk]) == {person.pk: both[table.pk]}
    assert contributions_of(person) == [contribution]


def test_what_one_said_alone_comes_with_what_the_table_said(answered):
    first, second, _ = Contribution.objects.filter(dialogue=answered).order_by("pk")
    first.participant.voices.add(second.participant)
    assert [each.reference for each in told(answered, [first.participant_id])[first.participant_id].said] == [
        first.reference,
        second.reference,
    ]
    assert [each.reference for each in told(answered, [second.participant_id])[second.participant_id].said] == [
        second.reference
    ]


def test_an_answer_goes_to_those_at_the_table_who_left_an_address(answered):
    table = Contribution.objects.filter(dialogue=answered).first().participant
    with_mail, with_letter = (
        sitting(table, NewContact("dana@example.se")),
        sitting(table, NewContact("Gatan 1", "letter")),
    )
    silent = sitting(table)
    ways = {reach.participant_id: set(reach.ways) for reach in reaches(answered)}
    assert ways[with_mail.pk] == {"email"}
    assert ways[with_letter.pk] == {"sheet"}
    assert silent.pk not in ways, "the receipt's page is the answer, and needs no delivery"


def test_nobody_is_told_what_another_table_said(answered):
    first, second, _ = Contribution.objects.filter(dialogue=answered).order_by("pk")
    person = sitting(first.participant)
    assert second.reference not in [each.reference for each in told(answered, [person.pk])[person.pk].said]
