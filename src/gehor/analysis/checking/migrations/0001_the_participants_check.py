import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("analysis", "0001_the_river_begins"),
        ('organisations', '__first__'),
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('last_day', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'number'), name='checks_are_numbered'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('dialogue',), name='one_check_open_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Offered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('check_round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offered', to='checking.check')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='analysis.finding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('check_round', 'finding'), name='offered_once')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('verdict', models.CharField(choices=[('confirm', 'confirm'), ('correct', 'correct')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('language', models.CharField(default='sv', max_length=10)),
                ('channel', models.CharField(choices=[('web', 'web'), ('paper', 'paper'), ('meeting', 'meeting'), ('phone', 'phone'), ('outreach', 'outreach'), ('import', 'import')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('check_round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checking.check')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='analysis.finding')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('check_round', 'finding', 'version', 'participant'), name='one_response_to_each_wording'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'correct'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='an_objection_says_what'), models.CheckConstraint(condition=models.Q(('people', 1), ('participant__isnull', True), _connector='OR'), name='a_participant_speaks_for_one')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.JSONField()),
                ('shown', models.TextField(blank=True)),
                ('became', models.PositiveIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='checking.response')),
            ],
            options={
                'verbose_name_plural': 'replies',
            },
        ),
    ]
