from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_criteria_of_ones_own")]
    operations = [AppendOnly("governance_criterionwording")]
