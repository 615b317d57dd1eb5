from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_meetings_of_networks")]
    operations = [AppendOnly("gatherings_response")]
