"""Templates as staff meet them: chosen at the start, read before, added to the plan, and followed at the workbench."""

import pytest
from django.urls import reverse

from gehor.planning.models import Activity, Dialogue
from gehor.planning.shapes import shapes

START = "/staff/o/alvsala/start/"
READ = "/staff/o/alvsala/templates/three_meetings/"
ADD = "/staff/d/skolan/activities/template/"
GIVEN = {"first_day": "2026-03-09", "place_sv": "Folkets hus, Storgatan 1"}


@pytest.fixture
def alma(signed_in):
    return signed_in("alma")


@pytest.fixture
def shaped(planned):
    Activity.objects.filter(dialogue=planned).delete()
    planned.shape = "three_meetings"
    planned.levels = ["involve", "influence"]
    planned.save()
    return planned


def test_every_template_is_offered_at_the_start_with_what_it_is_for_and_how_long_it_takes(organisation, alma):
    page = alma.get(START, headers={"accept-language": "en"}).content.decode()
    for shape in shapes().values():
        assert reverse("planning:template", args=["alvsala", shape.key]) in page
    assert "20–36 weeks" in page


@pytest.mark.parametrize("key", shapes())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_template_can_be_read_before_one_starts(organisation, alma, django_assert_max_num_queries, key, language):
    with django_assert_max_num_queries(15):
        answer = alma.get(f"/staff/o/alvsala/templates/{key}/", headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="{START}?template={key}"' in page
    assert str(shapes()[key].steps[-1].title[language]) in page


def test_a_dialogue_is_started_from_a_template_without_asking_for_its_kind(organisation, alma):
    page = alma.get(f"{START}?template=participatory_budget").content.decode()
    assert 'name="kind"' not in page
    given = {"title_sv": "Torget", "source_language": "sv"}
    answer = alma.post(f"{START}?template=participatory_budget", given)
    assert answer.status_code == 303
    dialogue = Dialogue.objects.get()
    assert (dialogue.shape, dialogue.kind) == ("participatory_budget", "budget")


def test_a_dialogue_is_still_started_without_a_template(organisation, alma):
    alma.post(START, {"title_sv": "Torget", "kind": "user", "source_language": "sv"})
    dialogue = Dialogue.objects.get()
    assert (dialogue.shape, dialogue.kind) == ("", "user")


@pytest.mark.parametrize("address", [f"{START}?template=lottery", "/staff/o/alvsala/templates/lottery/"])
def test_a_template_that_does_not_exist_is_not_found(organisation, alma, address):
    assert alma.get(address).status_code == 404


def test_somebody_who_may_not_start_a_dialogue_may_read_but_is_not_led_to_start(organisation, signed_in):
    answer = signed_in("odd").get(READ)
    assert answer.status_code == 200
    assert f"{START}?template=" not in answer.content.decode()


def test_the_plan_leads_to_the_templates_activities_until_they_are_added(shaped, alma, django_assert_max_num_queries):
    activities = reverse("planning:activities", args=["skolan"])
    assert ADD in alma.get(activities).content.decode()
    with django_assert_max_num_queries(15):
        assert alma.get(ADD).status_code == 200
    answer = alma.post(ADD, GIVEN)
    assert (answer.status_code, answer["Location"]) == (303, "/staff/d/skolan/")
    assert Activity.objects.filter(dialogue=shaped).count() == 3
    assert ADD not in alma.get(activities).content.decode()
    assert 'name="first_day"' not in alma.get(ADD).content.decode()
    assert alma.post(ADD, GIVEN).status_code == 422
    assert Activity.objects.filter(dialogue=shaped).count() == 3


def test_what_is_refused_is_said_and_everything_typed_is_kept(shaped, alma):
    answer = alma.post(ADD, {**GIVEN, "first_day": "2026-05-20"}, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Begin by 31 March 2026 at the latest" in page
    assert "Folkets hus, Storgatan 1" in page
    assert alma.post(ADD, {**GIVEN, "first_day": "i morgon"}).status_code == 422
    assert alma.post(ADD, {**GIVEN, "place_sv": " "}).status_code == 422
    assert not Activity.objects.filter(dialogue=shaped).exists()


def test_a_dialogue_without_a_template_has_no_page_for_it(planned, alma):
    assert alma.get(ADD).status_code == 404


def test_a_template_waits_for_the_plan_as_every_way_of_taking_part_does(idea, alma):
    idea.shape = "three_meetings"
    idea.save()
    assert 'name="first_day"' not in alma.get(ADD).content.decode()
    assert alma.post(ADD, GIVEN).status_code == 409


def test_nobody_from_elsewhere_sees_or_adds_anything(shaped, signed_in):
    farid = signed_in("farid")
    assert farid.get(READ).status_code in (403, 404)
    assert farid.get(ADD).status_code == 403
    assert farid.post(ADD, GIVEN).status_code == 403


def test_the_workbench_shows_the_steps_and_where_the_dialogue_is(shaped, alma, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = alma.get("/staff/d/skolan/", headers={"accept-language": "en"}).content.decode()
    assert "The steps of the template" in page
    assert "Meeting two: participants prioritise" in page


def test_templates_fit_and_can_be_used_by_everybody(shaped, open_page, at_desk, axe, no_sideways_scrolling):
    page = at_desk("alma", open_page(width=360))
    read = [f"/staff/o/alvsala/templates/{key}/" for key in ("three_meetings", "plan_dialogue")]
    for address in [START, f"{START}?template=three_meetings", *read, ADD, "/staff/d/skolan/"]:
        assert page.goto(address).status == 200
        axe(page)
        no_sideways_scrolling(page)
