"""Reading a contribution, and setting it aside."""

import pytest

from gehor.analysis.actions import read, set_aside
from gehor.analysis.models import Finding, Reading, Rest
from gehor.analysis.queries import facts
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.participation.actions import undo_import
from gehor.participation.models import Contribution, Import, Opening
from gehor.planning.models import Activity, Dialogue


def rests_on(contribution):
    return set(Rest.objects.filter(contribution=contribution).values_list("finding__number", flat=True))


@pytest.fixture
def elsewhere(planned, said):
    """A contribution to another dialogue of the same organisation, and a finding there."""
    other = Dialogue.objects.create(
        pk=32, organisation=planned.organisation, slug="parken", started_at=planned.started_at, title={"sv": "Parken"}
    )
    here = Activity.objects.get(dialogue=planned)
    there = Activity.objects.create(
        pk=52,
        dialogue=other,
        number=1,
        method="proposals",
        level="consult",
        begins_on=here.begins_on,
        ends_on=here.ends_on,
    )
    Opening.objects.create(activity=there, opened_at=planned.started_at)
    finding = Finding.objects.create(
        dialogue=other, number=1, statement={"sv": "Fler bänkar."}, written_at=planned.started_at
    )
    return said("Fler bänkar", activity=there), finding


def test_several_findings_may_rest_on_one_contribution(opened, bo, said, found):
    contribution = said("Maten är kall och skolgården för liten")
    reading = read(contribution, actor=bo, findings=[found("Ett"), found("Två")], version=0)
    assert rests_on(contribution) == {1, 2}
    assert (reading.version, reading.read_by_id, reading.aside) == (1, bo.account_id, "")
    assert facts(opened).unread == 0


def test_reading_again_replaces_what_was_read_before(opened, bo, said, found):
    contribution, one, two = said("Maten är kall"), found("Ett"), found("Två")
    read(contribution, actor=bo, findings=[one], version=0)
    read(contribution, actor=bo, findings=[two], version=1)
    assert rests_on(contribution) == {2}


def test_what_was_set_aside_may_be_read_after_all_and_the_reverse(opened, bo, said, found):
    contribution, finding = said("Maten är kall"), found("Ett")
    set_aside(contribution, actor=bo, aside="referred", referred_to="Måltidsenheten", version=0)
    reading = read(contribution, actor=bo, findings=[finding], version=1)
    assert (reading.aside, reading.referred_to, rests_on(contribution)) == ("", "", {1})
    reading = set_aside(contribution, actor=bo, aside="empty", version=2)
    assert (reading.aside, rests_on(contribution)) == ("empty", set())


@pytest.mark.both
@pytest.mark.parametrize("version", [0, 2])
def test_two_analysts_on_one_contribution_do_not_overwrite_each_other(opened, alma, bo, said, found, version):
    contribution, one, two = said("Maten är kall"), found("Ett"), found("Två")
    read(contribution, actor=alma, findings=[one], version=0)
    with pytest.raises(WrongMoment) as refusal:
        read(contribution, actor=bo, findings=[two], version=version)
    assert (refusal.value.code, refusal.value.params["version"]) == ("read_meanwhile", 1)
    with pytest.raises(WrongMoment):
        set_aside(contribution, actor=bo, aside="empty", version=version)
    assert rests_on(contribution) == {1}


def test_a_contribution_carries_at_least_one_finding(opened, bo, said):
    with pytest.raises(WrongInput) as refusal:
        read(said("Maten är kall"), actor=bo, findings=[], version=0)
    assert refusal.value.code == "no_finding"


def test_a_finding_of_another_dialogue_cannot_rest_here(opened, bo, said, elsewhere):
    with pytest.raises(WrongInput) as refusal:
        read(said("Maten är kall"), actor=bo, findings=[elsewhere[1]], version=0)
    assert refusal.value.code == "finding_elsewhere"


def test_what_somebody_has_read_is_shown(opened, bo, said, found):
    contribution = said("Maten är kall", published_at=None)
    read(contribution, actor=bo, findings=[found("Ett")], version=0)
    assert Contribution.objects.get(pk=contribution.pk).published_at is not None


def test_what_somebody_has_read_may_be_kept_from_view(opened, bo, said, found):
    contribution = said("Maten är kall", published_at=None)
    read(contribution, actor=bo, findings=[found("Ett")], version=0, show=False)
    assert Contribution.objects.get(pk=contribution.pk).published_at is None


def test_what_is_unlawful_is_no_longer_shown_but_still_counted(opened, bo, said):
    contribution = said("Ett hot")
    set_aside(contribution, actor=bo, aside="unlawful", note={"sv": "Hot mot en namngiven person."}, version=0)
    assert Contribution.objects.get(pk=contribution.pk).published_at is None
    assert facts(opened).contributions == 1


@pytest.mark.parametrize(
    ("what", "code", "field"),
    [
        ({"aside": "boring"}, "unknown_aside", "aside"),
        ({"aside": "referred"}, "text_missing", "referred_to"),
        ({"aside": "referred", "referred_to": "x" * 201}, "text_too_long", "referred_to"),
        ({"aside": "duplicate"}, "duplicate_of_nothing", "duplicate_of"),
        ({"aside": "empty", "note": {"sv": "x" * 1001}}, "text_too_long", "note"),
        ({"aside": "empty", "note": {"en": "Only a greeting."}}, "source_first", "note"),
        ({"aside": "empty", "note": {"sv": "\x00"}}, "null_character", "note"),
    ],
)
def test_setting_aside_needs_a_reason_that_can_be_shown(opened, bo, said, what, code, field):
    with pytest.raises(WrongInput) as refusal:
        set_aside(said("Hej hej"), actor=bo, version=0, **what)
    assert (refusal.value.code, refusal.value.params["field"]) == (code, field)
    assert not Reading.objects.exists()


def test_a_duplicate_names_the_contribution_that_it_repeats(opened, bo, said):
    original, again = said("Maten är kall"), said("Maten är kall")
    reading = set_aside(again, actor=bo, aside="duplicate", duplicate_of=original, version=0)
    assert reading.duplicate_of == original


def test_duplicates_form_stars_and_not_chains(opened, bo, said, elsewhere):
    first, second, third = said("Maten är kall"), said("Maten är kall"), said("Maten är kall")
    set_aside(second, actor=bo, aside="duplicate", duplicate_of=first, version=0)
    for contribution, original, code in (
        (third, second, "duplicate_of_a_duplicate"),
        (first, third, "has_duplicates"),
        (third, third, "duplicate_of_itself"),
        (third, elsewhere[0], "unknown_reference"),
    ):
        with pytest.raises(WrongInput) as refusal:
            set_aside(contribution, actor=bo, aside="duplicate", duplicate_of=original, version=0)
        assert refusal.value.code == code


@pytest.mark.parametrize("name", ["cilla", "tove", "rut", "kim", "farid"])
def test_only_analysts_and_leads_read(opened, actors, said, found, name):
    contribution, finding = said("Maten är kall"), found("Ett")
    with pytest.raises(WrongPerson):
        read(contribution, actor=actors[name], findings=[finding], version=0)
    with pytest.raises(WrongPerson):
        set_aside(contribution, actor=actors[name], aside="empty", version=0)


def test_nothing_is_read_anew_after_sign_off(analysed, bo):
    contribution = Contribution.objects.filter(dialogue=analysed).first()
    with pytest.raises(NotYet) as refusal:
        set_aside(contribution, actor=bo, aside="empty", version=1)
    assert refusal.value.missing == ("not_signed_off",)


def test_what_somebody_has_set_aside_does_not_vanish_with_its_file(opened, bo, alma, said):
    imported = Import.objects.create(
        activity=Activity.objects.get(dialogue=opened),
        file_name="synpunkter.csv",
        imported_at=opened.started_at,
        imported_by_id=alma.account_id,
    )
    set_aside(said("Hej hej", channel="import", imported_in=imported), actor=bo, aside="empty", version=0)
    with pytest.raises(WrongMoment) as refusal:
        undo_import(imported, actor=alma)
    assert refusal.value.code == "already_used"
    assert Reading.objects.count() == 1


def test_the_journal_tells_what_was_done_in_ids_and_codes_only(opened, bo, said, found):
    one, two = said("Maten är kall"), said("Hör av er till Kalle")
    finding = found("Ett")
    read(one, actor=bo, findings=[finding], version=0)
    set_aside(two, actor=bo, aside="referred", referred_to="Kalle", note={"sv": "Kalle vet."}, version=0)
    told = list(Entry.objects.filter(step__in=("analysis.read", "analysis.set_aside")).order_by("pk"))
    assert [(entry.subject_id, entry.codes) for entry in told] == [
        (one.pk, {"findings": [finding.pk], "version": 1}),
        (two.pk, {"aside": "referred", "version": 1}),
    ]
