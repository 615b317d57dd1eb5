from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decision", "0004_a_decision_is_changed_by_a_new_one")]
    operations = [AppendOnly("decision_decision", may_go=True)]
