"""Whatever is true of a dialogue, no gate opens that must not, and work that is left never opens one."""

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.process import needs, steps
from gehor.process.facts import Facts
from gehor.process.words import Go, Proof

OWED = ("unanswered_decisions", "undelivered", "unanswered_corrections", "summary_owed", "reopened_answers")
LEFT = ("unread", "groundless_findings", "open_checks", "unanswered_objections", "undecided_findings", *OWED)
ASKS_FOR_IT = {needs.ANSWER_OWED, needs.SUMMARY_OWED, needs.CHECK_OPEN}  # these are there for what is left
KINDS = {bool: st.booleans(), int: st.integers(0, 2), Go | None: st.sampled_from([None, *Go])}
few = settings(max_examples=40)  # forty facts in each
facts = st.builds(Facts, **{each.name: KINDS[each.type] for each in fields(Facts)})

# The same, of a dialogue whose plan is whole
PLANNED = {each.name: True for each in fields(Facts) if each.name.endswith(("_stated", "_named", "_promised"))}
WHOLE = facts.map(
    lambda known: replace(
        known, **PLANNED, outcome=Go.RUN, activities=1, target_groups=1, approval_demanded=False, signed_off=False
    )
)


@few
@given(facts, st.sampled_from(LEFT), st.integers(1, 3))
def test_more_that_is_left_to_do_never_opens_a_gate(known, what, more):
    worse = replace(known, **{what: getattr(known, what) + more})
    for step in steps.OF_A_DIALOGUE.values():
        assert set(step.missing(known)) - ASKS_FOR_IT <= set(step.missing(worse)), step


@few
@given(WHOLE, st.sampled_from(OWED), st.integers(1, 9))
def test_nothing_is_closed_while_anything_is_owed(known, what, count):
    ready = replace(known, **dict.fromkeys(OWED, 0), answers_released=True, decisions=1, closed=False)
    assert not steps.CLOSE_DIALOGUE.missing(ready)
    assert steps.CLOSE_DIALOGUE.missing(replace(ready, **{what: count}))
    assert steps.CLOSE_DIALOGUE.missing(replace(ready, answers_released=False))


@few
@given(
    WHOLE,
    st.sampled_from(
        [
            {"outcome": Go.POSTPONE},
            {"outcome": None},
            {"answer_date_promised": False},
            {"target_groups": 0},
            {"approval_demanded": True, "plan_approved": False},
        ]
    ),
)
def test_nothing_opens_unassessed_unpromised_or_unapproved(known, lacking):
    assert not steps.OPEN_PARTICIPATION.missing(known)
    assert steps.OPEN_PARTICIPATION.missing(replace(known, **lacking))


@few
@given(WHOLE, st.sampled_from([{"unread": 1}, {"unanswered_objections": 1}, {"open_checks": 1}, {"open_now": 1}]))
def test_nothing_is_signed_or_decided_before_everything_is_read_and_closed(known, left):
    ready = replace(known, openings=1, findings=1, **dict.fromkeys((*LEFT, "open_now"), 0))
    assert not steps.SIGN_OFF.missing(ready)
    assert steps.SIGN_OFF.missing(replace(ready, **left))
    assert steps.DECIDE.missing(ready)
    assert not steps.DECIDE.missing(replace(ready, signed_off=True))


@few
@given(facts)
def test_of_two_opposites_exactly_one_holds(known):
    for one, other in (
        (needs.NOBODY_YET, needs.SOMEBODY),
        (needs.NOT_SIGNED_OFF, needs.SIGNED_OFF),
        (needs.NO_OPEN_CHECK, needs.CHECK_OPEN),
        (needs.NOT_RELEASED, needs.RELEASED),
    ):
        assert one.holds(known) != other.holds(known), one


def test_whoever_only_votes_has_taken_part():
    """Else the question could be changed under the votes of a dialogue in which nobody writes."""
    for facts in (Facts(ballots=1), Facts(contributions=1)):
        assert facts.took_part and needs.SOMEBODY.holds(facts) and not needs.NOBODY_YET.holds(facts)
    assert not Facts().took_part


def test_one_proof_is_as_sure_as_another_by_its_place_and_not_by_the_alphabet():
    assert Proof.EID.at_least(Proof.DEVICE) and Proof.EID.at_least(Proof.EID)
    assert not Proof.DEVICE.at_least(Proof.CODE)
