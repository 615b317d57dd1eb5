"""A threat is set apart: few can read it, each reading is noted, and its words stand nowhere else for staff."""

import pytest
from django.core.files.base import ContentFile

from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import mask, publish
from gehor.participation.intake.actions import correct_typing
from gehor.participation.models import Attachment
from gehor.participation.moderation.actions import read_apart, rule

THREAT = "Jag vet var tjänstemannen bor."
STAFF = "/staff/d/skolan"


@pytest.fixture
def threat(said, bo):
    """A threat that Bo has set apart, with a picture."""
    contribution = said(THREAT, title="Akta er")
    Attachment.objects.create(contribution=contribution, file=ContentFile(b"x", "hus.png"), name="hus.png", size=1)
    rule(contribution, actor=bo, kind="apart", reason="threat")
    return contribution


def test_its_words_stand_nowhere_but_where_it_is_set_apart(threat, signed_in, client):
    code = threat.reference
    pages = [f"{STAFF}/moderation/", f"{STAFF}/moderation/?show=hidden", f"{STAFF}/moderation/{code}/"]
    pages += [f"{STAFF}/read/", f"{STAFF}/read/{code}/", f"{STAFF}/moderation/{code}/apart/", f"{STAFF}/findings/"]
    for name in ("bo", "alma"):
        staff = signed_in(name)
        for page in pages:
            text = staff.get(page, headers={"accept-language": "sv"}).content.decode()
            assert THREAT not in text and "Akta er" not in text and "hus.png" not in text, (name, page)
    public = ["contributions/", f"c/{code}/", "contributions.csv", "contributions.json"]
    for page in public:
        assert THREAT not in client.get(f"/d/skolan/{page}").content.decode()
    picture = threat.attachments.get()
    assert signed_in("bo").get(f"{STAFF}/read/{code}/attachments/{picture.pk}/").status_code == 404


def test_few_read_it_and_each_reading_is_noted(threat, signed_in, bo, django_assert_max_num_queries):
    page = f"{STAFF}/moderation/{threat.reference}/apart/"
    for name in ("bo", "cilla", "tove", "kim", "farid"):
        assert signed_in(name).get(page).status_code == signed_in(name).post(page).status_code == 403
    for name in ("alma", "rut"):
        before = Entry.objects.count()
        staff = signed_in(name)
        assert staff.get(page).status_code == 200 and Entry.objects.count() == before
        with django_assert_max_num_queries(15):
            read = staff.post(page)
        assert THREAT in read.content.decode() and "no-store" in read["Cache-Control"]
        last = Entry.objects.order_by("-pk").first()
        assert (Entry.objects.count(), last.step) == (before + 1, "moderation.read_apart")
    assert THREAT not in str(list(Entry.objects.values()))
    with pytest.raises(WrongPerson):
        read_apart(threat, actor=bo)


def test_whoever_wrote_it_reads_it_and_why_it_is_hidden(threat, client):
    page = client.get(f"/c/{threat.participant.receipt}/", headers={"accept-language": "sv"}).text
    assert (
        "Texten är dold, eftersom den kan vara ett hot" in page and "av dem som arbetar här är det bara några" in page
    )
    assert THREAT in page and "visas den nedan som du skrev den" in page
    for untrue in ("Texten är ändrad", "läses som alla andra", "När någon har tittat"):
        assert untrue not in page
    kept = client.get(f"/c/{threat.participant.receipt}/everything.json").json()["contributions"][0]
    assert kept["as_received"]["text"] == THREAT and kept["said"] is None and kept["hidden"]["set_apart"]


def test_whoever_wrote_it_still_reads_what_was_masked_before_it_was_set_apart(said, alma, bo, client):
    contribution = said(THREAT)
    mask(contribution, actor=alma, title="", text="Jag vet.", reason="personal_data", note="")
    rule(contribution, actor=bo, kind="apart", reason="threat")
    page = client.get(f"/c/{contribution.participant.receipt}/", headers={"accept-language": "sv"}).text
    assert page.count("Texten är ändrad: Något som pekar ut en person") == 1 and "för fara" not in page


def test_nobody_brings_it_back_by_a_back_door(threat, alma, bo, tove, signed_in):
    for act in (
        lambda: publish(threat, actor=alma),
        lambda: mask(threat, actor=alma, title="", text="Annat", reason="personal_data", note=""),
        lambda: rule(threat, actor=alma, kind="restore"),
    ):
        with pytest.raises(WrongMoment):
            act()
    assert signed_in("bo").get(f"{STAFF}/read/{threat.reference}/mask/").status_code == 409
    threat.entered_by_id = tove.account_id
    with pytest.raises(WrongMoment):
        correct_typing(threat, actor=tove, text="Annat")


def test_what_is_not_set_apart_is_not_read_so(said, alma, signed_in):
    contribution = said("Mer utemiljö.")
    with pytest.raises(WrongMoment) as refusal:
        read_apart(contribution, actor=alma)
    assert refusal.value.code == "not_set_apart"
    assert signed_in("alma").get(f"{STAFF}/moderation/{contribution.reference}/apart/").status_code == 409


def test_setting_apart_needs_a_reason(said, signed_in):
    contribution = said("Ett hot")
    page = f"{STAFF}/moderation/{contribution.reference}/"
    assert signed_in("bo").post(page, {"kind": "apart", "reason": ""}).status_code == 422
    assert signed_in("bo").post(page, {"kind": "apart", "reason": "threat"}).status_code == 303
