from django.db import migrations

from gehor.ground.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_the_river_begins")]
    operations = [AppendOnly("journal_entry"), AppendOnly("journal_seal")]
