import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("analysis", "0001_the_river_begins"),
        ("organisations", "__first__"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Counted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=80)),
                ('line', models.CharField(blank=True, max_length=80)),
                ('outcome', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('chosen_at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counted', to='analysis.finding')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('finding', 'activity', 'table', 'line'), name='a_finding_rests_once_on_a_line')],
            },
        ),
    ]
