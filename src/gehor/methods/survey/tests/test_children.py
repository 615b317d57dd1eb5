"""A survey that turns to children asks the age once, on the first part that somebody sees."""

import re

from django.test import Client

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity

from .conftest import FORM

WAY = {"q.way": "bus"}


def test_the_age_is_asked_once_and_travels(written: Activity, alma: Actor, client: Client) -> None:
    open_participation(written, actor=alma, for_children=True)
    first = client.get(FORM).content.decode()
    assert 'type="radio" name="age"' in first
    keys = dict(re.findall(r'<input type="hidden" name="(page|version|submission)" value="([^"]*)"', first))
    missing = client.post(FORM, keys)
    assert missing.status_code == 422 and 'type="radio" name="age"' in missing.content.decode()
    second = client.post(FORM, {**keys, **WAY, "age": "under_13"}).content.decode()
    assert second.count('name="age"') == 1 and 'type="hidden" name="age" value="under_13"' in second
    assert "Bris" not in second
    back = client.post(FORM, {**keys, **WAY, "page": "1", "age": "under_13", "back": "1"}).content.decode()
    assert 'type="radio" name="age"' in back and 'type="hidden" name="age"' not in back, "a hidden one would win"
    wrong = client.post(FORM, {**keys, **WAY, "page": "1", "age": "old"}).content.decode()
    assert 'type="radio" name="age"' in wrong
