from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    # A wording may go with its contribution, when a whole import is undone; it never changes.
    dependencies = [("participation", "0001_the_river_begins")]
    operations = [AppendOnly("participation_wording", may_go=True)]
