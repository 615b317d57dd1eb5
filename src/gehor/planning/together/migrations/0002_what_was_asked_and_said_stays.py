from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("together", "0001_the_work_on_a_plan_begins")]
    operations = [
        AppendOnly("together_request"),
        AppendOnly("together_asked"),
        AppendOnly("together_verdict"),
        AppendOnly("together_comment"),
        AppendOnly("together_minutes"),
    ]
