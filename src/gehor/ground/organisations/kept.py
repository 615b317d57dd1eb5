from django.db.models import QuerySet

from gehor.ground.retention import Ends, Kind, keep

from .models import Account, Organisation


def accounts(organisation: Organisation) -> QuerySet[Account]:
    return Account.objects.filter(memberships__organisation=organisation)


keep(Kind("accounts", Ends.NEVER, rows=accounts))
