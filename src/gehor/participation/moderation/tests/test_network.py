"""How much may come from one network: less when somebody floods a dialogue, more when a school class answers."""

import uuid

import pytest

from gehor.ground import limits
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import set_limit
from gehor.participation.moderation.models import NetworkLimit

PAGE, LIMIT = "/d/skolan/take-part/1/", "/staff/d/skolan/moderation/limit/"


@pytest.fixture
def bounds(settings):
    """Two texts a minute as usual, one where there are to be fewer, three where there are many."""
    limits._buckets.clear()
    few = {"contribute_few": (1, 1), "contribute_address": (2, 2), "contribute_many": (3, 3)}
    settings.LIMITS = {**settings.LIMITS, **few}


@pytest.mark.parametrize(("crowd", "received"), [("few", 1), ("usual", 2), ("many", 3)])
def test_so_many_texts_come_in_and_the_next_is_told_when_to_come_back(opened, alma, client, bounds, crowd, received):
    set_limit(opened, actor=alma, crowd=crowd)
    for text in ("Bänkar vid torget", "Tätare bussar", "En lekplats till", "Mer skugga")[-received - 1 :]:
        sent = {"submission": str(uuid.uuid4()), "text": text, "language": "sv"}
        answer = client.post(PAGE, sent, headers={"accept-language": "sv"})
    assert Contribution.objects.count() == received
    assert answer.status_code == 429
    assert answer["Retry-After"] in answer.content.decode() and "Mer skugga" in answer.content.decode()


def test_staff_choose_and_are_told_what_it_means(opened, bounds, signed_in, django_assert_max_num_queries):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(LIMIT, headers={"accept-language": "sv"}).content.decode()
    assert "Högst 3 texter" in page
    assert alma.post(LIMIT, {"crowd": "many"}).status_code == 303
    assert NetworkLimit.objects.get().crowd == "many"
    assert 'value="many" id="id_crowd_2" checked' in alma.get(LIMIT).content.decode().replace(" required", "")
    assert LIMIT in alma.get("/staff/d/skolan/moderation/").content.decode()


def test_nothing_beyond_our_bounds_can_be_chosen_and_not_by_others(opened, alma, actors, signed_in):
    for crowd in ("no_limit", ""):
        with pytest.raises(WrongInput, match="unknown_crowd"):
            set_limit(opened, actor=alma, crowd=crowd)
        assert signed_in("alma").post(LIMIT, {"crowd": crowd}).status_code == 422
    for stranger in (actors["cilla"], actors["farid"], RESIDENT):
        with pytest.raises(WrongPerson):
            set_limit(opened, actor=stranger, crowd="many")
    assert signed_in("farid").get(LIMIT).status_code == 403
    assert not NetworkLimit.objects.exists()
