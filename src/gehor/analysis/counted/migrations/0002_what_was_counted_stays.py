from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [("counted", "0001_findings_rest_on_what_was_counted")]

    operations = [AppendOnly("counted_counted", may_go=True)]
