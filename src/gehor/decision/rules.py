"""Pure: what a vote may look like."""

from typing import NamedTuple

from gehor.ground.errors import WrongInput

MOST = 999  # no body of ours has more members


class Votes(NamedTuple):
    """How a body voted, when it did."""

    cast_for: int
    against: int
    abstained: int = 0


def checked(votes: Votes) -> Votes:
    """The same votes. Raises WrongInput votes_impossible for a number no body has, nobody_voted when all are nought."""
    if any(not 0 <= number <= MOST for number in votes):
        raise WrongInput("votes_impossible", field="votes_for", most=MOST)
    if votes.cast_for + votes.against == 0:
        raise WrongInput("nobody_voted", field="votes_for")
    return votes
