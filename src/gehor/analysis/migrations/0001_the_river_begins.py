import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '__first__'),
        ("participation", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('statement', models.JSONField()),
                ('explanation', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('checked', models.PositiveIntegerField(blank=True, null=True)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Rest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rests', to='analysis.finding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'contribution'), name='rests_once')],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='rests_on',
            field=models.ManyToManyField(related_name='+', through='analysis.Rest', to='participation.contribution'),
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_at', models.DateTimeField()),
                ('dialogue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FormerWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('statement', models.JSONField()),
                ('explanation', models.JSONField(blank=True, default=dict)),
                ('replaced_at', models.DateTimeField()),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_wordings', to='analysis.finding')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='former_wordings_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('read_at', models.DateTimeField()),
                ('aside', models.CharField(blank=True, choices=[('off_topic', 'off_topic'), ('referred', 'referred'), ('duplicate', 'duplicate'), ('empty', 'empty'), ('unlawful', 'unlawful')], max_length=20)),
                ('aside_note', models.JSONField(blank=True, default=dict)),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.contribution')),
                ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('aside', 'duplicate'), _negated=True), ('duplicate_of__isnull', False), _connector='OR'), name='a_duplicate_names_its_original'), models.CheckConstraint(condition=models.Q(models.Q(('aside', 'referred'), _negated=True), models.Q(('referred_to', ''), _negated=True), _connector='OR'), name='a_referral_names_its_receiver')],
            },
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('dialogue', 'number'), name='findings_are_numbered'),
        ),
    ]
