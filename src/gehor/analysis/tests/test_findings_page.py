"""/staff/d/<slug>/findings/, …/findings/<number>/ and /staff/d/<slug>/sign-off/"""

import pytest

from gehor.analysis.actions import reword_finding, set_aside
from gehor.analysis.models import Finding, SignOff
from gehor.analysis.queries.findings import findings
from gehor.ground.people.models import Participant


@pytest.fixture
def bo_at(opened, signed_in):
    client = signed_in("bo")

    class At:
        def get(self, page):
            return client.get(f"/staff/d/skolan/{page}")

        def post(self, page, **fields):
            return client.post(f"/staff/d/skolan/{page}", fields)

    return At()


def test_each_finding_tells_how_many_stand_behind_it_and_by_which_channel(opened, said, found, has_read):
    finding = found("Maten är kall.")
    table = Participant.objects.create(
        organisation=opened.organisation, receipt="1000000000", created_at=opened.started_at, people=8
    )
    for contribution in (
        said("Kall mat"),
        said("Kall soppa", channel="meeting", participant=table),
        said("Kall fisk", channel="meeting", participant=table),
    ):
        has_read(contribution, finding)
    [row] = findings(opened)
    assert (row.contributions, row.participants, row.people) == (3, 2, 9)
    assert row.by_channel == {"web": 1, "meeting": 2}


def test_a_finding_is_written_in_both_languages(bo_at):
    response = bo_at.post(
        "findings/", statement_sv="Maten är kall.", statement_en="The food is cold.", explanation_sv="Sist i kön."
    )
    assert (response.status_code, response["Location"]) == (303, "/staff/d/skolan/findings/")
    finding = Finding.objects.get()
    assert finding.statement == {"sv": "Maten är kall.", "en": "The food is cold."}
    assert finding.explanation == {"sv": "Sist i kön."}


@pytest.mark.parametrize(
    "fields", [{}, {"statement_en": "Only English."}, {"statement_sv": "x" * 301}, {"statement_sv": "mer UTEMILJÖ!"}]
)
def test_a_finding_that_says_nothing_new_is_refused_with_what_was_typed(bo_at, found, fields):
    found("Mer utemiljö.")
    response = bo_at.post("findings/", explanation_sv="Står kvar.", **fields)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Står kvar." in html and all(text in html for text in fields.values())
    assert Finding.objects.count() == 1


def test_rewording_on_the_page(bo_at, found):
    found("Maten är kall.")
    response = bo_at.post("findings/1/", statement_sv="Maten är ljummen.", version=1)
    assert (response.status_code, response["Location"]) == (303, "/staff/d/skolan/findings/1/")
    assert Finding.objects.get().statement == {"sv": "Maten är ljummen."}


def test_two_who_reword_see_each_others_words(bo_at, found, alma):
    reword_finding(found("Maten är kall."), actor=alma, statement={"sv": "Maten är ljummen."}, version=1)
    response = bo_at.post("findings/1/", statement_sv="Maten är varm.", version=1)
    html = response.content.decode()
    assert response.status_code == 409 and response.context["form"]["version"].value() == "2"
    assert "Maten är ljummen." in html and "Maten är varm." in html and "A colleague reworded finding 1" in html
    assert bo_at.post("findings/1/", statement_sv="Maten är varm.", version=2).status_code == 303


def test_dropping_on_the_page(bo_at, found):
    found("Maten är kall.")
    assert bo_at.post("findings/1/drop/").status_code == 303
    assert not Finding.objects.exists()
    assert bo_at.post("findings/1/drop/").status_code == 404


def test_only_what_nothing_rests_on_can_be_dropped(bo_at, said, found, has_read):
    has_read(said("Kall mat"), found("Maten är kall."))
    assert "Drop the finding" not in bo_at.get("findings/1/").content.decode()
    response = bo_at.post("findings/1/drop/")
    assert response.status_code == 409
    assert "Contributions that rest on finding 1: 1." in response.content.decode()


def test_a_finding_that_is_not_there(bo_at):
    assert bo_at.get("findings/7/").status_code == 404


def test_a_registrar_sees_findings_and_writes_none(found, signed_in):
    found("Maten är kall.")
    rut = signed_in("rut")
    assert "Write the finding" not in rut.get("/staff/d/skolan/findings/").content.decode()
    assert rut.post("/staff/d/skolan/findings/", {"statement_sv": "Ny."}).status_code == 403
    assert rut.post("/staff/d/skolan/findings/1/", {"statement_sv": "Ny.", "version": 1}).status_code == 403
    assert rut.post("/staff/d/skolan/findings/1/drop/").status_code == 403
    assert rut.post("/staff/d/skolan/sign-off/").status_code == 403


# Signing off


def test_the_page_tells_what_is_missing_and_where_to_mend_it(bo_at, said, found):
    said("Kall mat")
    found("Maten är kall.")
    response = bo_at.get("sign-off/")
    assert [need["done"] for need in response.context["needs"]] == [False, False, True, False, True, True, True]
    closing, reading, *_ = response.context["needs"]
    assert not closing["url"] and closing["why"]  # somebody else's to do, and it says whose
    assert reading["url"] == "/staff/d/skolan/read/"
    assert "disabled" in response.content.decode()


def test_signing_off_too_early_is_the_wrong_moment(bo_at, said):
    said("Kall mat")
    response = bo_at.post("sign-off/")
    assert response.status_code == 409
    assert "Every contribution is read" in response.content.decode()
    assert not SignOff.objects.exists()


def test_bo_signs_off_once(closed, three, bo, bo_at, found, has_read):
    has_read(three[0], found("Skolgården är för liten."))
    for contribution in three[1:]:
        set_aside(contribution, actor=bo, aside="empty", version=0)
    assert bo_at.post("sign-off/").status_code == 303
    assert "Bo has signed off" in bo_at.get("sign-off/").content.decode()
    assert bo_at.post("sign-off/").status_code == 409
