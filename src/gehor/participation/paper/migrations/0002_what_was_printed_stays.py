from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("paper", "0001_forms_and_scans")]
    operations = [
        AppendOnly("paper_run"),
        AppendOnly("paper_sheet"),
        AppendOnly("paper_again"),
        AppendOnly("paper_settled"),
        AppendOnly("paper_listagain"),
        AppendOnly("paper_listsettled"),
    ]
