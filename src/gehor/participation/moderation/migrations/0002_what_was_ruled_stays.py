from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_reports_and_rulings")]
    operations = [AppendOnly("moderation_report"), AppendOnly("moderation_ruling")]
