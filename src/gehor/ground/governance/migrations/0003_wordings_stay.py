from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_what_is_adopted_stays")]
    operations = [AppendOnly("governance_criterionwording")]
