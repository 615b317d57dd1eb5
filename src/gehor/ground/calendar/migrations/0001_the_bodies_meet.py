import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("organisations", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('starts_at', models.TimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('agenda_deadline', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('uid', models.CharField(blank=True, max_length=255)),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
            ],
            options={
                'ordering': ['held_on', 'starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'held_on'), name='a_body_meets_once_a_day'), models.UniqueConstraint(condition=models.Q(('uid', ''), _negated=True), fields=('body', 'uid'), name='a_meeting_is_imported_once'), models.CheckConstraint(condition=models.Q(('agenda_deadline__isnull', True), ('agenda_deadline__lte', models.F('held_on')), _connector='OR'), name='documents_come_before_the_meeting')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_number', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matters', to='calendar.meeting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'case_number'), name='a_matter_stands_once_on_an_agenda')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_on', models.DateField()),
                ('moved_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='calendar.meeting')),
            ],
            options={
                'ordering': ['-moved_at', '-pk'],
                'indexes': [models.Index(fields=['was_on'], name='moves_by_day')],
            },
        ),
    ]
