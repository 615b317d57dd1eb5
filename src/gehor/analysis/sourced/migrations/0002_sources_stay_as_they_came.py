from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("sourced", "0001_findings_rest_on_sources")]
    operations = [AppendOnly("sourced_source")]
