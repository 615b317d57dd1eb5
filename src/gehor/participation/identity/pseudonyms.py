"""What somebody has shown, as it is stored."""

from gehor.planning.models import Activity

from . import keys, rules


def pseudonym(activity: Activity, kind: str, secret: str) -> str:
    """The same each time in one dialogue, another in each."""
    return rules.pseudonym(secret, kind=kind, key=keys.key(), salt=keys.salt(activity.dialogue_id))
