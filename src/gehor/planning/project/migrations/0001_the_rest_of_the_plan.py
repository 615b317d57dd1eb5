import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('responsible', models.CharField(blank=True, max_length=200)),
                ('need', models.CharField(max_length=20)),
                ('done', models.JSONField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('responsible', models.CharField(blank=True, max_length=200)),
                ('phase', models.CharField(max_length=20)),
                ('audience', models.JSONField()),
                ('channel', models.JSONField()),
                ('message', models.JSONField()),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('responsible', models.CharField(blank=True, max_length=200)),
                ('what', models.JSONField()),
                ('due_on', models.DateField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(max_length=20)),
                ('what', models.JSONField()),
                ('hours_planned', models.PositiveIntegerField(default=0)),
                ('sek_planned', models.PositiveBigIntegerField(default=0)),
                ('hours_actual', models.PositiveIntegerField(blank=True, null=True)),
                ('sek_actual', models.PositiveBigIntegerField(blank=True, null=True)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('role', models.CharField(max_length=20)),
                ('who', models.CharField(max_length=200)),
                ('task', models.JSONField(blank=True, default=dict)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frame_money', models.JSONField(blank=True, default=dict)),
                ('frame_law', models.JSONField(blank=True, default=dict)),
                ('frame_time', models.JSONField(blank=True, default=dict)),
                ('commission', models.JSONField(blank=True, default=dict)),
                ('feeds', models.JSONField(blank=True, default=dict)),
                ('result_use', models.JSONField(blank=True, default=dict)),
                ('purposes', models.JSONField(blank=True, default=list)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('polarisation', models.CharField(blank=True, max_length=20)),
                ('mode', models.CharField(blank=True, max_length=20)),
                ('recording', models.JSONField(blank=True, default=dict)),
                ('published_where', models.JSONField(blank=True, default=dict)),
                ('kept_where', models.JSONField(blank=True, default=dict)),
                ('records_class', models.CharField(blank=True, max_length=200)),
                ('reading_way', models.JSONField(blank=True, default=dict)),
                ('readers', models.JSONField(blank=True, default=dict)),
                ('to_those_absent', models.JSONField(blank=True, default=dict)),
                ('to_inside', models.JSONField(blank=True, default=dict)),
                ('evaluated_what', models.JSONField(blank=True, default=dict)),
                ('evaluated_with', models.JSONField(blank=True, default=dict)),
                ('evaluated_on', models.DateField(blank=True, null=True)),
                ('data_collected', models.JSONField(blank=True, default=dict)),
                ('data_kept', models.JSONField(blank=True, default=dict)),
                ('changed_at', models.DateTimeField()),
                ('dialogue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('title', models.JSONField()),
                ('held_on', models.DateField()),
                ('starts_at', models.TimeField(blank=True, null=True)),
                ('ends_at', models.TimeField(blank=True, null=True)),
                ('place', models.CharField(max_length=200)),
                ('why_there', models.JSONField(blank=True, default=dict)),
                ('access', models.JSONField(blank=True, default=dict)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='planning.activity')),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['held_on', 'starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_at', None), ('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='an_occasion_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('responsible', models.CharField(blank=True, max_length=200)),
                ('what', models.JSONField()),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('consequence', models.PositiveSmallIntegerField()),
                ('done', models.JSONField()),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('consequence__gte', 1), ('consequence__lte', 4), ('likelihood__gte', 1), ('likelihood__lte', 4)), name='a_risk_is_judged_from_1_to_4')],
            },
        ),
    ]
