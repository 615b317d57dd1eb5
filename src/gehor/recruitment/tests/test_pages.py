"""The page on which target groups are named."""

import pytest

from gehor.recruitment.models import TargetGroup

PAGE = "/staff/d/skolan/target-groups/"
CHANGE = f"{PAGE}41/"
DROP = f"{PAGE}41/drop/"
GROUP = {"name_sv": "Unga", "why_sv": "De svarar minst.", "reached_by_sv": "På fritidsgården."}
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture
def alma(signed_in):
    return signed_in("alma")


def test_a_target_group_is_named_and_removed(planned, alma):
    answer = alma.post(PAGE, {**GROUP, "seldom_heard": "on", "reach_aim": "50"})
    assert (answer.status_code, answer["Location"]) == (303, "/staff/d/skolan/")
    assert "På fritidsgården." in alma.get(PAGE).text
    assert "Föräldrar" in alma.get(DROP).text
    assert alma.post(DROP).status_code == 303
    assert [group.name for group in TargetGroup.objects.all()] == [{"sv": "Unga"}]
    gone = alma.post(DROP)
    assert gone.status_code == 404


def test_a_target_group_is_changed_and_nobodys_text_is_lost(planned, alma):
    form = alma.get(CHANGE).context["form"]
    seen = form["seen"].value()
    answer = alma.post(CHANGE, {**GROUP, "seen": seen})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    clash = alma.post(CHANGE, {**GROUP, "name_sv": "Barn", "seen": seen})
    assert clash.status_code == 422
    assert "Barn" in clash.text
    assert "Unga" in clash.text
    assert TargetGroup.objects.get().name == {"sv": "Unga"}
    alma.post(DROP)
    gone = alma.post(CHANGE, {**GROUP, "why_sv": "De saknas.", "seen": seen})
    assert gone.status_code == 409
    assert "De saknas." in gone.text


@pytest.mark.parametrize("aim", ["0", "-1", "many", "1e9", "9" * 30])
def test_an_aim_that_is_no_number_of_people_is_refused_and_kept(planned, alma, aim):
    answer = alma.post(PAGE, {**GROUP, "reach_aim": aim})
    assert answer.status_code == 422
    assert "reach_aim" in answer.context["form"].errors
    assert "De svarar minst." in answer.text


def test_the_page_waits_for_purpose_and_goal(idea, alma):
    page = alma.get(PAGE)
    assert "/staff/d/skolan/purpose/" in page.text
    assert 'class="form"' not in page.text
    assert alma.post(PAGE, GROUP).status_code == 409


def test_who_may_see_the_pages(planned, signed_in):
    for who, status in (("kim", 200), ("bo", 403), ("farid", 403)):
        browser = signed_in(who)
        assert {browser.get(page).status_code for page in (PAGE, CHANGE, DROP)} == {status}


def test_a_group_of_another_dialogue_is_not_reached_from_here(planned, organisation, alma):
    from gehor.ground import clock
    from gehor.planning.models import Dialogue

    other = Dialogue.objects.create(organisation=organisation, slug="annat", started_at=clock.now())
    theirs = TargetGroup.objects.create(dialogue=other, name={"sv": "Andra"})
    assert alma.post(f"{PAGE}{theirs.pk}/drop/").status_code == 404


def test_html_is_shown_and_not_run(planned, alma):
    alma.post(PAGE, dict.fromkeys(GROUP, SCRIPT))
    assert TargetGroup.objects.filter(name={"sv": SCRIPT}).exists()
    assert "<script>alert" not in alma.get(PAGE).text


def test_the_page_costs_few_queries(planned, alma, django_assert_max_num_queries):
    for number in range(30):
        TargetGroup.objects.create(dialogue=planned, name={"sv": str(number)})
    with django_assert_max_num_queries(15):
        assert alma.get(PAGE).status_code == 200
