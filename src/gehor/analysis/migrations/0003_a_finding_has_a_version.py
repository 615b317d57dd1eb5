from django.db import migrations, models


class Migration(migrations.Migration):
    # Two people who reword one finding notice each other by it, as two who read one contribution do.
    dependencies = [("analysis", "0002_the_river_begins")]
    operations = [
        migrations.AddField(model_name="finding", name="version", field=models.PositiveIntegerField(default=1)),
    ]
