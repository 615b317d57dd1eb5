import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('invitation', 'invitation'), ('reminder', 'reminder')], max_length=10)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participant', 'activity', 'kind'), name='written_to_once_before_a_meeting')],
            },
        ),
    ]
