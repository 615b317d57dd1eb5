"""Answering a survey a part at a time; nothing typed is lost, and nothing is received before it is sent."""

import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from PIL import Image

from gehor.ground.act import Actor
from gehor.methods.survey.actions import arrange_questions
from gehor.methods.survey.rules import removed
from gehor.methods.tests.promises import controls
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.ballots.models import Ballot, FormVersion
from gehor.participation.models import Attachment, Contribution
from gehor.planning.models import Activity

from .conftest import FORM


def sent(client: Client, data: str, **more: Any) -> HttpResponse:
    response = client.post(FORM, {**QueryDict(data).dict(), **more})
    assert isinstance(response, HttpResponse)
    return response


def asked(page: HttpResponse) -> str:
    return page.content.decode()


def test_the_first_page_asks_the_first_part_and_costs_little(
    survey: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get(FORM)
    assert page.text.count("What you say is kept in the case.") == 1, "though two notices stand there"
    assert 'name="q.way"' in asked(page) and 'name="q.safe"' not in asked(page)
    assert "Part 1 of 2" in asked(page) and 'name="email"' not in asked(page)
    assert "no-store" not in page["Cache-Control"] and set(page.cookies) <= {"csrftoken"}


def test_what_is_filled_in_travels_from_part_to_part_until_it_is_sent(survey: Activity, client: Client) -> None:
    second = sent(client, "page=0&q.way=bus&q.stop=Torget&shown=:before")
    assert asked(second).count('name="shown"') == 1, "each page says when it was shown, once"
    assert second.status_code == 200 and "Part 2 of 2" in asked(second) and 'name="email"' in asked(second)
    assert {("q.way", "bus"), ("q.stop", "Torget"), ("page", "1")} <= controls(second)
    back = sent(client, "page=1&q.way=bus&q.stop=Torget&q.safe=4&back=1")
    assert {("q.way", "bus"), ("q.safe", "4"), ("page", "0")} <= controls(back)
    last = sent(client, "page=1&q.way=bus&q.stop=Torget&q.safe=4")
    assert "Nothing has been received" in asked(last) and not Ballot.objects.exists()
    changed = sent(client, "page=1&q.way=bus&q.stop=Torget&q.safe=4&change=1")
    assert {("page", "0"), ("q.safe", "4")} <= controls(changed)
    done = sent(client, "page=1&q.way=bus&q.stop=Torget&q.safe=4&confirmed=1", submission=str(uuid.uuid4()))
    assert done.status_code == 303
    assert Ballot.objects.get().values == {"way": "bus", "safe": 4}
    assert Contribution.objects.get().values == {"question": "stop"}


def test_a_part_says_what_is_wrong_with_it_and_not_with_the_next(survey: Activity, client: Client) -> None:
    page = sent(client, "page=0&q.also=walk")
    assert page.status_code == 422 and "Part 1 of 2" in asked(page)
    assert {("q.also", "walk")} <= controls(page)
    later = sent(client, "page=1&q.way=car&q.far=många")
    assert later.status_code == 422 and "Part 2 of 2" in asked(later) and ("q.far", "många") in controls(later)
    skipped = sent(client, "page=1&q.far=1&confirmed=1")  # somebody sends what no page of ours would have sent
    assert skipped.status_code == 422 and "Part 1 of 2" in asked(skipped)


def test_however_quickly_a_part_is_turned_what_must_be_answered_is_said_on_it(
    survey: Activity, client: Client, settings: Any
) -> None:
    settings.LEAST_SECONDS = 3
    page = sent(client, "page=0&q.way=")
    assert page.status_code == 422 and "Part 1 of 2" in asked(page) and "That went quicker" not in asked(page)


def test_personal_data_is_asked_about_on_the_part_where_it_stands_and_once(survey: Activity, client: Client) -> None:
    written = "q.way=bus&q.stop=Ring+070-123+45+67&q.safe=4"
    page = sent(client, f"page=0&{written}")
    assert page.status_code == 422 and "Part 1 of 2" in asked(page) and "070-123 45 67 (" in asked(page)
    mark = dict(controls(page))["as_it_is"]
    second = sent(client, f"page=0&as_it_is={mark}&{written}")
    assert second.status_code == 200 and ("as_it_is", mark) in controls(second)
    last = sent(client, f"page=1&as_it_is={mark}&{written}")
    assert "Nothing has been received" in asked(last)
    assert sent(client, f"page=0&q.way=bus&q.safe=4&as_it_is={mark}&q.stop=Ring+070-765+43+21").status_code == 422


def test_an_answer_that_is_no_longer_asked_is_left_out_and_told(written: Activity, alma: Actor, client: Client) -> None:
    whole = written.setup["questions"]
    stop = next(each for each in whole if each["key"] == "stop")
    written.setup = {"questions": [each for each in whole if each is not stop] + [stop]}  # now in the second part
    written.save()
    open_participation(written, actor=alma)
    assert 'name="q.stop"' in asked(sent(client, "page=0&q.way=bus"))
    walked = sent(client, "page=0&q.way=walk&q.stop=Torget")
    assert walked.status_code == 200
    assert 'name="q.stop"' not in asked(walked) and "Which stop?: Torget" in asked(walked)
    assert sent(client, "page=1&q.way=walk&q.stop=Torget&confirmed=1").status_code == 303
    assert not Contribution.objects.exists()


def test_answers_to_questions_that_have_changed_are_kept_and_not_received(
    survey: Activity, alma: Actor, client: Client
) -> None:
    arrange_questions(survey, actor=alma, change=lambda now: removed(now, "stop"))
    page = sent(client, "version=1&page=1&q.way=bus&q.stop=Torget&q.far=3&confirmed=1")
    assert page.status_code == 409 and "have been changed since you opened" in asked(page)
    assert {("q.way", "bus"), ("q.far", "3"), ("version", "2")} <= controls(page)
    assert not Ballot.objects.exists()


def test_what_was_asked_does_not_change_under_answers(survey: Activity, alma: Actor, client: Client) -> None:
    assert sent(client, "q.way=bus&confirmed=1").status_code == 303
    before = FormVersion.objects.get()
    with pytest.raises(Exception, match="survey_has_answers"):
        arrange_questions(survey, actor=alma, change=lambda now: removed(now, "stop"))
    assert FormVersion.objects.get().sha256 == before.sha256
    survey.refresh_from_db()
    assert survey.setup["questions"] == before.questions


def test_answers_to_a_survey_that_has_closed_are_shown_to_whoever_wrote_them(
    survey: Activity, alma: Actor, client: Client
) -> None:
    close_participation(survey, actor=alma, reason={"sv": "Alla har svarat."})
    page = sent(client, "page=1&q.way=bus&q.stop=Torget&q.far=3&confirmed=1")
    assert page.status_code == 409
    assert all(words in asked(page) for words in ("By bus", "Torget", "3"))


# Files


def picture(name: str = "Vägen.jpg") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


def test_a_picture_travels_with_the_answers_and_becomes_a_contribution_that_somebody_looks_at(
    survey: Activity, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    last = sent(client, "page=1&q.way=bus", **{"q.photo": picture()})
    assert last.status_code == 200 and "Vägen.jpg" in asked(last)
    key = next(value for name, value in controls(last) if name == "q.photo.kept")
    assert sent(client, f"page=1&q.way=bus&q.photo.kept={key}&confirmed=1").status_code == 303
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.content_type, attachment.published_at) == ("Vägen.jpg", "image/jpeg", None)
    assert attachment.contribution.values == {"question": "photo"}
    assert Ballot.objects.get().values == {"way": "bus"}


def test_a_file_that_is_no_picture_is_refused_at_its_question_with_the_rest_kept(
    survey: Activity, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    page = sent(client, "page=1&q.way=bus&q.far=3", **{"q.photo": io.BytesIO(b"MZ not a picture")})
    assert page.status_code == 422 and {("q.way", "bus"), ("q.far", "3")} <= controls(page)
    gone = sent(client, "page=1&q.way=bus&q.photo.kept=" + "x" * 32)
    assert gone.status_code == 422 and "is not kept any more" in asked(gone)
    away = sent(client, "page=1&q.way=bus&q.photo.kept=" + "x" * 32 + "&q.photo.away=1")
    assert away.status_code == 200
