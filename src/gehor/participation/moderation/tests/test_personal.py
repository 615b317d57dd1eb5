"""Personal data is pointed at where staff read, before anybody else does."""

import re

import pytest

from gehor.analysis.actions import set_aside
from gehor.participation.actions import mask
from gehor.participation.models import Contribution

CALL = "Ring mig på 070-123 45 67.\n\nJag bor på Storgatan 12, <b>andra</b> huset."
SWEDISH = {"accept-language": "sv"}
MAY = "Kan innehålla personuppgifter"
MAY_CONTAIN = "Texten kan innehålla personuppgifter"


@pytest.fixture
def bo_opens(opened, signed_in):
    """`bo_opens("")`: the page of that address under the dialogue's reading pages, as text."""
    client = signed_in("bo")
    return lambda rest: client.get(f"/staff/d/skolan/read/{rest}", headers=SWEDISH).content.decode()


def test_what_looks_like_personal_data_is_marked_in_words_where_it_is_read(said, bo_opens):
    page = bo_opens(f"{said(CALL, title='Nå mig: kim@exempel.se', published_at=None).reference}/")
    for what, words in [
        ("070-123 45 67", "telefonnummer?"),
        ("Storgatan 12", "gatuadress?"),
        ("kim@exempel.se", "e-postadress?"),
    ]:
        assert f'<mark class="personal"><bdi>{what}</bdi> <small lang="sv">{words}</small></mark>' in page
    assert MAY_CONTAIN in page
    assert "Det som är markerat ser ut som: telefonnummer, e-postadress, gatuadress." in page
    assert "&lt;b&gt;andra&lt;/b&gt; huset.</p>" in page


def test_what_is_read_without_personal_data_is_not_marked(said, bo_opens):
    page = bo_opens(f"{said('Ärende KS 2024/00123 kostar 1 250 000 kr.').reference}/")
    assert MAY_CONTAIN not in page and "<mark" not in page


def test_whoever_saves_in_haste_does_not_show_what_may_point_out_a_person(said, bo_opens):
    shown = re.compile(r'<input type="checkbox" name="show"[^>]* checked')
    call, other = (said(text, published_at=None) for text in (CALL, "Fler bänkar"))
    assert not shown.search(bo_opens(f"{call.reference}/"))
    assert shown.search(bo_opens(f"{other.reference}/"))


def test_the_list_of_what_waits_says_which_may_contain_personal_data(said, bo_opens):
    said(CALL), said("Fler bänkar")
    assert bo_opens("").count(MAY) == 1


def test_what_is_read_and_shown_waits_no_longer(said, bo, bo_opens):
    contribution = said(CALL)
    set_aside(contribution, actor=bo, aside="empty", note="", version=0)
    assert MAY not in bo_opens("?state=all")
    Contribution.objects.filter(pk=contribution.pk).update(published_at=None)
    assert MAY in bo_opens("?state=all")


def test_who_masks_sees_where_and_after_masking_nothing_is_left_to_see(said, bo, bo_opens):
    contribution = said(CALL)
    assert bo_opens(f"{contribution.reference}/mask/").count("telefonnummer?") == 2  # as it stands, and as it came
    mask(contribution, actor=bo, title="", text="Ring mig […]", reason="personal_data", note="Nummer borta.")
    assert MAY_CONTAIN not in bo_opens(f"{contribution.reference}/")


def test_the_public_sees_no_marks(said, client):
    page = client.get(f"/d/skolan/c/{said(CALL).reference}/").content.decode()
    assert "070-123 45 67" in page and "<mark" not in page
