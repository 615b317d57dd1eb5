from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("minutes", "0001_minutes_and_corrections")]
    operations = [AppendOnly("minutes_version")]
