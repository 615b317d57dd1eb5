"""Facts are asked for with a statement that is written once: it says what the query would say."""

import datetime as dt

import pytest
from django.db.models import DateField, Value

from gehor.ground import clock
from gehor.planning import queries
from gehor.planning.models import Dialogue

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


def test_what_asks_about_today_asks_about_the_day_on_which_it_is_asked(opened):
    """A process lives for months, and what it writes once it writes for a day."""

    def asked():
        about = {"today_": Value(clock.today(), output_field=DateField())}
        one = queries.read_facts_and([opened], queries.COLUMNS, about)[opened.pk][1]["today_"]
        (_, many), *_ = queries.read_facts_and([opened, Dialogue(pk=0)], queries.COLUMNS, about).values()
        *_, at_the_door = queries.public_with_facts_and(opened.slug, about)
        return {one, many["today_"], at_the_door["today_"]}

    assert asked() == {clock.today()}
    with clock.at(clock.now() + dt.timedelta(days=9)):
        assert asked() == {clock.today()}


def test_what_does_not_name_the_day_is_not_put_together_anew_the_next(opened):
    queries.facts_known(opened)
    written = queries._asked({**queries.COLUMNS, **queries._TOLD})
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert queries._asked({**queries.COLUMNS, **queries._TOLD}) is written
