"""A hearing behind codes that turns to children: its own page asks for both."""

import uuid
from collections.abc import Callable

from django.test import Client

from gehor.ground.act import Actor
from gehor.methods.text_hearing.models import TextVersion
from gehor.participation.actions import open_participation
from gehor.participation.identity.actions import make_codes
from gehor.participation.models import Contribution
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

FORM = "/d/skolan/take-part/1/"


def test_its_own_page_asks_for_code_and_age(
    planned_hearing: Activity, publish: Callable[..., TextVersion], alma: Actor, client: Client
) -> None:
    publish()
    open_participation(planned_hearing, actor=alma, demands={Doing.COMMENT: Proof.CODE}, for_children=True)
    _batch, (code,) = make_codes(planned_hearing, actor=alma, many=1)
    page = client.get(FORM, headers={"accept-language": "sv"}).content.decode()
    assert all(f'name="{name}"' in page for name in ("age", "guardian", "proof_code"))
    filled = {"submission": str(uuid.uuid4()), "text": "För långt.", "paragraph": "1", "version": "1"}
    assert client.post(FORM, filled).status_code == 422, "no age"
    assert client.post(FORM, {**filled, "age": "under_13"}).status_code == 403, "no code"
    assert client.post(FORM, {**filled, "age": "under_13", "proof_code": code}).status_code == 303
    assert Contribution.objects.get().values == {"paragraph": "1", "version": 1}
