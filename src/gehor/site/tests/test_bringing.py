"""`gehor import`: the same look and the same action as in the browser, told in the terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gehor import cli
from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.ground.reading import parcels
from gehor.methods.statements.tests import examples as statements
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution, Import, Opening, Wording
from gehor.planning.models import Activity, Dialogue
from gehor.site.operations import CannotDo
from gehor.site.operations.bringing import bring

FILE = "Datum;Synpunkt;Kanal\n2026-02-20;Mer utemiljö;papper\n2026-02-30;Maten är kall;telefon\n;=1+1 är två;\n"
ALMA = "alma@alvsala.example"

Bring = Callable[..., int]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Synpunkter.csv"
    path.write_bytes(FILE.encode("latin-1"))
    return path


@pytest.fixture
def brought(opened: Dialogue, accounts: Any, file: Path) -> Bring:
    """`brought(dry_run=True)` runs the command on the file as Alma."""

    def run(**changed: Any) -> int:
        given = {"activity_number": 1, "path": str(file), "email": ALMA, "columns": {}, "dry_run": False, **changed}
        return bring(given.pop("dialogue_slug", "skolan"), given.pop("activity_number"), given.pop("path"), **given)

    return run


def test_ready_rows_come_in_and_faults_are_told_with_their_row(brought: Bring, capsys: Any) -> None:
    assert brought() == 1
    told = capsys.readouterr().out
    assert "row 3, “Datum”: “2026-02-30” cannot be read as a day." in told
    assert "row 4, “Synpunkt”: The text begins with =, as a formula does." in told
    assert "3 rows: 2 ready, 1 with faults, 0 empty." in told
    assert f"/staff/d/skolan/imports/{Import.objects.get().pk}/" in told
    texts = Wording.objects.order_by("contribution").values_list("text", "contribution__channel")
    assert list(texts) == [("Mer utemiljö", "paper"), ("=1+1 är två", "import")]


def test_a_dry_run_stores_nothing(brought: Bring, capsys: Any) -> None:
    assert brought(dry_run=True) == 1
    assert "dry run" in capsys.readouterr().out
    assert not Contribution.objects.exists() and not Import.objects.exists()


def test_a_file_without_faults_ends_with_nothing_to_mend(brought: Bring, tmp_path: Path) -> None:
    path = tmp_path / "bra.csv"
    path.write_text("comment-body\nMore benches\n", encoding="utf-8")
    assert brought(path=str(path), columns={"all_language": "en", "all_channel": "outreach"}) == 0
    contribution = Contribution.objects.get()
    assert (contribution.channel, contribution.wordings.get().language) == ("outreach", "en")


@pytest.fixture
def votes(planned: Dialogue, accounts: Any, alma: Actor) -> Activity:
    """Open: people vote on statements."""
    Activity.objects.filter(dialogue=planned, number=1).update(method="statements", setup=statements.SETUP)
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


def test_what_is_counted_comes_in_as_a_table_after_a_dry_run(votes: Activity, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "sedlar.csv"
    path.write_text(statements.FILE, encoding="utf-8")
    given = {"email": ALMA, "columns": {}}
    assert bring("skolan", 1, str(path), dry_run=True, **given) == 0
    assert not Ballot.objects.exists()
    assert bring("skolan", 1, str(path), dry_run=False, **given) == 0
    assert f"{Import.objects.get().rows} rows brought in." in capsys.readouterr().out
    assert Voter.objects.count() == len(statements.BALLOTS)


def test_a_file_of_another_programme_comes_in_by_its_format(votes: Activity, tmp_path: Path, capsys: Any) -> None:
    polis = next(each for each in catalogue.methods()["statements"].exchanges if each.read and each.write)
    content, ending = parcels.put_together(polis.write(statements.SETUP, statements.TOLD))
    path = tmp_path / f"samtal{ending}"
    path.write_bytes(content)
    shared = ["import", "skolan", "1", str(path), "--as", ALMA, "--format"]
    assert cli.main([*shared, polis.key, "--dry-run"]) == 0
    assert not Ballot.objects.exists() and not Contribution.objects.exists()
    assert cli.main([*shared, polis.key]) == 0
    assert Ballot.objects.count() == len(statements.TOLD.votes)
    with pytest.raises(CannotDo, match="It reads: "):
        bring("skolan", 1, str(path), email=ALMA, columns={}, dry_run=True, exchange="excel")


def test_columns_are_chosen_by_name(brought: Bring) -> None:
    brought(columns={"text": "Kanal"})
    assert set(Wording.objects.values_list("text", flat=True)) == {"papper"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"dialogue_slug": "vägen"}, "no dialogue vägen"),
        ({"activity_number": 7}, "no activity 7. It has: 1."),
        ({"path": "/nowhere.csv"}, "no such file"),
        ({"email": "nobody@alvsala.example"}, "no open account"),
        ({"email": "tove@alvsala.example"}, "may not import"),
        ({"email": "farid@bortby.example"}, "may not import"),
        ({"columns": {"text": "Ingen sådan"}}, "no column “Ingen sådan”"),
        ({"columns": {"text": "Kanal", "title": "Kanal"}}, "chosen twice"),
        ({"columns": {"ålder": "Kanal"}}, "“ålder” is not a part of a contribution"),
        ({"columns": {"all_channel": "brevduva"}}, "“brevduva” is not a way"),
        ({"columns": {"all_language": "elviska"}}, "“elviska” is not a language"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(brought: Bring, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CannotDo) as refusal:
        brought(**changed)
    assert sentence in str(refusal.value)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00" * 600, b"PK\x03\x04", b"Synpunkt\n", b"META\nkey;value\n"])
def test_what_is_no_table_is_said_in_a_sentence(brought: Bring, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(data)
    with pytest.raises(CannotDo) as refusal:
        brought(path=str(path))
    assert "fil.csv" in str(refusal.value)


def test_the_same_file_comes_in_once(brought: Bring) -> None:
    brought()
    with pytest.raises(CannotDo) as refusal:
        brought()
    assert "brought in already" in str(refusal.value)
    assert Contribution.objects.count() == 2


def test_nothing_comes_into_what_is_closed(brought: Bring) -> None:
    Opening.objects.update(closed_at=clock.now())
    with pytest.raises(CannotDo) as refusal:
        brought()
    assert "Participation is open" in str(refusal.value)


def test_the_command_line_reaches_it(brought: Bring, file: Path, capsys: Any) -> None:
    given = ["import", "skolan", "1", str(file), "--as", ALMA, "--column", "text=Synpunkt", "--dry-run"]
    assert cli.main(given) == 1
    assert "2 ready" in capsys.readouterr().out
    assert cli.main(["import", "vägen", "1", str(file), "--as", ALMA]) == 2
    assert "no dialogue vägen" in capsys.readouterr().err
