"""Staff show all that waits in one activity, knowing what follows; what has to be looked at by itself waits on."""

import pytest

from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import mask
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import rule, show_waiting
from gehor.participation.moderation.waiting import waiting
from gehor.participation.rules import LOOK_FIRST
from gehor.process.words import MaskReason

ADDRESS = "/staff/d/skolan/moderation/show/1/"


@pytest.fixture
def waits(said):
    """`waits("Fler träd")`: nobody has read it, so it is not shown."""

    def waits(text, **fields):
        return said(text, published_at=None, **fields)

    return waits


def shown():
    rows = Contribution.objects.filter(published_at__isnull=False)
    return {each.wordings.first().text for each in rows}


def test_all_that_waits_is_shown_and_the_journal_says_that_nobody_had_read_it(waits, activity, alma):
    rows = [waits("Fler träd"), waits("Fler bänkar")]
    assert show_waiting(activity, actor=alma, until=rows[-1].pk) == 2
    assert shown() == {"Fler träd", "Fler bänkar"}
    told = Entry.objects.filter(step="participation.publish").values_list("subject_id", "codes")
    assert sorted(told) == [(each.pk, {"unread": True}) for each in rows]


def test_what_came_after_somebody_looked_waits_on(waits, activity, alma):
    first, later = waits("Fler träd"), waits("Kom efteråt")
    assert show_waiting(activity, actor=alma, until=first.pk) == 1
    assert shown() == {"Fler träd"}
    assert later.pk == waiting(activity).until


def test_what_has_to_be_looked_at_by_itself_waits_on(waits, activity, alma):
    waits("Fler träd")
    waits("Ring mig på 070-123 45 67")
    waits("Filen säger nej", values={LOOK_FIRST: True})
    rule(waits("Ett hot"), actor=alma, kind="hide", reason="threat")
    found = waiting(activity)
    assert (found.ready, found.personal, found.to_look_at, found.left) == (1, 1, 2, 3)
    show_waiting(activity, actor=alma, until=found.until)
    assert shown() == {"Fler träd"}


def test_what_repeats_a_masked_text_waits_also_where_it_was_never_shown(said, waits, activity, alma):
    from gehor.methods.proposals.models import Amendment

    proposal = said("Bänkar vid Kims hus")
    change = waits("Fler bänkar vid Kims hus")
    Amendment.objects.create(contribution=change, of=proposal, from_wording=1)
    mask(proposal, actor=alma, title="", text="Bänkar", reason=MaskReason.PERSONAL_DATA, note="")
    assert (waiting(activity).ready, waiting(activity).to_look_at) == (0, 1)


def test_nothing_to_show_and_nobody_who_may_are_refused(waits, activity, alma, cilla):
    with pytest.raises(WrongMoment, match="nothing_waits"):
        show_waiting(activity, actor=alma, until=10**9)
    only = waits("Fler träd")
    with pytest.raises(WrongPerson):
        show_waiting(activity, actor=cilla, until=only.pk)
    assert not shown()


def test_the_page_says_how_many_and_what_follows_before_the_button(
    waits, signed_in, client, django_assert_max_num_queries
):
    as_alma = signed_in("alma")
    waits("Fler träd")
    waits("Ring mig på 070-123 45 67")
    assert ADDRESS in as_alma.get("/staff/d/skolan/moderation/").content.decode()
    with django_assert_max_num_queries(15):
        page = as_alma.get(ADDRESS, headers={"accept-language": "sv"}).content.decode()
    assert "Visa 1 bidrag" in page and "kan innehålla personuppgifter" in page and "Fler träd" in page
    assert "070-123" not in page
    until = Contribution.objects.get(wordings__text="Fler träd").pk
    assert as_alma.post(ADDRESS, {"until": "x"}).status_code == 422
    answer = as_alma.post(ADDRESS, {"until": until}, headers={"accept-language": "sv"})
    assert (answer.status_code, answer["Location"]) == (303, "/staff/d/skolan/moderation/")
    assert "Fler träd" in client.get("/d/skolan/contributions/").content.decode()
    assert "1 bidrag visas nu" in as_alma.get(answer["Location"], headers={"accept-language": "sv"}).content.decode()
    assert as_alma.post(ADDRESS, {"until": until}).status_code == 409
