from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_the_map_begins")]
    operations = [
        AppendOnly("governance_charter"),
        AppendOnly("governance_principle"),
        AppendOnly("governance_duty"),
    ]
