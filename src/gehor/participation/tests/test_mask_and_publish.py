"""Another wording with a reason, and what everybody may read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import mask, publish, publish_attachment, withhold
from gehor.participation.models import Attachment, Contribution, Opening, Wording
from gehor.planning.models import Dialogue
from gehor.process.words import MaskReason

Said = Callable[..., Contribution]
MASKED = {"title": "", "text": "Ring mig på […].", "reason": MaskReason.PERSONAL_DATA, "note": "Ett nummer."}


def test_a_masked_wording_is_shown_and_the_first_is_kept(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Ring mig på 070-123 45 67.", language="en")
    wording = mask(contribution, actor=bo, **MASKED)
    assert (wording.number, wording.text, wording.language, wording.worded_by_id) == (
        2,
        "Ring mig på […].",
        "en",
        bo.account_id,
    )
    assert contribution.wordings.first().text == "Ring mig på 070-123 45 67."


def test_the_journal_tells_why_and_not_what(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Ring mig på 070-123 45 67.")
    wording = mask(contribution, actor=bo, **MASKED)
    entry = Entry.objects.get(step="participation.mask")
    assert (entry.subject_id, entry.codes) == (
        wording.pk,
        {"contribution": contribution.pk, "reason": "personal_data"},
    )


def test_a_text_may_be_masked_again(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Ring mig på 070-123 45 67.")
    mask(contribution, actor=bo, **MASKED)
    assert mask(contribution, actor=bo, **{**MASKED, "text": "Ring […]."}).number == 3


def test_a_wording_never_changes(opened: Dialogue, said: Said) -> None:
    wording = said("Som jag skrev").wordings.get()
    wording.text = "Som ni ville"
    with pytest.raises(DatabaseError), transaction.atomic():
        wording.save()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "Ring mig på 070-123 45 67."}, "nothing_changed"),
        ({"text": " "}, "text_missing"),
        ({"text": "x" * 10_001}, "text_too_long"),
        ({"title": "x" * 201}, "text_too_long"),
        ({"note": "x" * 301}, "text_too_long"),
        ({"reason": "because"}, "unknown_mask_reason"),
        ({"reason": ""}, "unknown_mask_reason"),
    ],
)
def test_a_wording_without_change_or_reason_is_refused(
    opened: Dialogue, said: Said, bo: Actor, given: dict[str, Any], code: str
) -> None:
    contribution = said("Ring mig på 070-123 45 67.")
    with pytest.raises(WrongInput) as refusal:
        mask(contribution, actor=bo, **{**MASKED, **given})
    assert refusal.value.code == code
    assert Wording.objects.count() == 1


@pytest.mark.parametrize("who", ["tove", "cilla", "farid"])
def test_whoever_does_not_read_neither_masks_nor_publishes(
    opened: Dialogue, said: Said, actors: dict[str, Actor], who: str
) -> None:
    contribution = said("Bra", published_at=None)
    for step in (lambda **by: mask(contribution, **MASKED, **by), lambda **by: publish(contribution, **by)):
        with pytest.raises(WrongPerson):
            step(actor=actors[who])
    with pytest.raises(WrongPerson):
        withhold(contribution, actor=actors[who])


def test_what_somebody_has_looked_at_is_published_once(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Bra", published_at=None)
    assert publish(contribution, actor=bo).published_at == clock.now()
    first = contribution.published_at
    assert publish(contribution, actor=bo).published_at == first


def test_nothing_is_masked_or_published_before_it_has_opened(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Bra", published_at=None)
    Opening.objects.all().delete()
    with pytest.raises(NotYet):
        publish(contribution, actor=bo)
    with pytest.raises(NotYet):
        mask(contribution, actor=bo, **MASKED)


def attached(contribution: Contribution, **fields: Any) -> Attachment:
    return Attachment.objects.create(
        contribution=contribution, file="attachments/x.jpg", name="x.jpg", content_type="image/jpeg", size=3, **fields
    )


def test_a_file_is_published_by_itself(opened: Dialogue, said: Said, bo: Actor, tove: Actor) -> None:
    attachment = attached(said("Se bilden"))
    with pytest.raises(WrongPerson):
        publish_attachment(attachment, actor=tove)
    assert publish_attachment(attachment, actor=bo).published_at == clock.now()
    assert Entry.objects.get(step="participation.publish").subject_kind == "participation.attachment"


def test_what_is_withheld_is_kept_and_not_shown(opened: Dialogue, said: Said, bo: Actor) -> None:
    contribution = said("Ett hot")
    attachment = attached(contribution, published_at=clock.now())
    withhold(contribution, actor=bo)
    contribution.refresh_from_db()
    attachment.refresh_from_db()
    assert (contribution.published_at, attachment.published_at) == (None, None)
    assert contribution.wordings.get().text == "Ett hot"
    assert Entry.objects.filter(step="participation.withhold", subject_id=contribution.pk).exists()
