from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    # Ballots and voters may go when a whole import is undone; they never change. What was asked never goes.
    dependencies = [("ballots", "0001_ballots")]
    operations = [
        AppendOnly("ballots_formversion"),
        AppendOnly("ballots_voter", may_go=True),
        AppendOnly("ballots_ballot", may_go=True),
    ]
