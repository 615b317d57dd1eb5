"""An installation with a release on its way, made in a process of its own: `python installation.py build 5`.

Run by test_killed_worker.py, which needs a database that several processes share.
"""

import datetime as dt
import json
import sys
import uuid


def build(count: int) -> None:
    from django.utils import timezone

    from gehor.analysis.models import Finding, Reading, Rest, SignOff
    from gehor.decision.models import Decision
    from gehor.feedback.actions import release_answers
    from gehor.feedback.models import Answer
    from gehor.ground.organisations.models import Account, Body, Membership, Organisation
    from gehor.ground.organisations.queries import actor_of
    from gehor.ground.people.models import Contact, Participant
    from gehor.ground.people.receipt import new_code
    from gehor.participation.models import Contribution, Opening, Wording
    from gehor.planning.models import Activity, Assessment, Dialogue
    from gehor.portal.reminding.models import Wish

    now, today = timezone.now(), dt.date(2026, 6, 10)
    organisation = Organisation.objects.create(slug="alvsala", name="Älvsala kommun")
    board = Body.objects.create(organisation=organisation, name="Nämnden")
    alma = Account.objects.create_user("alma@alvsala.example", name="Alma")
    Membership.objects.create(account=alma, organisation=organisation, role="lead")
    Wish.objects.create(account=alma, rhythm="never")  # the letters are counted, and a reminder would be one of them
    dialogue = Dialogue.objects.create(
        organisation=organisation, slug="skolan", started_at=now, title={"sv": "Skolan"}, answer_due=today
    )
    Assessment.objects.create(
        dialogue=dialogue,
        outcome="run",
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Ja."},
        assessed_at=now,
        assessed_by=alma,
    )
    activity = Activity.objects.create(
        dialogue=dialogue, number=1, method="proposals", level="consult", begins_on=today, ends_on=today
    )
    opening = Opening.objects.create(activity=activity, opened_at=now)
    finding = Finding.objects.create(dialogue=dialogue, number=1, statement={"sv": "Gården."}, written_at=now)
    for number in range(count):
        participant = Participant.objects.create(organisation=organisation, receipt=new_code(), created_at=now)
        Contact.objects.create(
            participant=participant, kind="email", address=f"person{number}@example.se", given_at=now
        )
        contribution = Contribution.objects.create(
            dialogue=dialogue,
            activity=activity,
            participant=participant,
            reference=f"R{number:05d}",
            channel="web",
            received_at=now,
            submission=uuid.uuid4(),
        )
        Wording.objects.create(contribution=contribution, number=1, text="Mer gård.", language="sv", worded_at=now)
        Rest.objects.create(finding=finding, contribution=contribution)
        Reading.objects.create(contribution=contribution, dialogue=dialogue, read_at=now, read_by=alma)
    Opening.objects.filter(pk=opening.pk).update(closed_at=now)
    SignOff.objects.create(dialogue=dialogue, signed_at=now, signed_by=alma)
    decision = Decision.objects.create(
        dialogue=dialogue,
        weighs=finding,
        outcome="met",
        reason={"sv": "Ja."},
        body=board,
        decided_on=today,
        section="1",
        case_number="1",
        recorded_at=now,
        recorded_by=alma,
    )
    Answer.objects.create(decision=decision, dialogue=dialogue, text={"sv": "Tack."}, written_at=now, written_by=alma)
    release_answers(dialogue, actor=actor_of(alma), greeting={})


def states() -> None:
    from django_tasks_db.models import DBTaskResult

    from gehor.feedback.models import Delivery

    rows = Delivery.objects.order_by("pk").values_list("started_at", "done_at", "attempts")
    tasks = DBTaskResult.objects.values_list("status", flat=True)
    print(json.dumps({"deliveries": [[bool(a), bool(b), c] for a, b, c in rows], "tasks": sorted(tasks)}))


if __name__ == "__main__":
    import django

    django.setup()
    build(int(sys.argv[2])) if sys.argv[1] == "build" else states()
