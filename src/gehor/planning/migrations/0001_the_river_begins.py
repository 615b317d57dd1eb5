import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("organisations", "0001_the_river_begins"),
        ('organisations', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dialogue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('citizen', 'Citizen'), ('user', 'User'), ('plan', 'Plan'), ('minority', 'Minority'), ('budget', 'Budget'), ('referral', 'Referral')], default='citizen', max_length=20)),
                ('shape', models.CharField(blank=True, max_length=40)),
                ('source_language', models.CharField(default='sv', max_length=10)),
                ('started_at', models.DateTimeField()),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('title', models.JSONField(default=dict)),
                ('background', models.JSONField(blank=True, default=dict)),
                ('question', models.JSONField(blank=True, default=dict)),
                ('purpose', models.JSONField(blank=True, default=dict)),
                ('goal', models.JSONField(blank=True, default=dict)),
                ('can_influence', models.JSONField(blank=True, default=dict)),
                ('cannot_influence', models.JSONField(blank=True, default=dict)),
                ('levels', models.JSONField(blank=True, default=list)),
                ('decision_on', models.DateField(blank=True, null=True)),
                ('case_number', models.CharField(blank=True, max_length=40)),
                ('answer_due', models.DateField(blank=True, null=True)),
                ('answer_promise', models.JSONField(blank=True, default=dict)),
                ('begun_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('deciding_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['organisation', '-started_at'], name='dialogue_by_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('run', 'run'), ('inform_only', 'inform_only'), ('refer', 'refer'), ('postpone', 'postpone'), ('decline', 'decline')], max_length=20)),
                ('question_can_be_influenced', models.BooleanField()),
                ('deciders_can_be_influenced', models.BooleanField()),
                ('reason', models.JSONField()),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('assessed_at', models.DateTimeField()),
                ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='planning.dialogue')),
            ],
            options={
                'ordering': ['-assessed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'run'), _negated=True), models.Q(('deciders_can_be_influenced', True), ('question_can_be_influenced', True)), _connector='OR'), name='nothing_runs_that_cannot_be_influenced')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('method', models.CharField(max_length=40)),
                ('title', models.JSONField(default=dict)),
                ('introduction', models.JSONField(blank=True, default=dict)),
                ('level', models.CharField(max_length=20)),
                ('setup', models.JSONField(default=dict)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('shows_at_once', models.BooleanField(default=False)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='planning.dialogue')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'number'), name='activities_are_numbered'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='an_activity_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='PublishedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=40)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('reason', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='planning.dialogue')),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
            },
        ),
    ]
