"""The plan as residents read it."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from gehor.planning.models import PublishedChange
from gehor.planning.plan import changes_of, parts_of, public_plan, warnings_of
from gehor.planning.queries import activities
from gehor.planning.texts import LEVELS

SCRIPT = "<script>alert(1)</script>"


def shown(dialogue, **context):
    with translation.override("sv"):
        return render_to_string("planning/_plan.html", {"plan": public_plan(dialogue), **context})


def change(dialogue, part, before, after):
    return PublishedChange.objects.create(
        dialogue=dialogue,
        part=part,
        before=before,
        after=after,
        reason={"sv": "Mötet flyttades."},
        published_at=dt.datetime(2026, 5, 2, tzinfo=dt.UTC),
    )


def test_each_level_stands_with_its_promise(planned):
    page = shown(planned)
    with translation.override("sv"):
        assert str(LEVELS["consult"].promise) in page
        assert str(LEVELS["involve"].promise) in page
        assert str(LEVELS["codecide"].promise) not in page


def test_purpose_reason_and_ways_are_public(planned):
    page = shown(planned, here="public")
    for text in ("Ett underlag till skolplanen.", "Nämnden beslutar i juni.", "Lämna förslag"):
        assert text in page


def test_what_the_page_around_says_already_is_left_out(planned):
    assert "Läroplanen" in shown(planned)
    assert "Läroplanen" not in shown(planned, here="public")


def test_a_change_shows_old_and_new_with_its_reason(planned):
    change(planned, "decision_on", "2026-06-10", "2026-06-30")
    page = shown(planned)
    assert '<time datetime="2026-06-10">' in page and '<time datetime="2026-06-30">' in page
    assert "Mötet flyttades." in page


@pytest.mark.parametrize(
    ("part", "before", "after", "kind"),
    [
        ("question", {"sv": "Vad?"}, {"sv": "Hur?"}, "text"),
        ("levels", ["consult"], ["consult", "involve"], "list"),
        ("deciding_body", "Nämnden", "Fullmäktige", "words"),
        ("ends_on:1", "2026-04-30", "2026-05-15", "day"),
        ("ends_on:9", "2026-04-30", "2026-05-15", "day"),
        ("something_gone", "x", "y", "words"),
    ],
)
def test_every_kind_of_change_can_be_read(planned, part, before, after, kind):
    change(planned, part, before, after)
    found = changes_of(planned)[0]
    assert (found.before.kind, found.after.kind) == (kind, kind)
    assert shown(planned)


def test_old_and_new_are_shown_in_the_same_language(planned):
    change(planned, "question", {"sv": "Vad?", "en": "What?"}, {"sv": "Hur?"})
    found = changes_of(planned)[0]
    assert (found.before.value, found.after.value) == ({"sv": "Vad?"}, {"sv": "Hur?"})


def test_html_in_the_plan_is_shown_and_not_run(planned):
    planned.purpose = planned.goal = planned.background = {"sv": SCRIPT, "en": SCRIPT}
    planned.save()
    change(planned, "goal", {"sv": SCRIPT}, {"sv": SCRIPT})
    assert "<script>" not in shown(planned)


def test_the_public_plan_costs_four_queries(planned, django_assert_num_queries):
    for number in range(10):
        change(planned, "case_number", str(number), str(number + 1))
    with django_assert_num_queries(4):
        shown(planned)


def test_a_dialogue_that_is_not_run_shows_why(idea, accounts):
    idea.assessments.create(
        outcome="inform_only",
        question_can_be_influenced=False,
        deciders_can_be_influenced=True,
        reason={"sv": "Bron är redan beställd."},
        assessed_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        assessed_by=accounts["alma"],
    )
    assert "Bron är redan beställd." in shown(idea)


def test_the_parts_that_can_be_changed_stand_with_what_they_say_now(planned):
    parts = {part.key: part for part in parts_of(planned)}
    assert parts["deciding_body"].value == "Barn- och utbildningsnämnden"
    assert parts["ends_on:1"].value == dt.date(2026, 4, 30)


def test_a_plan_with_room_is_not_warned_of(planned):
    assert warnings_of(planned, list(activities(planned))) == []
