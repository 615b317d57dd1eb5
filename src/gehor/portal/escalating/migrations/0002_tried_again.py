from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("escalating", "0001_who_hears_of_late_promises")]

    operations = [
        migrations.AddField("sent", "attempts", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("sent", "waits", models.BooleanField(default=False)),
    ]
