import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("decision", "0001_the_river_begins"),
        ('organisations', '__first__'),
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('taking-part', 'Taking Part'), ('answer', 'Answer')], max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('closes_on', models.DateField()),
                ('asked', models.JSONField(default=dict)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'part'), name='each_part_is_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('group', models.CharField(choices=[('participants', 'Participants'), ('staff', 'Staff'), ('politicians', 'Politicians')], max_length=20)),
                ('way', models.CharField(choices=[('ticket', 'Ticket'), ('paper', 'Paper')], max_length=10)),
                ('ratings', models.JSONField()),
                ('remark', models.TextField(blank=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='evaluation.round')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.round')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('participant__isnull', True), ('account__isnull', True), _connector='XOR'), name='one_person_is_invited'), models.UniqueConstraint(fields=('round', 'participant'), name='a_participant_is_invited_once'), models.UniqueConstraint(fields=('round', 'account'), name='a_colleague_is_invited_once')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('group', models.CharField(choices=[('participants', 'Participants'), ('staff', 'Staff'), ('politicians', 'Politicians')], max_length=20)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.round')),
            ],
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effect', models.CharField(choices=[('unsettled', 'unsettled'), ('weighed', 'weighed'), ('confirmed', 'confirmed'), ('part', 'part'), ('whole', 'whole')], max_length=20)),
                ('reason', models.JSONField()),
                ('judged_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decision.decision')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-judged_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('effect', 'unsettled'), _negated=True), name='a_judgement_settles_something')],
            },
        ),
    ]
