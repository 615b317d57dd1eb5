"""The demo has used every process template for a dialogue."""

from collections import Counter

import pytest

from gehor.followup.models import Closing
from gehor.ground import clock
from gehor.planning.models import Activity, Dialogue
from gehor.planning.shapes import shapes
from gehor.planning.shapes.queries import has_some
from gehor.site.demo import shapes as shaped
from gehor.site.demo.diary import Diary
from gehor.site.demo.people import found_organisations
from gehor.site.demo.told import CONTENT, told

TOLD = told("shapes.json")


def test_every_template_has_one_demo_dialogue():
    stories = [told(path.name).get("shape") for path in CONTENT.glob("dialogue-*.json")]
    used = Counter([*filter(None, stories), *(row["shape"] for row in TOLD)])
    assert used == Counter(shapes().keys())


@pytest.mark.django_db
def test_each_is_planned_from_its_template_and_one_is_closed():
    people, diary = found_organisations(), Diary(clock.today())
    shaped.plan_events(TOLD, people.organisations, people.bodies, people.actors, diary.today, diary.plan)
    diary.happen()
    dialogues = list(Dialogue.objects.all())
    assert {each.shape for each in dialogues} == {row["shape"] for row in TOLD}
    for each in dialogues:
        activities = list(Activity.objects.filter(dialogue=each))
        assert len(activities) == len(shapes()[each.shape].activities)
        assert has_some(shapes()[each.shape], activities)
    assert list(Closing.objects.values_list("dialogue__shape", flat=True)) == ["street_dialogue"]
    assert len({each.organisation_id for each in dialogues}) == 2
