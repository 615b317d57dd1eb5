import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("governance", "0001_the_map_begins"),
        ("planning", "0001_the_river_begins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Kept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settled_at', models.DateTimeField()),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.charter')),
                ('dialogue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
        ),
        migrations.CreateModel(
            name='CriterionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('say', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no'), ('unknown', 'unknown')], max_length=10)),
                ('note', models.JSONField(blank=True, default=dict)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.assessment')),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.criterionwording')),
            ],
            options={
                'ordering': ['wording__criterion__number'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'wording'), name='a_criterion_is_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('met', 'met'), ('not_met', 'not_met'), ('not_yet', 'not_yet')], max_length=10)),
                ('reason', models.JSONField()),
                ('judged_at', models.DateTimeField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('principle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.principle')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('dialogue', 'principle', 'number'), name='judgements_are_numbered')],
            },
        ),
    ]
