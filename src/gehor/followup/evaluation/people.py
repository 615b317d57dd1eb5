"""Who is asked, and who of them is told of the questions by e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gehor.ground.organisations.models import Account, Membership
from gehor.ground.people import queries as people
from gehor.ground.people.models import Contact, Participant
from gehor.participation.ballots.queries import voters
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.planning.project.models import RoleHolder
from gehor.planning.together.models import Asked as Approver
from gehor.planning.together.models import Assignment
from gehor.process.words import Role

from . import rules
from .models import Group, Invitation, Round

NOT_ASKED = frozenset({Role.AUDITOR, Role.NETWORK_HOST})  # they look at dialogues, and hold none


def to_be_asked(dialogue: Dialogue) -> QuerySet[Participant]:
    """One person each: who said something or voted, and who sat at a table that spoke. A table's voice is nobody."""
    heard = Contribution.objects.filter(dialogue=dialogue).values("participant")
    spoke = Q(pk__in=heard, speakers__isnull=True, people=1) | Q(voices__in=heard)
    return Participant.objects.filter(spoke | Q(pk__in=voters(dialogue).values("participant"))).distinct()


def house(organisation_id: int) -> dict[int, str]:
    """Account id → group, of those who work or sit here. Whoever does both sits: that is what they are elected for."""
    found: dict[int, str] = {}
    rows = Membership.objects.filter(organisation=organisation_id, account__is_active=True).exclude(role__in=NOT_ASKED)
    for account, role in rows.values_list("account", "role"):
        if role == Role.BOARD or account not in found:
            found[account] = Group.POLITICIANS if role == Role.BOARD else Group.STAFF
    return found


def reached_by_mail(dialogue: Dialogue) -> QuerySet[Contact]:
    """The e-mail addresses of those who are asked about taking part."""
    return people.reached_by_mail().filter(participant__in=to_be_asked(dialogue))


def named(dialogue: Dialogue) -> QuerySet[Account]:
    """Who of the house stands in the plan: with a role, with something to see to, or asked to approve it."""
    named_in = Q(account__isnull=True, body__isnull=True, who__contains=OuterRef("name"))  # "Alma Sjövik, lead"
    roles = RoleHolder.objects.filter(Q(account=OuterRef("pk")) | named_in, dialogue=dialogue)
    tasks = Assignment.objects.filter(dialogue=dialogue).values("to")
    approvers = Approver.objects.filter(request__dialogue=dialogue).values("account")
    known = Account.objects.filter(pk__in=house(dialogue.organisation_id)).exclude(email="")
    return known.exclude(name="").filter(Exists(roles) | Q(pk__in=tasks) | Q(pk__in=approvers))


@dataclass(frozen=True)
class Invited:
    """How many are told of the questions by e-mail."""

    participants: int
    colleagues: int
    left: int = 0  # of these, so many messages have left
    refused: int = 0


def to_invite(dialogue: Dialogue, part: str) -> Invited:
    """How many would be told if the questions were asked now: three queries."""
    asks_participants = Group.PARTICIPANTS in rules.ASKED[part]
    participants = reached_by_mail(dialogue).values("participant").distinct().count() if asks_participants else 0
    return Invited(participants, named(dialogue).count())


def invited(asked: Iterable[Round]) -> dict[int, Invited]:
    """Round id → how many were told: one query."""
    rows = Invitation.objects.filter(round__in=[each.pk for each in asked]).order_by().values("round")
    counted = rows.annotate(
        participants=Count("participant"),
        colleagues=Count("account"),
        left=Count("pk", filter=Q(done_at__isnull=False)),
        refused=Count("pk", filter=~Q(refused="")),
    )
    return {row.pop("round"): Invited(**row) for row in counted}
