"""What may be demanded, and what a pseudonym is: no database."""

from gehor.participation.identity import rules
from gehor.process.words import Doing, Proof

SECRET = {"secret": "199001012385", "kind": "person", "key": b"k" * 32, "salt": b"s" * 32}


def test_a_pseudonym_is_the_same_each_time_and_another_with_another_key_salt_or_kind() -> None:
    made = rules.pseudonym(**SECRET)
    assert made == rules.pseudonym(**SECRET) and len(made) == 64
    others = [{"key": b"x" * 32}, {"salt": b"x" * 32}, {"kind": "email"}, {"secret": "199001012386"}]
    assert len({made, *(rules.pseudonym(**{**SECRET, **other}) for other in others)}) == 5


def test_a_pseudonym_and_a_fingerprint_hold_nothing_of_what_they_were_made_of() -> None:
    made = rules.pseudonym(**SECRET)
    assert SECRET["secret"] not in made and SECRET["key"].hex() not in made
    assert rules.fingerprint(SECRET["key"]) not in made and len(rules.fingerprint(SECRET["key"])) == 16


def test_once_per_device_is_demanded_of_votes_alone() -> None:
    assert Proof.DEVICE in rules.POSSIBLE[Doing.VOTE]
    assert Proof.DEVICE not in rules.POSSIBLE[Doing.COMMENT]
