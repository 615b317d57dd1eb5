from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("sought", "0001_no_decision_found")]
    operations = [AppendOnly("sought_sought")]
