from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField(unique=True)),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('organisation_id', models.BigIntegerField()),
                ('dialogue_id', models.BigIntegerField(null=True)),
                ('step', models.CharField(max_length=60)),
                ('actor', models.CharField(max_length=60)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('codes', models.JSONField(default=dict)),
                ('mark', models.CharField(max_length=32)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['organisation_id', '-id'], name='entry_by_organisation'), models.Index(fields=['dialogue_id', '-id'], name='entry_by_dialogue')],
            },
        ),
    ]
