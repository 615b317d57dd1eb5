from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decision", "0001_the_river_begins")]
    operations = [AppendOnly("decision_decision", may_go=True)]
