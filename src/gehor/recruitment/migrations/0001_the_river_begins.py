import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("planning", "0001_the_river_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.JSONField()),
                ('why', models.JSONField(blank=True, default=dict)),
                ('known', models.JSONField(blank=True, default=dict)),
                ('motive', models.JSONField(blank=True, default=dict)),
                ('reached_by', models.JSONField(blank=True, default=dict)),
                ('seldom_heard', models.BooleanField(default=False)),
                ('reach_aim', models.PositiveIntegerField(blank=True, null=True)),
                ('dialogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.dialogue')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
