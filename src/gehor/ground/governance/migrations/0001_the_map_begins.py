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
            name='Charter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('principles', 'Principles'), ('roles', 'Roles')], max_length=20)),
                ('number', models.PositiveSmallIntegerField()),
                ('source', models.CharField(blank=True, max_length=40)),
                ('preamble', models.JSONField(blank=True, default=dict)),
                ('promises', models.JSONField(blank=True, default=dict)),
                ('steering_group', models.JSONField(blank=True, default=dict)),
                ('support', models.JSONField(blank=True, default=dict)),
                ('budget_line', models.JSONField(blank=True, default=dict)),
                ('adopted_on', models.DateField()),
                ('section', models.CharField(max_length=20)),
                ('case_number', models.CharField(max_length=40)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind', 'number'), name='charters_are_numbered'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('adopted_on')), _connector='OR'), name='a_charter_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('A', 'A'), ('B', 'B')], max_length=1)),
                ('name', models.JSONField()),
                ('asks', models.JSONField(blank=True, default=dict)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='components_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='criteria_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='CriterionWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('question', models.JSONField()),
                ('hint', models.JSONField(blank=True, default=dict)),
                ('worded_at', models.DateTimeField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='governance.criterion')),
                ('worded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('criterion', 'number'), name='wordings_of_a_criterion_count')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('principles', 'Principles'), ('roles', 'Roles')], max_length=20)),
                ('content', models.JSONField(default=dict)),
                ('source', models.CharField(blank=True, max_length=40)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind'), name='one_draft_of_each_kind')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='governance.charter')),
            ],
            options={
                'verbose_name_plural': 'duties',
                'constraints': [models.UniqueConstraint(fields=('charter', 'role'), name='each_role_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Principle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.JSONField()),
                ('instruction', models.JSONField(blank=True, default=dict)),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='principles', to='governance.charter')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('charter', 'number'), name='principles_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('step', models.PositiveSmallIntegerField()),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('next_step', models.JSONField(blank=True, default=dict)),
                ('owner', models.CharField(blank=True, max_length=120)),
                ('next_by', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('judged_at', models.DateTimeField()),
                ('component', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='governance.component')),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(fields=('component', 'year'), name='a_component_is_judged_once_a_year'), models.CheckConstraint(condition=models.Q(('step__gte', 1), ('step__lte', 5)), name='a_step_of_the_scale')],
            },
        ),
    ]
