import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("organisations", "0001_the_river_begins"),
        ('organisations', '__first__'),
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('receipt', 'receipt'), ('summary', 'summary'), ('decision', 'decision'), ('first_follow_up', 'first_follow_up'), ('second_follow_up', 'second_follow_up')], max_length=20)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('easy', models.JSONField(blank=True, default=dict)),
                ('short', models.JSONField(blank=True, default=dict)),
                ('released_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['released_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'stage'), name='a_stage_is_released_once')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('receipt', 'receipt'), ('summary', 'summary'), ('decision', 'decision'), ('first_follow_up', 'first_follow_up'), ('second_follow_up', 'second_follow_up')], max_length=20)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('easy', models.JSONField(blank=True, default=dict)),
                ('short', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('leaves_at', models.DateTimeField(blank=True, null=True)),
                ('held_back', models.CharField(blank=True, max_length=60)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('timed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'stage'), name='one_draft_of_each_stage'), models.CheckConstraint(condition=models.Q(('leaves_at__isnull', True), ('timed_by__isnull', False), _connector='OR'), name='somebody_has_set_the_moment')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('receipt', 'receipt'), ('summary', 'summary'), ('decision', 'decision'), ('first_follow_up', 'first_follow_up'), ('second_follow_up', 'second_follow_up')], max_length=20)),
                ('after', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('reason', models.JSONField(blank=True, default=dict)),
                ('promised_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('promised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['promised_at', 'pk'],
                'indexes': [models.Index(fields=['dialogue', 'stage'], name='promise_by_dialogue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('after__isnull', True), ('due_on__isnull', True), _connector='XOR'), name='a_promise_is_a_day_or_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('way', models.CharField(choices=[('email', 'email'), ('sms', 'sms'), ('letter', 'letter'), ('list', 'list'), ('page', 'page')], max_length=10)),
                ('left_to_page', models.BooleanField(default=False)),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='stages.bulletin')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['way', 'started_at'], name='telling_waiting')],
                'constraints': [models.UniqueConstraint(fields=('bulletin', 'participant', 'way'), name='one_telling_per_way'), models.CheckConstraint(condition=models.Q(('done_at__isnull', False), models.Q(('left_to_page', False), models.Q(('way', 'page'), _negated=True)), _connector='OR'), name='a_telling_left_to_the_page_is_done')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary_days', models.PositiveSmallIntegerField()),
                ('decision_days', models.PositiveSmallIntegerField()),
                ('first_months', models.PositiveSmallIntegerField()),
                ('second_months', models.PositiveSmallIntegerField()),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name_plural': 'terms',
                'constraints': [models.CheckConstraint(condition=models.Q(('first_months__gte', 1), ('second_months__gt', models.F('first_months'))), name='the_second_follow_up_comes_after_the_first')],
            },
        ),
    ]
