"""A process that is killed in the middle of receiving has lost nothing that it had answered for."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from gehor.planning.models import Activity, Dialogue

RECEIVING = """
import os, threading, uuid, django
django.setup()
from gehor.ground.act import RESIDENT
from gehor.participation.actions import contribute
from gehor.planning.models import Activity
activity = Activity.objects.select_related("dialogue__organisation").get(number=1)
def receive():
    while True:
        key = uuid.uuid4()
        contribute(activity, actor=RESIDENT, submission=key, text="Mer", language="sv")
        os.write(1, key.hex.encode() + b"\\n")
for _ in range(8):
    threading.Thread(target=receive).start()
"""


def test_nothing_answered_is_lost_and_nothing_doubled(
    written_together: None, opened: Dialogue, activity: Activity, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own promises")
    Activity.objects.update(begins_on="2020-01-01", ends_on="2099-12-31")  # the process runs at the real time
    connection.close()
    connection.close_pool()  # the last one brings what is in the log into the file
    shutil.copy(connection.settings_dict["NAME"], tmp_path / "gehor.sqlite3")
    environment = {
        **os.environ,
        "GEHOR_MODE": "demo",
        "GEHOR_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gehor.site.settings",
        "PYTHONPATH": str(settings.SOURCE.parent),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", RECEIVING], env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    answered = [process.stdout.readline().strip() for _ in range(50)]
    os.killpg(process.pid, signal.SIGKILL)
    rest = process.stdout.read()
    process.stdout.close()
    process.wait()
    answered += [line for line in rest.splitlines() if len(line) == 32]

    database = sqlite3.connect(tmp_path / "gehor.sqlite3")
    database.create_function("REGEXP", 2, lambda pattern, text: re.search(pattern, text) is not None)
    stored = [row[0] for row in database.execute("SELECT submission FROM participation_contribution")]
    whole = database.execute(
        "SELECT (SELECT count(*) FROM participation_wording), (SELECT count(*) FROM people_participant), "
        "(SELECT count(*) FROM journal_entry WHERE step = 'participation.contribute')"
    ).fetchone()
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert len(answered) >= 50
    assert set(answered) <= set(stored)
    assert len(stored) == len(set(stored))
    assert whole == (len(stored),) * 3
