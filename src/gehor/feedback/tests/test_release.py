import pytest

from gehor.feedback.models import Answer, Delivery, Release

PAGE = "/staff/d/skolan/release/"
GREETING = {"greeting_sv": "Tack alla!", "greeting_en": ""}


def test_first_a_look_at_it_then_the_release(
    signed_in, answered, contributions, reachable, django_assert_max_num_queries
):
    reachable(contributions[0], "dana@example.se")
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(PAGE)
    assert {str(words[0]): count for words, count in page.context["ways"]} == {
        "E-mail": 1,
        "Answer sheet": 1,
        "Their own page": 1,
    }

    with django_assert_max_num_queries(20):  # a POST that shows; the page itself is counted above
        preview = alma.post(PAGE, GREETING)
    body = preview.content.decode()
    assert preview.status_code == 200 and not Release.objects.exists()
    assert "Tack alla!" in body and "Tack för det du sa." in body and "XXXXX-XXXXX" in body
    assert contributions[0].participant.receipt[:5] not in body

    response = alma.post(PAGE, {**GREETING, "release": "1"})
    assert response.status_code == 303 and response["Location"] == "/staff/d/skolan/deliveries/"
    assert Release.objects.get().greeting == {"sv": "Tack alla!"} and Delivery.objects.count() == 3


def test_released_twice_is_refused(signed_in, answered):
    alma = signed_in("alma")
    alma.post(PAGE, {**GREETING, "release": "1"})
    assert alma.post(PAGE, {**GREETING, "release": "1"}).status_code == 409
    assert Delivery.objects.count() == 3
    assert "release" not in alma.get(PAGE).context["form"].data


def test_what_is_missing_is_a_list_with_the_way_to_mend_it(signed_in, answered):
    Answer.objects.first().delete()
    alma = signed_in("alma")
    page = alma.get(PAGE).content.decode()
    assert "/staff/d/skolan/answers/" in page and 'name="greeting_sv"' not in page
    assert alma.post(PAGE, {**GREETING, "release": "1"}).status_code == 409


@pytest.mark.parametrize("greeting", [{"greeting_sv": "x" * 2001}, {"greeting_sv": "", "greeting_en": "Thanks"}])
def test_a_greeting_without_sense_comes_back(signed_in, answered, greeting):
    response = signed_in("alma").post(PAGE, {**greeting, "release": "1"})
    assert response.status_code == 422 and not Release.objects.exists()


def test_others_may_look_but_not_release(signed_in, answered):
    kim = signed_in("kim")
    assert 'name="greeting_sv"' not in kim.get(PAGE).content.decode()
    assert kim.post(PAGE, {**GREETING, "release": "1"}).status_code == 403
    assert signed_in("farid").get(PAGE).status_code == 403


def test_markup_in_a_greeting_stays_text(signed_in, answered):
    evil = '"><script>alert(1)</script>'
    assert "<script>alert" not in signed_in("alma").post(PAGE, {"greeting_sv": evil}).content.decode()
