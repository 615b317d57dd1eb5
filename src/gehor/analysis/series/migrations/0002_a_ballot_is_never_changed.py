from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("series", "0001_meetings_in_a_series")]
    operations = [AppendOnly("series_ballot")]
