import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("planning", "0001_the_river_begins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Earlier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_from', models.DateField(blank=True, null=True)),
                ('held_to', models.DateField(blank=True, null=True)),
                ('held_by', models.CharField(blank=True, max_length=200)),
                ('how', models.JSONField(blank=True, default=dict)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('promised', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Unknown')], default='unknown', max_length=10)),
                ('promise', models.JSONField(blank=True, default=dict)),
                ('material', models.JSONField(blank=True, default=dict)),
                ('brought_in_at', models.DateTimeField()),
                ('brought_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dialogue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='planning.dialogue')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('held_from__isnull', True), ('held_to__isnull', True), ('held_to__gte', models.F('held_from')), _connector='OR'), name='an_earlier_dialogue_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('promised', 'yes'), ('promise', {}), _connector='OR'), name='only_a_promise_that_was_made_is_told')],
            },
        ),
    ]
