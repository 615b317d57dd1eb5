import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '__first__'),
        ("people", "0001_the_river_begins"),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=6, unique=True)),
                ('channel', models.CharField(choices=[('web', 'web'), ('paper', 'paper'), ('meeting', 'meeting'), ('phone', 'phone'), ('outreach', 'outreach'), ('import', 'import')], max_length=10)),
                ('received_at', models.DateTimeField()),
                ('submission', models.UUIDField(unique=True)),
                ('values', models.JSONField(blank=True, default=dict)),
                ('covered', models.JSONField(blank=True, default=dict)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='attachments/%Y/%m/')),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='participation.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('imported_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-imported_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='contribution',
            name='imported_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.import'),
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_because', models.JSONField(blank=True, default=dict)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('opened_at__isnull', False), ('closed_at__isnull', False), _connector='OR'), name='never_opened_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('language', models.CharField(default='sv', max_length=10)),
                ('reason', models.CharField(blank=True, choices=[('personal_data', 'personal_data'), ('protected_identity', 'protected_identity'), ('corrected_by_author', 'corrected_by_author'), ('typed_wrong', 'typed_wrong'), ('amended', 'amended')], max_length=30)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('worded_at', models.DateTimeField()),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='participation.contribution')),
                ('worded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('contribution', 'number'), name='wordings_are_numbered'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_later_wording_has_a_reason')],
            },
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['dialogue', '-received_at', '-id'], name='contribution_by_dialogue'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('published_at__isnull', False)), fields=['dialogue', '-received_at', '-id'], name='contribution_published'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['dialogue', 'channel', 'published_at'], name='contribution_by_channel'),
        ),
        migrations.CreateModel(
            name='WaitingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('upload', models.CharField(max_length=32)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('given', models.JSONField()),
                ('rows', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('trouble', models.JSONField(blank=True, default=dict)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.import')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('activity', 'file_hash'), name='a_file_waits_once')],
            },
        ),
    ]
