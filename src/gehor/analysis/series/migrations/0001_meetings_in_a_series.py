import django.db.models.deletion
import uuid
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
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('statement', models.JSONField()),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='analysis.finding')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.JSONField()),
                ('who', models.CharField(blank=True, max_length=160)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('budget_sek', models.PositiveIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('option', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='action', to='series.option')),
            ],
        ),
        migrations.CreateModel(
            name='Prioritisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dots', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.activity')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('dialogue',), name='a_dialogue_is_prioritised_once'), models.CheckConstraint(condition=models.Q(('dots__gte', 1), ('dots__lte', 10)), name='everybody_has_a_few_dots')],
            },
        ),
        migrations.AddField(
            model_name='option',
            name='prioritisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='series.prioritisation'),
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('is_used', models.BooleanField(default=False)),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.prioritisation')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('phone', 'phone'), ('paper', 'paper')], max_length=10)),
                ('dots', models.JSONField()),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='series.prioritisation')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('invited_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.participant')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'number'), name='the_invited_are_numbered'), models.UniqueConstraint(fields=('dialogue', 'participant'), name='invited_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(fields=('prioritisation', 'number'), name='categories_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(fields=('prioritisation', 'finding'), name='a_category_stands_once'),
        ),
    ]
