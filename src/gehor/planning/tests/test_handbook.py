"""The handbook stands beside each field of the plan."""

import pytest
from django.utils import translation

from gehor.followup.models import Closing
from gehor.ground import clock
from gehor.planning import forms, handbook
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.planning.project.models import Sheet
from gehor.planning.shapes import shapes
from gehor.recruitment.forms import TargetGroupForm
from gehor.recruitment.models import TargetGroup

PLAN_FORMS = (
    forms.StartForm,
    forms.AssessForm,
    forms.PurposeForm,
    forms.InfluenceForm,
    forms.DecisionMakerForm,
    forms.AnswerPromiseForm,
    forms.ActivityForm,
    TargetGroupForm,
)


@pytest.mark.parametrize("form", PLAN_FORMS, ids=lambda form: form.__name__)
def test_every_field_of_the_plan_has_a_text_of_the_handbook(form):
    fields = {name for name in form.base_fields if name not in handbook.SAID_ELSEWHERE}
    assert fields <= set(handbook.HANDBOOK[form.__name__])


def test_the_handbook_speaks_of_no_form_that_is_not_there():
    assert set(handbook.HANDBOOK) == {form.__name__ for form in PLAN_FORMS}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_text_is_short_and_whole_in_both_languages(language):
    with translation.override(language):
        texts = [
            str(text)
            for entries in handbook.HANDBOOK.values()
            for entry in entries.values()
            for text in (entry.why, entry.how, entry.example)
        ]
    assert all(0 < len(text) <= 200 for text in texts)


def test_swedish_texts_are_swedish():
    entries = [entry for each in handbook.HANDBOOK.values() for entry in each.values()]
    with translation.override("en"):
        english = [(str(entry.why), str(entry.how)) for entry in entries]
    with translation.override("sv"):
        swedish = [(str(entry.why), str(entry.how)) for entry in entries]
    assert not set(english) & set(swedish)


def test_the_text_is_folded_beside_its_field(planned, signed_in):
    page = signed_in("alma").get("/staff/d/skolan/purpose/", headers={"accept-language": "en"}).content.decode()
    assert page.count('<details class="handbook">') == len(handbook.HANDBOOK["PurposeForm"])
    assert "“To have a dialogue” is no purpose." in page
    assert "From the template:" not in page


def test_the_template_asks_its_own_question_at_the_field(planned, signed_in):
    planned.shape = "participatory_budget"
    planned.save()
    page = signed_in("alma").get("/staff/d/skolan/purpose/", headers={"accept-language": "en"}).content.decode()
    assert page.count("From the template:") == 3
    assert shapes()["participatory_budget"].prompts["purpose"]["en"] in page


def test_target_groups_have_their_handbook_too(planned, signed_in):
    page = signed_in("alma").get("/staff/d/skolan/target-groups/").content.decode()
    assert page.count('<details class="handbook">') == len(handbook.HANDBOOK["TargetGroupForm"])


def test_the_template_suggests_levels_and_groups_at_their_fields(planned, signed_in):
    planned.shape = "three_meetings"
    planned.save()
    alma = signed_in("alma")
    page = alma.get("/staff/d/skolan/influence/", headers={"accept-language": "en"}).content.decode()
    assert "Dialogue, Influence" in page
    page = alma.get("/staff/d/skolan/target-groups/", headers={"accept-language": "en"}).content.decode()
    assert "go to the school and the youth centre" in page


# What a finished dialogue wrote stands in the place of the invented example

ENGLISH = {"accept-language": "en"}
INVENTED = "“A list of at most ten findings, in the board’s papers on 10 June.”"


@pytest.fixture
def finished(organisation, accounts):
    """`finished("badet", goal="…")` is a dialogue that is closed and public; with `house` another organisation's."""

    def finish(slug, *, house=None, kind="citizen", closed=True, assessed=True, **texts):
        dialogue = Dialogue.objects.create(
            organisation=house or organisation,
            slug=slug,
            kind=kind,
            started_at=clock.now(),
            title={"sv": f"Dialogen {slug}"},
            **{part: {"sv": text} for part, text in texts.items()},
        )
        if assessed:
            Assessment.objects.create(
                dialogue=dialogue,
                outcome="run",
                question_can_be_influenced=True,
                deciders_can_be_influenced=True,
                reason={"sv": f"Skälet till {slug}."},
                assessed_at=clock.now(),
                assessed_by=accounts["alma"],
            )
        if closed:
            Closing.objects.create(
                dialogue=dialogue,
                closed_at=clock.now(),
                closed_by=accounts["alma"],
                lessons={"sv": "Fråga tidigare."},
            )
        return dialogue

    return finish


@pytest.fixture
def alma(signed_in):
    """Reads a page of Skolan in English."""
    browser = signed_in("alma")
    return lambda page: browser.get(f"/staff/d/skolan/{page}/", headers=ENGLISH).content.decode()


def test_the_example_is_what_a_finished_dialogue_wrote_with_a_link_to_it(
    planned, finished, alma, django_assert_max_num_queries
):
    finished("badet", goal="Ett <b>förslag</b> till öppettider.", purpose=" ")
    with django_assert_max_num_queries(15):
        page = alma("purpose")
    assert "Ett &lt;b&gt;förslag&lt;/b&gt; till öppettider." in page
    assert INVENTED not in page
    assert page.count('href="/d/badet/"') == 2  # title and goal; the rest is not said there
    assert "Invented example:" in page


@pytest.mark.parametrize("missing", ["closed", "assessed"])
def test_what_goes_on_or_is_not_public_is_no_example(planned, finished, alma, missing):
    finished("badet", goal="Öppettider.", **{missing: False})
    page = alma("purpose")
    assert "Öppettider." not in page
    assert INVENTED in page


def test_ones_own_comes_before_others_and_the_same_kind_before_another(planned, finished, alma, other_organisation):
    finished("lika", goal="Samma slags mål.")
    finished("olika", goal="Ett annat slags mål.", kind="user")
    finished("deras", goal="Deras mål.", background="Deras bakgrund.", house=other_organisation)
    page = alma("purpose")
    assert "Samma slags mål." in page
    assert "Deras bakgrund." in page  # nobody here has written any
    assert "Deras mål." not in page
    assert "Ett annat slags mål." not in page


def test_a_long_text_is_begun_and_the_rest_is_behind_the_link(planned, finished, alma):
    finished("badet", background="ord " * 80 + "slut.")
    page = alma("purpose")
    assert "ord …" in page or "ord…" in page
    assert "slut." not in page


def test_ways_of_taking_part_reasons_and_target_groups_have_examples_too(planned, finished, alma):
    badet = finished("badet")
    Activity.objects.create(
        dialogue=badet,
        number=1,
        method="proposals",
        title={"sv": "Tyck till om badet"},
        level="consult",
        begins_on=clock.today(),
        ends_on=clock.today(),
    )
    TargetGroup.objects.create(
        dialogue=badet, name={"sv": "Barnfamiljer"}, reached_by={"sv": "På badet."}, motive={"sv": "Bara för oss."}
    )
    assert "Tyck till om badet" in alma("activities/new/proposals")
    page = alma("target-groups")
    assert "På badet." in page
    assert "Bara för oss." not in page  # everybody cannot read it


def test_whoever_starts_and_assesses_a_dialogue_has_examples_too(idea, finished, alma, signed_in):
    finished("badet")
    assert "Dialogen badet" in signed_in("alma").get("/staff/o/alvsala/start/", headers=ENGLISH).content.decode()
    assert "Skälet till badet." in alma("assess")


def test_a_part_of_the_project_plan_shows_what_ones_own_organisation_wrote(
    planned, finished, alma, other_organisation, django_assert_max_num_queries
):
    def write(slug, house=None):
        dialogue = finished(slug, house=house)
        Sheet.objects.create(dialogue=dialogue, frame_money={"sv": f"Pengar: {slug}."}, changed_at=clock.now())

    write("deras", other_organisation)
    assert "Pengar: deras." not in alma("project/frames")
    write("vart")
    with django_assert_max_num_queries(15):
        assert "Pengar: vart." in alma("project/frames")


def test_where_a_fact_is_stated_its_source_is_shown(planned, alma):
    page = alma("purpose")
    assert "Source:" in page
    assert 'href="https://dialogguiden.se/article/show/911"' in page
