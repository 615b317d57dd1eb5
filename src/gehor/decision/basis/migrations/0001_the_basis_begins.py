import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("analysis", "0001_the_river_begins"),
        ("organisations", "0001_the_river_begins"),
        ('organisations', '__first__'),
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.JSONField(blank=True, default=dict)),
                ('reach', models.JSONField(blank=True, default=dict)),
                ('proposal', models.JSONField(blank=True, default=dict)),
                ('limits', models.JSONField(blank=True, default=dict)),
                ('written_at', models.DateTimeField()),
                ('dialogue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Met',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.JSONField()),
                ('written_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='analysis.finding')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='WordTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('file', models.BinaryField()),
                ('uploaded_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['body__name', '-uploaded_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('body__isnull', False), ('dropped_at', None)), fields=('organisation', 'body'), name='a_body_has_one_template'), models.UniqueConstraint(condition=models.Q(('body', None), ('dropped_at', None)), fields=('organisation',), name='an_organisation_has_one_template')],
            },
        ),
        migrations.CreateModel(
            name='Frozen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.TextField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('pdf', models.BinaryField()),
                ('pdf_sha256', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='basis.wordtemplate')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'number'), name='versions_of_a_basis_are_numbered'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='the_first_version_of_a_basis_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Alternative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.JSONField()),
                ('text', models.JSONField(blank=True, default=dict)),
                ('consequences', models.JSONField()),
                ('is_proposed', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'number'), name='alternatives_are_numbered'), models.UniqueConstraint(condition=models.Q(('is_proposed', True)), fields=('dialogue',), name='one_alternative_is_proposed')],
            },
        ),
    ]
