from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_what_a_dialogue_is_checked_against")]
    operations = [
        AppendOnly("checks_kept"),
        AppendOnly("checks_judgement"),
        AppendOnly("checks_criterionanswer"),
    ]
