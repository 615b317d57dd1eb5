"""What a backup holds."""


def test_relations_that_have_a_table_of_their_own_are_kept_too() -> None:
    """Who sat at a table lies in no model but in the table between."""
    from gehor.ground.people.models import Participant
    from gehor.site.operations.backup import tables

    assert Participant.voices.through in tables()
