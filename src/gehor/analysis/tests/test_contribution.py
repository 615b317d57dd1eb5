"""/staff/d/<slug>/read/<reference>/: reading one contribution in the browser."""

import datetime as dt

import pytest

from gehor.analysis.actions import read, set_aside
from gehor.analysis.models import Finding, Reading, Rest
from gehor.analysis.queries.reading import likely_copies, others_by
from gehor.ground import clock
from gehor.participation.identity.models import Demand
from gehor.participation.models import Attachment, Contribution
from gehor.process.words import Doing, Proof

LONG = "Skolmaten är kall när vi äter sist och det är alltid vår klass som får äta allra sist på hela skolan."


@pytest.fixture
def desk(opened, signed_in):
    """`desk("bo")`: a browser at the reading pages; get(contribution) and save(contribution, **fields)."""

    class Desk:
        def __init__(self, name):
            self.client = signed_in(name)

        def get(self, contribution, rest=""):
            return self.client.get(f"/staff/d/skolan/read/{contribution.reference}/{rest}")

        def save(self, contribution, rest="", **fields):
            return self.client.post(
                f"/staff/d/skolan/read/{contribution.reference}/{rest}", {"version": 0, "show": "on", **fields}
            )

    return Desk


def rests_on(contribution):
    return set(Rest.objects.filter(contribution=contribution).values_list("finding__statement__sv", flat=True))


def test_saving_leads_to_the_next_unread(desk, said, found):
    first, second = said("Ett"), said("Två")
    response = desk("bo").save(first, findings=[found("Ett.").pk])
    assert (response.status_code, response["Location"]) == (303, f"/staff/d/skolan/read/{second.reference}/")
    assert rests_on(first) == {"Ett."}


def test_saving_the_last_leads_to_the_list(desk, said, found):
    response = desk("bo").save(said("Ett"), findings=[found("Ett.").pk])
    assert response["Location"] == "/staff/d/skolan/read/"


def test_who_reads_one_channel_stays_with_it(desk, said, found):
    first, _web, paper = said("Ett", channel="paper"), said("Två"), said("Tre", channel="paper")
    response = desk("bo").save(first, "?channel=paper", findings=[found("Ett.").pk])
    assert response["Location"] == f"/staff/d/skolan/read/{paper.reference}/?channel=paper"


def test_a_new_finding_is_written_while_reading(desk, said, found):
    contribution, finding = said("Ett"), found("Ett.")
    assert desk("bo").save(contribution, findings=[finding.pk], new_finding="Två.").status_code == 303
    assert rests_on(contribution) == {"Ett.", "Två."}


def test_setting_aside_with_a_reason(desk, said):
    original, contribution = said("Ett"), said("Ett")
    response = desk("bo").save(
        contribution, aside="duplicate", duplicate_of=original.reference.lower(), note_sv="Skickat två gånger."
    )
    reading = Reading.objects.get(contribution=contribution)
    assert response.status_code == 303
    assert (reading.duplicate_of, reading.aside_note) == (original, {"sv": "Skickat två gånger."})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Tick a finding, write a new one, or set the contribution aside."),
        ({"aside": "off_topic", "new_finding": "Ett."}, "Choose one of the two."),
        ({"findings": ["999999"]}, "One of the findings belongs to another dialogue, or has been dropped."),
        ({"findings": ["x' OR 1=1"]}, "One of the findings belongs to another dialogue, or has been dropped."),
        ({"new_finding": "mer utemiljö"}, "Finding 1 already says this."),
        ({"new_finding": "x" * 301}, "at most 300"),
        ({"aside": "referred"}, "This field is required."),
        ({"aside": "duplicate"}, "Write the reference of the contribution that this one repeats."),
        ({"aside": "duplicate", "duplicate_of": "ZZZZZZ"}, "There is no contribution ZZZZZZ in this dialogue."),
        ({"aside": "off_topic", "note_sv": "x" * 1001}, "at most 1000"),
        ({"aside": "boring"}, "boring is not one of the available choices."),
        ({"version": "x", "aside": "empty"}, "Write a whole number in figures"),
    ],
)
def test_what_cannot_be_saved_is_said_and_what_was_typed_stays(desk, said, found, fields, sentence):
    found("Mer utemiljö.")
    contribution = said("Ett")
    response = desk("bo").save(contribution, **{"note_sv": "Kvar i fältet.", **fields})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert fields.get("note_sv", "Kvar i fältet.") in html
    assert not Reading.objects.exists() and Finding.objects.count() == 1


def test_a_text_of_ten_megabytes_is_refused_with_a_sentence_and_saves_nothing(desk, said):
    assert desk("bo").save(said("Ett"), aside="off_topic", note_sv="x" * 10_000_000).status_code == 413
    assert not Reading.objects.exists()


def test_two_analysts_on_one_contribution_see_each_others_choice(desk, said, found):
    contribution, one, two = said("Ett"), found("Ett."), found("Två.")
    desk("alma").save(contribution, findings=[one.pk])
    response = desk("bo").save(contribution, findings=[two.pk], new_finding="Och tre.")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Alma saved this contribution while you were reading" in html
    assert f'value="{two.pk}" id="id_findings_1" checked' in html and "Och tre." in html
    assert rests_on(contribution) == {"Ett."} and Finding.objects.count() == 2
    assert response.context["form"]["version"].value() == "1"


def test_saving_again_replaces_what_the_colleague_did(desk, said, found):
    contribution, one, two = said("Ett"), found("Ett."), found("Två.")
    desk("alma").save(contribution, findings=[one.pk])
    assert desk("bo").save(contribution, findings=[two.pk], version=1).status_code == 303
    assert rests_on(contribution) == {"Två."}


def test_the_same_saved_twice_is_saved_once(desk, said, found):
    contribution, finding, bo = said("Ett"), found("Ett."), desk("bo")
    for _press in range(2):
        assert bo.save(contribution, findings=[finding.pk]).status_code == 303
    assert Reading.objects.get().version == 1


def test_the_same_set_aside_twice_is_set_aside_once(desk, said):
    contribution, bo = said("Ett"), desk("bo")
    for _press in range(2):
        response = bo.save(contribution, aside="referred", referred_to="Gatukontoret", note_sv="De vet mer.")
        assert response.status_code == 303
    assert Reading.objects.get().version == 1


def test_what_was_read_before_stands_in_the_form(desk, said, found, bo):
    contribution = said("Ett")
    set_aside(contribution, actor=bo, aside="referred", referred_to="Gatukontoret", note={"sv": "Obs."}, version=0)
    initial = desk("bo").get(contribution).context["form"].initial
    assert (initial["version"], initial["aside"], initial["referred_to"]) == (1, "referred", "Gatukontoret")


def test_after_sign_off_nothing_can_be_saved_but_names_can_still_be_masked(analysed, desk, bo):
    contribution = Contribution.objects.filter(dialogue=analysed).first()
    response = desk("bo").save(contribution, aside="empty", version=1)
    assert response.status_code == 409
    page = desk("bo").get(contribution).content.decode()
    assert "This cannot be read anew" in page and "Mask personal data" in page and "Save and next" not in page


def test_a_registrar_masks_and_does_not_read(desk, said, found):
    contribution, finding = said("Ett"), found("Ett.")
    page = desk("rut").get(contribution).content.decode()
    assert "Mask personal data" in page and "Save and next" not in page
    assert desk("rut").save(contribution, findings=[finding.pk]).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("cilla", 403), ("tove", 403), ("farid", 403)])
def test_others_see_no_original_wording(desk, said, name, status):
    contribution = said("Ett")
    for rest in ("", "mask/"):
        assert desk(name).get(contribution, rest).status_code == status
    assert desk(name).save(contribution, "publish/").status_code == status


def test_a_contribution_to_another_dialogue_is_not_here(desk, said):
    class Elsewhere:
        reference = "XXXXXX"

    assert desk("bo").get(Elsewhere).status_code == 404
    assert desk("bo").save(Elsewhere, aside="empty").status_code == 404


def test_an_expired_session_keeps_what_was_typed(client, opened, said, found):
    contribution, finding = said("Ett"), found("Ett.")
    response = client.post(
        f"/staff/d/skolan/read/{contribution.reference}/",
        {"version": 0, "findings": [finding.pk], "note_sv": "Så här <b>skrev</b> jag."},
    )
    html = response.content.decode()
    assert response.status_code == 403
    assert "Så här &lt;b&gt;skrev&lt;/b&gt; jag." in html and f'name="findings" value="{finding.pk}"' in html


def test_typed_html_is_shown_and_not_run(desk, said, bo):
    bad = "<script>alert(1)</script>"
    contribution = said(bad, title=bad)
    desk("bo").save(contribution, new_finding=bad, show="")
    other = said(bad)
    desk("bo").save(other, aside="referred", referred_to=bad, note_sv=bad, note_en=bad)
    html = "".join(
        desk("bo").client.get(f"/staff/d/skolan/{page}").content.decode()
        for page in (f"read/{contribution.reference}/", f"read/{other.reference}/", "read/?state=all", "findings/",
                     "findings/1/", "sign-off/", f"read/{contribution.reference}/mask/")
    )  # fmt: skip
    assert bad not in html
    assert "&lt;script&gt;alert(1)" in html


# What is like it


def test_the_same_words_from_another_channel_are_suggested(opened, said):
    original = said(LONG)
    near = said(LONG + " Tack på förhand!", channel="paper")
    said("Något helt annat om skolmaten och klassrummen, som inte är en kopia alls av det som redan har sagts.")
    assert likely_copies(near, LONG + " Tack på förhand!") == [original.pk]
    assert likely_copies(original, LONG) == [near.pk]


def test_a_participants_own_copy_is_suggested_first(opened, said):
    for _voice in range(6):
        said(LONG)
    own = said(LONG)
    again = said(LONG, participant=own.participant)
    assert likely_copies(again, LONG)[0] == own.pk
    assert others_by(again) == [own.pk]


def test_texts_of_nothing_are_like_nothing(opened, said):
    said("!?")
    assert likely_copies(said("!?"), "!?") == []
    assert likely_copies(said(""), "") == []


def test_the_findings_of_a_copy_can_be_ticked_at_once(desk, said, found, has_read):
    finding, other = found("Maten är kall."), found("Maten är god.")
    original, copy = said(LONG), said(LONG)
    has_read(original, finding)
    page = desk("bo").get(copy, f"?like={original.reference}")
    assert page.context["form"].initial["findings"] == [str(finding.pk)]
    assert f"?like={original.reference}" in desk("bo").get(copy).content.decode()
    stranger = said("Annat")
    has_read(stranger, other)
    assert desk("bo").get(copy, f"?like={stranger.reference}").context["form"].initial["findings"] == []


def test_previous_and_next_lead_through_the_list(desk, said, found, has_read):
    first, second, third = said("Ett"), said("Två"), said("Tre")
    has_read(first, found("Ett."))
    page = desk("bo").get(second).context["contribution"]
    assert (page.previous_reference, page.next_reference) == (first.reference, third.reference)


# Masking and showing


@pytest.mark.parametrize(("published_at", "told"), [(clock.now(), "is shown from now on"), (None, "is saved")])
def test_masking_shows_another_wording_and_keeps_the_original_for_staff(desk, said, published_at, told):
    contribution = said("Ring Kalle Karlsson", title="Kalle", published_at=published_at)
    bo = desk("bo")
    response = bo.save(
        contribution, "mask/", title="[…]", text="Ring […]", reason="personal_data", note="Ett namn är borttaget."
    )
    assert response.status_code == 303
    page = bo.get(contribution).content.decode()
    assert "Ring […]" in page and "Ring Kalle Karlsson" in page and f"The new wording {told}" in page
    listed = bo.client.get("/staff/d/skolan/read/").content.decode()
    assert "Kalle" not in listed


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "x" * 10_001},
        {"reason": "because"},
        {"note": "x" * 301},
        {"title": "Kalle", "text": "Ring Kalle Karlsson"},
    ],
)
def test_a_mask_that_cannot_be_is_refused_with_what_was_typed(desk, said, fields):
    contribution = said("Ring Kalle Karlsson", title="Kalle")
    typed = {"title": "T", "text": "Ring […]", "reason": "personal_data", "note": "Namn borta.", **fields}
    response = desk("bo").save(contribution, "mask/", **typed)
    assert response.status_code == 422
    assert typed["note"] in response.content.decode()
    assert contribution.wordings.count() == 1


def test_what_is_not_shown_can_be_shown_now(desk, said):
    contribution = said("Ett", published_at=None)
    assert desk("bo").save(contribution, "publish/").status_code == 303
    assert Contribution.objects.get(pk=contribution.pk).published_at == clock.now()


def test_who_shows_a_text_behind_a_door_is_told_who_reads_it(desk, said):
    contribution = said("Ett", published_at=None)
    Demand.objects.create(activity=contribution.activity, doing=Doing.READ.value, proof=Proof.CODE.value)
    bo = desk("bo")
    bo.save(contribution, "publish/")
    assert "shown to those who may read here" in bo.get(contribution).content.decode()


def test_an_attachment_is_looked_at_before_it_is_shown(desk, said, settings, tmp_path):
    from django.core.files.base import ContentFile

    settings.MEDIA_ROOT = tmp_path
    contribution = said("Se bilden")
    attachment = Attachment.objects.create(
        contribution=contribution,
        file=ContentFile(b"\x89PNG", name="a.png"),
        name="trasig bänk.png",
        content_type="image/png",
        size=4,
    )
    seen = desk("bo").get(contribution, f"attachments/{attachment.pk}/")
    assert seen.status_code == 200 and b"".join(seen.streaming_content) == b"\x89PNG"
    assert "trasig bänk.png" in desk("bo").get(contribution).content.decode()
    assert desk("bo").save(contribution, "publish/", attachment=attachment.pk).status_code == 303
    attachment.refresh_from_db()
    assert attachment.published_at == clock.now()


@pytest.mark.parametrize("number", ["999999", "x", "-1", "١"])
def test_an_attachment_of_nobody_is_not_shown(desk, said, number):
    assert desk("bo").save(said("Ett"), "publish/", attachment=number).status_code == 422


def test_the_page_tells_when_and_by_whom_it_was_read(desk, said, found, alma):
    contribution = said("Ett")
    with clock.at(clock.now() - dt.timedelta(hours=1)):
        read(contribution, actor=alma, findings=[found("Ett.")], version=0)
    assert "Alma," in desk("bo").get(contribution).content.decode()
