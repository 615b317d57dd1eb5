import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("followup", "0001_the_river_begins"),
        ("series", "0001_meetings_in_a_series"),
    ]

    operations = [
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.action')),
                ('measure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.measure')),
            ],
        ),
    ]
