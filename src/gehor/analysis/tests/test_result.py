"""/d/<slug>/result/ and what belongs to it: for everybody."""

import pytest

from gehor.analysis.actions import set_aside
from gehor.analysis.models import SignOff
from gehor.participation.actions import mask, publish, withhold
from gehor.participation.models import Contribution, Opening

PAGES = ["result/", "result/1/", "result/aside/", "result.json"]


def page(client, rest=""):
    return client.get(f"/d/skolan/result/{rest}")


def test_before_sign_off_the_page_tells_how_far_the_reading_has_come(client, closed, three, found, has_read):
    has_read(three[0], found("Skolgården är för liten."))
    html = page(client).content.decode()
    assert "1 of 3 contributions have been read" in html
    assert "Skolgården är för liten." not in html
    assert page(client, "1/").status_code == page(client, "aside/").status_code == 404


def test_before_anybody_said_anything_the_page_stands_empty(client, opened):
    response = page(client)
    assert response.status_code == 200
    assert "Nobody has taken part yet." in response.content.decode()


def test_an_idea_has_no_result_for_anybody(client, idea):
    assert [client.get(f"/d/skolan/{rest}").status_code for rest in PAGES] == [404] * 4


def test_after_sign_off_each_finding_shows_what_it_rests_on(client, analysed):
    html = page(client).content.decode()
    assert "Skolgården är för liten." in html and "Mer utemiljö på skolgården." in html
    assert "1 of 3 contributions (33" in html
    assert "They are not a sample of everybody who lives here" in html
    one = page(client, "1/").content.decode()
    assert "Mer utemiljö på skolgården." in one and "Maten är kall när vi äter sist." not in one


def test_what_was_set_aside_is_shown_with_its_reason(client, analysed):
    html = page(client, "aside/").content.decode()
    assert "Empty" in html and "Innehåller ingen synpunkt." in html and "Hej hej" in html


def test_a_dialogue_in_which_nothing_was_set_aside_says_so(client, closed, three, found, has_read, bo):
    finding = found("Allt.")
    for contribution in three:
        has_read(contribution, finding)
    SignOff.objects.create(dialogue=closed, signed_at=closed.started_at, signed_by_id=bo.account_id)
    assert "Nothing is set aside" in page(client).content.decode()
    assert "Nothing is set aside" in page(client, "aside/").content.decode()


def test_a_finding_that_is_not_there(client, analysed):
    assert page(client, "7/").status_code == 404


def test_what_is_not_published_is_counted_and_not_quoted(client, analysed, bo):
    contribution = Contribution.objects.get(dialogue=analysed, wordings__text__startswith="Mer utemiljö")
    withhold(contribution, actor=bo)
    everything = "".join(page(client, rest).content.decode() for rest in ("", "1/", "aside/"))
    assert "Mer utemiljö" not in everything
    assert "1 of 3 contributions (33" in everything
    assert "The text is not shown." in page(client, "1/").content.decode()


def test_only_the_masked_wording_is_public(client, analysed, bo):
    contribution = Contribution.objects.get(dialogue=analysed, wordings__text__startswith="Mer utemiljö")
    mask(contribution, actor=bo, title="", text="Mer […]", reason="personal_data", note="Ett namn är borttaget.")
    publish(contribution, actor=bo)
    everything = "".join(client.get(f"/d/skolan/{rest}").content.decode() for rest in PAGES)
    assert "Mer utemiljö" not in everything and "Mer […]" in everything


def test_what_is_unlawful_is_named_and_not_shown(client, opened, said, found, has_read, bo):
    has_read(said("Bra mat"), found("Maten är bra."))
    set_aside(said("Ett hot"), actor=bo, aside="unlawful", note={"sv": "Hot mot en person."}, version=0)
    Opening.objects.update(closed_at=opened.started_at)
    SignOff.objects.create(dialogue=opened, signed_at=opened.started_at, signed_by_id=bo.account_id)
    html = page(client, "aside/").content.decode()
    assert "Unlawful" in html and "Hot mot en person." in html and "Ett hot" not in html


def test_the_same_stands_as_data(client, analysed):
    data = client.get("/d/skolan/result.json").json()
    assert (data["contributions"], data["read"], data["participants"], data["is_a_sample"]) == (3, 3, 3, False)
    assert [finding["number"] for finding in data["findings"]] == [1, 2]
    assert [len(finding["rests_on"]) for finding in data["findings"]] == [1, 1]
    assert data["findings"][1]["channels"] == {"paper": 1}
    assert data["channels"][0] == {"channel": "web", "contributions": 2, "participants": 2}
    [aside] = data["set_aside"]
    assert (aside["reason"], aside["note"]) == ("empty", {"sv": "Innehåller ingen synpunkt."})


def test_the_data_before_sign_off_has_no_findings(client, closed, three, found, has_read):
    has_read(three[0], found("Skolgården är för liten."))
    data = client.get("/d/skolan/result.json").json()
    assert (data["read"], data["findings"], data["signed_off_at"]) == (1, [], None)


def test_typed_html_is_shown_and_not_run(client, opened, said, has_read, bo):
    from gehor.analysis.actions import write_finding

    bad = "<script>alert(1)</script>"
    finding = write_finding(
        opened, actor=bo, statement={"sv": bad, "en": bad + "!"}, explanation={"sv": bad, "en": bad}
    )
    has_read(said(bad, title=bad), finding)
    set_aside(said(bad), actor=bo, aside="referred", referred_to=bad, note={"sv": bad}, version=0)
    SignOff.objects.create(dialogue=opened, signed_at=opened.started_at, signed_by_id=bo.account_id)
    for language in ("sv", "en"):
        html = "".join(
            client.get(f"/d/skolan/{rest}", headers={"accept-language": language}).content.decode()
            for rest in PAGES[:3]
        )
        assert bad not in html and "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("rest", PAGES)
def test_the_result_is_only_looked_at(client, analysed, rest):
    assert client.post(f"/d/skolan/{rest}").status_code in (403, 405)
