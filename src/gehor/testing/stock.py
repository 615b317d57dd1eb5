"""What lies in an installation, told as JSON: `python -m gehor.testing.stock`. For tests that kill the server."""

import json
from collections import Counter


def take() -> dict[str, object]:
    from django.db import connection

    from gehor.ground.journal.models import Entry
    from gehor.ground.journal.seal import verify
    from gehor.participation.models import Contribution, Wording
    from gehor.process.steps import CONTRIBUTE

    on_web = Contribution.objects.filter(channel="web")
    noted = Counter(Entry.objects.filter(step=CONTRIBUTE.key).values_list("subject_id", flat=True))
    worded = Counter(Wording.objects.filter(contribution__in=on_web).values_list("contribution", flat=True))
    ids = set(on_web.values_list("pk", flat=True))
    sound = "ok"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
            sound = cursor.execute("PRAGMA foreign_key_check").fetchone() or sound
    return {
        "receipts": {
            str(key): f"/c/{receipt}/" for key, receipt in on_web.values_list("submission", "participant__receipt")
        },
        "contributions": len(ids),
        "each_noted_once": noted == Counter(ids),
        "each_worded_once": worded == Counter(ids),
        "journal_faults": [fault.code for fault in verify().faults],
        "database": sound,
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(take()))
