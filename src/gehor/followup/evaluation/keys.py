"""The keys of tickets: keyed hashes, so that a stolen table of tickets opens nothing.

Whoever has the installation's secret can find out whether a given person's ticket is left. Nobody can find out more.
"""

from django.utils.crypto import salted_hmac

from gehor.ground.people.models import Participant

from .models import Round


def of_participant(asked: Round, participant: Participant) -> str:
    return _key(f"{asked.pk} participant {participant.pseudonym.hex}")


def of_account(asked: Round, account_id: int) -> str:
    return _key(f"{asked.pk} account {account_id}")


def of_code(code: str) -> str:
    """code: ten characters without a dash, as ground.people.receipt draws them. It opens one round only."""
    return _key(f"code {code}")


def _key(whose: str) -> str:
    return salted_hmac("gehor.evaluation", whose, algorithm="sha256").hexdigest()
