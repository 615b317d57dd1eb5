from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_merged_and_commented")]
    operations = [AppendOnly("proposals_officialcomment")]
