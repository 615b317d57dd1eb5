import datetime as dt

import pytest

from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.decision.queries import basis
from gehor.ground import clock
from gehor.participation.models import Contribution, Opening, Wording
from gehor.recruitment.models import TargetGroup

BASIS = "/d/skolan/basis/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_everybody_reads_the_same_basis_as_the_board(english, analysed, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = english.get(BASIS).content.decode()
    assert "What is quality in school for you?" in page
    assert "Barn- och utbildningsnämnden" in page and "BUN 2026/17" in page
    assert "Skolplanens mål." in page and "Läroplanen, som staten beslutar." in page
    assert "Skolgården är för liten." in page and "Mer utemiljö på skolgården." in page
    assert "Innehåller ingen synpunkt." in page  # what was set aside, and why


def test_until_the_sign_off_the_page_says_that_it_is_not_ready(english, analysed):
    SignOff.objects.all().delete()
    page = english.get(BASIS).content.decode()
    assert "not ready" in page and "Skolgården är för liten." not in page
    assert english.get(f"{BASIS}1/").status_code == 404
    assert english.get(f"{BASIS}set-aside/").status_code == 404


def test_an_idea_has_no_public_basis(client, idea):
    assert client.get(BASIS).status_code == 404


def test_the_numbers_are_those_of_the_rows(analysed):
    found = basis(analysed)
    assert found.contributions == 3 and found.participants == 3 and found.people == 3
    assert dict(found.by_channel) == {"web": 2, "paper": 1}
    assert dict(found.set_aside) == {"empty": 1} and found.aside_count == 1
    assert [each.contributions for each in found.findings] == [1, 1]
    assert [dict(each.by_channel) for each in found.findings] == [{"web": 1}, {"paper": 1}]


def test_a_finding_counts_each_participant_once(analysed, said, accounts):
    finding = Finding.objects.get(dialogue=analysed, number=1)
    first = Contribution.objects.get(pk=finding.rests.get().contribution_id)
    Opening.objects.update(closed_at=None)
    second = said("Gungor!", participant=first.participant)
    Rest.objects.create(finding=finding, contribution=second)
    Reading.objects.create(contribution=second, dialogue=analysed, read_at=clock.now(), read_by=accounts["bo"])
    weighed = basis(analysed).findings[0]
    assert (weighed.contributions, weighed.participants) == (2, 1)


def test_a_table_that_spoke_with_one_voice_is_counted_as_its_people_too(analysed):
    participant = Contribution.objects.first().participant
    participant.people = 7
    participant.save()
    found = basis(analysed)
    assert (found.participants, found.people) == (3, 9)


def test_who_came_of_each_group_is_said_to_be_unknown(english, analysed):
    TargetGroup.objects.update(reach_aim=50, seldom_heard=True)
    page = english.get(BASIS).content.decode()
    assert "Föräldrar" in page and "50" in page and "Unknown" in page


def test_the_masked_wording_is_shown_and_never_the_first(english, analysed):
    contribution = Contribution.objects.get(dialogue=analysed, channel="paper")
    Wording.objects.create(
        contribution=contribution,
        number=2,
        text="Maten är kall när [namn] äter sist.",
        language="sv",
        reason="personal_data",
        worded_at=clock.now(),
    )
    page = english.get(BASIS).content.decode()
    assert "[namn]" in page and "när vi äter sist" not in page


def test_what_is_not_published_or_unlawful_is_counted_but_not_shown(english, analysed):
    Contribution.objects.filter(channel="paper").update(published_at=None)
    Reading.objects.exclude(aside="").update(aside="unlawful")
    page = english.get(BASIS).content.decode()
    assert "Maten är kall när vi" not in page and "Hej hej" not in page
    assert page.count("The text is not shown.") == 2


def test_a_finding_with_many_contributions_shows_some_and_leads_to_all(
    english, analysed, said, accounts, django_assert_max_num_queries
):
    Opening.objects.update(closed_at=None)
    finding = Finding.objects.get(dialogue=analysed, number=1)
    for number in range(60):
        with clock.at(clock.now() + dt.timedelta(minutes=number + 1)):
            more = said(f"Förslag nummer {number}.")
        Rest.objects.create(finding=finding, contribution=more)
        Reading.objects.create(contribution=more, dialogue=analysed, read_at=clock.now(), read_by=accounts["bo"])
    with django_assert_max_num_queries(8):
        page = english.get(BASIS).content.decode()
    assert "The first 5 of 61 contributions" in page
    assert "Förslag nummer 3." in page and "Förslag nummer 4." not in page
    with django_assert_max_num_queries(8):
        first = english.get(f"{BASIS}1/").content.decode()
    second = english.get(f"{BASIS}1/?page=2").content.decode()
    assert "Förslag nummer 48." in first and "Förslag nummer 59." not in first
    assert "Förslag nummer 59." in second


def test_markup_in_every_text_stays_text(english, analysed):
    evil = "<script>alert(1)</script>"
    for name in ("title", "background", "question", "purpose", "goal", "can_influence", "cannot_influence"):
        setattr(analysed, name, {"sv": evil})
    analysed.case_number = evil[:40]
    analysed.save()
    Finding.objects.update(statement={"sv": evil}, explanation={"sv": evil})
    Reading.objects.exclude(aside="").update(aside_note={"sv": evil}, aside="referred", referred_to=evil)
    TargetGroup.objects.update(name={"sv": evil}, reached_by={"sv": evil})
    for address in (BASIS, f"{BASIS}1/", f"{BASIS}set-aside/", "/d/skolan/decision/"):
        assert evil not in english.get(address).content.decode()
