import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("feedback", "0001_the_river_begins"),
        ('organisations', '__first__'),
        ("participation", "0001_the_river_begins"),
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('misunderstood', 'misunderstood'), ('not_answered', 'not_answered')], max_length=20)),
                ('text', models.TextField()),
                ('language', models.CharField(default='sv', max_length=10)),
                ('channel', models.CharField(choices=[('web', 'web'), ('paper', 'paper'), ('meeting', 'meeting'), ('phone', 'phone'), ('outreach', 'outreach'), ('import', 'import')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.answer')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
            options={
                'ordering': ['received_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_what')],
            },
        ),
        migrations.CreateModel(
            name='FormerAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.JSONField()),
                ('written_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.answer')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'number'), name='former_answers_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.JSONField()),
                ('rewrote', models.BooleanField(default=False)),
                ('replied_at', models.DateTimeField()),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='replies.correction')),
                ('replied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'replies',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('refused', models.CharField(blank=True, max_length=200)),
                ('way', models.CharField(choices=[('email', 'email'), ('sms', 'sms'), ('letter', 'letter'), ('list', 'list'), ('page', 'page')], max_length=10)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='replies.reply')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reply', 'way'), name='told_of_a_reply_once_by_each_way')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('closes_on', models.DateField()),
                ('asked', models.PositiveIntegerField(default=0)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.answer')),
            ],
            options={
                'ordering': ['answer', 'number'],
                'constraints': [models.UniqueConstraint(fields=('answer', 'number'), name='each_try_is_rated_once')],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reopened_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reopening', to='replies.round')),
            ],
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ratings', models.JSONField()),
                ('channel', models.CharField(blank=True, choices=[('paper', 'paper'), ('phone', 'phone'), ('meeting', 'meeting'), ('outreach', 'outreach')], max_length=10, null=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='replies.round')),
            ],
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rewrote', models.BooleanField()),
                ('why', models.JSONField(blank=True, default=dict)),
                ('settled_at', models.DateTimeField()),
                ('reopening', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='replies.reopening')),
                ('settled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('shown_at', models.DateTimeField()),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown', to='replies.correction')),
                ('shown_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'shown',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='replies.round')),
            ],
        ),
    ]
