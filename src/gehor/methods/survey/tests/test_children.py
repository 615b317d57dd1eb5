"""A survey that turns to children asks the age on each part, and sends on what was answered last."""

import re

from django.test import Client

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity

from .conftest import FORM


def test_the_age_is_asked_on_each_part_and_travels_once(written: Activity, alma: Actor, client: Client) -> None:
    open_participation(written, actor=alma, for_children=True)
    first = client.get(FORM).content.decode()
    assert 'type="radio" name="age"' in first
    keys = dict(re.findall(r'<input type="hidden" name="(page|version|submission)" value="([^"]*)"', first))
    missing = client.post(FORM, keys)
    assert missing.status_code == 422 and 'type="radio" name="age"' in missing.content.decode()
    page = client.post(FORM, {**keys, "age": "under_13"}).content.decode()
    assert 'type="hidden" name="age"' not in page, "a hidden one would win over another choice"
