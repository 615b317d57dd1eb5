"""What can be voted on now, and who has voted on what."""

from gehor.ground.pages import remembered
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Activity
from gehor.process.asking import Option

from .rules import OWN, Statement, own_statements


def shown(activity: Activity) -> dict[str, Statement]:
    """By key: the organisation's statements, then those of residents that are published, in the order they came.

    Two queries; none while nothing has happened.
    """
    return remembered(("statements", activity.pk), lambda: _shown(activity))


def _shown(activity: Activity) -> dict[str, Statement]:
    added = Contribution.objects.filter(activity=activity, published_at__isnull=False, values__question=OWN)
    references = dict(added.order_by("received_at", "pk").values_list("pk", "reference"))
    wordings = shown_wordings(references)
    theirs = [
        Statement(reference, {wordings[pk].language: " ".join(wordings[pk].text.split())}, by_resident=True)
        for pk, reference in references.items()
        if pk in wordings
    ]
    return {each.key: each for each in (*own_statements(activity.setup), *theirs)}


def items(activity: Activity) -> list[Option]:
    """The same, as what ballots are about."""
    return [Option(each.key, each.text) for each in shown(activity).values()]


def voter(activity: Activity, pseudonym: str) -> Voter | None:
    known = Voter.objects.filter(activity=activity, pseudonym=pseudonym)
    return known.select_related("participant").first()
