"""The handbook stands beside each field of the plan."""

import pytest
from django.utils import translation

from gehor.planning import forms, handbook
from gehor.planning.shapes import shapes
from gehor.recruitment.forms import TargetGroupForm

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
