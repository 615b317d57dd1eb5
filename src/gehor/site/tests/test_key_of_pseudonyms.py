"""The key of pseudonyms lies outside the database: kept beside a backup, laid back, and missed when it is gone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from gehor.ground import clock
from gehor.participation.identity import keys
from gehor.participation.identity.models import KeyMark
from gehor.participation.identity.rules import fingerprint
from gehor.site.operations import backup, examination


@pytest.fixture
def home(tmp_path: Path, settings: Any, db: None) -> Path:
    settings.HOME, settings.PSEUDONYM_KEY = tmp_path, ""
    keys.forget()
    yield tmp_path
    keys.forget()


def findings() -> list[tuple[bool, str]]:
    return list(examination._pseudonyms())


def test_it_is_made_once_for_its_owner_alone_and_the_doctor_knows_it(home: Path) -> None:
    assert findings() == []
    first = keys.key()
    assert keys.file().stat().st_mode & 0o777 == 0o600
    keys.forget()
    assert keys.key() == first and KeyMark.objects.get().fingerprint == fingerprint(first)
    assert findings() == [(True, "The key of pseudonyms is the right one.")]
    keys.file().unlink()
    ((fine, sentence),) = findings()
    assert not fine and "vote once more" in sentence
    (home / keys.NAME).write_text("ab")
    assert findings()[0][0] is False


def test_a_backup_has_a_second_part_that_is_laid_back(home: Path, capsys: Any) -> None:
    first = keys.key()
    target = home / "all.zip"
    backup._write_key(target)
    second = home / "all.zip.key"
    assert second.stat().st_mode & 0o777 == 0o600 and "Keep it elsewhere" in capsys.readouterr().out
    with pytest.raises(backup.CannotDo):
        backup._write_key(target)
    keys.file().unlink()
    assert keys.lay_back(second) and not keys.lay_back(second)
    keys.forget()
    assert keys.key() == first


def test_a_key_that_is_gone_is_not_made_anew(home: Path) -> None:
    KeyMark.objects.create(fingerprint="0" * 16, made_at=clock.now())
    with pytest.raises(ImproperlyConfigured, match="Lay it back"):
        keys.key()
    assert not keys.file().exists()
