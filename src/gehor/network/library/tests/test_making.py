"""One click on a dialogue that is answered gives a draft of what is already there, with its own figures."""

import pytest

from gehor.feedback.actions import release_answers
from gehor.followup.models import Closing
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongMoment, WrongPerson
from gehor.network.library import queries
from gehor.network.library.actions import reviewing, writing
from gehor.network.library.differing import differing
from gehor.network.library.figures import Evidence
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Draft, Version
from gehor.network.library.queries import METHOD

MAKE = "/staff/d/skolan/example/"
SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def released(answered, alma):
    release_answers(answered, actor=alma, greeting={})
    Closing.objects.create(
        dialogue=answered,
        closed_at=clock.now(),
        closed_by_id=alma.account_id,
        lessons={"sv": "Fråga tidigare nästa gång."},
    )
    return answered


@pytest.fixture
def made(kept, released, alma):
    return writing.make_example(released, actor=alma)


def test_what_the_dialogue_says_stands_in_the_draft(made):
    draft = Draft.objects.get(article=made)
    content = draft.content
    assert content["title"] == {"sv": "Vad är kvalitet i skolan?", "en": "What is quality in school?"}
    assert content["background"] == {"sv": "Skolplanen ska göras om."}
    assert "Nämnden ska veta vad invånarna menar" in content["aim"]["sv"] and "Ett underlag" in content["aim"]["sv"]
    assert "**Lämna förslag**" in content["process"]["sv"] and "Föräldrar" in content["process"]["sv"]
    results = content["results"]["sv"]
    assert "Skolgården är för liten. **Tillgodosett.**" in results and "Fråga tidigare nästa gång." in results
    assert "Maten är kall. **Inte tillgodosett.**" in results
    assert (content["city"], content["vendor"], content["start_year"]) == ("Älvsala kommun", "Gehör", 2026)
    assert draft.facets["level_of_involvement"] == ["consult", "involve"]
    assert draft.facets["effect"] == ["whole", "weighed"]
    assert (draft.facets["form_of_participation"], draft.facets["political_level"]) == (["digital"], ["local"])
    assert made.dialogue.slug == "skolan"


def test_its_figures_are_measured_when_it_is_submitted_and_stay(made, alma, nour, client):
    given = {"related": [], "licence": "CC-BY-4.0"}
    content, told = Draft.objects.get(article=made).content, {"population": 300, "people": 9000}
    writing.change_article(made, actor=alma, content=content, facets={"effect": ["whole"]}, told=told, **given)
    writing.submit_article(made, actor=alma)
    reviewing.publish(made, actor=nour)
    measured = Version.objects.get(article=made).measured
    assert (measured["figures"]["people"], measured["figures"]["followed"]) == (3, 0.5)
    page = client.get(f"/library/article/{made.slug}/", headers=SWEDISH)
    rows = {row.code: row for row in page.context["this"].rows}
    assert (rows["people"].value, rows["people"].evidence) == ("3", Evidence.MEASURED), "not what somebody tells"
    assert (rows["of_population"].value, rows["of_population"].evidence) == ("1,0\xa0%", Evidence.TOLD)
    text = page.content.decode()
    assert "Uppmätt" in text and "Berättat" in text and "Skolgården är för liten." in text
    found = client.get("/library/?effect=whole&evidence=measured")
    assert [card["entry"].slug for card in found.context["cards"]] == [made.slug]
    writing.begin_version(made, actor=alma)
    written = {**content, "title": {"sv": "Skolan"}}
    draft = writing.change_article(made, actor=alma, content=written, facets={}, told=told, **given)
    found = differing(Kind.EXAMPLE, queries.standing(made).public, draft, source="sv")
    labels = {str(each.label) for each in found}
    assert "Heading" in labels and "Effect on the decision" not in labels, "the decisions say it when it is submitted"


def test_the_methods_that_were_used_are_named_where_the_library_has_them(released, kept, alma, activity):
    article = Article.objects.create(
        organisation=kept,
        kind=Kind.METHOD,
        slug="medborgarbudget",
        origin=f"{METHOD}participatory-budgeting",
        created_at=clock.now(),
    )
    activity.method = "budget"
    activity.save()
    made = writing.make_example(released, actor=alma)
    assert Draft.objects.get(article=made).related == [article.slug]


def test_nothing_is_made_of_a_dialogue_that_is_not_answered(kept, decided, alma, actors):
    with pytest.raises(NotYet) as refusal:
        writing.make_example(decided, actor=alma)
    assert refusal.value.missing == ("released",)
    for name in ("farid", "odd"):
        with pytest.raises(WrongPerson):
            writing.make_example(decided, actor=actors[name])


def test_a_dialogue_is_one_example(made, released, alma):
    with pytest.raises(WrongMoment) as refusal:
        writing.make_example(released, actor=alma)
    assert refusal.value.code == "example_made_already"
    writing.drop_article(made, actor=alma)
    assert queries.example_of(released) is None
    writing.make_example(released, actor=alma)


def test_the_lead_makes_it_by_one_click_from_the_dialogue(kept, released, signed_in, django_assert_max_num_queries):
    alma = signed_in("alma")
    assert MAKE in alma.get("/staff/d/skolan/").content.decode()
    with django_assert_max_num_queries(15):
        assert alma.get(MAKE).status_code == 200
    answer = alma.post(MAKE)
    made = queries.example_of(released)
    assert (answer.status_code, answer["Location"]) == (303, f"/staff/o/alvsala/library/{made.pk}/")
    assert alma.get(MAKE)["Location"] == answer["Location"], "once made, it is gone on with"
    with django_assert_max_num_queries(15):
        page = alma.get(answer["Location"], headers=SWEDISH).content.decode()
    assert "Uppmätt" in page and "Skicka in" in page


def test_before_it_is_answered_the_page_says_what_must_happen_first(kept, decided, signed_in):
    alma = signed_in("alma")
    assert MAKE not in alma.get("/staff/d/skolan/").content.decode()
    assert "Gör utkastet" not in alma.get(MAKE, headers=SWEDISH).content.decode()
    assert alma.post(MAKE).status_code == 409
