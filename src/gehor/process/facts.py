"""What is true of one dialogue right now. Each stage fills in its own part and passes the rest through unchanged.

Facts flow downstream: `analysis.queries.facts(d)` extends `participation.queries.facts(d)`.
So a gate can only ask about its own past.
"""

from dataclasses import dataclass

from .words import Go


@dataclass(frozen=True)
class Facts:
    # planning
    outcome: Go | None = None
    retroactive: bool = False  # held elsewhere earlier and brought in; that it was run is a fact, so the outcome is RUN
    question_stated: bool = False
    purpose_stated: bool = False
    goal_stated: bool = False
    influence_stated: bool = False
    level_stated: bool = False
    decision_maker_named: bool = False
    answer_date_promised: bool = False
    activities: int = 0
    approval_demanded: bool = False  # the organisation opens nothing that is not approved
    approval_asked: bool = False  # the plan as it stands has been sent out, and waits for an answer
    plan_approved: bool = False  # the plan as it stands, not an earlier one
    # recruitment
    target_groups: int = 0
    seldom_heard_groups: int = 0  # of these
    people_aimed_at: int = 0  # the aims of the groups, added up
    # participation
    openings: int = 0
    open_now: int = 0
    contributions: int = 0
    ballots: int = 0  # people who have handed in at least one ballot: what is counted and not read
    # analysis
    unread: int = 0
    findings: int = 0
    groundless_findings: int = 0  # findings that rest on no contribution, no source and nothing that was counted
    signed_off: bool = False
    checks: int = 0  # participants' checks of the findings, whether open or over
    open_checks: int = 0
    unanswered_objections: int = 0
    # decision
    frozen_bases: int = 0  # versions of the decision basis
    undecided_findings: int = 0  # neither decided, nor sought for without finding a decision
    decisions_not_found: int = 0  # findings for which somebody has looked, and found no decision
    decisions: int = 0
    # feedback
    unanswered_decisions: int = 0
    answers_released: bool = False
    undelivered: int = 0
    unanswered_corrections: int = 0
    summary_owed: bool = False  # people were promised one, and it is neither given nor its absence explained
    reopened_answers: int = 0  # by low ratings, and neither written anew nor explained
    # followup
    measures: int = 0
    unsettled_measures: int = 0  # neither done nor dropped
    closed: bool = False

    @property
    def took_part(self) -> bool:
        """Whether somebody has said anything here, in words or on a ballot."""
        return self.contributions + self.ballots > 0
