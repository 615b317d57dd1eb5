"""Loads the demo's content through the product's own actions, day by day, with the clock set to each day.

What the demo shows has therefore passed every gate, and stands in the journal in the order in which it happened.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.utils import translation

from gehor.ground import clock, worker

from . import (
    approvals,
    basis,
    checks,
    course,
    escalation,
    evaluation,
    governance,
    library,
    maps,
    meetings,
    network,
    programme,
    replies,
    retroactive,
    shapes,
    sharing,
    stages,
    together,
    ways,
)
from .diary import Diary
from .people import People, found_organisations
from .story import Story
from .told import CONTENT, told


def build(*, say: Callable[[str], object] = lambda line: None) -> None:
    """Fill an empty database with the demo. Takes some seconds."""
    diary, people = Diary(clock.today()), found_organisations()
    stories = [Story(told(path.name), people, diary) for path in sorted(CONTENT.glob("dialogue-*.json"))]
    plan_stories(stories)
    plan_organisations(stories, people, diary)
    stories += plan_ways(people, diary)
    shapes.plan_events(told("shapes.json"), people.organisations, people.bodies, people.actors, diary.today, diary.plan)
    library.plan_events(told("library.json"), people, diary)
    approvals.plan_events(told("approvals.json"), people.organisations, people.actors, diary.day, diary.at(14))
    with translation.override("sv"), _in_one_go():
        diary.happen()
        worker.work_off()
    for story in stories:
        say(f"{story.row['title']['sv']}: {story.heard}")


def plan_stories(stories: Sequence[Story]) -> None:
    """Each dialogue by itself. What happens at the same moment happens in the order in which it is planned."""
    matters, plans = told("course.json"), told("project.json")
    for story in stories:
        story.plan_events()
        course.plan_events(matters, story)
    for story in stories:
        story.plan_project(plans.get(story.key))
    plan_feedback(stories)
    for row in told("replies.json"):
        story = next(each for each in stories if each.key == row["dialogue"])
        replies.plan_events(row, story.findings, story.contributions, story.lead, story.at)


def plan_feedback(stories: Sequence[Story]) -> None:
    """What was promised as each opened, and what was told before its answers."""
    feedback = told("stages.json")
    for story in stories:
        if "opened" in story.row["timeline"]:
            dialogue = partial(getattr, story, "dialogue")  # it does not exist yet
            stages.plan_events(feedback.get(story.key), story.on("opened"), dialogue, story.people.actors, story.at)


def plan_ways(people: People, diary: Diary) -> list[Story]:
    """The two dialogues in which every way of taking part can be tried, and looked at when it is over."""
    stories = [Story(ways.row(state), people, diary) for state in (ways.OPEN, ways.FINISHED)]
    for story in stories:
        story.plan_events()
        ways.plan_events(story)
    plan_feedback(stories)
    return stories


def plan_organisations(stories: Sequence[Story], people: People, diary: Diary) -> None:
    """What is done for all dialogues of an organisation, or in several of them."""
    organisations, bodies, actors, today, day = (
        people.organisations,
        people.bodies,
        people.actors,
        diary.today,
        diary.day,
    )
    slugs = {story.key: story.row["slug"] for story in stories}
    for path in sorted(CONTENT.glob("governance*.json")):
        row = told(path.name)
        governance.plan_events(row, organisations[row["organisation"]], bodies, actors, today, diary.at(8))
    evaluation.plan_events(told("evaluation.json"), slugs, actors, day, diary.at(15))
    for path in sorted(CONTENT.glob("meetings*.json")):
        meetings.plan_events(told(path.name), bodies, actors, diary)
    row = told("checks.json")
    checks.plan_events(row, organisations[row["organisation"]], slugs, actors, day, diary.at(16))
    together.plan_events(slugs, actors, today, diary.at(12))
    maps.plan_events(organisations["alvsala"], actors, diary.day("today-760"), diary.at(8))
    escalation.plan_events(organisations["alvsala"], actors["ada"], today, diary.at(12))
    row = told("basis.json")
    basis.plan_events(row, slugs[row["dialogue"]], bodies[row["body"]], actors, today, diary.at(12))
    network.plan_events(told("network.json"), people, diary)
    sharing.plan_events(told("sharing.json"), people, diary)
    programme.plan_events(told("programme.json"), organisations, actors, day, diary.at(13))
    retroactive.plan_events(organisations["region-vattendal"], bodies["rs"], actors, today, diary.at(9))


@contextmanager
def _in_one_go() -> Iterator[None]:
    """One transaction, and nobody looks for garbage meanwhile: two seconds fewer for whoever waits for the demo."""
    gc.disable()
    try:
        with transaction.atomic():
            yield
    finally:
        gc.enable()
