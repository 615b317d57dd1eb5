from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("stages", "0001_feedback_in_stages")]
    operations = [AppendOnly("stages_promise"), AppendOnly("stages_bulletin")]
