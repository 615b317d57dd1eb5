"""Facts are asked for with a statement that is written once: it says what the query would say."""

import pytest

from gehor.planning import queries

pytestmark = pytest.mark.django_db


@pytest.mark.both
@pytest.mark.parametrize("state", ["idea", "opened", "answered"])
def test_a_statement_written_once_tells_what_the_query_tells(request, state):
    dialogue = request.getfixturevalue(state)
    columns = {**queries.COLUMNS, **queries._TOLD}
    anew = queries._asking(columns).get(pk=dialogue.pk)
    once = queries._row(dialogue, columns)
    assert once == anew
    assert {name: type(value) for name, value in once.items()} == {name: type(value) for name, value in anew.items()}


def test_of_a_dialogue_that_is_gone_nothing_is_known(idea):
    idea.pk = 999_999
    with pytest.raises(type(idea).DoesNotExist):
        queries.facts_known(idea)
    assert queries.read_facts([idea], queries.COLUMNS) == {}
