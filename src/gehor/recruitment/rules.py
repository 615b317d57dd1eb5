"""What may be said of a target group: pure rules on plain values."""

MOST_PEOPLE = 1_000_000


def is_an_aim(people: int | None) -> bool:
    """Whether it is a number of people that a dialogue can set out to reach; None is no aim."""
    return people is None or 1 <= people <= MOST_PEOPLE
